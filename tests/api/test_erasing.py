"""An organization erases a candidate: what is deleted, and what the receipt says."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from aural.store import schema
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


async def test_an_erasure_reaches_the_rows_of_a_list_that_is_being_imported(world: World) -> None:
    """Candidates without an address, or with a corrected one, can't be found in the list once they are written."""
    interview = await world.interview()
    people = [("Quillfeather", ""), ("Birdsong", "birdsong"), *((f"P{at}", f"p{at}@example.com") for at in range(600))]
    table = "\n".join(["Name,Email", *(f"{name},{email}" for name, email in people)])
    path = f"/interviews/{interview['id']}/imports"
    read = (await world.owner.post(path, content=table.encode(), headers={"Content-Type": "text/csv"})).json()["data"]
    mended = [{"line": 3, "email": "wren@example.com"}, {"line": 603, "isLeftOut": True}]
    list_ = f"/imports/{read['id']}"
    await world.owner.data("PATCH", list_, {"allowsMissingEmail": True, "rows": mended})
    first = await world.owner.data("POST", f"{list_}/confirm", {"from": 0})
    assert (first["isDone"], first["ready"], first["leftOut"], first["toFix"]) == (False, 101, 1, 0)
    for name in ("Quillfeather", "Birdsong"):
        (found,) = (await world.owner.get("/candidates", params={"q": name})).json()["data"]
        await world.owner.data("DELETE", f"/candidates/{found['id']}")
    imports = schema.imports
    (row,) = await world.database.read.rows(select(imports).where(imports.c.id == read["id"]))
    assert not [word for word in ("Quillfeather", "birdsong", "wren") if word.lower() in str(tuple(row)).lower()]
    last = await world.owner.data("POST", f"{list_}/confirm", {"from": first["writtenCount"]})
    assert (last["isDone"], last["createdCount"]) == (True, 601)
    (row,) = await world.database.read.rows(select(imports).where(imports.c.id == read["id"]))
    assert "example.com" not in str(tuple(row))
