"""Compares a judge's levels with scored answers, and its passes with each other: `python -m bench judging DIR`.

The first run writes the requests that a model would get for each answer of tests/data/scored to DIR/pass-1/s01.txt and
so on: a line `### system`, the system text, a line `### user`, the user text. Save the model's response to each request
next to it, as DIR/pass-1/s01.json: {"ratings": [{"criterion", "quotes", "why", "level", "raises"}]}. `without-…` are
the passes without the words that may address the judge and without the words for the top level. Some answers have no
such words, and the second and third of these passes are read only if the first is lower. Run the bench again to see
which responses are missing or, once none is, how the levels compare.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

from pydantic import ValidationError

from aural.engine.plan import Criterion, Plan, Question
from aural.engine.scores import middle
from aural.interviewer.judging.levels import RatedCriteria, Rater
from aural.interviewer.judging.transcript import fenced
from aural.interviewer.prompts import Fence
from aural.interviewer.protocol import Line, Rating

SCORED = Path("tests/data/scored/scored.json")
LEVELS = 5  # 0 (no evidence) to 4
SCHEMA = json.dumps(RatedCriteria.model_json_schema(), ensure_ascii=False)


class Written:
    """A model that saves each request, and responds in a way that leads the rater to request every pass."""

    def __init__(self, names: Sequence[str], folder: Path, item: dict[str, Any]) -> None:
        self.names, self.folder, self.item, self.asked = list(names), folder, item, 0

    def next_path(self) -> Path:
        name = self.names[self.asked]
        self.asked += 1
        return self.folder / name / f"{self.item['id']}.txt"

    async def __call__(self, system: str, user: str, kind: type[RatedCriteria]) -> RatedCriteria:
        path = self.next_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        form = f"Answer with one JSON object of this schema and nothing else:\n{SCHEMA}"
        path.write_text(f"### system\n{system}\n\n{form}\n### user\n{user}\n", encoding="utf-8")
        level = 4 if path.parent.name.startswith("pass") else None
        words = self.item["answer"].split()
        quotes = [" ".join(words[at : at + 6]) for at in (0, len(words) // 2, max(0, len(words) - 6))]
        return kind.model_validate({"ratings": [{"criterion": n, "level": level, "quotes": quotes} for n in (1, 2)]})


class Answered(Written):
    """A model whose answers are read from the files."""

    missing: list[Path]

    async def __call__(self, system: str, user: str, kind: type[RatedCriteria]) -> RatedCriteria:
        path = self.next_path().with_suffix(".json")
        try:
            return kind.model_validate_json(path.read_text(encoding="utf-8"))
        except (OSError, ValidationError):
            self.missing.append(path)
            return kind(ratings=[])


def plan_of(item: dict[str, Any], rubrics: dict[str, Any]) -> Plan:
    """The item's question and its role's criteria. The anchor for level 0 is left out, since the product has no level
    0.
    """
    criteria = tuple(
        Criterion(c["name"], c["description"], tuple((a["level"], a["text"]) for a in c["anchors"] if a["level"]))
        for c in rubrics[item["role"]]
    )
    return Plan(item["id"], item["role"], (Question("q1", 0, item["question"]),), criteria=criteria)


async def rated(item: dict[str, Any], rubrics: dict[str, Any], model: Written, passes: int) -> tuple[Rating, ...]:
    plan, random = plan_of(item, rubrics), Random(item["id"])

    async def show(lines: Sequence[Line], fence: Fence) -> str:
        return fenced(lines, fence, only_certain=True)

    asked = Line("m1", "assistant", item["question"], "q1", "question", None)
    answer = Line("m2", "user", item["answer"], "q1", "answer", None)
    rater = Rater(plan, model, show, passes, random.shuffle, "en", Fence.of(item["id"]))
    found = await rater.rate([asked, answer])
    return found.ratings or tuple(Rating(one.name, (None,) * passes, ()) for one in plan.criteria)


def kappa(pairs: Sequence[tuple[int, int]]) -> float:
    """Quadratic weighted kappa, the agreement of two raters beyond chance; 1 if all ratings are the same."""
    count = len(pairs)
    seen = sum((a - b) ** 2 for a, b in pairs) / count
    by_chance = sum((a - b) ** 2 for a, _ in pairs for _, b in pairs) / count**2
    return 1.0 if by_chance == 0 else 1 - seen / by_chance


def compared(items: Sequence[dict[str, Any]], ratings: Sequence[tuple[Rating, ...]], passes: int) -> list[str]:
    """The figures, one per line. A level equals the gold if it is one of its two labels."""
    cells = [(label, rating) for item, given in zip(items, ratings, strict=True)
             for label, rating in zip(item["labels"], given, strict=True)]  # fmt: skip
    levels = [(middle(rating.levels) or 0, label["pass1"], label["pass2"]) for label, rating in cells]
    exact = sum(level in (one, two) for level, one, two in levels)
    near = sum(max(abs(level - one), abs(level - two)) <= 1 for level, one, two in levels)
    lines = [
        f"equal to gold: {exact} of {len(levels)}; within one level: {near} of {len(levels)}",
        f"quadratic kappa with gold: {kappa([(level, one) for level, one, _ in levels]):.3f}",
    ]
    for first, second in combinations(range(passes), 2):
        pairs = [(rating.levels[first] or 0, rating.levels[second] or 0) for _, rating in cells]
        same = sum(one == two for one, two in pairs)
        lines.append(f"passes {first + 1} and {second + 1}: {same} of {len(pairs)} equal, kappa {kappa(pairs):.3f}")
    lowered = sum(rating.lowered_from is not None for _, rating in cells)
    return [*lines, f"lowered for words that may address the judge: {lowered}"]


def run(folder: Path, passes: int) -> int:
    """Writes the requests, or compares the answers; returns the exit status."""
    data = json.loads(SCORED.read_text(encoding="utf-8"))
    items, rubrics = data["items"], data["rubrics"]
    names = [f"{kind}-{n}" for kind in ("pass", "without") for n in range(1, passes + 1)]
    if not folder.exists():
        for item in items:
            asyncio.run(rated(item, rubrics, Written(names, folder, item), passes))
        print(f"Wrote {len(list(folder.glob('*/*.txt')))} requests to {folder}.")
        return 0
    missing: list[Path] = []
    ratings = []
    for item in items:
        model = Answered(names, folder, item)
        model.missing = missing
        ratings.append(asyncio.run(rated(item, rubrics, model, passes)))
    if missing:
        shown = "\n".join(map(str, missing[:10]))
        print(f"{len(missing)} answers are missing or can't be read, such as:\n{shown}", file=sys.stderr)
        return 1
    print("\n".join(compared(items, ratings, passes)))
    return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--passes", type=int, default=3)
    given = parser.parse_args()
    sys.exit(run(given.folder, given.passes))


if __name__ == "__main__":
    main()
