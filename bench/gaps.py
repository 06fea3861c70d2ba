"""Measures on rated answers how well the conditions of follow-ups are judged: `python -m bench.gaps`.

`python -m bench.gaps interviews.jsonl` also counts the rated answers from the interviews about AI, which are in that
file. The signs were chosen on half of the interviews and writers; the table covers the other half.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aural.engine.answers.probe_conditions import Told, holds
from aural.engine.plan import Condition, Question
from aural.engine.prepared_probes import probes_of
from aural.interviewer.guided.examples import wants_example
from bench.jsonl import lines_of, objects

ROOT = Path(__file__).parent.parent
RATED = ROOT / "bench" / "training" / "gaps.jsonl"
JUDGED = ROOT / "tests" / "data" / "lacking.jsonl"
LETTERS: dict[Condition, str] = {
    "SHORT": "H",
    "HALF_UNANSWERED": "B",
    "NO_RESULT": "R",
    "NO_OWN_PART": "O",
    "NO_REASON": "Y",
    "NO_EXAMPLE": "E",
}
_ASKING = re.compile(r"tell|describe|walk|explain|share|give", re.IGNORECASE)


@dataclass(frozen=True)
class Rated:
    """`lacks`: the codes from the first and from the second rater; bench/training/README.md explains them."""

    group: str
    told: Told
    lacks: tuple[str, str]

    @property
    def is_held_out(self) -> bool:
        return int(hashlib.md5(self.group.encode(), usedforsecurity=False).hexdigest(), 16) % 2 == 1


def rated_answers(interviews: Path | None = None) -> Iterator[Rated]:
    """Answers whose text is in the data, and those whose text is in `interviews`, if given."""
    turns = {} if interviews is None else {data["id"]: data["turns"] for _, data in objects(lines_of(interviews))}
    for _, row in objects(lines_of(RATED)):
        texts = texts_of(row, turns)
        if texts is not None:
            group = f"{row['topic']}:{row.get('interview') or row.get('writer')}"
            question, answer = texts
            told = Told(Question("q", 0, question), answer, judge_example=wants_example)
            yield Rated(group, told, (row["lacks"][0], row["lacks"][1]))


def texts_of(row: dict[str, Any], turns: dict[str, list[dict[str, str]]]) -> tuple[str, str] | None:
    """A row's question and answer, looked up in `turns` if the row has only their place; None if they aren't there."""
    if "answer" in row:
        return asked_in(row["question"]), row["answer"]
    if row["topic"] != "ai" or row["interview"] not in turns:
        return None
    found = turns[row["interview"]]
    # The participant's first turn only agrees to the interview.
    place = [n for n, turn in enumerate(found) if turn["role"] == "user"][row["number"] + 1]
    return asked_in(found[place - 1]["text"]), found[place]["text"]


def asked_in(words: str) -> str:
    """The interviewer's question, without the sentences that lead up to it."""
    sentences = [part for part in re.split(r"(?<=[.?!])\s+", words.strip()) if part]
    asking = [n for n, part in enumerate(sentences) if part.endswith("?") or _ASKING.match(part)]
    return " ".join(sentences[asking[0] :]) if asking else words[-300:]


def fires(condition: Condition, told: Told) -> bool:
    """Whether the library has a follow-up for the condition, and the condition is met."""
    probes = probes_of(told.question, told.language)
    return any(probe.when == condition and holds(condition, told, probe.about) for probe in probes)


@dataclass(frozen=True)
class Share:
    """Counts over the answers for which a condition is true: all, those where one rater or both agree, and those where
    a rater found anything missing.
    """

    fired: int
    one: int
    both: int
    wanted: int
    missing: int  # of all answers: those where both raters found that what the condition is about is missing


def share_of(condition: Condition, answers: list[Rated]) -> Share:
    letter = LETTERS[condition]
    found = [a for a in answers if fires(condition, a.told)]
    both = [a for a in found if all(letter in lacks for lacks in a.lacks)]
    return Share(
        len(found),
        sum(any(letter in lacks for lacks in a.lacks) for a in found),
        len(both),
        sum(any(a.lacks) for a in found),
        sum(all(letter in lacks for lacks in a.lacks) for a in answers),
    )


def judged_answers() -> list[tuple[Condition, Told, bool]]:
    """Answers for which a condition held by its signs, and a judge's verdict: would a good interviewer ask about it?"""
    rows = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    return [(row["condition"], Told(Question("q", 0, row["question"]), row["answer"]), row["lacks"]) for row in rows]


def main() -> None:
    answers = list(rated_answers(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
    held_out = [answer for answer in answers if answer.is_held_out]
    print(f"{len(held_out)} of {len(answers)} rated answers held out")
    print(f"{'condition':16} {'holds':>6} {'one rater':>10} {'both':>6} {'any wish':>9} {'both miss it':>13}")
    for condition in LETTERS:
        s = share_of(condition, held_out)
        print(f"{condition:16} {s.fired:6} {s.one:10} {s.both:6} {s.wanted:9} {s.missing:13}")
    judged = [item for item in judged_answers() if fires(item[0], item[1])]
    print(f"\n{'condition':16} {'holds':>6} {'judged right':>13}")
    for condition in LETTERS:
        verdicts = [right for name, _, right in judged if name == condition]
        print(f"{condition:16} {len(verdicts):6} {sum(verdicts):13}")


if __name__ == "__main__":
    main()
