"""Two tabs, two devices, two processes; pauses, limits, and reconnecting."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable
from functools import partial

import pytest
from sqlalchemy import select, text
from websockets.exceptions import ConnectionClosed

from aural.room.conversation.spoken import Spoken
from aural.store import schema
from aural.store.database import open_database
from tests.room.conftest import AdjustableClock, Client, House
from tests.waiting import PATIENCE_SECONDS, until


async def test_a_second_tab_is_refused_and_the_first_is_not_disturbed(house: House) -> None:
    client, token = await house.begin(await house.interview())
    second = await house.enter(token)
    assert await second.closed() == 4409
    await client.answer("Still here.")
    await client.next("ack")


async def test_a_second_device_takes_over_and_the_first_may_take_it_back(house: House) -> None:
    client, token = await house.begin(await house.interview())
    second = await house.enter(token, take_over=True)
    await second.next("welcome")
    assert await client.closed() == 4410
    third = await house.enter(token, take_over=True)
    await third.next("welcome")
    assert await second.closed() == 4410


async def test_the_same_tab_replaces_its_own_lost_connection(house: House) -> None:
    interview = await house.interview()
    started = (await house.start(interview["publicSlug"])).json()["data"]
    token = started["personalUrl"].partition("token=")[2]
    tab = str(uuid.uuid4())
    first = await house.enter(token, client=tab)
    await first.my_turn()
    again = await house.enter(token, client=tab)
    await again.next("welcome")
    assert await first.closed() == 4410


_WAITING = text("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")


async def test_of_two_tabs_that_open_at_once_in_two_processes_one_gets_in(
    open_house: Callable[..., Awaitable[House]], database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Long enough for the first one to wait until the second one waits too.
    monkeypatch.setattr("aural.app.open_database", partial(open_database, busy_seconds=PATIENCE_SECONDS))
    one = await open_house()
    houses = (one, await open_house(key=one.key))
    started = (await one.start((await one.interview())["publicSlug"])).json()["data"]
    token = started["personalUrl"].partition("token=")[2]
    tickets = [await house.ticket(token) for house in houses]
    tabs = [Client(await house.open_socket()) for house in houses]
    database = open_database(database_url)
    async with database.transaction() as transaction:  # both wait for this lock
        await transaction.rows(select(schema.sessions.c.id).with_for_update())
        for tab, ticket in zip(tabs, tickets, strict=True):
            hello = {"protocol": "aural.room/1", "ticket": ticket, "after": 0, "client": str(uuid.uuid4())}
            await tab.send(type="hello", takeOver=False, **hello)
        waiting = 0 if database.dialect == "postgresql" else len(tabs)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while waiting < len(tabs):
                waiting = len(await database.read.rows(_WAITING))
    came = await asyncio.gather(*(tab.next("welcome") for tab in tabs), return_exceptions=True)
    assert sorted(isinstance(each, ConnectionClosed) for each in came) == [False, True]
    assert {tab.socket.close_code for tab in tabs} == {None, 4409}
    await database.close()


async def test_a_take_over_reaches_a_socket_of_another_process(
    open_house: Callable[..., Awaitable[House]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURAL_SHARES_DATABASE", "1")
    one = await open_house()
    two = await open_house(key=one.key)
    interview = await one.interview()
    client, token = await one.begin(interview)
    refused = await two.enter(token)
    assert await refused.closed() == 4409
    other = await two.enter(token, take_over=True)
    await other.next("welcome")
    assert await client.closed() == 4410
    await other.answer("I rebuilt the checkout.")
    await other.next("ack")
    await other.my_turn()
    assert [m["move"] for m in other.messages if m["role"] == "assistant"] == ["greeting", "next", "next"]


async def test_the_clock_continues_when_a_candidate_reconnects_to_another_process(
    open_house: Callable[..., Awaitable[House]], clock: AdjustableClock
) -> None:
    """The first process notices only after the reconnection that its socket is gone."""
    one = await open_house()
    two = await open_house(key=one.key)
    interview = await one.interview(timeLimitMinutes=30)
    started = (await one.start(interview["publicSlug"])).json()["data"]
    token, tab = started["personalUrl"].partition("token=")[2], str(uuid.uuid4())
    first = await one.enter(token, client=tab)
    await first.my_turn()
    again = await two.enter(token, client=tab)
    await again.next("welcome")
    await first.socket.close()
    await until(lambda: not one.server.rooms._open)
    clock.pass_seconds(300)
    await again.answer("Going on here.")
    await again.next("ack")
    room = (await again.my_turn())["room"]
    assert room["clock"]["remainingSeconds"] <= 1500


# --- time -------------------------------------------------------------------------------------------------------------


async def test_pausing_stops_the_clock_and_answering_continues(house: House, clock: AdjustableClock) -> None:
    began = time.monotonic()
    client, _ = await house.begin(await house.interview(timeLimitMinutes=30))
    await client.wish("pause")
    paused = (await client.next("room", state="paused"))["room"]
    assert paused["clock"]["isRunning"] is False
    assert paused["pausesLeft"] == 2
    clock.pass_seconds(300)
    await client.answer("Back again.")
    await client.next("ack")
    room = (await client.my_turn())["room"]
    assert room["clock"]["isRunning"] is True
    assert room["clock"]["remainingSeconds"] >= 1799 - (time.monotonic() - began)


async def test_the_time_limit_ends_the_interview_with_a_closing_turn(house: House, clock: AdjustableClock) -> None:
    interview = await house.interview(timeLimitMinutes=10)
    client, _ = await house.begin(interview)
    clock.pass_seconds(560)
    await client.answer("A late answer.")
    await client.next("ack")
    await client.my_turn("closing")
    await client.answer("That is all.")
    await client.next("ack")
    await client.next("room", state="done")
    session = (await house.get(f"/interviews/{interview['id']}/sessions"))[0]
    assert (session["status"], session["endReason"]) == ("COMPLETED", "TIME_LIMIT")
    assert session["totalDurationSeconds"] >= 560


async def test_a_silent_session_is_abandoned_reported_and_resumable(house: House, clock: AdjustableClock) -> None:
    interview = await house.interview()
    client, token = await house.begin(interview)
    await client.answer("I said this before I left for good.")
    await client.next("ack")
    await client.my_turn()
    await client.socket.close()
    await until(lambda: not house.server.rooms._open)  # its runner ends after the seat is given back
    clock.pass_seconds(86_000)
    assert await house.end_abandoned() == 0
    clock.pass_seconds(1_000)
    assert await house.end_abandoned() == 1
    session = (await house.get(f"/interviews/{interview['id']}/sessions"))[0]
    assert (session["status"], session["endReason"]) == ("ABANDONED", "NO_ANSWER")
    assert session["reportStatus"] in ("PENDING", "RUNNING", "NOT_SCORABLE", "READY")
    assert session["totalDurationSeconds"] < 60
    assert (await house.start(interview["publicSlug"], token, consent=None)).status_code == 200
    back = await house.enter(token)
    welcome = await back.next("welcome")
    assert welcome["room"]["question"]["order"] == 1
    await back.answer("And I am back.")
    await back.next("ack")
    session = (await house.get(f"/interviews/{interview['id']}/sessions"))[0]
    assert (session["status"], session["reportStatus"]) == ("IN_PROGRESS", None)


async def test_no_answer_is_accepted_after_the_end_but_stored_ones_are_acknowledged_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Spoken, "after_last_words", lambda *_: None)  # as if they were still being spoken
    interview = await house.interview({"text": "Only one."})
    client, _ = await house.begin(interview)
    said = await client.answer("I rebuilt the checkout.")
    await client.next("ack")
    await client.my_turn("closing")
    await client.wish("end")
    await client.next("room", state="done")
    late = await client.answer("And the cart.")
    assert (await client.next("error", id=late))["code"] == "CONFLICT"
    await client.answer("I rebuilt the checkout.", id=said)
    await client.next("ack", id=said)
    (session,) = await house.get(f"/interviews/{interview['id']}/sessions")
    messages = (await house.get(f"/sessions/{session['id']}"))["messages"]
    assert [message["content"] for message in messages if message["role"] == "user"] == ["I rebuilt the checkout."]


async def test_reconnecting_after_the_end_shows_that_the_interview_is_done(house: House) -> None:
    client, token = await house.begin(await house.interview({"text": "Only one."}))
    await client.answer("I rebuilt the checkout.")
    await client.next("ack")
    await client.my_turn("closing")
    await client.wish("end")
    await client.next("room", state="done")
    assert await client.closed() == 1000
    back = await house.enter(token)
    welcome = await back.next("welcome")
    assert welcome["room"]["state"] == "done"
