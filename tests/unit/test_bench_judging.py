"""The bench writes the requests of every pass, and compares the returned levels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.judging import SCORED, kappa, run

ITEMS: dict[str, dict[str, Any]] = {i["id"]: i for i in json.loads(SCORED.read_text())["items"]}


def answer_all(folder: Path) -> None:
    """Answers with the first labels, except for one pass that rates s02 one level lower."""
    for path in folder.glob("*/*.txt"):
        item = ITEMS[path.stem]
        levels = [label["pass1"] for label in item["labels"]]
        levels[0] -= path.stem == "s02" and path.parent.name == "pass-3"
        words = item["answer"].split()
        quotes = [" ".join(words[:8]), " ".join(words[len(words) // 2 :][:8]), " ".join(words[-8:])]
        ratings = [{"criterion": n, "level": level or None, "quotes": quotes} for n, level in enumerate(levels, 1)]
        path.with_suffix(".json").write_text(json.dumps({"ratings": ratings}))


def test_the_bench_writes_requests_and_compares_the_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "requests"
    assert run(folder, 3) == 0
    assert {path.stem for path in folder.glob("pass-2/*.txt")} == set(ITEMS)
    request = (folder / "pass-1" / "s01.txt").read_text()
    assert request.startswith("### system\nYou rate an interview")
    assert ITEMS["s01"]["answer"] in request.split("### user")[1]
    assert run(folder, 3) == 1
    answer_all(folder)
    capsys.readouterr()
    assert run(folder, 3) == 0
    shown = capsys.readouterr().out
    assert "equal to gold: 60 of 60; within one level: 60 of 60" in shown
    assert "passes 1 and 2: 60 of 60 equal, kappa 1.000" in shown
    assert "passes 1 and 3: 59 of 60 equal" in shown


def test_agreement_is_one_without_differences_and_zero_by_chance() -> None:
    assert kappa([(1, 1), (4, 4), (0, 0)]) == 1
    assert kappa([(0, 0), (0, 4), (4, 0), (4, 4)]) == 0
