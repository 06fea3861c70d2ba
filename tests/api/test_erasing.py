"""An organization erases a candidate: what is deleted, and what the receipt says."""

from __future__ import annotations

import pytest

from aural.store.database import PostgresDatabase, SqliteDatabase
from tests.api.world import World


@pytest.mark.parametrize("is_clean", [True, False])
async def test_a_receipt_says_whether_the_database_has_overwritten_the_data(
    world: World, monkeypatch: pytest.MonkeyPatch, is_clean: bool
) -> None:
    async def scrub(*_given: object, **_more: object) -> bool:
        return is_clean

    for kind in (SqliteDatabase, PostgresDatabase):
        monkeypatch.setattr(kind, "scrub", scrub)
    candidate = await world.candidate(await world.interview(), email="mina@example.com")
    receipt = await world.owner.data("DELETE", f"/candidates/{candidate['id']}")
    assert ("DATABASE" not in [left["what"] for left in receipt["notReached"]]) is is_clean
