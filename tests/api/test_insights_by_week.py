"""Figures by week equal those counted by hand, and themes name people only to those who may see their reports."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import insert, update

from aural.platform.ids import new_id
from aural.reports import tables as results
from aural.store import schema
from tests.api.seeds import link_session, seed_report, seed_session
from tests.api.test_blind_insights import SCORES
from tests.api.test_insights import FAST, SLOW, seed_facts
from tests.api.world import Json, World

MONDAY = int(datetime(2026, 5, 25, tzinfo=UTC).timestamp() * 1000)
MONTHS = {"may": 5, "june": 6, "july": 7}
MAY, JUNE = {"until": "2026-06-01T00:00:00Z"}, {"until": "2026-07-01T00:00:00Z"}
WEEK_MS = 7 * 86_400_000


@pytest_asyncio.fixture(loop_scope="session")
async def interview(world: World) -> Json:
    made = await world.interview(blindRating=True)
    made["asked"] = await world.questions(made, "Why?")
    return made


async def read(client: Any, interview: Json) -> Json:
    found: Json = await client.data("GET", f"/interviews/{interview['id']}/insights")
    return found


async def test_a_range_counts_the_candidates_who_were_added_or_began_in_it(world: World, interview: Json) -> None:
    at = {name: int(datetime(2026, month, 10, tzinfo=UTC).timestamp() * 1000) for name, month in MONTHS.items()}

    async def candidate(added: str, began: str | None) -> None:
        made = (await world.candidate(interview))["id"]
        if began is not None:
            await seed_session(world, interview, messages=0, candidate_id=made, created_at=at[began])
            await link_session(world, made)
        async with world.database.transaction() as transaction:
            same = update(schema.candidates).where(schema.candidates.c.id == made)
            await transaction.run(same.values(created_at=at[added]))

    for added, began in (("may", "may"), ("may", "june"), ("may", None), ("june", "june"), ("june", "july")):
        await candidate(added, began)
    counted = []
    for query in ({}, MAY, MAY | JUNE, {**JUNE, "since": MAY["until"]}):
        path = f"/interviews/{interview['id']}/insights"
        completion = (await world.owner.data("GET", path, params=query))["completion"]
        assert completion == (await world.owner.data("GET", "/insights", params=query))["completion"]
        counted.append([completion[name] for name in ("added", "invited", "came", "started")])
    assert counted == [[5, 4, 4, 4], [3, 2, 1, 1], [5, 4, 3, 3], [3, 3, 2, 2]]


async def rate(world: World, session: str, ai: int | None, *people: int | None) -> None:
    """Stores the AI's level of one criterion, and a level from each of several people."""
    async with world.database.transaction() as transaction:
        level = {"session_id": session, "criterion": "Design", "organization_id": world.acme.id, "level": ai}
        await transaction.run(insert(results.report_levels), level)
        for given in people:
            row = {
                "id": new_id(), "organization_id": world.acme.id, "session_id": session, "user_id": new_id(),
                "person": "Sam", "criterion": "Design", "verdict": "LEVEL", "level": given, "reason": None,
                "created_at": world.clock.now(),
            }  # fmt: skip
            await transaction.run(insert(results.human_ratings), row)


async def test_weeks_begin_on_monday_and_compare_human_ratings_with_the_ais(world: World, interview: Json) -> None:
    before, now = [], world.clock.at
    for at in (MONDAY - 1, MONDAY, MONDAY + WEEK_MS - 1, MONDAY + 2 * WEEK_MS):
        world.clock.at = at
        before.append(await seed_facts(world, interview))
    await seed_facts(world, interview)
    await seed_session(world, interview, messages=0, status="ABANDONED", report_status="PENDING")
    world.clock.at = now
    await rate(world, before[1], 3, 3, 2, 1, None)  # a rating without evidence has no level that could agree
    await rate(world, before[2], 2, 2)
    await rate(world, before[3], None, 4)
    weeks = (await read(world.owner, interview))["weeks"]
    names = ("started", "finished", "reported", "ratings", "same", "close")
    assert [(week["startsAt"][:10], *(week[name] for name in names)) for week in weeks] == [
        ("2026-05-18", 1, 1, 1, 0, 0, 0),
        ("2026-05-25", 2, 2, 2, 4, 2, 1),
        ("2026-06-08", 3, 2, 2, 0, 0, 0),
    ]


async def test_only_the_last_weeks_are_returned(world: World, interview: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aural.insights.endpoints.MOST_WEEKS", 2)
    now = world.clock.at
    for week in range(5):
        world.clock.at = MONDAY + week * WEEK_MS
        await seed_facts(world, interview)
    world.clock.at = now
    weeks = (await read(world.owner, interview))["weeks"]
    assert [week["startsAt"][:10] for week in weeks] == ["2026-06-15", "2026-06-22"]


async def test_a_theme_lists_its_sessions_except_those_to_be_rated_blind_first(world: World, interview: Json) -> None:
    said = [await seed_facts(world, interview, themes=(("Speed", FAST),)) for _ in range(4)]
    slow = await seed_facts(world, interview, themes=(("Speed", SLOW),))
    for session in (*said, slow):
        await seed_report(world, session, "READY", scores=SCORES)
    (theme,) = (await read(world.owner, interview))["themes"]
    assert {row["sessionId"]: row["isAgainst"] for row in theme["sessions"]} == dict.fromkeys(said, False) | {
        slow: True
    }
    assert {row["participantName"] for row in theme["sessions"]} == {"Alex"}
    robin = await world.sign_in(await world.join("MEMBER"))
    seen = {"session_id": said[0], "user_id": await _id_of(robin), "organization_id": world.acme.id}
    async with world.database.transaction() as transaction:
        times = dict.fromkeys(("rated_at", "revealed_at"), world.clock.now())
        await transaction.run(insert(results.reviewers), seen | times)
    (theme,) = (await read(robin, interview))["themes"]
    assert (theme["count"], [row["sessionId"] for row in theme["sessions"]]) == (5, [said[0]])


async def _id_of(client: Any) -> str:
    return str((await client.data("GET", "/me"))["id"])
