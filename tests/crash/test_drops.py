"""Lost connections, changed devices, kills: a few in every run; `make bench` has a thousand of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.drops import KINDS, drop_many


@pytest.mark.parametrize("drops", [12])
def test_dropped_connections_lose_nothing(tmp_path: Path, database_url: str, drops: int) -> None:
    result = drop_many(tmp_path, drops=drops, people=4, seed=20, database_url=database_url)
    assert result.drops.total() == drops
    assert set(result.drops) == set(KINDS)
    assert result.answers >= drops
    assert result.faults() == {}
