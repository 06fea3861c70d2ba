"""The list of measurements that `python -m bench --help` prints."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def bench() -> dict[str, Any]:
    return runpy.run_path(str(Path(__file__).parents[2] / "bench/__main__.py"))


def test_help_says_what_each_measurement_does(
    bench: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", "--help"])
    bench["main"]()
    printed = capsys.readouterr().out
    for name in [*bench["BENCHES"], *bench["TAKE_A_FILE"], *bench["ALONE"]]:
        line = next(line for line in printed.splitlines() if line.split()[:1] == [name])
        assert len(line.split()) > 4, line


def test_an_unknown_measurement_is_refused_with_a_way_to_the_list(
    bench: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", "livezz"])
    with pytest.raises(SystemExit, match=r"Unknown bench: livezz. `python -m bench --help`"):
        bench["main"]()
