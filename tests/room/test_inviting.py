"""Emails to candidates through a real SMTP server; links that have expired, were revoked or renewed, or lead to a
retake.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import select

from aural.candidates.email_template_endpoints import queue_letter
from aural.candidates.jobs import Inviting
from aural.candidates.repository import find_candidate
from aural.engine.authoring.email_templates import LetterKind
from aural.guard.outbound.mail import Letter, Mailer
from aural.jobs.housekeeping import remind
from aural.jobs.worker import Save, Worker
from aural.store import schema
from aural.store.database import Connection
from aural.store.jobs import LETTER_ATTEMPTS, MAX_ATTEMPTS, Job, claim_jobs, enqueue
from tests.lost_commits import lose_commit
from tests.mail_server import MailServer, words_of
from tests.room.conftest import ANSWER, AdjustableClock, Frame, House
from tests.waiting import PATIENCE_SECONDS

DAY = 86_400
OpenHouse = Callable[..., Awaitable[House]]


async def invited_to(house: House, **person: Any) -> tuple[Frame, Frame]:
    interview = await house.interview(is_open=False, timeLimitMinutes=30)
    return interview, await house.invite(interview, **{"name": "Mina Sol", "email": "mina@example.com", **person})


async def get(house: House, candidate: Frame) -> Frame:
    found: Frame = await house.get(f"/candidates/{candidate['id']}")
    return found


async def until(house: House, candidate: Frame, mail_status: str) -> Frame:
    """Waits until the candidate's email has reached this status."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            found = await get(house, candidate)
            if found["mailStatus"] == mail_status:
                return found


def slug_of(candidate: Frame) -> str:
    return str(candidate["inviteUrl"]).split("/i/")[1].split("?")[0]


async def test_an_invitation_its_reminder_and_the_final_email_arrive(
    open_house: OpenHouse, mail: MailServer, clock: AdjustableClock
) -> None:
    house = await open_house(smtp_url=mail.url)
    interview, mina = await invited_to(house)
    settings = {"remindAfterDays": 3, "doneNoteTo": "dana@example.com"}
    response = await house.api.patch(f"/interviews/{interview['id']}/letters", json=settings)
    assert response.status_code == 200, response.text
    await house.post(f"/candidates/{mina['id']}/send")
    letter = await mail.letter()
    assert letter["To"] == "mina@example.com"
    assert letter["Subject"] == "Your interview “Room test” at Acme"
    assert mina["inviteUrl"] in words_of(letter)
    assert "30 minutes" in words_of(letter)
    assert (await until(house, mina, "SENT"))["status"] == "INVITED"

    assert (await house.entry(slug_of(mina), mina["inviteToken"]))["state"] == "new"
    assert (await get(house, mina))["status"] == "OPENED"
    database = house.server.database
    assert await remind(database, clock.now()) == 0
    clock.pass_seconds(3 * DAY)
    assert [await remind(database, clock.now()) for _ in range(2)] == [1, 0]  # once, even if it runs again
    house.server.wake_jobs()
    reminder = await mail.letter(2)
    assert reminder["Subject"].startswith("A reminder")
    assert mina["inviteUrl"] in words_of(reminder)

    await house.finish(interview | {"publicSlug": slug_of(mina)}, token=mina["inviteToken"], name=None, email=None)
    note = await mail.letter(3)
    assert (note["To"], "Mina Sol has finished" in words_of(note)) == ("dana@example.com", True)
    session = (await get(house, mina))["sessionId"]
    assert f"/sessions/{session}" in words_of(note)
    clock.pass_seconds(30 * DAY)
    assert await remind(database, clock.now()) == 0
    assert (await house.api.post(f"/candidates/{mina['id']}/send", json={"kind": "reminder"})).status_code == 409
    assert len(mail.letters) == 3


async def test_a_retake_is_not_followed_by_a_reminder_until_the_candidate_is_invited_to_it(
    open_house: OpenHouse, mail: MailServer, clock: AdjustableClock
) -> None:
    house = await open_house(smtp_url=mail.url)
    interview, mina = await invited_to(house)
    await house.api.patch(f"/interviews/{interview['id']}/letters", json={"remindAfterDays": 3})
    await house.post(f"/candidates/{mina['id']}/send")
    await until(house, mina, "SENT")
    clock.pass_seconds(DAY)
    await house.finish(interview | {"publicSlug": slug_of(mina)}, token=mina["inviteToken"], name=None, email=None)
    clock.pass_seconds(30 * DAY)
    await house.post(f"/candidates/{mina['id']}/retake")
    database = house.server.database
    assert await remind(database, clock.now()) == 0
    await house.post(f"/candidates/{mina['id']}/send")
    await until(house, mina, "SENT")
    clock.pass_seconds(3 * DAY)
    assert await remind(database, clock.now()) == 1


class Held:
    """A job that lasts as long as the test."""

    async def run(self, _job: Job) -> Save:
        await asyncio.Event().wait()
        raise AssertionError

    async def give_up(self, _connection: Connection, _job: Job, _reason: str) -> None: ...


async def test_emails_do_not_wait_for_reports(
    open_house: OpenHouse, mail: MailServer, clock: AdjustableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = await open_house(smtp_url=mail.url)
    _, mina = await invited_to(house)
    worker, organization_id = house.server.worker, await organization_of(house)
    monkeypatch.setattr(worker, "_handlers", {**worker._handlers, "analyse": Held()})
    async with house.server.database.transaction() as transaction:
        for _ in range(5):  # more jobs than the server runs at once
            await enqueue(transaction, organization_id, kind="analyse", payload={}, now=clock.now() - 1)
    house.server.wake_jobs()
    await house.post(f"/candidates/{mina['id']}/send")
    house.server.wake_jobs()
    assert (await mail.letter())["To"] == "mina@example.com"
    await until(house, mina, "SENT")


async def test_an_interview_in_chinese_sends_its_email_in_chinese(open_house: OpenHouse, mail: MailServer) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview(is_open=False, language="zh-Hans", title="后端面试")
    mina = await house.invite(interview, name="王敏", email="mina@example.com", expiresAt="2099-12-01T17:00:00Z")
    await house.post(f"/candidates/{mina['id']}/send")
    letter = await mail.letter()
    assert letter["Subject"] == "Acme 邀请你参加面试“后端面试”"
    assert "王敏，你好" in words_of(letter)
    assert "2099年12月1日 17:00（UTC）" in words_of(letter)
    assert "{" not in words_of(letter)


class Dying(Mailer):
    """Sends the email, and then stops before the result is saved, as if the server had been killed."""

    async def send(self, letter: Letter) -> None:
        await super().send(letter)
        raise SystemExit


async def test_an_email_is_not_sent_twice_if_the_server_died_after_sending(
    open_house: OpenHouse, mail: MailServer, clock: AdjustableClock
) -> None:
    house = await open_house()  # without mail, its own worker ignores emails
    _, mina = await invited_to(house)
    server = house.server
    await queue(house, mina)
    sound = Inviting(server.database, clock, server.secrets, Mailer(mail.url, "aural@here.test"), house.url)
    worker = Worker(server.database, clock, {"letter": sound})
    await die_while_sending(house, mail, clock)
    assert await worker.run_due() == 1
    assert len(mail.letters) == 1
    found = await get(house, mina)
    assert (found["mailStatus"], "may have arrived" in found["mailError"]) == ("UNKNOWN", True)


async def test_an_email_is_sent_later_if_the_connection_is_lost_before_sending(
    open_house: OpenHouse, mail: MailServer, clock: AdjustableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = await open_house()
    _, mina = await invited_to(house)
    server = house.server
    await queue(house, mina)
    sound = Inviting(server.database, clock, server.secrets, Mailer(mail.url, "aural@here.test"), house.url)
    worker = Worker(server.database, clock, {"letter": sound})
    lose_commit(server.database, monkeypatch, select(schema.job_steps))
    assert await worker.run_due() == 1
    assert mail.letters == []
    clock.pass_seconds(60)
    assert await worker.run_due() == 1
    assert ((await get(house, mina))["mailStatus"], len(mail.letters)) == ("SENT", 1)


async def test_no_automatic_reminder_follows_one_that_may_have_arrived(
    open_house: OpenHouse, mail: MailServer, clock: AdjustableClock
) -> None:
    house = await open_house()
    interview, mina = await invited_to(house)
    await house.api.patch(f"/interviews/{interview['id']}/letters", json={"remindAfterDays": 3})
    server = house.server
    sound = Inviting(server.database, clock, server.secrets, Mailer(mail.url, "aural@here.test"), house.url)
    worker = Worker(server.database, clock, {"letter": sound})
    await queue(house, mina)
    await worker.run_due()
    await queue(house, mina, "reminder")
    await die_while_sending(house, mail, clock)
    await worker.run_due()
    assert (await get(house, mina))["mailStatus"] == "UNKNOWN"
    clock.pass_seconds(3 * DAY)
    assert await remind(server.database, clock.now()) == 0
    await queue(house, mina, "reminder")  # a person decides to send it again
    await worker.run_due()
    assert ((await get(house, mina))["mailStatus"], len(mail.letters)) == ("SENT", 3)


async def die_while_sending(house: House, mail: MailServer, clock: AdjustableClock) -> None:
    """Runs the queued email in a server that dies right after sending it, and lets the job's lease expire."""
    server = house.server
    mailer = Dying(mail.url, "aural@here.test")
    dying = Inviting(server.database, server.clock, server.secrets, mailer, house.url)
    with pytest.raises(SystemExit):
        await dying.run(await claim(house, clock))
    clock.pass_seconds(120)


async def test_an_email_that_the_mail_server_refuses_is_retried_and_then_reported(
    open_house: OpenHouse, mail: MailServer, clock: AdjustableClock
) -> None:
    house = await open_house()
    _, mina = await invited_to(house)
    await queue(house, mina)
    server = house.server
    handler = Inviting(server.database, server.clock, server.secrets, Mailer(mail.url, "aural@here.test"), house.url)
    worker = Worker(server.database, server.clock, {"letter": handler})
    mail.is_refusing = True
    for _ in range(MAX_ATTEMPTS):  # other jobs fail after so many attempts; a mail server may be away for longer
        await worker.run_due()
        assert (await get(house, mina))["mailStatus"] == "QUEUED"
        clock.pass_seconds(3600)
    mail.is_refusing = False
    clock.pass_seconds(3600)
    await worker.run_due()
    assert ((await get(house, mina))["mailStatus"], len(mail.letters)) == ("SENT", 1)
    await queue(house, mina)
    mail.is_refusing = True
    for _ in range(LETTER_ATTEMPTS):
        clock.pass_seconds(3600)
        await worker.run_due()
    found = await get(house, mina)
    assert (found["mailStatus"], "does not accept the email" in found["mailError"]) == ("FAILED", True)
    assert "mina" not in found["mailError"]
    await queue(house, mina)
    mail.is_refusing, mail.nobody = False, "mina@"
    clock.pass_seconds(3600)
    await worker.run_due()  # only once: the recipient will not exist in an hour either
    found = await get(house, mina)
    assert (found["mailStatus"], "refuses the recipient's address" in found["mailError"]) == ("FAILED", True)


async def queue(house: House, candidate: Frame, kind: LetterKind = "invitation") -> None:
    server = house.server
    async with server.database.transaction() as transaction:
        organization_id = await organization_of(house)
        row = await find_candidate(
            transaction, organization_id, None, candidate["id"], now=server.clock.now(), lock=True
        )
        assert row is not None
        assert await queue_letter(transaction, row, kind, server.clock.now()) is None


async def organization_of(house: House) -> str:
    return str((await house.get("/me"))["organization"]["id"])


async def claim(house: House, clock: AdjustableClock) -> Any:
    async with house.server.database.transaction() as transaction:
        (job,) = await claim_jobs(transaction, ["letter"], "a worker", clock.now(), 1)
    return job


async def test_an_expired_invitation_is_refused_until_it_is_extended(house: House, clock: AdjustableClock) -> None:
    interview, mina = await invited_to(house)
    path = f"/interviews/{interview['id']}/letters"
    assert (await house.api.patch(path, json={"expireAfterDays": 1})).status_code == 200
    brief = await house.invite(interview, email="brief@example.com")
    clock.pass_seconds(DAY)
    assert (await house.entry(slug_of(mina), mina["inviteToken"]))["state"] == "new"
    door = await house.entry(slug_of(brief), brief["inviteToken"])
    assert (door["state"], door["endedAt"]) == ("expired", brief["expiresAt"])
    assert door["interview"]["organizationName"] == "Acme"
    refused = await house.start(slug_of(brief), brief["inviteToken"], consent={})
    assert (refused.status_code, refused.json()["error"]["state"]) == (409, "expired")
    assert (await get(house, brief))["status"] == "EXPIRED"
    extended = await house.api.patch(f"/candidates/{brief['id']}", json={"expiresAt": None})
    assert extended.status_code == 200
    assert (await house.entry(slug_of(brief), brief["inviteToken"]))["state"] == "new"


async def test_a_revoked_link_starts_no_session_but_a_running_one_may_finish(house: House) -> None:
    interview, mina = await invited_to(house)
    inside = await house.invite(interview, name="In", email="in@example.com")
    started = await house.start(slug_of(inside), inside["inviteToken"], name=None, email=None)
    assert started.status_code == 200, started.text
    for candidate in (mina, inside):
        await house.post(f"/candidates/{candidate['id']}/revoke")
    house.http.cookies.clear()
    door = await house.entry(slug_of(mina), mina["inviteToken"])
    assert (door["state"], door["consent"], door["hasData"]) == ("revoked", None, False)
    refused = await house.start(slug_of(mina), mina["inviteToken"], consent={})
    assert (refused.status_code, refused.json()["error"]["state"]) == (409, "revoked")
    assert (await house.entry(slug_of(inside), inside["inviteToken"]))["state"] == "resumable"
    assert (await get(house, inside))["status"] == "IN_INTERVIEW"
    client = await house.enter(inside["inviteToken"])
    await client.my_turn()
    await client.answer(ANSWER)
    await client.wish("end")
    await client.closed()
    assert (await house.entry(slug_of(inside), inside["inviteToken"]))["state"] == "completed"


async def test_a_new_link_invalidates_the_old_one_and_its_browsers(house: House) -> None:
    _, mina = await invited_to(house)
    await house.start(slug_of(mina), mina["inviteToken"], name=None, email=None)
    assert (await house.entry(slug_of(mina)))["state"] == "resumable"  # by the cookie
    renewed = await house.post(f"/candidates/{mina['id']}/link")
    assert (await house.entry(slug_of(mina)))["state"] == "invite_only"
    assert (await house.entry(slug_of(mina), mina["inviteToken"]))["state"] == "unknown"
    assert (await house.entry(slug_of(renewed), renewed["inviteToken"]))["state"] == "resumable"


async def test_a_retake_is_a_new_session_and_the_candidates_rights_cover_both(house: House) -> None:
    interview, mina = await invited_to(house)
    where = interview | {"publicSlug": slug_of(mina)}
    token = mina["inviteToken"]
    await house.finish(where, token=token, name=None, email=None)
    first = (await get(house, mina))["sessionId"]
    await house.post(f"/candidates/{mina['id']}/retake")
    door = await house.entry(slug_of(mina), token)
    assert (door["state"], door["hasData"]) == ("new", True)
    rights = await house.http.get("/room/v1/rights", params={"slug": slug_of(mina)})
    assert rights.status_code == 200, rights.text
    await house.finish(where, token=token, name=None, email=None)
    found = await get(house, mina)
    assert (found["retakes"], found["status"]) == (1, "DONE")
    assert [session["id"] for session in found["sessions"]] == [found["sessionId"], first]
    await tell_of_both(house, slug_of(mina))
    erased = await house.call("erase", {"slug": slug_of(mina), "confirm": True})
    assert erased.status_code == 200, erased.text
    assert await house.get(f"/interviews/{interview['id']}/sessions") == []


async def tell_of_both(house: House, slug: str) -> None:
    """Checks that the candidate's rights apply to each session: what is stored, and the consent."""
    rights = (await house.http.get("/room/v1/rights", params={"slug": slug})).json()["data"]
    transcripts = [
        held["count"] for each in rights["sessions"] for held in each["held"] if held["what"] == "transcript"
    ]
    assert len(transcripts) == 2
    assert next(held["count"] for held in rights["held"] if held["what"] == "transcript") == sum(transcripts)
    assert len(rights["consents"]) == 2
    export = (await house.http.get("/room/v1/export", params={"slug": slug})).json()
    (earlier,) = export["earlier"]
    assert earlier["session"]["id"] != export["session"]["id"]
    assert ANSWER in [message["content"] for message in earlier["messages"]]
    page = (await house.http.get("/room/v1/export", params={"slug": slug, "format": "html"})).text
    assert page.count("<h2>Transcript</h2>") == 2
    assert (await house.call("withdraw", {"slug": slug})).status_code == 200
    rights = (await house.http.get("/room/v1/rights", params={"slug": slug})).json()["data"]
    assert all(consent["withdrawnAt"] for consent in rights["consents"])
    assert [each["isWithdrawn"] for each in rights["sessions"]] == [True, True]
