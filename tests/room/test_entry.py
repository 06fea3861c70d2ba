"""Where a link leads, what is stored before consent, and who gets in."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import func, select, update

from aural.store import schema
from tests.room.conftest import AdjustableClock, Client, House

INTERVIEW_KEYS = {"title", "description", "aiName", "language", "organizationName", "questionCount", "timeLimitMinutes",
                  "channels", "inviteRequired", "contact", "nextSteps", "canRun", "pauses", "languages",
                  "brand", "isPreview", "purpose", "voice", "recording", "asksSelfIdentification"}  # fmt: skip
ENTRY_KEYS = {"state", "interview", "participant", "consent", "disclosure", "adjustments", "progress", "endedAt",
              "canReview", "reviewUntil", "hasData", "typesOnly", "receipt"}  # fmt: skip


async def rows(house: House, *tables: Any) -> list[int]:
    counts = []
    for table in tables:
        row = await house.server.database.read.row(select(func.count()).select_from(table))
        assert row is not None
        counts.append(row[0])
    return counts


async def test_an_open_link_shows_the_interview_and_nothing_about_its_creators(house: House) -> None:
    criteria = [{"name": "Secret rubric", "description": "Never shown"}]
    interview = await house.interview(objective="A secret aim", assessmentCriteria=criteria)
    door = await house.entry(interview["publicSlug"])
    assert door.keys() == ENTRY_KEYS
    assert door["state"] == "new"
    assert door["interview"].keys() == INTERVIEW_KEYS
    assert door["interview"]["brand"] == {"accent": None, "inkOnAccent": None, "logo": None, "tints": None}
    assert "ecret" not in str(door)


async def test_nothing_is_stored_before_consent(house: House) -> None:
    interview = await house.interview()
    before = await rows(house, schema.candidates, schema.sessions, schema.messages, schema.consents)
    await house.entry(interview["publicSlug"])
    refused = await house.start(interview["publicSlug"], consent=None)
    assert refused.status_code == 400
    assert refused.json()["error"]["details"][0]["path"] == "consent"
    stale = await house.start(interview["publicSlug"], consent={"version": "old", "language": "en", "accepted": True})
    assert stale.status_code == 400
    assert await rows(house, schema.candidates, schema.sessions, schema.messages, schema.consents) == before


async def test_consent_is_stored_with_its_version_language_and_time(house: House) -> None:
    interview = await house.interview()
    consent = await house.consent(interview["publicSlug"], language="zh")
    assert consent is not None
    assert (await house.start(interview["publicSlug"], consent=consent)).status_code == 200
    row = await house.server.database.read.row(select(schema.consents))
    assert row is not None
    assert (row.item, row.text_version, row.language) == ("interview", consent["version"], "zh")
    assert row.given_at > 0


async def test_an_open_link_asks_for_name_and_email_and_explains_errors(house: House) -> None:
    interview = await house.interview()
    refused = await house.start(interview["publicSlug"], name="  ", email="nowhere")
    assert refused.status_code == 400
    assert [problem["path"] for problem in refused.json()["error"]["details"]] == ["name", "email"]


async def test_an_invitation_shows_its_candidates_name_and_masked_email(house: House) -> None:
    interview = await house.interview(is_open=False)
    invited = await house.invite(interview, name="Alex", email="alex@example.com", notes="Secret note")
    slug = invited["inviteUrl"].split("/i/")[1].split("?")[0]
    door = await house.entry(slug, invited["inviteToken"])
    assert door["participant"] == {"name": "Alex", "email": "a•••@example.com", "needsName": False, "needsEmail": False}
    assert "Secret" not in str(door)
    assert (await house.entry(slug))["state"] == "invite_only"
    assert (await house.entry(slug, "wrong"))["state"] == "unknown"
    started = await house.start(slug, invited["inviteToken"], name=None, email=None)
    assert started.status_code == 200
    session = (await house.get(f"/interviews/{interview['id']}/sessions"))[0]
    assert (session["participantName"], session["participantEmail"]) == ("Alex", "alex@example.com")


async def test_a_known_email_never_opens_another_candidates_session(house: House) -> None:
    interview = await house.interview()
    first = (await house.start(interview["publicSlug"])).json()["data"]
    house.http.cookies.clear()
    second = (await house.start(interview["publicSlug"])).json()["data"]
    assert first["sessionId"] != second["sessionId"]
    assert second["state"] == "new"


async def test_the_personal_link_and_the_cookie_both_resume_the_session(house: House) -> None:
    interview = await house.interview()
    started = await house.start(interview["publicSlug"])
    assert "HttpOnly" in started.headers["set-cookie"]
    assert "samesite=strict" in started.headers["set-cookie"].lower()
    assert "Path=/room" in started.headers["set-cookie"]
    token = started.json()["data"]["personalUrl"].partition("token=")[2]
    by_cookie = await house.entry(interview["publicSlug"])
    house.http.cookies.clear()
    by_link = await house.entry(interview["publicSlug"], token)
    assert by_cookie == by_link
    assert by_link["state"] == "resumable"
    assert by_link["progress"] == {"current": 1, "of": 2}
    again = (await house.start(interview["publicSlug"], token, consent=None)).json()["data"]
    assert (again["sessionId"], again["state"]) == (started.json()["data"]["sessionId"], "resumed")


async def test_an_invite_path_redirects_to_the_interviews_link(house: House) -> None:
    interview = await house.interview(is_open=False)
    invited = await house.invite(interview)
    response = await house.http.get(f"/i/invite/{invited['inviteToken']}")
    assert response.status_code == 302
    assert response.headers["location"] == invited["inviteUrl"].removeprefix(house.url)


async def test_an_archived_interview_is_closed_but_a_running_one_may_finish(house: House) -> None:
    interview = await house.interview()
    started = (await house.start(interview["publicSlug"])).json()["data"]
    token = started["personalUrl"].partition("token=")[2]
    await house.api.delete(f"/interviews/{interview['id']}")
    assert (await house.entry(interview["publicSlug"], token))["state"] == "resumable"
    house.http.cookies.clear()
    assert (await house.entry(interview["publicSlug"]))["state"] == "closed"
    refused = await house.start(interview["publicSlug"])
    assert refused.status_code == 409
    assert refused.json()["error"]["state"] == "closed"


async def test_an_interview_without_questions_cannot_be_started(house: House) -> None:
    made = await house.post("/interviews", {"title": "Empty"})
    slug = (await house.post(f"/interviews/{made['id']}/publish"))["publicSlug"]
    assert (await house.entry(slug))["state"] == "not_ready"
    assert (await house.start(slug)).status_code == 409


async def test_used_up_hours_refuse_new_candidates(open_house: Callable[..., Awaitable[House]]) -> None:
    house = await open_house(plan="free")  # two hours in all
    interview = await house.interview(timeLimitMinutes=60)
    read_before = await house.consent(interview["publicSlug"])
    for _ in range(2):
        house.http.cookies.clear()
        assert (await house.start(interview["publicSlug"])).status_code == 200
    house.http.cookies.clear()
    assert (await house.entry(interview["publicSlug"]))["state"] == "full"
    refused = await house.start(interview["publicSlug"], consent=read_before)
    assert refused.status_code == 403
    assert refused.json()["error"]["code"] == "PLAN_LIMIT_EXCEEDED"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"slug": 7}', b'{"slug": "a\\u0000b"}', b'{"slug": null}'])
async def test_broken_bodies_are_refused_with_a_message(house: House, body: bytes) -> None:
    for path in ("entry", "sessions"):
        response = await house.http.post(f"/room/v1/{path}", content=body, headers={"Content-Type": "application/json"})
        assert response.status_code in (400, 404)
        assert response.json()["error"]["message"]


async def test_a_ticket_needs_a_session(house: House, clock: AdjustableClock) -> None:
    interview = await house.interview(is_open=False)
    invited = await house.invite(interview)
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Bearer {invited['inviteToken']}"}):
        refused = await house.http.post("/room/v1/tickets", headers=headers, json={"slug": "invented"})
        assert refused.status_code == 401


async def test_two_interviews_in_one_browser_have_two_rooms(house: House) -> None:
    first, second = await house.interview(), await house.interview()
    sessions = [(await house.start(i["publicSlug"])).json()["data"]["sessionId"] for i in (first, second)]
    held = []
    for interview in (first, second):
        given = await house.http.post("/room/v1/tickets", json={"slug": interview["publicSlug"]})
        client = Client(await house.open_socket())
        hello = {"type": "hello", "protocol": "aural.room/1", "client": str(uuid.uuid4())}
        await client.send(**hello, ticket=given.json()["data"]["ticket"])
        held.append((await client.next("welcome"))["sessionId"])
    assert held == sessions


async def test_an_error_of_the_room_links_to_its_documentation(house: House) -> None:
    refused = await house.start((await house.interview())["publicSlug"], consent=None)
    error = refused.json()["error"]
    page, _, anchor = error["docUrl"].partition("#")
    assert f'id="{anchor}"' in (await house.http.get(page)).text
    assert error["requestId"]


async def test_a_session_keeps_the_follow_ups_prepared_when_it_began(house: House) -> None:
    own = {"when": "NO_RESULT", "ask": "How did it turn out?", "about": None}
    sent = {"when": own["when"], "text": own["ask"]}
    interview = await house.interview({"text": "Why?", "probes": [sent]}, {"text": "Why us?"})
    await house.begin(interview)
    changed = await house.api.patch(f"/questions/{interview['questions'][0]['id']}", json={"probes": None})
    assert changed.json()["data"]["hasOwnProbes"] is False
    row = await house.server.database.read.row(select(schema.snapshots.c.probes))
    assert row is not None
    assert row.probes == {interview["questions"][0]["id"]: [own]}


async def test_a_link_says_whether_its_own_candidate_has_data_to_see(house: House) -> None:
    interview = await house.interview()
    slug = interview["publicSlug"]
    assert (await house.entry(slug))["hasData"] is False
    assert (await house.start(slug)).status_code == 200
    door = await house.entry(slug)
    assert (door["state"], door["hasData"]) == ("resumable", True)
    other = await house.invite(interview, name="Ben", email="ben@example.com")
    door = await house.entry(slug, other["inviteToken"])  # in a browser with another person's cookie
    assert (door["state"], door["hasData"]) == ("new", False)
    house.http.cookies.clear()
    assert (await house.entry(slug))["hasData"] is False  # a stranger with the open link


async def test_a_link_that_no_longer_starts_anything_still_leads_to_the_data(
    house: House, clock: AdjustableClock
) -> None:
    interview = await house.interview(requireInvite=True)
    mina, eve = [await house.invite(interview, name=name, email=f"{name}@example.com") for name in ("mina", "eve")]
    slug = interview["publicSlug"]
    assert (await house.start(slug, mina["inviteToken"], name=None, email=None)).status_code == 200
    async with house.server.database.transaction() as transaction:
        await transaction.run(update(schema.sessions).values(status="ABANDONED"))
    await house.post(f"/candidates/{mina['id']}/revoke")
    door = await house.entry(slug, mina["inviteToken"])
    assert (door["state"], door["hasData"]) == ("revoked", True)
    await house.post(f"/candidates/{eve['id']}/revoke")
    door = await house.entry(slug, eve["inviteToken"])
    assert (door["state"], door["hasData"]) == ("revoked", False)


async def test_a_candidate_who_only_types_is_known_as_such_on_another_device(house: House) -> None:
    interview = await house.interview(requireInvite=True)
    mina = await house.invite(interview, name="Mina", email="mina@example.com")
    slug, token = interview["publicSlug"], mina["inviteToken"]
    assert (await house.entry(slug, token))["typesOnly"] is False
    started = await house.start(slug, token, name=None, email=None, adjustments=["text_only"])
    assert started.status_code == 200, started.text
    house.http.cookies.clear()
    door = await house.entry(slug, token)
    assert (door["state"], door["typesOnly"]) == ("resumable", True)
