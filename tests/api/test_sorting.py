"""Lists of candidates and sessions in an order that the caller chooses, with pages and filters."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from typing import Any

import pytest
from sqlalchemy import insert, update

from aural.platform.ids import new_id
from aural.reports.tables import human_ratings
from aural.store import schema
from tests.api.seeds import seed_report, seed_session
from tests.api.world import Client, Json, World, paths_of

NAMES = ("Mina", "alex", None, "Zoë", "Ben", None, "Alex")


async def set_candidate(world: World, candidate_id: str, **values: Any) -> None:
    async with world.database.transaction() as transaction:
        await transaction.run(
            update(schema.candidates).where(schema.candidates.c.id == candidate_id).values(**values), {}
        )


async def listed(someone: Client, path: str, query: str, limit: int = 2) -> list[Json]:
    """The rows of all pages."""
    found: list[Json] = []
    cursor = ""
    while True:
        page = (await someone.get(f"{path}?limit={limit}&{query}{cursor}")).json()
        assert "error" not in page, page
        found += page["data"]
        if page["cursor"] is None:
            return found
        cursor = f"&cursor={page['cursor']}"


async def people(world: World) -> tuple[str, list[str]]:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}/candidates"
    made = await world.owner.data("POST", path, [{"name": name} for name in NAMES])
    return path, [row["id"] for row in made]


@pytest.mark.parametrize("limit", [1, 3, 100])
async def test_candidates_are_sorted_by_name_with_nameless_ones_last(world: World, limit: int) -> None:
    path, _ = await people(world)
    up = [row["name"] for row in await listed(world.owner, path, "sort=name&order=asc", limit)]
    down = [row["name"] for row in await listed(world.owner, path, "sort=name&order=desc", limit)]
    assert [name and name.lower() for name in up] == ["alex", "alex", "ben", "mina", "zoë", None, None]
    assert [name and name.lower() for name in down] == ["zoë", "mina", "ben", "alex", "alex", None, None]


async def test_candidates_are_sorted_by_progress_and_by_activity(world: World) -> None:
    path, ids = await people(world)
    now = world.clock.now()
    await set_candidate(world, ids[0], invited_at=now + 5)
    await set_candidate(world, ids[1], invited_at=now + 9, opened_at=now + 20, mail_status="FAILED")
    await set_candidate(world, ids[2], revoked_at=now)

    async def first(query: str) -> list[str]:
        return [row["id"] for row in await listed(world.owner, path, query)]

    assert (await first("sort=status"))[:3] == [ids[2], ids[1], ids[0]]
    assert (await first("sort=invitedAt"))[:2] == [ids[1], ids[0]]
    assert (await first("sort=invitedAt&order=asc"))[:2] == [ids[0], ids[1]]
    assert (await first("sort=lastActivity"))[:2] == [ids[1], ids[0]]
    assert await first("sort=createdAt&order=asc") == sorted(ids)
    assert await first("mailStatus=FAILED&sort=name") == [ids[1]]
    day = "2026-05-28"
    assert set(await first(f"invitedFrom={day}&invitedTo={day}")) == {ids[0], ids[1]}
    assert await first(f"activeTo={'2026-05-27'}") == []
    across = await listed(world.owner, "/candidates", "sort=invitedAt")
    assert [row["id"] for row in across][:2] == [ids[1], ids[0]]


async def test_a_cursor_of_a_sorted_list_contains_no_name_and_is_valid_only_for_its_order(world: World) -> None:
    path, ids = await people(world)
    page = (await world.owner.get(f"{path}?limit=3&sort=name&order=asc")).json()
    assert (page["data"][-1]["name"], page["data"][-1]["id"]) == ("Ben", ids[4])
    decoded = urlsafe_b64decode(page["cursor"] + "==").lower()
    assert b"ben" not in decoded
    assert ids[4].encode() not in decoded
    cursor = (await world.owner.get(f"{path}?limit=2&sort=name&order=asc")).json()["cursor"]
    error = await world.owner.error(400, "GET", f"{path}?limit=2&sort=status&cursor={cursor}")
    assert paths_of(error) == ["cursor"]
    changed = cursor[:-6] + ("A" if cursor[-6] != "A" else "B") + cursor[-5:]
    await world.owner.error(400, "GET", f"{path}?limit=2&sort=name&order=asc&cursor={changed}")
    other = (await world.owner.get(f"{path}?limit=2&sort=name&order=asc")).json()["cursor"]
    assert other != cursor  # sealed, so equal texts don't look equal


async def test_a_sorted_list_is_paged_even_without_a_limit(world: World) -> None:
    path, _ = await people(world)
    await world.owner.data("POST", path, [{"name": "More"}] * 20)
    page = (await world.owner.get(f"{path}?sort=name")).json()
    assert len(page["data"]) == 20
    assert page["cursor"] is not None
    assert len(await world.owner.data("GET", path)) == 27


async def rate(world: World, session_id: str, level: int | None, *, user: str = "someone", **more: Any) -> None:
    row = {"id": new_id(), "organization_id": world.acme.id, "session_id": session_id, "user_id": user}
    row |= {"person": user, "criterion": "Depth", "verdict": "AGREE", "level": level, "reason": None}
    world.clock.pass_seconds(1)
    async with world.database.transaction() as transaction:
        await transaction.run(insert(human_ratings), {**row, "created_at": world.clock.now(), **more})


def score(level: int | None) -> Json:
    return {"criterion": "Depth", "level": level, "ratings": [level], "evidence": []}


async def scored(world: World, interview: Json, *levels: int | None) -> list[str]:
    made = []
    for level in levels:
        session_id = await seed_session(world, interview, participant_name=f"Person {level}")
        await seed_report(world, session_id, "READY", scores=[score(level)])
        made.append(session_id)
    return made


async def test_sessions_are_sorted_by_ai_level_and_by_human_level(world: World) -> None:
    interview = await world.interview(blindRating=False)
    path = f"/interviews/{interview['id']}/sessions"
    low, none, high, middle = await scored(world, interview, 1, None, 4, 2)
    await rate(world, low, 1, user="a")
    await rate(world, low, 4, user="a")  # the newest counts
    await rate(world, low, 3, user="b")
    await rate(world, high, 2, user="a")
    await rate(world, middle, None, user="a")

    async def ids(query: str) -> list[str]:
        return [row["id"] for row in await listed(world.owner, path, f"criterion=Depth&{query}")]

    assert await ids("sort=level") == [high, middle, low, none]
    assert await ids("sort=level&order=asc") == [low, middle, high, none]
    assert (await ids("sort=humanLevel"))[:2] == [low, high]
    assert await ids("humanLevel=4&sort=name") == [low]
    assert await ids("humanLevel=1") == []
    rows = {row["id"]: row["humanLevels"] for row in await listed(world.owner, path, "sort=name")}
    assert rows[low] == [{"criterion": "Depth", "average": 3.5, "count": 2}]
    assert rows[middle] == rows[none] == []
    assert paths_of(await world.owner.error(400, "GET", f"{path}?sort=level")) == ["criterion"]


async def test_a_blind_reviewer_cannot_sort_or_filter_by_hidden_levels(world: World) -> None:
    interview = await world.interview(blindRating=True)
    path = f"/interviews/{interview['id']}/sessions"
    made = await scored(world, interview, 1, 4, 2)
    for session_id, level in zip(made, (4, 1, 3), strict=True):
        await rate(world, session_id, level)
    reviewer = await world.sign_in(await world.join("MEMBER"))
    for by in ("level", "humanLevel"):
        found = await listed(reviewer, path, f"criterion=Depth&sort={by}")
        assert [row["id"] for row in found] == made[::-1]  # all are equal
        assert [row["humanLevels"] for row in found] == [[], [], []]
    assert await listed(reviewer, path, "criterion=Depth&humanLevel=4") == []
    assert len(await listed(world.owner, path, "criterion=Depth&humanLevel=4")) == 1  # a key sees all levels


async def test_sessions_are_sorted_and_filtered_by_state(world: World) -> None:
    interview = await world.interview()
    now = world.clock.now()
    first = await seed_session(world, interview, decision="ADVANCE", total_duration_seconds=10, last_activity_at=now)
    second = await seed_session(
        world, interview, decision="DECLINE", total_duration_seconds=30, last_activity_at=now + 9, synthetic_voice="x"
    )
    third = await seed_session(
        world, interview, status="IN_PROGRESS", report_status=None, last_activity_at=now + 3, completed_at=None
    )
    await seed_report(world, first, "NOT_SCORABLE")

    async def ids(query: str) -> list[str]:
        return [row["id"] for row in await listed(world.owner, "/sessions", query)]

    assert await ids("sort=decision") == [first, second, third]
    assert await ids("sort=lastActivity") == [second, third, first]
    assert await ids("sort=duration&order=asc") == [first, second, third]
    assert (await ids("sort=status&order=asc"))[0] == third
    assert (await ids("sort=reportStatus&order=asc"))[0] == first
    assert await ids("mode=voice") == [second]
    assert await ids("mode=chat,video&sort=duration") == [third, first]
    assert await ids("activeTo=2026-05-27&sort=name") == []
