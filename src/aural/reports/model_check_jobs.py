"""Runs the judging model's checks of one report. Keeps the results for later attempts, and counts the tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aural.engine.answers.injected_spans import Aside
from aural.engine.plan import Plan
from aural.interviewer.judging.checker import Checker
from aural.interviewer.judging.claim_check import refused_in
from aural.interviewer.judging.disclosure_check import Found, find_told, withheld_too
from aural.interviewer.judging.entailment import unsupported_in, without_refused
from aural.interviewer.steps import run_step
from aural.platform.clock import Clock
from aural.reports.analysis.judgement import Judgement, Line
from aural.store.database import Database
from aural.store.jobs import Job, find_step, save_step
from aural.usage.repository import add_tokens


@dataclass(frozen=True, slots=True)
class ModelChecks:
    """`entries`: the length of the session's log; a longer log is checked again. `checker`: None if no model checks."""

    database: Database
    clock: Clock
    job: Job
    entries: int
    checker: Checker | None

    async def withheld(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """The lines of a hiring interview. Disclosures that the model finds are withheld, too."""
        if self.checker is None:
            return lines
        kept = await self._find("disclosures")
        if kept is None:
            found = await find_told(lines, self.checker)
            kept = [[lines[at].message_id, place.start, place.end] for at, places in found.items() for place in places]
            await self._save("disclosures", kept)
        return withheld_too(lines, _found(kept, lines))

    async def supported(
        self, judgement: Judgement, plan: Plan, lines: Sequence[Line], language: str | None
    ) -> tuple[Judgement, int, int]:
        """Drops claims that don't follow from their quotes according to the rules and the model. Returns what
        `judging/entailment.py: without_refused` returns."""
        # Off the event loop: sentence vectors take a second or two, and other sessions' turns must continue.
        refused = await run_step(unsupported_in, judgement, lines, language or plan.language)
        if self.checker is not None:
            kept = await self._find("check")
            if kept is None:
                kept = await refused_in(judgement, lines, self.checker, refused)
                await self._save("check", kept)
            refused = [(place, text) for place, text in kept]
        return await run_step(without_refused, judgement, refused, plan, lines, language)

    async def _find(self, name: str) -> Any | None:
        return await find_step(self.database.read, self.job, f"{name}-{self.entries}")

    async def _save(self, name: str, result: object) -> None:
        """Saves a complete result; a later attempt asks again for an incomplete one. Counts the tokens either way."""
        assert self.checker is not None
        spent, self.checker.spent = self.checker.spent, 0
        failed, self.checker.has_failed = self.checker.has_failed, False
        async with self.database.transaction() as transaction:
            if not failed:
                await save_step(transaction, self.job, f"{name}-{self.entries}", result, self.clock.now())
            if spent:
                await add_tokens(transaction, self.job.organization_id, spent, self.clock.now())


def _found(kept: Sequence[tuple[str, int, int]], lines: Sequence[Line]) -> Found:
    places = {line.message_id: at for at, line in enumerate(lines)}
    found: Found = {}
    for message_id, start, end in kept:
        found.setdefault(places[message_id], []).append(Aside(start, end))
    return found
