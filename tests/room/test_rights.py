"""A candidate sees what is stored and who has read it, exports it, withdraws consent, and has it erased."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select

from aural.privacy import erasure_repository as erasure
from aural.room.conversation import rooms
from aural.room.rights import export
from aural.sessions import ending_repository as endings
from aural.sessions.conversation.log import OutdatedError
from aural.sessions.view_repository import HOUR_MS
from aural.store import schema
from aural.store.files import content_of, insert_file, name_file
from tests.room.conftest import ANSWER, AdjustableClock, Frame, House
from tests.waiting import until

MARK = "Zanzibarmarker"
PERSON = {"name": f"{MARK} Sol", "email": f"{MARK.lower()}@example.com"}
# Tables about an organization, its interviews and its users; and the table of receipts, which are kept.
NOT_PERSONAL = {
    *("deployment", "plans", "organizations", "projects", "users", "memberships", "api_keys", "usage_months"),
    *("interviews", "questions", "receipts", "letters", "code_budgets"),
    *("web_sessions", "project_memberships", "audit_entries", "invitations", "resets", "identities"),
    *("interview_versions", "library_questions", "integrations"),
    *("webhooks", "rehearsals", "logos", "interview_retention", "audit_chains", "organization_settings"),
    "saved_views",
}


async def get(house: House, interview: Frame, path: str, **more: str) -> Any:
    return await house.http.get(f"/room/v1/{path}", params={"slug": interview["publicSlug"], **more})


async def erase(house: House, interview: Frame, **body: Any) -> Any:
    return await house.call("erase", {"slug": interview["publicSlug"], "confirm": True, **body})


async def session_of(house: House, interview: Frame) -> str:
    return str((await house.get(f"/interviews/{interview['id']}/sessions"))[0]["id"])


async def everything(house: House, *, without: str = "") -> str:
    tables = [table for table in schema.metadata.sorted_tables if table.name != without]
    rows = [await house.server.database.read.rows(select(table)) for table in tables]
    return repr(rows)


async def test_the_page_lists_what_is_stored_and_who_has_read_it(house: House) -> None:
    house.clock.pass_seconds((HOUR_MS * 3 // 2 - house.clock.now() % HOUR_MS) / 1000)  # half past: no hour ends here
    interview = await house.interview(contactEmail="jobs@example.com")
    await house.finish(interview)
    session_id = await session_of(house, interview)
    for _ in range(2):
        await house.reported(session_id)
    await house.server.gate.close()  # reads are written after the answers
    rights = (await get(house, interview, "rights")).json()["data"]
    held = {item["what"]: item["count"] for item in rights["held"]}
    assert held["transcript"] > 2
    assert (held["report"], held["consents"]) == (1, 1)
    assert [(seen["what"], "(" in seen["who"]) for seen in rights["seenBy"]] == [("session", True)]
    assert rights["contact"] == "jobs@example.com"
    assert [(c["item"], c["withdrawnAt"]) for c in rights["consents"]] == [("interview", None)]
    assert (rights["canReview"], rights["isWithdrawn"]) == (True, False)


async def test_the_export_contains_everything_but_the_opinions_of_others(house: House) -> None:
    interview = await house.interview(assessmentCriteria=[{"name": "Rubric name", "description": "Rubric words"}])
    invited = await house.invite(interview, name="<b>Mina</b>", email="mina@example.com", notes="Their notes")
    slug, token = interview["publicSlug"], invited["inviteToken"]
    await house.start(slug, token)
    client = await house.enter(token)
    await client.my_turn()
    await client.answer(ANSWER)
    await client.wish("end")
    await client.closed()
    await house.reported(await session_of(house, interview))
    exported = await get(house, interview, "export")
    assert exported.headers["content-disposition"] == 'attachment; filename="my-interview.json"'
    assert exported.headers["x-content-type-options"] == "nosniff"
    data = json.loads(exported.text)
    assert data["person"]["name"] == "<b>Mina</b>"
    assert ANSWER in [message["content"] for message in data["messages"]]
    assert data["report"]["quotes"]
    page = await get(house, interview, "export", format="html")
    assert page.headers["content-disposition"].startswith("attachment")
    assert "&lt;b&gt;Mina&lt;/b&gt;" in page.text
    assert "<b>" not in page.text
    assert "The interviewer" in page.text
    assert "<script" not in page.text
    for text in (exported.text, page.text):
        assert not [secret for secret in ("Their notes", "Rubric", token, "scores") if secret in text]
    assert (await get(house, interview, "export", format="pdf")).status_code == 400


def test_the_exported_page_is_in_the_candidates_language() -> None:
    said = {"role": "user", "at": "2026-11-24T10:00:30.000Z", "content": "<i>", "data": None, "correction": None}
    data = {"session": {"interview": "面试<1>", "organization": "A"}, "messages": [said]}
    page = export.export_page(data, "zh")
    assert '<html lang="zh">' in page
    assert "<dd>你</dd>" in page
    assert "2026-11-24 10:00 UTC" in page
    assert "<i>" not in page
    assert "面试&lt;1&gt;" in page


async def test_withdrawing_ends_a_running_interview_without_a_report(house: House) -> None:
    interview = await house.interview()
    client, token = await house.begin(interview)
    await client.answer(ANSWER)
    withdrawn = await house.call("withdraw", {"slug": interview["publicSlug"]})
    assert withdrawn.status_code == 200, withdrawn.text
    assert await client.closed() == 1000
    session = await house.get(f"/sessions/{await session_of(house, interview)}")
    assert (session["status"], session["endReason"]) == ("ABANDONED", "CONSENT_WITHDRAWN")
    assert (session["reportStatus"], session["summary"]) == ("NOT_SCORABLE", None)
    assert "withdrawn" in session["reportReason"]
    assert (await house.entry(interview["publicSlug"], token))["state"] == "withdrawn"
    assert (await house.start(interview["publicSlug"], token)).status_code == 409
    rights = (await get(house, interview, "rights")).json()["data"]
    assert rights["isWithdrawn"] is True
    assert rights["consents"][0]["withdrawnAt"] is not None
    assert (await house.call("withdraw", {"slug": interview["publicSlug"]})).status_code == 409


async def test_withdrawing_is_retried_if_a_message_arrives_at_the_same_time(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview = await house.interview()
    await house.begin(interview)
    outdated, append = [OutdatedError()], endings.append

    async def append_late(*given: Any, **more: Any) -> Any:
        if outdated:
            raise outdated.pop()
        return await append(*given, **more)

    monkeypatch.setattr(endings, "append", append_late)
    withdrawn = await house.call("withdraw", {"slug": interview["publicSlug"]})
    assert (withdrawn.status_code, outdated) == (200, [])


async def test_withdrawing_deletes_a_finished_report(house: House) -> None:
    interview = await house.interview()
    await house.finish(interview)
    session_id = await session_of(house, interview)
    await house.reported(session_id)
    await house.call("withdraw", {"slug": interview["publicSlug"]})
    session = await house.get(f"/sessions/{session_id}")
    assert (session["status"], session["reportStatus"], session["evidence"]) == ("COMPLETED", "NOT_SCORABLE", [])


@pytest.mark.parametrize("kind", ["finished", "running"])
async def test_no_data_of_an_erased_candidate_is_left_anywhere(house: House, kind: str, tmp_path: Path) -> None:
    interview = await house.interview()
    slug = interview["publicSlug"]
    headers = {"Idempotency-Key": "once"}
    path = f"/interviews/{interview['id']}/candidates"
    invited = (await house.api.post(path, json=PERSON, headers=headers)).json()["data"][0]
    token = invited["inviteToken"]
    await house.start(slug, token, adjustments=["more_time"])
    client = await house.enter(token)
    await client.my_turn()
    await client.answer(f"{ANSWER} {MARK}")
    await house.call("requests", {"slug": slug, "token": None, "kind": "adjustment", "message": MARK, **PERSON})
    session_id = await session_of(house, interview)
    await keep_file(house, session_id)
    if kind == "finished":
        await client.wish("end")
        await client.closed()
        await house.reported(session_id)
        remark = await house.call("remark", {"slug": slug, "text": MARK}, method="PUT")
        assert remark.status_code == 200
    await house.server.gate.close()
    assert MARK in await everything(house)
    assert (await erase(house, interview, confirm=False)).status_code == 400
    erased = await erase(house, interview)
    assert erased.status_code == 200, erased.text
    if kind == "running":
        assert await client.closed() == 4410
    receipt = erased.json()["data"]["receipt"]
    cleaned = {item["store"]: item["count"] for item in receipt["cleaned"]}
    assert all(cleaned[store] for store in ("messages", "consents", "files", "candidates", "sessions", "requests"))
    assert cleaned["kept_answers"] == 1
    left = await everything(house)
    for trace in (MARK, MARK.lower()):
        assert trace not in left
    # The audit log still says that a user has read a session of this id, but the id no longer leads to a person.
    left = await everything(house, without="audit_entries")
    for trace in (session_id, invited["id"]):
        assert trace not in left
    assert raw_traces(house, tmp_path) == []
    assert (await house.api.get(f"/sessions/{session_id}")).status_code == 404
    assert await house.get(path) == []
    door = await house.entry(slug, token)
    assert (door["state"], door["receipt"]["id"], door["participant"]) == ("erased", receipt["id"], None)
    again = await house.api.post(path, json=PERSON, headers=headers)
    assert again.status_code == 409  # a repetition does not create the candidate again
    for refused in (await erase(house, interview), await get(house, interview, "rights")):
        assert refused.status_code == 401
    assert (await house.get(f"/interviews/{interview['id']}"))["_count"]["sessions"] == 0


async def two_houses(
    open_house: Callable[..., Awaitable[House]], monkeypatch: pytest.MonkeyPatch
) -> tuple[House, House]:
    """Two processes on one database, neither of which regularly looks for the other's changes."""
    monkeypatch.setenv("AURAL_SHARES_DATABASE", "1")
    monkeypatch.setattr(rooms, "LOOK_SECONDS", 3600)
    one = await open_house()
    return one, await open_house(key=one.key)


async def test_an_open_room_in_another_process_accepts_nothing_after_consent_was_withdrawn(
    open_house: Callable[..., Awaitable[House]], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = await two_houses(open_house, monkeypatch)
    interview = await one.interview()
    client, token = await one.begin(interview)
    body = {"slug": interview["publicSlug"]}
    withdrawn = await two.call("withdraw", body, headers={"Authorization": f"Bearer {token}"})
    assert withdrawn.status_code == 200, withdrawn.text
    await client.answer(MARK)
    assert await client.closed() == 1000
    assert (client.heard[-1]["room"]["state"], client.heard[-1]["room"]["endReason"]) == ("done", "CONSENT_WITHDRAWN")
    assert "ack" not in [frame["type"] for frame in client.heard]
    assert MARK not in await everything(one)


@pytest.mark.parametrize("what", ["answer", "turn", "nothing"])
async def test_no_data_comes_back_from_a_room_that_was_open_in_another_process(
    open_house: Callable[..., Awaitable[House]], monkeypatch: pytest.MonkeyPatch, clock: AdjustableClock, what: str
) -> None:
    one, two = await two_houses(open_house, monkeypatch)
    interview = await one.interview(timeLimitMinutes=6)
    token = (await one.invite(interview, **PERSON))["inviteToken"]
    await one.start(interview["publicSlug"], token)
    client = await one.enter(token)
    await client.my_turn()
    await client.answer(f"{ANSWER} {MARK}")
    await client.my_turn()
    assert MARK in await everything(one)
    session_id = await session_of(one, interview)
    body = {"slug": interview["publicSlug"], "confirm": True}
    erased = await two.call("erase", body, headers={"Authorization": f"Bearer {token}"})
    assert erased.status_code == 200, erased.text
    if what == "answer":
        await client.answer(MARK)
        assert "erased" in (await client.next("error"))["message"]
        assert await client.closed() == 4410
    elif what == "turn":
        clock.pass_seconds(400)  # the interviewer would say that the time is up
        one.server.rooms._open[session_id][0].awake.set()
        assert await client.closed() == 4410
    await client.socket.close()
    await until(lambda: not one.server.rooms._open)
    left = await everything(one)
    for trace in (MARK, MARK.lower(), session_id):
        assert trace not in left
    assert (await one.entry(interview["publicSlug"], token))["state"] == "erased"


async def keep_file(house: House, session_id: str) -> None:
    content = f"a drawing by {MARK}".encode()
    file = name_file("scene", "application/json", content)
    await content_of(house.server.settings).put(file.digest, content)
    async with house.server.database.transaction() as transaction:
        row = await transaction.row(select(schema.sessions.c.organization_id))
        assert row is not None
        await insert_file(transaction, row.organization_id, session_id, file, house.clock.now())


def raw_traces(house: House, folder: Path) -> list[str]:
    """The files of this deployment that contain the mark, searched byte by byte."""
    places = [path for path in folder.rglob("*") if path.is_file()]
    url = house.server.settings.database_url
    if url.startswith("sqlite:///"):
        database = Path(url.removeprefix("sqlite:///"))
        places += [path for path in database.parent.iterdir() if path.is_file()]
    found = [path for path in places if MARK.lower() in path.read_bytes().decode("latin-1").lower()]
    return [str(path) for path in found]


def test_every_table_about_a_person_is_emptied_by_an_erasure() -> None:
    handled: set[Table] = {*erasure.BY_SESSION, *erasure.BY_CANDIDATE, *erasure.BY_HAND}
    names = {table.name for table in handled}
    everyone = {table.name for table in schema.metadata.sorted_tables}
    assert everyone - names - NOT_PERSONAL == set(), "say in privacy/erasure_repository how an erase empties this table"
    about = {t.name for t in schema.metadata.sorted_tables if {"session_id", "candidate_id"} & set(t.c.keys())}
    assert about <= names


async def test_a_candidate_cannot_use_the_rights_of_another(house: House) -> None:
    interview, other = await house.interview(), await house.interview()
    token = await house.finish(interview)
    bearer = {"Authorization": f"Bearer {token}"}
    for path in ("rights", "export", "transcript"):
        assert (await get(house, other, path)).status_code == 401  # the cookie belongs to another slug
        assert (await house.http.get(f"/room/v1/{path}")).status_code == 404
        crossed = await house.http.get(f"/room/v1/{path}", params={"slug": other["publicSlug"]}, headers=bearer)
        assert crossed.status_code == 401
    house.http.cookies.clear()
    for path in ("withdraw", "erase", "transcript/send"):
        refused = await house.call(path, {"slug": interview["publicSlug"], "confirm": True})
        assert refused.status_code == 401, path
    assert (await get(house, interview, "rights")).status_code == 401
    by_link = await house.http.get("/room/v1/rights", params={"slug": interview["publicSlug"]}, headers=bearer)
    assert by_link.status_code == 200  # without mail, the link is enough
