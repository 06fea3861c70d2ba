"""One candidate or all of them: status, emails, links, retakes, erasure, and search."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio
from sqlalchemy import select, update

from aural.platform.clock import iso
from aural.store import schema
from tests.api.seeds import link_session, seed_file, seed_report, seed_session
from tests.api.world import Json, Storage, World, make_world, paths_of

DAY = 86_400
ALEX = {"name": "Alex Reyes", "email": "alex@example.com", "phone": "+1-555-0100"}


@pytest_asyncio.fixture(loop_scope="session")
async def mailing(storage: Storage, tmp_path: Path) -> AsyncIterator[World]:
    """A world whose emails wait for a worker."""
    async with make_world(storage, tmp_path, smtp_url="smtp://127.0.0.1:25") as world:
        yield world


async def after(world: World, seconds: int) -> str:
    return iso(world.clock.now() + seconds * 1000)


async def finished(world: World, interview: Json, **fields: Any) -> Json:
    candidate = await world.candidate(interview, **{**ALEX, **fields})
    session = await seed_session(world, interview, candidate_id=candidate["id"])
    await seed_report(world, session, "READY")
    await link_session(world, candidate["id"])
    return {**candidate, "sessionId": session}


async def letters_of(world: World) -> list[Json]:
    query = select(schema.jobs.c.payload).where(
        schema.jobs.c.organization_id == world.acme.id, schema.jobs.c.kind == "letter"
    )
    return [row.payload for row in await world.database.read.rows(query)]


async def test_a_candidate_is_read_and_changed_with_its_version(world: World) -> None:
    interview = await world.interview()
    made = await world.candidate(interview, **ALEX, resumeText="Ten years of Go.")
    path = f"/candidates/{made['id']}"
    response = await world.owner.get(path)
    assert response.json()["data"]["resume"] == {"fileName": None, "text": "Ten years of Go."}
    assert response.json()["data"]["interviewTitle"] == interview["title"]
    etag = response.headers["etag"]
    change = {**response.json()["data"], "name": "Alex R", "expiresAt": await after(world, DAY)}
    changed = await world.owner.patch(path, json=change, headers={"If-Match": etag})
    assert changed.status_code == 200, changed.text
    assert changed.json()["data"]["name"] == "Alex R"
    assert changed.json()["data"]["expiresAt"] == await after(world, DAY)
    assert (await world.owner.patch(path, json={}, headers={"If-Match": etag})).status_code == 412
    assert paths_of(await world.owner.error(400, "PATCH", path, {"expiresAt": await after(world, -1)})) == ["expiresAt"]
    assert paths_of(await world.owner.error(400, "PATCH", path, {"expiresAt": "tomorrow"})) == ["expiresAt"]
    cleared = await world.owner.data("PATCH", path, {"resumeText": None, "expiresAt": None})
    assert (cleared["resume"], cleared["expiresAt"]) == (None, None)


async def test_the_status_shows_how_far_a_candidate_has_come(world: World) -> None:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}/candidates"
    made = [await world.candidate(interview, name=str(at), expiresAt=await after(world, DAY)) for at in range(4)]
    await finished(world, interview)
    columns = {0: {}, 1: {"invited_at": 1}, 2: {"invited_at": 1, "opened_at": 2}}
    async with world.database.transaction() as transaction:
        for at, values in columns.items():
            mine = schema.candidates.c.id == made[at]["id"]
            await transaction.run(update(schema.candidates).where(mine).values(name=str(at), **values))
    await world.owner.data("POST", f"/candidates/{made[3]['id']}/revoke")
    listed = await world.owner.data("GET", path)
    assert [row["status"] for row in listed] == ["DONE", "REVOKED", "OPENED", "INVITED", "NOT_INVITED"]
    world.clock.pass_seconds(DAY)
    counts = await world.viewer.data("GET", f"/interviews/{interview['id']}/candidate-counts")
    assert {name: count for name, count in counts.items() if count} == {"DONE": 1, "REVOKED": 1, "EXPIRED": 3}
    some = await world.owner.data("GET", f"{path}?status=REVOKED,DONE")
    assert [row["status"] for row in some] == ["DONE", "REVOKED"]
    assert paths_of(await world.owner.error(400, "GET", f"{path}?status=GONE")) == ["status"]


async def test_candidates_are_found_across_interviews_page_by_page(world: World) -> None:
    first, second = await world.interview(title="First"), await world.interview(title="Second")
    for at in range(3):
        await world.candidate(first, name=f"Mina {at}", email=f"mina{at}@example.com")
    await finished(world, second, name="50%_off", email="sale@example.com")
    found, query = [], "limit=2"
    while query:
        page = (await world.owner.get(f"/candidates?{query}")).json()
        found += [(row["interviewTitle"], row["name"], len(row["sessions"])) for row in page["data"]]
        query = page["cursor"] and f"limit=2&cursor={page['cursor']}"
    assert found == [("Second", "50%_off", 1), ("First", "Mina 2", 0), ("First", "Mina 1", 0), ("First", "Mina 0", 0)]
    for query, count in {
        "q=mina": 3, "q=MINA1@": 1, "q=%25_": 1, "q=zz": 0, "status=DONE": 1, f"interviewId={first['id']}": 3,
        "q=mina&status=DONE": 0,
    }.items():  # fmt: skip
        assert len(await world.owner.data("GET", f"/candidates?{query}")) == count, query
    assert await world.viewer.data("GET", "/candidates?q=sale") == []  # a masked address is not searched
    (seen,) = await world.viewer.data("GET", "/candidates?q=off")
    assert (seen["email"], seen["inviteUrl"]) == ("s•••@example.com", None)
    assert await world.neighbour.data("GET", "/candidates") == []
    assert await world.stranger.data("GET", f"/candidates?interviewId={first['id']}") == []


async def test_a_candidate_is_found_by_a_name_in_any_script(world: World) -> None:
    interview = await world.interview()
    for name in ("Özlem Çelik", "Émile", "Ирина"):
        await world.candidate(interview, name=name, email=f"x{len(name)}@example.com")
    searched = {"Özlem": 1, "özlem ç": 1, "ÇELIK": 1, "émile": 1, "ирина": 1, "ИРИНА": 1, "%Ö": 0, "ö_lem": 0}
    for typed, count in searched.items():
        for path in ("/candidates", f"/interviews/{interview['id']}/candidates"):
            assert len(await world.owner.data("GET", path, params={"q": typed})) == count, typed
    assert len(await world.viewer.data("GET", "/candidates", params={"q": "özlem"})) == 1


async def test_an_email_is_queued_once_and_only_to_candidates_who_may_get_it(mailing: World) -> None:
    interview = await mailing.interview()
    alex, nameless = await mailing.candidate(interview, **ALEX), await mailing.candidate(interview)
    done = await finished(mailing, interview)
    for _ in range(2):
        sent = await mailing.member.data("POST", f"/candidates/{alex['id']}/send", {})
        assert sent["mailStatus"] == "QUEUED"
    assert await letters_of(mailing) == [{"kind": "invitation", "candidateId": alex["id"]}]
    for candidate, kind, words in (
        (nameless, "invitation", "no email address"),
        (done, "invitation", "has finished"),
        (done, "reminder", "has finished"),
        (alex, "reminder", "No invitation has been emailed"),
    ):
        error = await mailing.owner.error(409, "POST", f"/candidates/{candidate['id']}/send", {"kind": kind})
        assert words in error["message"]
    assert len(await letters_of(mailing)) == 1


async def test_many_candidates_are_emailed_at_once_and_skipped_ones_are_reported(mailing: World) -> None:
    interview, other = await mailing.interview(), await mailing.interview()
    path = f"/interviews/{interview['id']}/invitations"
    made = [await mailing.candidate(interview, email=f"{at}@example.com") for at in range(3)]
    silent, foreign = await mailing.candidate(interview), await mailing.candidate(other, **ALEX)
    ids = [made[0]["id"], silent["id"], foreign["id"]]
    answer = await mailing.owner.data("POST", path, {"candidateIds": ids})
    assert answer["queued"] == 1
    assert {row["candidateId"]: row["reason"] for row in answer["skipped"]} == {
        silent["id"]: "NO_EMAIL",
        foreign["id"]: "UNKNOWN",
    }
    assert await mailing.owner.data("POST", path, {}) == {"queued": 2, "skipped": [], "isMore": False}
    assert (await mailing.owner.data("POST", path, {}))["queued"] == 0
    assert {job["candidateId"] for job in await letters_of(mailing)} == {row["id"] for row in made}


async def test_without_a_mail_server_nothing_is_queued(world: World) -> None:
    interview = await world.interview()
    made = await world.candidate(interview, **ALEX)
    for path in (f"/candidates/{made['id']}/send", f"/interviews/{interview['id']}/invitations"):
        assert "AURAL_SMTP_URL" in (await world.owner.error(409, "POST", path, {}))["message"]
    assert (await world.owner.data("GET", f"/interviews/{interview['id']}/letters"))["mail"] is False


async def test_email_templates_can_be_changed_and_previewed(world: World) -> None:
    interview = await world.interview(title="Backend {name}", timeLimitMinutes=30)
    path = f"/interviews/{interview['id']}/letters"
    built_in = await world.viewer.data("GET", path)
    assert built_in["invitation"]["isBuiltIn"] is True
    wrong = {"invitationText": "Come, {nickname}", "reminderSubject": "a\nb", "remindAfterDays": 0}
    assert sorted(paths_of(await world.owner.error(400, "PATCH", path, wrong))) == [
        "invitationText", "invitationText", "remindAfterDays", "reminderSubject",
    ]  # fmt: skip
    text = "Hi {name}\nuntil {deadline}\n{minutes} min\n{link}"
    changed = await world.owner.data("PATCH", path, {"invitationText": text, "remindAfterDays": 3})
    assert changed["invitation"] == {**built_in["invitation"], "text": text, "isBuiltIn": False}
    preview = f"/interviews/{interview['id']}/letter-preview"
    seen = await world.owner.data("POST", preview, {"kind": "invitation"})
    assert seen["subject"].startswith("Your interview “Backend {name}” at Acme")
    assert seen["text"].startswith("Hi Alex\n30 min\nhttps://aural.test/i/")  # without the line about the deadline
    made = await world.candidate(interview, name=None, email="mina@example.com", expiresAt="2099-12-01T17:00:00Z")
    mine = await world.owner.data("POST", preview, {"kind": "invitation", "candidateId": made["id"]})
    assert (mine["to"], mine["text"].splitlines()[:2]) == (
        "mina@example.com",
        ["Hi there", "until 1 December 2099, 17:00 UTC"],
    )
    assert made["inviteToken"] not in mine["text"]
    await world.owner.error(400, "POST", preview, {"kind": "invitation", "candidateId": "nobody"})
    back = await world.owner.data("PATCH", path, {"invitationText": None})
    assert back["invitation"] == built_in["invitation"]


async def test_new_links_expire_after_the_days_that_the_interview_sets(world: World) -> None:
    interview = await world.interview()
    await world.owner.data("PATCH", f"/interviews/{interview['id']}/letters", {"expireAfterDays": 2})
    made = await world.candidate(interview)
    assert made["expiresAt"] == await after(world, 2 * DAY)
    world.clock.pass_seconds(2 * DAY)
    assert (await world.owner.data("GET", f"/candidates/{made['id']}"))["status"] == "EXPIRED"
    extended = await world.owner.data("PATCH", f"/candidates/{made['id']}", {"expiresAt": await after(world, DAY)})
    assert extended["status"] == "NOT_INVITED"


async def test_a_new_link_replaces_the_old_one_and_lifts_a_revocation(world: World) -> None:
    interview = await world.interview()
    made = await world.candidate(interview, expiresAt=await after(world, DAY))
    await world.owner.data("POST", f"/candidates/{made['id']}/revoke")
    world.clock.pass_seconds(DAY)
    renewed = await world.owner.data("POST", f"/candidates/{made['id']}/link", {})
    assert renewed["inviteToken"] != made["inviteToken"]
    assert (renewed["status"], renewed["expiresAt"], renewed["revokedAt"]) == ("NOT_INVITED", None, None)


async def test_a_retake_keeps_the_earlier_session(world: World) -> None:
    interview = await world.interview()
    done = await finished(world, interview)
    path = f"/candidates/{done['id']}/retake"
    again = await world.owner.data("POST", path)
    assert (again["sessionId"], again["retakes"], again["status"]) == (None, 1, "NOT_INVITED")
    assert [session["id"] for session in again["sessions"]] == [done["sessionId"]]
    await world.owner.error(409, "POST", path)  # the candidate has not started the retake yet
    assert (await world.owner.data("GET", f"/sessions/{done['sessionId']}"))["reportStatus"] == "READY"


async def test_erasing_leaves_only_a_receipt(world: World) -> None:
    interview = await world.interview()
    done = await finished(world, interview, resumeText="Zanzibarmarker", name="Zanzibarmarker")
    await seed_file(world, done["sessionId"], b"Zanzibarmarker")
    await world.owner.data("POST", f"/candidates/{done['id']}/retake")
    second = await seed_session(world, interview, candidate_id=done["id"])
    await link_session(world, done["id"])
    receipt = await world.member.data("DELETE", f"/candidates/{done['id']}")
    cleaned = {row["store"]: row["count"] for row in receipt["cleaned"]}
    assert (cleaned["sessions"], cleaned["messages"], cleaned["resumes"], cleaned["files"]) == (2, 6, 1, 1)
    for path in (f"/candidates/{done['id']}", f"/sessions/{done['sessionId']}", f"/sessions/{second}"):
        await world.owner.error(404, "GET", path)
    assert (await world.owner.data("GET", f"/interviews/{interview['id']}"))["_count"]["sessions"] == 0
    rows = [await world.database.read.rows(select(table)) for table in schema.metadata.sorted_tables]
    assert "Zanzibarmarker" not in repr(rows)
    assert not [path for path in (world.settings.data_dir / "files").rglob("*") if path.is_file()]


async def test_other_organizations_cannot_find_a_candidate(world: World) -> None:
    interview = await world.interview()
    made = await world.candidate(interview, **ALEX)
    for someone in (world.stranger, world.neighbour):
        for method, rest, body in (
            ("GET", "", None), ("PATCH", "", {"name": "X"}), ("DELETE", "", None), ("POST", "/send", {}),
            ("POST", "/revoke", None), ("POST", "/link", {}), ("POST", "/retake", None),
        ):  # fmt: skip
            await someone.error(404, method, f"/candidates/{made['id']}{rest}", body)
    assert (await world.owner.data("GET", f"/candidates/{made['id']}"))["updatedAt"] == made["updatedAt"]
