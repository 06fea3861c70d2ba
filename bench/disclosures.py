"""Measures what hiring reports withhold: `python -m bench disclosures FILE.jsonl`.

Each line of the file is an answer: {"answer", "discloses", "passage", "question"?, "language"?}. `passage` is the part
of the answer that discloses something protected about the candidate, or only looks as if it did. Each line of the
output is {"withheld", "open", "shown", "hurt"}:

- withheld: the places that are withheld
- open: whether a judge still sees part of a passage that discloses
- shown: whether a report without a model quotes any of that passage
- hurt: whether part of a look-alike is withheld

Standard error ends with the totals.

With `--model`, the judging model checks the answers too, as it does for a report (AURAL_MODEL and related settings,
docs/models.md).
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aural.engine.plan import Plan, Question
from aural.interviewer.disclosures import withhold
from aural.interviewer.guided.extract import extract
from aural.interviewer.judging.checker import Checker
from aural.interviewer.judging.disclosure_check import find_told, withheld_too
from aural.reports.analysis.build import build_report
from aural.reports.analysis.judgement import Line
from bench.checker import configured_checker, warn_of_failures
from bench.jsonl import BadLineError, lines_of, objects

ASKED = "Tell me about your work."


@dataclass(frozen=True)
class Answer:
    """One line of the file. `start` and `end` delimit the passage."""

    text: str
    question: str
    language: str
    discloses: bool
    start: int
    end: int

    def lines(self, number: int) -> tuple[Line, Line]:
        """The question, and the answer with the places that the rules withhold."""
        asked = Line(f"q{number}", "assistant", self.question, "q1", "question", "next")
        said = Line(f"a{number}", "user", self.text, "q1", "answer", None)
        return asked, withhold([said], self.language)[0]

    def touches(self, start: int, end: int) -> bool:
        return start < self.end and self.start < end

    def found(self, asked: Line, said: Line) -> dict[str, Any]:
        """The outcome for the passage. `said` is the answer with all the places that are withheld."""
        hidden = {at for place in said.withheld for at in range(place.start, place.end)}
        letters = (at for at in range(self.start, self.end) if self.text[at].isalnum())
        is_hurt = any(self.touches(place.start, place.end) for place in said.withheld)
        return {
            "withheld": [[place.start, place.end] for place in said.withheld],
            "open": self.discloses and any(at not in hidden for at in letters),
            "shown": self.discloses and self._is_shown(asked, said),
            "hurt": not self.discloses and is_hurt,
        }

    def _is_shown(self, asked: Line, said: Line) -> bool:
        plan = Plan("", "", (Question("q1", 0, self.question),), language=self.language)
        report = build_report(extract(plan, (asked, said)), plan, (asked, said))
        return any(self.touches(item["start"], item["end"]) for item in report.evidence)


def answers(lines: Iterable[str]) -> Iterator[Answer]:
    """Raises BadLineError at the first line that cannot be read."""
    for number, given in objects(lines, "answer"):
        passage, text = given.get("passage") or given["answer"], given["answer"]
        if not isinstance(passage, str) or passage.strip() not in text:
            raise BadLineError(f'Line {number}: "passage" must be a part of the answer.')
        if not isinstance(given.get("discloses"), bool):
            raise BadLineError(f'Line {number} needs "discloses", true or false.')
        start = text.index(passage.strip())
        question, language = str(given.get("question") or ASKED), str(given.get("language") or "en")
        yield Answer(text, question, language, given["discloses"], start, start + len(passage.strip()))


async def find_all(given: Sequence[Answer], checker: Checker | None) -> list[dict[str, Any]]:
    """The outcome for each passage. The model reads the answers as those of one interview."""
    lines = [line for number, one in enumerate(given) for line in one.lines(number)]
    if checker is not None:
        lines = list(withheld_too(lines, await find_told(lines, checker)))
    return [one.found(*lines[2 * at : 2 * at + 2]) for at, one in enumerate(given)]


def count(given: Sequence[Answer], found: Sequence[dict[str, Any]]) -> str:
    told = sum(one.discloses for one in given)
    totals = {name: sum(one[name] for one in found) for name in ("open", "shown", "hurt")}
    disclosing = f"{totals['open']} of {told} open, {totals['shown']} shown"
    return f"disclosures: {disclosing}; look-alikes: {totals['hurt']} of {len(given) - told} hurt"


def main() -> None:
    *flags, name = sys.argv[1:] or [""]
    if not name or name.startswith("-") or flags not in ([], ["--model"]):
        sys.exit(f"{__doc__}\nUsage: python -m bench disclosures [--model] FILE.jsonl")
    try:
        given = list(answers(lines_of(Path(name))))
    except BadLineError as error:
        sys.exit(f"{name}: {error}")
    checker = configured_checker() if flags else None
    found = asyncio.run(find_all(given, checker))
    for one in found:
        print(json.dumps(one))
    print(count(given, found), file=sys.stderr)
    warn_of_failures(checker)


if __name__ == "__main__":
    main()
