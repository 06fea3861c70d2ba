"""Greenhouse and Ashby send candidates: each only once, only to interviews they may use, with errors in the vendor's
shape.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import func, select, update

from aural.platform.ids import new_id
from aural.store import schema
from tests.api.connected import Connected, open_connected
from tests.api.world import Json, World
from tests.lost_commits import lose_commit
from tests.vendors import Ashby, Greenhouse, Vendor, shape

each_vendor = pytest.mark.parametrize("name", ["greenhouse", "ashby"])


@pytest_asyncio.fixture(loop_scope="session")
async def connected(world: World) -> AsyncIterator[Connected]:
    async with open_connected(world) as connected:
        yield connected


async def vendor_of(connected: Connected, name: str, **more: Any) -> Vendor:
    made: Greenhouse | Ashby = await getattr(connected, name)(**more)
    return made


def id_in(answer: Json) -> str:
    return str(answer.get("partner_interview_id") or answer["results"]["assessment_id"])


# --- who calls ------------------------------------------------------------------------------------------------------


@each_vendor
async def test_an_unknown_key_is_refused(connected: Connected, name: str) -> None:
    vendor = await vendor_of(connected, name)
    for key in ("", "ats_guessed", connected.world.keys["owner"]):
        vendor.http.auth = (key, "")  # type: ignore[assignment]
        assert "key" in await vendor.refused(401, new_id())
    response = await vendor.http.post("assessment.list" if name == "ashby" else "send_test", json={}, auth=None)
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Basic")


async def test_a_vendors_key_is_refused_by_another_vendors_endpoints(connected: Connected) -> None:
    greenhouse, ashby = await connected.greenhouse(), await connected.ashby()
    ashby.http.auth = greenhouse.http.auth
    await ashby.refused(401, new_id())


@each_vendor
async def test_a_connection_that_is_switched_off_is_not_found(connected: Connected, name: str) -> None:
    vendor = await vendor_of(connected, name)
    interview = await connected.interview()
    path = f"/integrations/{(await connected.integration())['id']}"
    await connected.world.owner.data("PATCH", path, {"isEnabled": False})
    await vendor.refused(404, interview["id"])
    assert await connected.candidates(interview) == []
    await connected.world.owner.data("PATCH", path, {"isEnabled": True})
    await vendor.send(interview["id"])
    await connected.world.owner.data("DELETE", path)
    assert (await vendor.http.get("list_tests")).status_code in (401, 404, 405)


async def test_after_a_rotation_both_keys_work_for_a_week(connected: Connected) -> None:
    vendor = await connected.greenhouse()
    found = await connected.integration()
    new = await connected.world.owner.data("POST", f"/integrations/{found['id']}/rotate-key")
    await vendor.offered()
    renewed = await connected.http("GREENHOUSE", new["key"])
    assert (await renewed.get("list_tests")).status_code == 200
    connected.world.clock.pass_seconds(7 * 86_400)
    await vendor.call(401, "GET", "list_tests")
    assert (await renewed.get("list_tests")).status_code == 200
    assert (await connected.integration())["usedAt"] is not None


async def test_a_lost_new_key_does_not_end_the_key_that_the_vendor_uses(connected: Connected) -> None:
    vendor = await connected.greenhouse()
    await vendor.offered()
    path = f"/integrations/{(await connected.integration())['id']}/rotate-key"
    lost, kept = [(await connected.world.owner.data("POST", path))["key"] for _ in range(2)]
    await vendor.offered()
    assert (await (await connected.http("GREENHOUSE", kept)).get("list_tests")).status_code == 200
    await vendor.offered()
    assert (await (await connected.http("GREENHOUSE", lost)).get("list_tests")).status_code == 401


@each_vendor
async def test_a_body_of_ten_megabytes_is_refused(connected: Connected, name: str) -> None:
    vendor = await vendor_of(connected, name)
    await vendor.refused(413, new_id(), more="x" * 10_000_000)


# --- sending --------------------------------------------------------------------------------------------------------


@each_vendor
async def test_only_active_interviews_of_the_project_with_questions_are_offered(
    connected: Connected, name: str
) -> None:
    interview = await connected.interview(title="Backend screening")
    archived = await connected.interview()
    await connected.world.owner.data("DELETE", f"/interviews/{archived['id']}")
    await connected.world.interview(title="Asks nothing yet")
    elsewhere = await connected.world.neighbour.data("POST", "/interviews", {"title": "Elsewhere"})
    text = [{"text": "Why?"}]
    await connected.world.neighbour.data("POST", f"/interviews/{elsewhere['id']}/questions", text)
    vendor = await vendor_of(connected, name, projectId=interview["projectId"])
    assert await vendor.offered() == {interview["id"]: "Backend screening"}
    for test_id in (archived["id"], elsewhere["id"], new_id(), "12345"):
        await vendor.refused(422 if name == "ashby" else 400, test_id)


@each_vendor
async def test_a_repeated_request_creates_only_one_candidate(connected: Connected, name: str) -> None:
    interview = await connected.interview()
    vendor = await vendor_of(connected, name)
    answers = await asyncio.gather(*(vendor.send(interview["id"]) for _ in range(4)))
    assert len({id_in(answer) for answer in answers}) == 1
    (candidate,) = await connected.candidates(interview)
    assert (candidate["name"], candidate["email"]) == ("Mina Sol", "mina@example.com")
    assert (candidate["phone"], candidate["mailStatus"]) == (None, "QUEUED")
    (assessment,) = await connected.assessments()
    assert assessment.items() >= {"id": id_in(answers[0]), "candidateId": candidate["id"], "toldAt": None}.items()
    log = await connected.world.owner.data("GET", "/audit?operation=createCandidates")
    assert [(line["who"], line["count"]) for line in log] == [(name.title(), 1)]


@each_vendor
async def test_a_request_whose_commit_may_have_succeeded_is_logged_and_can_be_repeated(
    connected: Connected, name: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    interview = await connected.interview()
    vendor = await vendor_of(connected, name)
    sent = select(schema.assessments).where(schema.assessments.c.organization_id == connected.world.acme.id)
    lose_commit(connected.world.database, monkeypatch, sent)
    vendor.http.headers["X-Request-Id"] = "clicked-once"
    await vendor.refused(500, interview["id"])
    (line,) = [record for record in caplog.records if record.name == "aural.platform.storing"]
    assert line.getMessage().startswith("unknown outcome")
    assert line.getMessage().endswith("request clicked-once")
    await vendor.send(interview["id"])
    assert len(await connected.candidates(interview)) == len(await connected.assessments()) == 1


@each_vendor
async def test_an_interview_of_another_organization_cannot_be_sent(connected: Connected, name: str) -> None:
    theirs = await connected.world.stranger.data("POST", "/interviews", {"title": "Theirs"})
    await connected.world.stranger.data("POST", f"/interviews/{theirs['id']}/questions", [{"text": "Why?"}])
    vendor = await vendor_of(connected, name)
    assert "cannot be invited" in await vendor.refused(422 if name == "ashby" else 400, theirs["id"])
    path = f"/interviews/{theirs['id']}/candidates"
    assert await connected.world.stranger.data("GET", path) == []


@each_vendor
async def test_without_a_mail_server_no_candidate_is_invited(connected: Connected, name: str) -> None:
    connected.world.settings.__dict__["smtp_url"] = ""
    interview = await connected.interview()
    vendor = await vendor_of(connected, name)
    assert "email" in await vendor.refused(422 if name == "ashby" else 409, interview["id"])
    assert await connected.candidates(interview) == []


@each_vendor
async def test_an_invalid_body_is_explained(connected: Connected, name: str) -> None:
    vendor = await vendor_of(connected, name)
    person = {"first_name": "Mina", "last_name": "Sol", "email": "nobody"}
    assert "candidate.email" in await vendor.refused(422 if name == "ashby" else 400, new_id(), candidate=person)


@pytest.mark.parametrize("url", ["https://10.0.0.1/x", "https://169.254.169.254/x", "http://127.0.0.1:9/x", "no url"])
async def test_an_address_inside_a_network_is_never_called_back(connected: Connected, url: str) -> None:
    connected.world.settings.__dict__["outbound_networks"] = ()
    interview = await connected.interview()
    vendor = await connected.greenhouse()
    await vendor.refused(400, interview["id"], url=url)
    assert await connected.candidates(interview) == []


async def test_each_click_in_greenhouse_is_a_separate_test(connected: Connected) -> None:
    interview = await connected.interview()
    vendor = await connected.greenhouse()
    first, second = [await vendor.send(interview["id"], number=number) for number in (1, 2)]
    assert first != second
    assert len(await connected.candidates(interview)) == 2


# --- asking and cancelling ------------------------------------------------------------------------------------------


async def test_greenhouse_gets_the_status_only_of_assessments_it_has_sent(connected: Connected) -> None:
    interview = await connected.interview()
    vendor = await connected.greenhouse()
    sent = await vendor.send(interview["id"])
    status = await vendor.status(sent["partner_interview_id"])
    (candidate,) = await connected.candidates(interview)
    assert status == {
        "partner_status": "sent",
        "partner_profile_url": f"https://aural.test/candidates/{candidate['id']}",
        "metadata": {"Interview": "Backend screening"},
    }
    other = Greenhouse(
        await connected.http("GREENHOUSE", (await connected.connect("GREENHOUSE"))["key"]), connected.receiver
    )
    for asked in (sent["partner_interview_id"], new_id(), "12345", "%00", ""):
        await other.call(400, "GET", f"test_status?partner_interview_id={asked}")


async def test_a_response_error_from_greenhouse_is_stored_with_the_assessment(connected: Connected) -> None:
    interview = await connected.interview()
    vendor = await connected.greenhouse()
    sent = await vendor.send(interview["id"])
    body = shape("greenhouse-response-error", partner_interview_id=sent["partner_interview_id"])
    await vendor.call(200, "POST", "response_error", body)
    await vendor.call(200, "POST", "response_error", {"api_call": "list_tests", "errors": ["not an array"]})
    (assessment,) = await connected.assessments()
    assert "partner_profile_url is missing" in assessment["error"]


async def test_an_interview_that_ashby_cancels_cannot_start_but_can_be_sent_again(connected: Connected) -> None:
    interview = await connected.interview()
    vendor = await connected.ashby()
    first = id_in(await vendor.send(interview["id"]))
    for _ in range(2):
        assert await vendor.cancel(first) == {"success": True, "results": {"assessment_id": first}}
    assert [one["status"] for one in await connected.candidates(interview)] == ["REVOKED"]
    second = id_in(await vendor.send(interview["id"]))
    assert second != first
    assert [one["status"] for one in await connected.assessments()] == ["NOT_INVITED", "CANCELLED"]
    await connected.tell()
    assert vendor.updates == []  # it has cancelled the interview itself
    for unknown in (new_id(), "12345"):
        assert (await vendor.cancel(unknown, status=422))["success"] is False


async def test_ashby_is_refused_if_the_candidate_has_taken_the_interview_already(connected: Connected) -> None:
    interview = await connected.interview()
    vendor = await connected.ashby()
    await vendor.send(interview["id"])
    await connected.take(interview, "session.analyzed", report="READY")
    assert "already" in await vendor.refused(422, interview["id"])
    assert len(await connected.candidates(interview)) == 1


async def letters_of(connected: Connected) -> int:
    """The number of queued emails, sent or not."""
    jobs, world = schema.jobs, connected.world
    mine = select(func.count()).where(jobs.c.organization_id == world.acme.id, jobs.c.kind == "letter")
    row = await world.database.read.row(mine)
    assert row is not None
    return int(row[0])


async def test_a_retake_that_ashby_starts_is_emailed_once(connected: Connected) -> None:
    interview, world = await connected.interview(), connected.world
    vendor = await connected.ashby()
    first = id_in(await vendor.send(interview["id"]))
    (candidate,) = await connected.candidates(interview)
    candidates = schema.candidates
    sent = {"mail_status": "SENT", "invited_at": world.clock.now()}
    async with world.database.transaction() as transaction:  # as the worker does once the email is sent
        await transaction.run(update(candidates).where(candidates.c.id == candidate["id"]).values(**sent))
    world.clock.pass_seconds(60)
    await connected.take(interview, "session.analyzed", report="READY")
    await world.owner.data("POST", f"/candidates/{candidate['id']}/retake")
    for _ in range(2):
        assert id_in(await vendor.send(interview["id"])) == first
        assert await letters_of(connected) == 2, "the retake's invitation, and it is still queued"
    world.clock.pass_seconds(60)
    async with world.database.transaction() as transaction:
        again = sent | {"invited_at": world.clock.now()}
        await transaction.run(update(candidates).where(candidates.c.id == candidate["id"]).values(**again))
    await vendor.send(interview["id"])
    assert await letters_of(connected) == 2
