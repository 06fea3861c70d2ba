"""A tracking system is notified of its candidates' status until it accepts the call, then not again, and only of what
is true.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio

from aural.guard.outbound.fetch import Outbound
from aural.guard.outbound.webhooks import DeliveryResponse, Sender
from aural.integrations.assessment_repository import queue_ended
from aural.platform.clock import iso
from aural.webhooks.jobs import MOST_OF_ONE, Turns
from tests.api.connected import ASHBYS_KEY, Connected, open_connected
from tests.api.delivering import HERE
from tests.api.world import Json, World
from tests.receiver import Receiver
from tests.vendors import Ashby, Greenhouse, key_of
from tests.waiting import PATIENCE_SECONDS, until

HOUR, DAY = 3_600, 86_400
READY, NOT_SCORABLE, STARTED = "session.analyzed", "session.not_scorable", "session.started"


@pytest_asyncio.fixture(loop_scope="session")
async def connected(world: World) -> AsyncIterator[Connected]:
    async with open_connected(world) as connected:
        yield connected


async def sent_by_greenhouse(connected: Connected, **fields: object) -> tuple[Greenhouse, Json, str]:
    interview = await connected.interview(**fields)
    vendor = await connected.greenhouse()
    return vendor, interview, (await vendor.send(interview["id"]))["partner_interview_id"]


async def sent_by_ashby(connected: Connected, **fields: object) -> tuple[Ashby, Json, str]:
    interview = await connected.interview(**fields)
    vendor = await connected.ashby()
    return vendor, interview, (await vendor.send(interview["id"]))["results"]["assessment_id"]


async def sweep(connected: Connected) -> None:
    async with connected.world.database.transaction() as transaction:
        await queue_ended(transaction, connected.world.clock.now())
    await connected.tell()


# --- what is reported -----------------------------------------------------------------------------------------------


async def test_greenhouse_is_called_back_once_and_asks_for_the_status(connected: Connected) -> None:
    vendor, interview, interview_id = await sent_by_greenhouse(connected)
    await connected.take(interview, STARTED, status="IN_PROGRESS", completed_at=None)
    await connected.tell()
    assert (await vendor.status(interview_id))["partner_status"] == "started"
    assert connected.receiver.received == []  # there is nothing to ask for yet
    vendor, interview, interview_id = await sent_by_greenhouse(connected)
    session_id = await connected.take(interview, READY, report="READY")
    for _ in range(3):
        await connected.take(interview, READY)
        await connected.tell()
    (received,) = connected.receiver.received
    assert (received.method, received.path, received.body) == ("PATCH", "/hook/take_home_tests/1", b"")
    assert key_of(received).startswith("ats_")
    status = await vendor.status(interview_id)
    assert (status["partner_status"], status["partner_profile_url"]) == (
        "complete",
        f"https://aural.test/sessions/{session_id}",
    )
    assert "partner_score" not in status  # there is no total
    assert status["metadata"]["AI level: Design"] == "3 of 4"
    assert "AI level: Ownership" not in status["metadata"]  # without evidence there is no level
    assert not [name for name in ("Mina", "mina@") if name in str(status)]


async def test_ashby_is_notified_of_the_start(connected: Connected) -> None:
    vendor, interview, assessment_id = await sent_by_ashby(connected)
    await connected.take(interview, STARTED, status="IN_PROGRESS", completed_at=None)
    await connected.tell()
    (started,) = vendor.updates
    assert (started["assessment_id"], started["assessment_status"]["value"]) == (assessment_id, "Started")
    assert "assessment_result" not in started
    assert key_of(connected.receiver.received[0]) == ASHBYS_KEY
    assert connected.receiver.received[0].headers["accept"] == "application/json; version=1"


async def test_ashby_gets_the_reports_link_and_levels_but_no_total(connected: Connected) -> None:
    vendor, interview, _ = await sent_by_ashby(connected)
    session_id = await connected.take(interview, READY, report="READY")
    for _ in range(2):
        await connected.tell()
        await connected.take(interview, READY)
    (told,) = vendor.updates
    assert told["assessment_result"].items() >= {"type": "string", "value": "Report ready"}.items()
    assert told["assessment_profile_url"]["value"] == f"https://aural.test/sessions/{session_id}"
    (level,) = told["metadata"]
    assert (level["label"], level["value"]) == ("AI level: Design", 3)
    assert "A person decides" in level["description"]


async def test_an_unscorable_interview_is_reported_as_such(connected: Connected) -> None:
    vendor, interview, interview_id = await sent_by_greenhouse(connected)
    await connected.take(interview, NOT_SCORABLE, report="NOT_SCORABLE")
    await connected.tell()
    assert len(connected.receiver.received) == 1
    status = await vendor.status(interview_id)
    assert status["partner_status"] == "complete"
    assert status["metadata"]["Result"] == "Not scorable: the report says why"
    assert not [name for name in status["metadata"] if name.startswith("AI level")]


async def test_no_level_is_sent_with_blind_rating(connected: Connected) -> None:
    vendor, interview, interview_id = await sent_by_greenhouse(connected, blindRating=True)
    await connected.take(interview, READY, report="READY")
    assert not [name for name in (await vendor.status(interview_id))["metadata"] if name.startswith("AI level")]


@pytest.mark.parametrize("verdict", ["LEVEL", "NO_EVIDENCE", "SET_ASIDE"])
async def test_a_level_is_not_sent_while_a_reviewer_contests_it(connected: Connected, verdict: str) -> None:
    vendor, interview, _ = await sent_by_ashby(connected)
    session_id = await connected.take(interview, READY, report="READY")
    await connected.tell()
    contested = {"criterion": "Design", "verdict": verdict, "reason": "The answer was read out."}
    for said in (contested | ({"level": 1} if verdict == "LEVEL" else {}), {"criterion": "Design", "verdict": "AGREE"}):
        connected.world.clock.pass_seconds(1)
        await connected.world.owner.data("POST", f"/sessions/{session_id}/ratings", [said])
        await connected.tell()
    assert [len(told["metadata"]) for told in vendor.updates] == [1, 0, 1]
    assert vendor.updates[0]["timestamp"] < vendor.updates[1]["timestamp"]


async def test_a_level_is_sent_if_a_reviewer_names_the_same(connected: Connected) -> None:
    vendor, interview, _ = await sent_by_ashby(connected)
    session_id = await connected.take(interview, READY, report="READY")
    for level in (3, 2, 3):
        connected.world.clock.pass_seconds(1)
        said = {"criterion": "Design", "verdict": "LEVEL", "level": level, "reason": "By the second answer."}
        await connected.world.owner.data("POST", f"/sessions/{session_id}/ratings", [said])
        await connected.tell()
    assert [len(told["metadata"]) for told in vendor.updates] == [1, 0, 1]


@pytest.mark.parametrize("end", ["revoked", "expired"])
async def test_an_expired_or_revoked_invitation_is_reported_once(connected: Connected, end: str) -> None:
    vendor, interview, interview_id = await sent_by_greenhouse(connected)
    (candidate,) = await connected.candidates(interview)
    path, owner, clock = f"/candidates/{candidate['id']}", connected.world.owner, connected.world.clock
    if end == "revoked":
        await owner.data("POST", f"{path}/revoke")
    else:
        await owner.data("PATCH", path, {"expiresAt": iso(clock.now() + HOUR * 1000)})
        await sweep(connected)
        assert connected.receiver.received == []
        clock.pass_seconds(HOUR + 1)
    for _ in range(2):
        await sweep(connected)
    assert (await vendor.status(interview_id))["partner_status"] == end
    assert len(connected.receiver.received) == 1


async def test_assessments_that_wait_for_an_unreachable_vendor_do_not_block_others(
    connected: Connected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aural.integrations.assessment_repository.MOST_ENDED", 1)
    interview = await connected.interview()
    vendor = await connected.greenhouse()
    for number in range(3):
        await vendor.send(interview["id"], number=number)
    for candidate in await connected.candidates(interview):
        await connected.world.owner.data("POST", f"/candidates/{candidate['id']}/revoke")
    connected.receiver.status = 503
    for _ in range(30):  # other organizations of this database take turns too
        await sweep(connected)
    assert len({received.path for received in connected.receiver.received}) == 3


async def test_a_disabled_connection_cannot_resend(connected: Connected) -> None:
    _, interview, assessment_id = await sent_by_greenhouse(connected)
    await connected.take(interview, READY, report="READY")
    path = f"/integrations/{(await connected.integration())['id']}"
    await connected.world.owner.data("PATCH", path, {"isEnabled": False})
    error = await connected.world.owner.error(409, "POST", f"{path}/assessments/{assessment_id}")
    assert "switched off" in error["message"]
    await connected.world.owner.data("PATCH", path, {"isEnabled": True})
    await connected.world.owner.data("POST", f"{path}/assessments/{assessment_id}")
    await connected.tell()
    assert len(connected.receiver.received) == 1


async def test_an_organizations_slow_endpoints_delay_its_vendors_notifications_too(connected: Connected) -> None:
    _, interview, _ = await sent_by_greenhouse(connected)
    await connected.take(interview, READY, report="READY")
    turns, acme = Turns(), connected.world.acme.id
    for number in range(MOST_OF_ONE):
        turns.take(f"endpoint {number}", acme, 0)
    await connected.tell(turns=turns)
    assert connected.receiver.received == []
    turns.give_back("endpoint 0", acme, 10)
    connected.world.clock.pass_seconds(1)
    await connected.tell(turns=turns)
    assert len(connected.receiver.received) == 1


# --- until the vendor accepts it ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Leaving(Sender):
    """Stops waiting for the answer once the request has arrived."""

    receiver: Receiver = field(kw_only=True)

    async def send(self, url: str, body: bytes, headers: dict[str, str], *, method: str = "POST") -> DeliveryResponse:
        sending = asyncio.ensure_future(Sender.send(self, url, body, headers, method=method))
        await until(lambda: bool(self.receiver.received) or sending.done())
        assert sending.cancel(), sending
        await asyncio.wait([sending])
        return DeliveryResponse(error="No answer came.")


@pytest.mark.parametrize("status", [500, 429, 401, 0, None])
async def test_a_notification_is_retried_until_it_is_accepted(connected: Connected, status: int | None) -> None:
    _, interview, _ = await sent_by_greenhouse(connected)
    await connected.take(interview, READY, report="READY")
    connected.receiver.status = status
    leaving = Leaving(Outbound(HERE), PATIENCE_SECONDS, receiver=connected.receiver)
    await connected.tell(sender=leaving if status is None else None)
    (assessment,) = await connected.assessments()
    assert assessment["toldAt"] is None
    assert assessment["error"]
    connected.receiver.status = 200
    await connected.tell()
    assert len(connected.receiver.received) == 1  # not before it is due
    connected.world.clock.pass_seconds(HOUR)
    await connected.tell()
    (assessment,) = await connected.assessments()
    assert (assessment["toldAt"] is not None, assessment["error"]) == (True, None)
    assert len(connected.receiver.received) == 2
    connected.world.clock.pass_seconds(DAY)
    await connected.tell()
    assert len(connected.receiver.received) == 2


async def test_a_longer_retry_after_is_respected(connected: Connected) -> None:
    _, interview, _ = await sent_by_greenhouse(connected)
    await connected.take(interview, READY, report="READY")
    connected.receiver.status, connected.receiver.headers = 429, {"Retry-After": "7200"}
    await connected.tell()
    connected.world.clock.pass_seconds(HOUR)
    await connected.tell()
    assert len(connected.receiver.received) == 1
    connected.world.clock.pass_seconds(HOUR)
    await connected.tell()
    assert len(connected.receiver.received) == 2


async def test_a_refusal_by_ashby_with_status_200_is_not_an_acceptance(connected: Connected) -> None:
    _, interview, _ = await sent_by_ashby(connected)
    await connected.take(interview, READY, report="READY")
    connected.receiver.body = b'{"success": false, "errors": ["assessment_not_found"]}'
    await connected.tell()
    (assessment,) = await connected.assessments()
    assert "refused" in assessment["error"]


async def test_after_three_days_a_notification_is_abandoned_and_can_be_sent_by_hand(connected: Connected) -> None:
    _, interview, assessment_id = await sent_by_greenhouse(connected)
    await connected.take(interview, READY, report="READY")
    connected.receiver.status = 500
    for _ in range(4 * 24):
        await connected.tell()
        connected.world.clock.pass_seconds(HOUR)
    assert len(connected.receiver.received) == 10
    (assessment,) = await connected.assessments()
    assert assessment["error"] == "Gave up after the last attempt. It answers 500."
    connected.receiver.status = 200
    path = f"/integrations/{(await connected.integration())['id']}/assessments/{assessment_id}"
    await connected.world.member.error(403, "POST", path)
    await connected.world.owner.data("POST", path)
    await connected.tell()
    assert [one["error"] for one in await connected.assessments()] == [None]
    assert len(connected.receiver.received) == 11


async def test_only_the_latest_status_is_sent(connected: Connected) -> None:
    vendor, interview, _ = await sent_by_ashby(connected)
    await connected.take(interview, STARTED, status="COMPLETED")
    connected.receiver.status = 500
    await connected.take(interview, READY, report="READY")
    await connected.tell()
    await connected.take(interview, READY)
    connected.receiver.status = 200
    connected.world.clock.pass_seconds(DAY)
    await connected.tell()
    assert len(vendor.updates) == 2  # one that was refused, and one that was accepted


async def test_a_disabled_connection_sends_nothing(connected: Connected) -> None:
    _, interview, _ = await sent_by_greenhouse(connected)
    await connected.take(interview, READY, report="READY")
    path = f"/integrations/{(await connected.integration())['id']}"
    await connected.world.owner.data("PATCH", path, {"isEnabled": False})
    await connected.tell()
    assert connected.receiver.received == []


async def test_what_fell_due_while_a_connection_was_off_is_reported_once_it_is_on_again(connected: Connected) -> None:
    vendor, interview, assessment_id = await sent_by_ashby(connected)
    world, path = connected.world, f"/integrations/{(await connected.integration())['id']}"
    waiting = await connected.interview()  # has nothing to report
    await vendor.send(waiting["id"])
    lapsed = await connected.interview()
    await vendor.send(lapsed["id"])
    (late,) = await connected.candidates(lapsed)
    await world.owner.data("PATCH", path, {"isEnabled": False})
    await connected.take(interview, READY, report="READY")
    await world.owner.data("POST", f"/candidates/{late['id']}/revoke")
    await sweep(connected)
    assert vendor.updates == []
    for is_enabled in (True, False, True):
        await world.owner.data("PATCH", path, {"isEnabled": is_enabled})
        await connected.tell()
    ready, revoked = sorted(vendor.updates, key=lambda update: "cancelled_reason" in update)
    assert (ready["assessment_id"], ready["assessment_result"]["value"]) == (assessment_id, "Report ready")
    assert revoked["cancelled_reason"]["value"] == "The invitation was revoked."


async def test_a_connection_that_is_switched_on_reports_no_cancelled_assessment(connected: Connected) -> None:
    vendor, _, assessment_id = await sent_by_ashby(connected)
    path = f"/integrations/{(await connected.integration())['id']}"
    await vendor.cancel(assessment_id)
    for is_enabled in (False, True):
        await connected.world.owner.data("PATCH", path, {"isEnabled": is_enabled})
    await connected.tell()
    assert vendor.updates == []


async def test_greenhouse_is_called_with_the_key_that_it_uses(connected: Connected) -> None:
    vendor, interview, _ = await sent_by_greenhouse(connected)
    await vendor.offered()
    path = f"/integrations/{(await connected.integration())['id']}"
    new = (await connected.world.owner.data("POST", f"{path}/rotate-key"))["key"]
    await connected.take(interview, READY, report="READY")
    await connected.tell()
    assert key_of(connected.receiver.received[0]) != new
    renewed = await connected.http("GREENHOUSE", new)
    assert (await renewed.get("list_tests")).status_code == 200
    (assessment,) = await connected.assessments()
    await connected.world.owner.data("POST", f"{path}/assessments/{assessment['id']}")
    await connected.tell()
    assert key_of(connected.receiver.received[1]) == new


async def test_an_erased_candidate_leaves_nothing_and_is_not_reported(connected: Connected) -> None:
    _, interview, interview_id = await sent_by_greenhouse(connected)
    await connected.take(interview, READY, report="READY")
    (candidate,) = await connected.candidates(interview)
    held = await connected.world.owner.get(f"/candidates/{candidate['id']}/data")
    assert interview_id in held.text
    erased = await connected.world.owner.data("DELETE", f"/candidates/{candidate['id']}")
    assert {one["store"]: one["count"] for one in erased["cleaned"]}["assessments"] == 1
    assert await connected.assessments() == []
    await connected.tell()
    assert connected.receiver.received == []
