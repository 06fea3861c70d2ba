"""Requests from the landing page are deleted after the retention period, but not while they may wait for a decision."""

from __future__ import annotations

from sqlalchemy import update

from aural.store import schema
from tests.api.seeds import seed_request
from tests.api.test_retention import DAY_MS, keep, night, person, previewed
from tests.api.world import Json, World


async def asked(world: World, interview: Json, days_ago: int, **columns: object) -> str:
    """A request that was last changed this many days ago."""
    request = await seed_request(world, interview, candidate_id=columns.pop("candidate_id", None))
    at = world.clock.now() - days_ago * DAY_MS
    changed = update(schema.requests).where(schema.requests.c.id == request)
    async with world.database.transaction() as transaction:
        await transaction.run(changed.values({"created_at": at, "updated_at": at, **columns}))
    return request


async def ids_of(world: World, interview: Json) -> set[str]:
    return {row["id"] for row in await world.owner.data("GET", f"/interviews/{interview['id']}/requests")}


async def test_requests_without_a_candidate_are_deleted_after_the_retention_period(world: World) -> None:
    interview = await world.interview()
    await asked(world, interview, 31, state="DONE")
    await asked(world, interview, 93)
    recent = await asked(world, interview, 20, state="DONE")
    waits = await asked(world, interview, 89)
    receipt = await asked(world, interview, 31, state="DONE", outcome="ERASED", receipt_id="2026-05-01-7KQM2XWD")
    candidate, _ = await person(world, interview)
    own = await asked(world, interview, 31, state="DONE", candidate_id=candidate)
    await keep(world, 30)
    await night(world)
    assert await ids_of(world, interview) == {recent, waits, receipt, own}
    (line,) = (await world.owner.get("/audit", params={"operation": "enforceRetention"})).json()["data"]
    assert (line["objectId"], line["detail"]) == (interview["id"], {"requests": 2, "undecided": 1})


async def test_a_request_asked_to_be_erased_waits_from_then_on(world: World) -> None:
    interview = await world.interview()
    request = await asked(world, interview, 93, erase_asked_at=world.clock.now() - 40 * DAY_MS)
    await keep(world, 30)
    await night(world)
    assert await ids_of(world, interview) == {request}


async def test_a_hold_or_a_longer_period_of_the_interview_keeps_requests(world: World) -> None:
    held, longer, other = [await world.interview(title=title) for title in ("Held", "Longer", "Other")]
    kept = [await asked(world, interview, 50, state="DONE") for interview in (held, longer)]
    await asked(world, other, 50, state="DONE")
    hold = await world.owner.data("POST", f"/interviews/{held['id']}/holds", {"reason": "Matter 2026-114"})
    await world.owner.data("PATCH", f"/interviews/{longer['id']}/retention", {"transcriptDays": 90})
    await keep(world, 30)
    await night(world)
    assert [await ids_of(world, one) for one in (held, longer, other)] == [{kept[0]}, {kept[1]}, set()]
    await world.owner.data("DELETE", f"/holds/{hold['id']}")
    await night(world)
    assert await ids_of(world, held) == set()


async def test_the_preview_counts_requests_without_a_candidate(world: World) -> None:
    interview, held = await world.interview(title="Cooks"), await world.interview(title="Held")
    await asked(world, interview, 31, state="DONE")
    await asked(world, interview, 93)
    await asked(world, interview, 20, state="DONE")
    await asked(world, interview, 89)
    await asked(world, interview, 50)  # open, and not three months old by then
    await asked(world, held, 50, state="DONE")
    await world.owner.data("POST", f"/interviews/{held['id']}/holds", {"reason": "Matter 2026-114"})
    counted = {"tonight": 2, "soon": 4, "undecided": 2, "held": 1}
    assert (await previewed(world, 30))["requests"] == counted
    assert (await previewed(world, 30, f"/interviews/{interview['id']}/erasures"))["requests"] == counted | {"held": 0}
    assert (await previewed(world, None))["requests"] == dict.fromkeys(counted, 0)
    await keep(world, 30)
    await night(world)
    assert (await previewed(world, 30))["requests"] == counted | {"tonight": 0, "soon": 2, "undecided": 1}
