"""kill -9 at commit points of a running chat: a few, spread over the first commits of a server.

`make bench BENCH=crash` and `BENCH=crash-postgres` kill at every commit point, again and again.
"""

from __future__ import annotations

from pathlib import Path

from tests.crash.rig import kill_many


def test_kills_lose_nothing_on_sqlite(tmp_path: Path) -> None:
    outcome = kill_many(tmp_path, kills=5, commits=(1, 4, 7, 10, 13))
    assert outcome.kills >= 5
    assert outcome.answers >= 5
    assert outcome.faults() == {}


def test_kills_lose_nothing_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    outcome = kill_many(tmp_path, kills=4, database_url=postgres_url, commits=(6, 12))
    assert outcome.kills >= 4
    assert outcome.answers >= 5
    assert outcome.faults() == {}
