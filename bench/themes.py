"""Measures how well themes are grouped, and opposing quotes recognized: `python -m bench.themes PART`.

PART: dev or held. Reads bench/training/themes and prints counts, and with `-v` also the errors.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

from aural.interviewer.guided.theme_groups import group_labels
from aural.interviewer.judging.stance import opposes

FOLDER = Path(__file__).parent / "training" / "themes"


def read(name: str, part: str) -> list[dict[str, Any]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["part"] == part]


def measure_groups(part: str, language: str, *, is_telling: bool) -> tuple[int, int]:
    """Counts the pairs of labels that were grouped: how many belong together, and how many of all true pairs were
    found.
    """
    studies: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read("labels.jsonl", part):
        if row["language"] == language:
            studies[row["study"]][row["label"]] = row["group"]
    right = wrong = all_true = 0
    for group_of in studies.values():
        all_true += sum(group_of[a] == group_of[b] for a, b in combinations(group_of, 2))
        for group in group_labels(dict.fromkeys(group_of, 1), language):
            for a, b in combinations(group, 2):
                is_right = group_of[a] == group_of[b]
                right, wrong = right + is_right, wrong + (not is_right)
                if is_telling and not is_right:
                    print("  wrong:", a, "|", b)
    total = right + wrong
    print(f"groups {part} {language}: {right} of {total} merges right, {right} of {all_true} pairs found")
    return right, total


def measure_stances(part: str, language: str, *, is_telling: bool) -> tuple[int, int]:
    """Counts the quotes recognized as opposing: how many really are, and how many of all opposing ones were found."""
    rows = [row for row in read("stances.jsonl", part) if row["language"] == language]
    found = [(row, opposes(row["theme"], row["quote"], row["other"], language)) for row in rows]
    for row, is_found in found:
        if is_telling and is_found != row["opposes"]:
            print("  wrong:" if is_found else "  missed:", row["quote"], "|", row["other"])
    right = sum(is_found and row["opposes"] for row, is_found in found)
    total, there = sum(is_found for _, is_found in found), sum(row["opposes"] for row, _ in found)
    print(f"counter-quotes {part} {language}: {right} of {total} right, {right} of {there} found")
    return right, total


def main() -> None:
    part, is_telling = sys.argv[1], "-v" in sys.argv
    for language in ("en", "zh"):
        measure_groups(part, language, is_telling=is_telling)
        measure_stances(part, language, is_telling=is_telling)


if __name__ == "__main__":
    main()
