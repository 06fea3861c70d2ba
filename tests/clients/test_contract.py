"""Both clients keep their contract. Each scenario runs on a live server with the TypeScript client and the two Python
clients, of which one is asynchronous.
"""

from __future__ import annotations

import json
import time

import pytest

from aural.guard.outbound.webhooks import new_secret, sign
from aural.platform.ids import new_id
from tests.api import seeds
from tests.clients.conftest import REQUESTS_PER_MINUTE, Instead, Stand
from tests.clients.drivers import Driver, Refused, TypeScript
from tests.serving import find_free_port

pytestmark = pytest.mark.asyncio(loop_scope="module")

BROKEN = json.dumps(
    {"error": {"code": "INTERNAL_ERROR", "message": "Broken.", "requestId": "r", "docUrl": "d"}}
).encode()
AWAY = json.dumps(
    {"error": {"code": "STORAGE_UNAVAILABLE", "message": "Away.", "requestId": "r", "docUrl": "d"}}
).encode()
CUT_OFF = Instead(200, b'data: {"type":"end"}\n\n', {"content-type": "text/event-stream"}, missing=100)
EVENT = json.dumps({"type": "session.completed", "timestamp": "2026-06-01T09:00:00.000Z", "data": {"id": "1"}})


def keys_of(stand: Stand) -> list[str]:
    return [asked.headers["idempotency-key"] for asked in stand.asked if asked.method == "POST"]


async def test_an_interview_is_created_and_candidates_are_invited(aural: Driver) -> None:
    made = await aural.call("interviews.create", {"title": "Night baker", "followUpDepth": "DEEP"})
    questions = await aural.call("questions.create", made["id"], [{"text": "Why at night?"}, {"text": "Which oven?"}])
    assert [question["order"] for question in questions] == [0, 1]
    published = await aural.call("interviews.publish", made["id"])
    assert published["url"].endswith(published["publicSlug"])
    invited = await aural.call("candidates.create", made["id"], [{"name": "Mina"}, {"name": "Ada"}])
    listed = await aural.call("candidates.list", made["id"])
    assert {each["id"] for each in listed} == {each["id"] for each in invited}
    assert (await aural.call("interviews.archive", made["id"]))["archived"] is True


async def test_a_list_is_read_page_by_page(aural: Driver, stand: Stand) -> None:
    titles = [(await aural.call("interviews.create", {"title": str(at)}))["title"] for at in range(5)]
    stand.asked.clear()
    listed = await aural.call("interviews.list", limit=2)
    assert [each["title"] for each in listed] == titles[::-1]
    assert len(stand.asked) == 3


async def test_a_page_that_is_not_read_is_not_requested(aural: Driver, stand: Stand) -> None:
    for at in range(5):
        await aural.call("interviews.create", {"title": str(at)})
    stand.asked.clear()
    assert len(await aural.call("interviews.list", limit=2, most=3)) == 3
    assert len(stand.asked) == 2


async def test_query_parameters_arrive(aural: Driver) -> None:
    kept = await aural.call("interviews.create", {"title": "Ärztin & Co. + 100%"})
    other = await aural.call("interviews.create", {"title": "Baker"})
    await aural.call("interviews.archive", other["id"])
    assert [each["id"] for each in await aural.call("interviews.list", q="& Co. + 100%")] == [kept["id"]]
    assert [each["id"] for each in await aural.call("interviews.list", is_active=False)] == [other["id"]]
    await aural.call("candidates.create", kept["id"], {"name": "Mina"})
    statuses = {"status": ["INVITED", "NOT_INVITED"]}
    assert [each["name"] for each in await aural.call("candidates.list_every", **statuses)] == ["Mina"]


async def test_an_error_has_a_code_a_message_and_a_link_to_its_documentation(aural: Driver, stand: Stand) -> None:
    with pytest.raises(Refused) as refused:
        await aural.call("interviews.get", new_id())
    error = refused.value
    assert (error.status, error.code, error.details) == (404, "NOT_FOUND", [])
    assert error.message
    assert error.request_id
    assert error.doc_url.endswith("/docs/errors#not_found")
    assert (len(stand.asked), stand.slept) == (1, [])


async def test_every_problem_in_a_request_has_a_path_and_a_message(aural: Driver) -> None:
    with pytest.raises(Refused) as refused:
        await aural.call("interviews.create", {"title": " ", "timeLimitMinutes": 0})
    error = refused.value
    assert (error.status, error.code) == (400, "BAD_REQUEST")
    assert {problem["path"] for problem in error.details} == {"title", "timeLimitMinutes"}
    assert all(problem["message"] for problem in error.details)


async def test_an_unknown_key_is_refused(aural: Driver, stand: Stand) -> None:
    await aural.close()
    await aural.open(stand.url, "dlv_none", stand.sleep)
    with pytest.raises(Refused) as refused:
        await aural.call("usage.get")
    assert (refused.value.status, refused.value.code) == (401, "UNAUTHORIZED")


async def test_an_id_cannot_address_another_resource(aural: Driver, stand: Stand) -> None:
    with pytest.raises(Refused) as refused:
        await aural.call("interviews.get", "../keys?limit=1#")
    assert refused.value.code == "NOT_FOUND"
    assert stand.asked[-1].path == "/api/v1/interviews/../keys?limit=1#"  # decoded: one part of the path


async def test_a_post_whose_answer_was_lost_is_carried_out_once(aural: Driver, stand: Stand) -> None:
    await aural.call("usage.get")
    stand.cut("unheard")
    made = await aural.call("interviews.create", {"title": "Once"})
    assert [each["id"] for each in await aural.call("interviews.list")] == [made["id"]]
    first, again = keys_of(stand)
    assert first == again
    assert len(stand.slept) == 1


async def test_each_post_has_a_new_idempotency_key_or_the_callers(aural: Driver, stand: Stand) -> None:
    made = [await aural.call("interviews.create", {"title": "Same"}) for _ in range(2)]
    assert made[0]["id"] != made[1]["id"]
    given = [await aural.call("interviews.create", {"title": "Mine"}, idempotency_key="mine") for _ in range(2)]
    assert given[0]["id"] == given[1]["id"]
    first, second, *named = keys_of(stand)
    assert first != second
    assert named == ["mine", "mine"]
    with pytest.raises(Refused) as refused:
        await aural.call("interviews.create", {"title": "Another"}, idempotency_key="mine")
    assert refused.value.code == "CONFLICT"
    assert stand.slept == []


async def test_a_request_whose_response_is_cut_off_is_retried(aural: Driver, stand: Stand) -> None:
    await aural.call("interviews.create", {"title": "Whole"})
    stand.cut("half_heard")
    assert [each["title"] for each in await aural.call("interviews.list")] == ["Whole"]
    assert len(stand.slept) == 1


async def test_the_client_waits_for_the_rate_limit_as_long_as_the_server_says(aural: Driver, stand: Stand) -> None:
    for _ in range(REQUESTS_PER_MINUTE):
        await aural.call("usage.get")
    assert stand.slept == []
    assert await aural.call("usage.get")
    (waited,) = stand.slept
    assert 60 <= waited < 69  # the window, and a small delay of the client's own


async def test_a_request_is_retried_after_server_errors(aural: Driver, stand: Stand) -> None:
    stand.instead += [
        Instead(503, AWAY, {"Retry-After": "7", "Content-Type": "application/json"}),
        Instead(502, b"<html>", {"Content-Type": "text/html"}),
        Instead(500, BROKEN, {"Content-Type": "application/json"}),
    ]
    made = await aural.call("interviews.create", {"title": "Patient"})
    assert made["title"] == "Patient"
    first, second, third = stand.slept
    assert first >= 7
    assert 0.5 <= second <= 1
    assert 1 <= third <= 2
    assert len(set(keys_of(stand))) == 1


async def test_the_client_stops_after_four_retries(aural: Driver, stand: Stand) -> None:
    stand.instead += [Instead(500, BROKEN, {"Content-Type": "application/json"})] * 5
    with pytest.raises(Refused) as refused:
        await aural.call("usage.get")
    assert (refused.value.status, refused.value.code, refused.value.request_id) == (500, "INTERNAL_ERROR", "r")
    assert (len(stand.asked), len(stand.slept)) == (5, 4)


async def test_a_server_that_asks_to_wait_an_hour_causes_an_error_at_once(aural: Driver, stand: Stand) -> None:
    stand.instead.append(Instead(503, AWAY, {"Retry-After": "3600", "Content-Type": "application/json"}))
    with pytest.raises(Refused) as refused:
        await aural.call("usage.get")
    assert refused.value.retry_after_seconds == 3600
    assert stand.slept == []


async def test_a_response_not_from_aural_is_reported_as_unavailable(aural: Driver, stand: Stand) -> None:
    stand.instead += [Instead(200, b"<html>Hello"), Instead(403, b"<html>No")]
    for status in (200, 403):
        with pytest.raises(Refused) as refused:
            await aural.call("usage.get")
        assert (refused.value.status, refused.value.code) == (status, "UNAVAILABLE")


async def test_an_unreachable_server_causes_the_same_kind_of_error(aural: Driver, stand: Stand) -> None:
    await aural.close()
    await aural.open(f"http://127.0.0.1:{find_free_port()}/", "dlv_none", stand.sleep)
    with pytest.raises(Refused) as refused:
        await aural.call("usage.get")
    assert (refused.value.status, refused.value.code, refused.value.request_id) == (0, "UNAVAILABLE", None)
    assert len(stand.slept) == 4


async def test_a_stale_etag_does_not_overwrite_a_change(aural: Driver) -> None:
    made = await aural.call("interviews.create", {"title": "First"})
    etag = aural.etag
    assert etag
    changed = await aural.call("interviews.update", made["id"], {"title": "Second"}, if_match=etag)
    assert aural.etag != etag
    with pytest.raises(Refused) as refused:
        await aural.call("interviews.update", made["id"], {"title": "Third"}, if_match=etag)
    assert (refused.value.status, refused.value.code) == (412, "PRECONDITION_FAILED")
    assert (await aural.call("interviews.get", made["id"]))["title"] == changed["title"] == "Second"


async def test_a_change_with_an_etag_is_not_retried_if_it_may_have_been_made(aural: Driver, stand: Stand) -> None:
    """The server would refuse the repeated request, as if another user had changed the interview first."""
    made = await aural.call("interviews.create", {"title": "First"})
    etag = aural.etag
    stand.cut("unheard")
    with pytest.raises(Refused) as refused:
        await aural.call("interviews.update", made["id"], {"title": "Second"}, if_match=etag)
    assert refused.value.code == "UNAVAILABLE"
    assert stand.slept == []


async def test_a_file_comes_with_its_name(aural: Driver, stand: Stand) -> None:
    session_id = await seed_report(aural, stand)
    file = await aural.call("sessions.export", session_id, format="markdown")
    assert file["name"].endswith(".md")
    assert file["bytes"].startswith(b"# ")
    with pytest.raises(Refused) as refused:
        await aural.call("sessions.export", new_id())
    assert refused.value.code == "NOT_FOUND"


async def test_a_file_is_sent(aural: Driver) -> None:
    text = "We look for a baker who plans a night's work."
    read = await aural.call("documents.read", text.encode(), media_type="text/plain")
    assert text in json.dumps(read)


async def test_events_are_received_until_the_stream_ends(aural: Driver, stand: Stand) -> None:
    session_id = await seed_report(aural, stand)
    events = await aural.call("sessions.watch", session_id)
    assert events
    assert all(event["type"] for event in events)


async def test_a_stream_that_breaks_off_is_an_error_of_the_client(aural: Driver, stand: Stand) -> None:
    for name in ("sessions.watch", "sessions.export"):
        stand.instead.append(CUT_OFF)
        with pytest.raises(Refused) as refused:
            await aural.call(name, new_id())
        assert (refused.value.code, refused.value.status) == ("UNAVAILABLE", 0)


async def test_a_caller_who_stops_a_stream_gets_their_own_reason(typescript: TypeScript, stand: Stand) -> None:
    await typescript.open(stand.url, await stand.new_key(), stand.sleep)
    stand.instead.append(CUT_OFF)
    assert await typescript.stop_watching(new_id()) == "I have seen enough."


async def seed_report(aural: Driver, stand: Stand) -> str:
    """Creates a finished session with its report, with a key that may read it."""
    await aural.close()
    await aural.open(stand.url, await stand.world.issue(stand.world.acme, "OWNER"), stand.sleep)
    interview = await aural.call("interviews.create", {"title": "Night baker"})
    session_id = await seeds.seed_session(stand.world, interview)
    await seeds.seed_report(stand.world, session_id, "READY")
    return session_id


async def test_a_webhook_is_verified(aural: Driver) -> None:
    secret, now = new_secret(), time.time_ns() // 1_000_000
    good = sign([new_secret(), secret], "evt_1", now, EVENT.encode())
    assert await aural.verify(secret, good, EVENT) == json.loads(EVENT)
    stale = sign([secret], "evt_1", now - 301_000, EVENT.encode())
    forged = sign([new_secret()], "evt_1", now, EVENT.encode())
    garbage = {**good, "webhook-signature": "v1"}
    for headers, body in ((good, EVENT + " "), (stale, EVENT), (forged, EVENT), (garbage, EVENT), ({}, EVENT)):
        with pytest.raises(Refused) as refused:
            await aural.verify(secret, headers, body)
        assert (refused.value.code, refused.value.status) == ("INVALID_SIGNATURE", 0)
