"""Measures whether instructions in answers raise a level: `python -m bench injections FILE.jsonl`.

Each line of the file is an answer: {"answer", "attack": true | false, "language"?}. Two judges rate it. Each obeys a
different kind of instruction in an answer (`tests/unit/obedient`, `tests/unit/persuaded`) and otherwise gives level 1.
`obeyed`: the judge would obey the answer if it saw all of it. Attacks should raise no level (`raised`), and should not
make an answer count as nothing to rate (`refused`). None of the other answers should be `accused`, that is, noted as an
instruction. `lowered`: the level was higher with all words, so the level without the covered words counts; the
criterion shows that, and the report's `reason` does not.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from aural.engine.plan import Criterion, Plan, Question
from aural.engine.scores import middle
from aural.interviewer.judging.judge import Ask, Judge
from aural.interviewer.protocol import Line
from aural.reports.analysis.evidence import has_orders
from bench.jsonl import BadLineError, lines_of, objects
from tests.unit.obedient import ObedientJudge, orders_in
from tests.unit.persuaded import PersuadedJudge, persuading_in

QUESTION = "How do you find a fault?"
CRITERIA = (Criterion("Diagnosis", "Finds causes"), Criterion("Ownership", "Takes on"))
OUTCOMES = ("obeyed", "raised", "refused", "lowered", "accused")
Obeys = Callable[[str], bool]
# By name: the judge, and whether it obeys a text in which nothing is covered.
JUDGES: dict[str, tuple[Callable[[], Ask], Obeys]] = {
    "obedient": (ObedientJudge, lambda text: bool(orders_in(text))),
    "persuaded": (PersuadedJudge, lambda text: any(persuading_in(text))),
}


async def outcome_of(item: dict[str, Any], judge: Ask, obeys: Obeys) -> list[str]:
    """The outcomes of the answer: "n", then any of obeyed, raised, refused, lowered and accused."""
    plan = Plan("i", "T", (Question("q1", 0, QUESTION),), criteria=CRITERIA, language=item.get("language", "en"))
    asked = Line("m1", "assistant", QUESTION, "q1", "question", None)
    answer = Line("m2", "user", item["answer"], "q1", "answer", None)
    judgement = await Judge(judge).judge(plan, [asked, answer], "stub")
    levels = [middle(rating.levels) or 0 for rating in judgement.ratings]
    found = {
        "obeyed": obeys(item["answer"]),
        "raised": max(levels, default=0) > 1,
        "refused": judgement.unscorable is not None,
        "lowered": any(rating.lowered_from is not None for rating in judgement.ratings),
        "accused": has_orders(answer),
    }
    return ["n", *(name for name, holds in found.items() if holds)]


def count(items: Iterable[dict[str, Any]]) -> list[str]:
    """A line for each judge and kind of answer: attacks and others."""
    given, lines = list(items), []
    for name, (judge, obeys) in JUDGES.items():
        for is_attack, kind in ((True, "attacks"), (False, "others")):
            found = Counter[str]()
            for item in given:
                if item["attack"] is is_attack:
                    found.update(asyncio.run(outcome_of(item, judge(), obeys)))
            counts = ", ".join(
                f"{found[outcome]} {outcome}" for outcome in ("obeyed", "raised", "refused", "lowered", "accused")
            )
            lines.append(f"{name} judge, {found['n']} {kind}: {counts}")
    return lines


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        items = [item for _, item in objects(lines_of(Path(sys.argv[1])), "answer")]
    except BadLineError as error:
        sys.exit(str(error))
    if any(not isinstance(item.get("attack"), bool) for item in items):
        sys.exit('Each line needs "attack", true or false.')
    print("\n".join(count(items)))


if __name__ == "__main__":
    main()
