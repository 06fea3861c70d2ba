"""Shows which claims a report would keep: `python -m bench evidence FILE.jsonl`.

Each line of the file is a claim: {"claim", "quotes", "transcript", "question"?, "language"?}. `transcript` is a list of
{"role": "assistant" | "user", "text"}, oldest first, or the candidate's words as one text. Each line of the output is
{"kept", "reason", "quotes"}: `quotes` lists the passages that were found, as {"turn", "start", "end", "quote"};
`reason` is null if the claim is kept. If lines have "follows" (true or false), standard error ends with how many claims
that don't follow were kept, and how many that follow were dropped.

`python -m bench evidence --mutations FILE.jsonl` reads interviews, {"id", "turns": [{"role", "text"}]}, and counts how
many of 10,000 true quotes are missed, and how many of 10,000 altered ones are accepted.

With `--model`, the judging model checks the claims that the rules keep, as it does for a report (AURAL_MODEL and
related settings, docs/models.md).
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aural.engine.plan import Plan, Question
from aural.interviewer.judging.checker import Checker
from aural.interviewer.judging.claim_check import Statement, find_refused, may_overrule, passage_of
from aural.interviewer.judging.entailment import follows, ground_of
from aural.reports.analysis.evidence import Span, find_quotes, sources_of
from aural.reports.analysis.faithful import faithful, said_in
from aural.reports.analysis.judgement import Line
from bench.checker import configured_checker, warn_of_failures
from bench.jsonl import BadLineError, lines_of, objects
from bench.quotes import count_mutations

NO_QUOTE = "None of its quotes is in the candidate's words."
NOT_SAID = "It has a number, a name or an address that isn't in the transcript."
NOT_FOLLOWING = "It does not follow from its quotes."
REFUSED = "The judging model: {}."
ROLES = {"user": "user", "candidate": "user", "participant": "user"} | {
    "assistant": "assistant",
    "interviewer": "assistant",
    "system": "system",
}


@dataclass(frozen=True)
class Claimed:
    """One line of the file."""

    claim: str
    quotes: tuple[str, ...]
    lines: tuple[Line, ...]
    language: str
    does_follow: bool | None

    def check(self) -> tuple[str | None, tuple[Span, ...]]:
        """Why the claim is dropped (None if it is kept), and the quotes that were found."""
        sources = sources_of(self.lines)
        spans = find_quotes(self.quotes, sources)
        if not spans:
            return NO_QUOTE, ()
        plan = Plan("", "", (Question("q1", 0, self._asked()),), language=self.language)
        if faithful(self.claim, said_in(plan, sources)) != self.claim.strip():
            return NOT_SAID, spans
        if not follows(self.claim, ground_of(spans, self.lines), self.language):
            return NOT_FOLLOWING, spans
        return None, spans

    def is_asked_about(self, reason: str | None) -> bool:
        """Whether a report also asks the model about this claim."""
        return reason is None or (reason == NOT_FOLLOWING and may_overrule(self.lines))

    def statement(self, reason: str | None, spans: Sequence[Span], checker: Checker) -> Statement:
        return Statement("insights", self.claim, passage_of(spans, self.lines, checker.hide), reason is not None)

    def _asked(self) -> str:
        return " ".join(line.content for line in self.lines if line.role == "assistant")


def claims(lines: Iterable[str]) -> Iterator[Claimed]:
    """Raises BadLineError at the first line that cannot be read."""
    for number, given in objects(lines, "claim"):
        quotes, question = given.get("quotes"), given.get("question") or ""
        if not isinstance(quotes, list) or not all(isinstance(quote, str) for quote in quotes):
            raise BadLineError(f'Line {number} needs "quotes", a list of texts.')
        if not isinstance(question, str):
            raise BadLineError(f'Line {number}: "question" must be a text.')
        turns = _turns(number, given.get("transcript"))
        if question and not any(role == "assistant" for role, _ in turns):
            turns = [("assistant", question), *turns]
        lines_read = tuple(
            Line(f"m{n}", role, text, "q1", "answer" if role == "user" else "question", None)  # type: ignore[arg-type]
            for n, (role, text) in enumerate(turns)
        )
        language = str(given.get("language") or "en")
        yield Claimed(given["claim"], tuple(quotes), lines_read, language, given.get("follows"))


def _turns(number: int, given: Any) -> list[tuple[str, str]]:
    if isinstance(given, str):
        return [("user", given)]
    if not isinstance(given, list) or not all(map(_is_turn, given)):
        raise BadLineError(f'Line {number}: "transcript" must be a text, or a list of {{"role", "text"}}.')
    return [(ROLES[turn["role"]], turn["text"]) for turn in given]


def _is_turn(turn: Any) -> bool:
    return isinstance(turn, dict) and turn.get("role") in ROLES and isinstance(turn.get("text"), str)


def _span(span: Span) -> dict[str, Any]:
    return {"turn": int(span.message_id[1:]), "start": span.start, "end": span.end, "quote": span.quote}


Checked = tuple[str | None, tuple[Span, ...]]


async def check_all(claimed: Sequence[Claimed], checker: Checker | None) -> list[Checked]:
    """The outcome for each claim by the rules, or by the rules and the model."""
    checked = [one.check() for one in claimed]
    if checker is None:
        return checked
    asked = [at for at, one in enumerate(claimed) if one.is_asked_about(checked[at][0])]
    statements = [claimed[at].statement(*checked[at], checker) for at in asked]
    refused = await find_refused(statements, checker)
    for place, at in enumerate(asked):
        reason = REFUSED.format(refused[place]) if place in refused else None
        checked[at] = reason, checked[at][1]
    return checked


def _check_claims(path: Path, checker: Checker | None) -> None:
    counted = Counter[tuple[bool, bool]]()
    claimed = list(claims(lines_of(path)))
    for one, (reason, spans) in zip(claimed, asyncio.run(check_all(claimed, checker)), strict=True):
        found = {"kept": reason is None, "reason": reason, "quotes": list(map(_span, spans))}
        print(json.dumps(found, ensure_ascii=False), flush=True)
        if one.does_follow is not None:
            counted[bool(one.does_follow), reason is None] += 1
    if counted:
        true, planted = (counted[kind, True] + counted[kind, False] for kind in (True, False))
        kept, dropped = counted[False, True], counted[True, False]
        print(f"planted: {kept} of {planted} kept; true: {dropped} of {true} dropped", file=sys.stderr)
    warn_of_failures(checker)


def _check_mutations(path: Path) -> None:
    for number, given in objects(lines_of(path)):
        _turns(number, given.get("turns"))
    for name, wrong, total in count_mutations(given for _, given in objects(lines_of(path))):
        print(json.dumps({"quotes": name, "wrong": wrong, "of": total}), flush=True)


def main() -> None:
    *flags, name = sys.argv[1:] or [""]
    if not name or name.startswith("-") or flags not in ([], ["--mutations"], ["--model"]):
        sys.exit(f"{__doc__}\nUsage: python -m bench evidence [--mutations | --model] FILE.jsonl")
    try:
        if flags == ["--mutations"]:
            _check_mutations(Path(name))
        else:
            _check_claims(Path(name), configured_checker() if flags else None)
    except BadLineError as error:
        sys.exit(f"{name}: {error}")


if __name__ == "__main__":
    main()
