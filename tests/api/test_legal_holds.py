"""Legal holds: what they protect, and what the organization's records say about the held person."""

from __future__ import annotations

from sqlalchemy import select

from aural.store import schema
from tests.api.seeds import link_session, seed_request, seed_session
from tests.api.world import Json, World

REASON = {"reason": "Matter 2026-114"}


async def held(world: World, interview: Json) -> tuple[str, str]:
    """A candidate with a finished session. Returns both ids."""
    candidate = await world.candidate(interview, name="Alex", email="alex@example.com")
    session = await seed_session(world, interview, candidate_id=candidate["id"])
    await link_session(world, candidate["id"])
    return candidate["id"], session


async def test_the_audit_log_has_no_id_of_a_person_whose_hold_was_lifted(world: World) -> None:
    interview = await world.interview()
    candidate, session = await held(world, interview)
    for path in (f"/candidates/{candidate}", f"/sessions/{session}", f"/interviews/{interview['id']}"):
        hold = await world.owner.data("POST", f"{path}/holds", REASON)
        await world.owner.data("DELETE", f"/holds/{hold['id']}")
    await world.owner.data("DELETE", f"/candidates/{candidate}")
    entries = schema.audit_entries
    rows = await world.database.read.rows(select(entries).where(entries.c.organization_id == world.acme.id))
    exported = (await world.owner.get("/audit/export")).text
    for one in (candidate, session):
        assert not [row for row in rows if one in str(tuple(row))]
        assert one not in exported
    lifted = (await world.owner.get("/audit", params={"operation": "liftHold"})).json()["data"]
    assert [line["detail"] for line in lifted] == [
        {"held": interview["id"]},
        {"what": "SESSION"},
        {"what": "CANDIDATE"},
    ]


async def test_a_hold_keeps_requests_from_being_deleted_or_erased(world: World) -> None:
    interview, other = await world.interview(), await world.interview()
    candidate, session = await held(world, interview)
    own = await seed_request(world, interview, session, candidate_id=candidate)
    for path, kept in ((f"/sessions/{session}", [0]), (f"/interviews/{interview['id']}", [0, 1])):
        hold = await world.owner.data("POST", f"{path}/holds", REASON)
        refused = []
        for at, request in enumerate([own, await seed_request(world, interview), await seed_request(world, other)]):
            erased = await world.member.post(f"/requests/{request}/decision", json={"outcome": "ERASED"})
            if erased.status_code == 409:
                assert "legal hold" in (await world.member.error(409, "DELETE", f"/requests/{request}"))["message"]
                refused.append(at)
        assert refused == kept
        await world.owner.data("DELETE", f"/holds/{hold['id']}")
    hold = await world.owner.data("POST", f"/candidates/{candidate}/holds", REASON)
    await world.member.data("POST", f"/requests/{own}/decision", {"outcome": "APPROVED"})
    await world.member.error(409, "DELETE", f"/requests/{own}")
    await world.owner.data("DELETE", f"/holds/{hold['id']}")
    await world.member.data("DELETE", f"/requests/{own}")


async def test_the_export_of_a_candidate_contains_the_legal_holds_on_their_sessions(world: World) -> None:
    interview = await world.interview()
    candidate, session = await held(world, interview)
    other, another = await held(world, interview)
    for path in (f"/candidates/{candidate}", f"/sessions/{session}", f"/candidates/{other}", f"/sessions/{another}"):
        await world.owner.data("POST", f"{path}/holds", REASON)
    exported = (await world.owner.get(f"/candidates/{candidate}/data")).json()["legalHolds"]
    assert [(hold["candidateId"], hold["sessionId"]) for hold in exported] == [(candidate, None), (None, session)]
