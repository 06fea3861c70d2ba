"""Counts the criteria that end below the level of their best answer: `python -m bench combined [FILE.json]`.

The simulated judge has the habit that lowers levels: it gives each criterion the mean of what its answers would get
alone, so a passing remark under another question pulls a strong answer down. If asked, it also gives the level of the
strongest answer. Sessions are built from the scored answers of the tests, with their labels: three answers for the same
role, each under its own question. The sessions in FILE (as for `bench report`) are rated as well, with a random level
for each answer.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import batched
from pathlib import Path
from random import Random
from typing import Any

from pydantic import BaseModel

from aural.engine.plan import Criterion, Plan, Question
from aural.engine.scores import middle
from aural.interviewer.judging.levels import Rater
from aural.interviewer.judging.transcript import fenced
from aural.interviewer.prompts import Fence
from aural.interviewer.protocol import Line
from aural.reports.analysis.evidence import find_quote, sources_of
from bench.judging import SCORED, plan_of
from bench.report import BadSessionError, sessions_in

Levels = tuple[int | None, ...]  # of one answer alone, one level for each criterion
ANSWERS = 3  # in a session
TWO = (Criterion("First", "A criterion"), Criterion("Second", "Another one"))


@dataclass(frozen=True)
class Session:
    """`alone`: the levels that each answer would get alone, by message id."""

    plan: Plan
    lines: tuple[Line, ...]
    alone: Mapping[str, Levels]

    def best(self, at: int) -> int:
        return max(levels[at] or 0 for levels in self.alone.values())


class Averaging:
    """The simulated judge. `says_strongest`: whether it is asked for, and gives, the level of the strongest answer."""

    def __init__(self, session: Session, *, says_strongest: bool) -> None:
        self.session, self.says_strongest = session, says_strongest

    async def __call__(self, _system: str, _user: str, kind: type[BaseModel]) -> Any:
        ratings = [self._rated(at) for at in range(len(self.session.plan.criteria))]
        return kind.model_validate({"ratings": ratings})

    def _rated(self, at: int) -> dict[str, Any]:
        alone = self.session.alone
        given = {message: levels[at] for message, levels in alone.items()}
        known = [level for level in given.values() if level is not None]
        strongest = max(known, default=None)
        message = next((message for message, level in given.items() if level == strongest), "")
        quote = next((_beginning(line) for line in self.session.lines if line.message_id == message), "")
        level = sum(known) // len(known) if known else None
        return {"criterion": at + 1, "quotes": [quote], "level": level} | (
            {"strongest": strongest} if self.says_strongest else {}
        )


def _beginning(line: Line) -> str:
    return line.content[:200].rsplit(" ", 1)[0]


def scored_sessions() -> Iterator[Session]:
    data = json.loads(SCORED.read_text(encoding="utf-8"))
    for role in data["rubrics"]:
        for items in batched((item for item in data["items"] if item["role"] == role), ANSWERS, strict=False):
            questions = tuple(Question(f"q{n}", n, item["question"]) for n, item in enumerate(items))
            plan = replace(plan_of(items[0], data["rubrics"]), questions=questions)
            lines = tuple(line for n, item in enumerate(items) for line in _asked_and_said(n, item))
            alone = {f"u{n}": tuple(label["pass1"] or None for label in item["labels"]) for n, item in enumerate(items)}
            yield Session(plan, lines, alone)


def _asked_and_said(n: int, item: Mapping[str, Any]) -> tuple[Line, Line]:
    return (
        Line(f"a{n}", "assistant", item["question"], f"q{n}", "question", "next"),
        Line(f"u{n}", "user", item["answer"], f"q{n}", "answer", None),
    )


def played_sessions(text: str) -> Iterator[Session]:
    """Raises BadSessionError."""
    for name, plan, lines in sessions_in(text):
        random = Random(name)
        sources = sources_of(lines)  # an answer that can't be quoted gets no level
        answers = [line.message_id for line in lines if line.role == "user" and find_quote(_beginning(line), sources)]
        alone = {message: tuple(random.choice((None, 1, 2, 3, 4)) for _ in TWO) for message in answers}
        yield Session(replace(plan, criteria=TWO), lines, alone)


def count_below(sessions: Sequence[Session], *, says_strongest: bool) -> tuple[int, int]:
    """The number of criteria that end below the level of their best answer, and the number of criteria with a rated
    answer.
    """
    below = total = 0
    for session in sessions:
        judge = Averaging(session, says_strongest=says_strongest)
        rater = Rater(session.plan, judge, _shown, 3, Random(1).shuffle, "en", Fence())
        for at, rating in enumerate(asyncio.run(rater.rate(session.lines)).ratings):
            total += session.best(at) > 0
            below += (middle(rating.levels) or 0) < session.best(at)
    return below, total


async def _shown(lines: Sequence[Line], fence: Fence) -> str:
    return fenced(lines, fence, only_certain=True)


def _told(what: str, sessions: Sequence[Session]) -> str:
    (bare, total), (ends, _) = (count_below(sessions, says_strongest=says) for says in (False, True))
    return f"{what}: of {total} criteria in {len(sessions)} sessions, {bare} below by the mean alone, {ends} in the end"


def main() -> None:
    if len(sys.argv) > 2:
        sys.exit(__doc__)
    print(_told("scored answers", list(scored_sessions())))
    if len(sys.argv) == 2:
        try:
            print(_told("played sessions", list(played_sessions(Path(sys.argv[1]).read_text(encoding="utf-8")))))
        except (OSError, BadSessionError) as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
