"""kill -9 at every commit point of a running chat: the slice for every run; the full count is in `make bench`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.rig import kill_many

KILLS = 10


def test_kills_lose_nothing_on_sqlite(tmp_path: Path) -> None:
    outcome = kill_many(tmp_path, kills=KILLS)
    assert outcome.kills >= KILLS
    assert outcome.answers >= 5
    assert outcome.faults() == {}


@pytest.mark.parametrize("kills", [4])
def test_kills_lose_nothing_on_postgresql(tmp_path: Path, postgres_url: str, kills: int) -> None:
    outcome = kill_many(tmp_path, kills=kills, database_url=postgres_url)
    assert outcome.kills >= kills
    assert outcome.faults() == {}
