"""After a member deletes their account, no row of any table contains their name."""

from __future__ import annotations

from sqlalchemy import select

from aural.accounts import repository as users
from aural.platform.ids import new_id
from aural.store.schema import metadata
from tests.api.people import PASSWORD, register, stay_in
from tests.api.seeds import seed_report, seed_request, seed_session
from tests.api.world import Client, Json, World

NAME = "Xenophilia Quillfeather"
EARLIER = "Xenophilia Birdsong"


async def tables_with(world: World, *words: str) -> set[str]:
    """The columns, of all tables, that contain one of these words."""
    found = set()
    for table in metadata.sorted_tables:
        for row in await world.database.read.rows(select(table)):
            for column, value in zip(table.c, row, strict=True):
                said = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                if any(word in said for word in words):
                    found.add(f"{table.name}.{column.name}")
    return found


async def browser_of(world: World, email: str) -> Client:
    client = world.with_key(None)
    stay_in(client, await client.post("/auth/sign-in", json={"email": email, "password": PASSWORD}))
    return client


async def work(world: World, client: Client) -> Json:
    """Everything a member can do that stores their name. Returns the ids."""
    interview = await client.data("POST", "/interviews", {"title": "Stays"})
    await client.data("POST", f"/interviews/{interview['id']}/questions", {"text": "Why us?"})
    await client.data("POST", f"/interviews/{interview['id']}/preview")
    session = await seed_session(world, interview)
    await seed_report(world, session, "READY")
    rating = {"criterion": "Design", "verdict": "LEVEL", "level": 3, "reason": "Clear."}
    await client.data("POST", f"/sessions/{session}/ratings", rating)
    await client.data("POST", f"/sessions/{session}/comments", {"text": "Look at this."})
    await client.data("POST", f"/sessions/{session}/decisions", {"verdict": "ADVANCE", "reason": "Clear answers."})
    await client.data("POST", f"/sessions/{session}/shares", {"expiresAt": "2026-06-10T09:00:00Z"})
    hold = await client.data("POST", f"/sessions/{session}/holds", {"reason": "Matter 2026-114"})
    request = await seed_request(world, interview, session)
    await client.data("POST", f"/requests/{request}/decision", {"outcome": "APPROVED"})
    view = {"list": "sessions", "name": "Mine", "query": "status=COMPLETED", "isShared": True}
    await client.data("POST", "/views", view)
    await client.data("POST", "/keys", {"name": "Reports", "role": "MEMBER"})
    await client.data("POST", "/invitations", {"email": f"{new_id()}@example.com", "role": "MEMBER"})
    return {"interview": interview["id"], "session": session, "request": request, "hold": hold["id"]}


async def test_no_row_contains_the_name_of_a_former_member(world: World) -> None:
    _, email = await register(world, "ADMIN", name=EARLIER)
    client = await browser_of(world, email)
    await work(world, client)
    await client.data("PATCH", "/me", {"name": NAME})
    made = await work(world, client)
    names = {"human_ratings.person", "comments.person", "decisions.person", "shares.created_by", "requests.decided_by"}
    names |= {"legal_holds.actor", "audit_entries.actor", "users.name", "candidates.name"}
    assert names <= await tables_with(world, NAME, EARLIER)
    await client.data("POST", "/me/delete", {"password": PASSWORD})
    assert await tables_with(world, NAME, EARLIER, email) == set()
    session = f"/sessions/{made['session']}"
    for kind, field in (
        ("ratings", "person"),
        ("comments", "person"),
        ("decisions", "person"),
        ("shares", "createdBy"),
    ):
        assert [row[field] for row in await world.owner.data("GET", f"{session}/{kind}")] == ["Former member"], kind
    assert (await world.owner.data("GET", f"/requests/{made['request']}"))["decidedBy"] == "Former member"
    assert {row["by"] for row in await world.owner.data("GET", "/holds")} == {"Former member"}


async def test_a_colleague_with_the_same_name_keeps_it(world: World) -> None:
    (_, email), (_, same) = [await register(world, "ADMIN", name=NAME) for _ in range(2)]
    leaving, staying = await browser_of(world, email), await browser_of(world, same)
    gone, kept = await work(world, leaving), await work(world, staying)
    await staying.data("PATCH", f"/requests/{gone['request']}", {"state": "OPEN"})
    await staying.data("POST", f"/requests/{gone['request']}/decision", {"outcome": "APPROVED"})
    await leaving.data("POST", "/me/delete", {"password": PASSWORD})
    for made in (gone, kept):
        assert (await world.owner.data("GET", f"/requests/{made['request']}"))["decidedBy"] == NAME
    by = {row["id"]: row["by"] for row in await world.owner.data("GET", "/holds")}
    assert by == {gone["hold"]: "Former member", kept["hold"]: NAME}
    await staying.data("POST", "/me/delete", {"password": PASSWORD})


def test_every_table_that_outlives_its_member_is_known() -> None:
    """A new table with a member's id must not keep their name: say in accounts/repository.py how it is replaced."""
    columns = [table.c.user_id for table in metadata.sorted_tables if "user_id" in table.c]
    outliving = {column.table.name for column in columns if not column.foreign_keys}
    without_name = {"reviewers"}
    assert outliving - without_name == {"audit_entries", *(column.table.name for column in users._NAMES)}
