"""Usage of the plan, with the field names of the reference."""

from __future__ import annotations

from sqlalchemy import update

from aural.store import schema
from aural.usage import repository as usage
from tests.api.seeds import seed_session
from tests.api.world import World


async def test_a_plan_without_limits_returns_null(world: World) -> None:
    await world.interview()
    assert await world.viewer.data("GET", "/usage") == {
        "plan": "self-hosted",
        "templates": {"used": 1, "limit": None},
        "session_hours": {"used": 0, "limit": None},
        "ai_tokens": {"used": 0, "limit": None},
        "seats": {"used": 1, "limit": None},
        "recording_bytes": {"used": 0, "limit": None},
    }


async def test_usage_counts_what_this_organization_used(free: World) -> None:
    archived = await free.interview()
    await free.interview()
    await free.owner.data("DELETE", f"/interviews/{archived['id']}")
    async with free.database.transaction() as transaction:
        now = free.clock.now()
        await usage.settle_session(transaction, free.acme.id, reserved_seconds=0, used_seconds=5400, now=now)
        await usage.add_tokens(transaction, free.acme.id, 1234, now)
    assert await free.owner.data("GET", "/usage") == {
        "plan": "free",
        "templates": {"used": 1, "limit": 3},
        "session_hours": {"used": 1.5, "limit": 2},
        "ai_tokens": {"used": 1234, "limit": 500_000},
        "seats": {"used": 1, "limit": 2},
        "recording_bytes": {"used": 0, "limit": 2 << 30},
    }
    assert (await free.stranger.data("GET", "/usage"))["ai_tokens"]["used"] == 0


async def test_sessions_of_previews_are_not_counted_in_their_project(world: World) -> None:
    shown, preview = await world.interview(), await world.interview()
    for interview in (shown, preview):
        await seed_session(world, interview)
    async with world.database.transaction() as transaction:
        copy = update(schema.interviews).where(schema.interviews.c.id == preview["id"])
        await transaction.run(copy.values(preview_until=world.clock.now() + 60_000))
    (month,) = await world.viewer.data("GET", "/usage/months")
    assert [project["sessions"] for project in month["projects"]] == [1]
