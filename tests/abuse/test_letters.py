"""Reporting problems can't fill the mailbox of an interview's contact, and every problem is stored and shown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from sqlalchemy import func, select

from aural.platform.ids import new_id
from aural.settings.budgets import NOTICES_OF_ORGANIZATION, PROBLEM_EMAILS_OF_SESSION
from aural.store import jobs, schema
from tests.mail_server import MailServer, words_of
from tests.room.conftest import AdjustableClock, Frame, House
from tests.room.conftest import clock as clock
from tests.room.conftest import mail as mail
from tests.room.conftest import open_house as open_house

Open = Callable[..., Awaitable[House]]
MANY = 20


async def report(house: House, interview: Frame, count: int) -> str:
    """Reports this many problems as a new candidate, and returns the personal token."""
    client, token = await house.begin(interview)
    for number in range(count):
        frame_id = f"00000000-0000-4000-8000-{number:012}"
        await client.send(type="request", id=frame_id, kind="problem", text=f"Problem {number}.")
        await client.next("ack", id=frame_id)
    await client.socket.close()
    return token


async def count_jobs(house: House) -> int:
    mails = select(func.count().label("jobs")).where(schema.jobs.c.kind == "mail")
    row = await house.server.database.read.row(mails, {})
    return 0 if row is None else int(row.jobs)


async def ask(house: House, interview: Frame) -> str:
    """Requests a person as interviewer on the landing page, and returns the request's id."""
    body = {"slug": interview["publicSlug"], "kind": "human_interview", "name": "Mina Sol", "email": "mina@example.com"}
    made = await house.http.post("/room/v1/requests", json=body)
    assert made.status_code == 200, made.text
    return str(made.json()["data"]["id"])


async def fill_mailbox(house: House, count: int) -> None:
    """Queues this many emails about requests, as other visitors would."""
    async with house.server.database.transaction() as transaction:
        ((organization,),) = await transaction.rows(select(schema.organizations.c.id))
        for _ in range(count):
            payload = {"about": "request", "requestId": new_id()}
            await jobs.enqueue(transaction, organization, kind="mail", payload=payload, now=house.server.clock.now())


async def test_many_problems_cause_one_email_in_ten_minutes(
    open_house: Open, mail: MailServer, clock: AdjustableClock
) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview(contactEmail="jobs@example.com")
    token = await report(house, interview, MANY)
    assert "Problem 0." in words_of(await mail.letter())
    assert await count_jobs(house) == 1
    (session,) = await house.get(f"/interviews/{interview['id']}/sessions")
    shown = await house.get(f"/sessions/{session['id']}")
    assert [problem["text"] for problem in shown["problems"]] == [f"Problem {number}." for number in range(MANY)]
    seconds = PROBLEM_EMAILS_OF_SESSION.seconds
    assert seconds == 600
    clock.pass_seconds(seconds + 1)
    client = await house.enter(token)
    await client.send(type="request", id="00000000-0000-4000-8000-ffffffffffff", kind="problem", text="The last one.")
    assert "The last one." in words_of(await mail.letter(2))


async def test_a_problem_in_another_session_is_emailed_at_once(open_house: Open, mail: MailServer) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview(contactEmail="jobs@example.com")
    await report(house, interview, 1)
    house.http.cookies.clear()
    await report(house, interview, 1)
    await mail.letter(2)


async def test_visitors_cannot_fill_the_mailbox_with_many_sessions_or_requests(
    open_house: Open, mail: MailServer, clock: AdjustableClock
) -> None:
    """Beyond the limit, problems and requests are stored and shown, but not emailed until ten minutes have passed."""
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview(contactEmail="jobs@example.com")
    most = NOTICES_OF_ORGANIZATION.most
    await fill_mailbox(house, most - 2)
    await report(house, interview, 1)
    asked = [await ask(house, interview) for _ in range(3)]
    house.http.cookies.clear()
    await report(house, interview, 1)
    assert await count_jobs(house) == most
    assert {one["id"] for one in await house.get("/requests")} == set(asked)
    clock.pass_seconds((NOTICES_OF_ORGANIZATION.seconds or 0) + 1)
    await ask(house, interview)
    assert await count_jobs(house) == most + 1
