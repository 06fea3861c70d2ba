"""The life of a room: every answer gets a reply, an empty room is released, and its clock is right."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from aural.engine.analysis import Analysis
from aural.engine.context import Context
from aural.engine.log import Ended
from aural.engine.state import apply
from aural.interviewer.guided.interviewer import GuidedInterviewer
from aural.interviewer.protocol import Situation, Wording, WordingRequest
from aural.organizations import repository as organizations
from aural.platform.errors import StorageUnavailableError
from aural.room.conversation import rooms
from aural.sessions import abandon_service
from aural.sessions.conversation import space
from aural.sessions.conversation.database_log import DatabaseLog
from aural.sessions.conversation.live import LiveSession
from aural.settings.budgets import ANSWERS_OF_SESSION
from aural.usage import repository as usage
from tests.room.conftest import AdjustableClock, House
from tests.waiting import until


class SlowInterviewer(GuidedInterviewer):
    """Speaks only once `may_speak` is set. `asked` is set when a reply is requested."""

    def __init__(self) -> None:
        self.asked, self.may_speak = asyncio.Event(), asyncio.Event()
        self.may_speak.set()

    async def phrase(self, request: WordingRequest) -> Wording:
        self.asked.set()
        await self.may_speak.wait()
        return await super().phrase(request)


def give_interviewer(house: House, interviewer: Any) -> None:
    async def of(_organization_id: str, _session_id: str) -> Any:
        return interviewer

    object.__setattr__(house.server.rooms.context, "interviewer_of", of)


def only_session(house: House) -> LiveSession:
    ((room, _),) = house.server.rooms._open.values()
    return room.session


# --- who replies ----------------------------------------------------------------------------------------------------


async def test_a_room_taken_over_while_its_last_turn_ends_still_gets_a_reply(house: House) -> None:
    interviewer = SlowInterviewer()
    give_interviewer(house, interviewer)
    client, token = await house.begin(await house.interview())
    interviewer.asked.clear()
    interviewer.may_speak.clear()
    await client.answer("Said just before I take over.")
    await client.next("ack")
    await interviewer.asked.wait()
    session = only_session(house)
    record = session.record

    async def record_after_the_turn(*given: Any, **more: Any) -> Any:
        session.record = record  # type: ignore[method-assign]
        interviewer.may_speak.set()
        runner = house.server.rooms._open[session.session_id][1]
        await until(lambda: runner.done() or session.state.unanswered == ())
        for _ in range(50):
            await asyncio.sleep(0)
        return await record(*given, **more)

    session.record = record_after_the_turn  # type: ignore[method-assign]
    second = await house.enter(token, take_over=True)
    await second.my_turn()
    await second.answer("And this on the second device.")
    await second.next("ack")
    await second.next("room", state="closing")
    said = [message["content"] for message in second.messages if message["role"] == "user"]
    assert said == ["Said just before I take over.", "And this on the second device."]


async def test_a_turn_continues_once_the_storage_is_available_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "RETRY_SECONDS", 0)
    client, _ = await house.begin(await house.interview())
    interviewer_of = house.server.rooms.context.interviewer_of
    failures = iter([True, True])

    async def away_for_a_while(organization_id: str, session_id: str) -> Any:
        if next(failures, False):
            raise StorageUnavailableError("The storage cannot be used right now.")
        return await interviewer_of(organization_id, session_id)

    object.__setattr__(house.server.rooms.context, "interviewer_of", away_for_a_while)
    await client.answer("I rebuilt the checkout.")
    await client.next("ack")
    assert (await client.next("error"))["code"] == "STORAGE_UNAVAILABLE"
    room = (await client.my_turn())["room"]
    assert room["question"]["order"] == 1


async def test_an_answer_whose_commit_was_not_confirmed_is_stored_once_and_gets_a_reply(
    house: House,
) -> None:
    client, _ = await house.begin(await house.interview())
    session, database = only_session(house), house.server.database
    log = session.log
    assert isinstance(log, DatabaseLog)

    class Unconfirmed:
        read = database.read

        @asynccontextmanager
        async def transaction(self) -> AsyncIterator[Any]:
            session.log = log
            async with database.transaction() as begun:
                yield begun
            raise StorageUnavailableError("The storage cannot be used right now.")

    session.log = replace(log, database=Unconfirmed())  # type: ignore[arg-type]
    frame_id = await client.answer("I rebuilt the import myself.")
    assert (await client.next("error", id=frame_id))["code"] == "STORAGE_UNAVAILABLE"
    await client.answer("I rebuilt the import myself.", id=frame_id)
    await client.next("ack", id=frame_id)
    await client.my_turn()
    assert client.messages[-1]["role"] == "assistant"
    assert [m["content"] for m in client.messages].count("I rebuilt the import myself.") == 1


async def test_an_answer_that_arrives_while_the_farewell_is_stored_is_refused(house: House) -> None:
    interview = await house.interview({"text": "Only one."})
    client, _ = await house.begin(interview)
    await client.answer("I rebuilt the checkout.")
    await client.my_turn("closing")
    session = only_session(house)
    await session._appending.acquire()  # the farewell is being stored
    frame_id = await client.answer("One more thing.")
    await until(lambda: bool(session._appending._waiters))
    session.state = apply(session.plan, session.state, Ended(session.clock.now(), "FINISHED"))
    session._appending.release()
    assert (await client.next("error", id=frame_id))["code"] == "CONFLICT"


# --- releasing a room -----------------------------------------------------------------------------------------------


async def test_a_room_is_released_completely_after_its_candidate_leaves(house: House) -> None:
    client, token = await house.begin(await house.interview())
    refused = await house.enter(token)
    assert await refused.closed() == 4409
    await client.socket.close()
    opened = house.server.rooms
    await until(lambda: not opened._open and not opened._seats)
    await until(lambda: len(opened._opening) == 0)
    assert (opened._open, opened._seats) == ({}, {})


async def test_a_room_is_released_even_if_its_candidate_leaves_during_an_outage(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, token = await house.begin(await house.interview())
    tried: list[Any] = []

    async def fail(entry: Any, **__: Any) -> Any:
        tried.append(entry)
        raise StorageUnavailableError("The storage cannot be used right now.")

    monkeypatch.setattr(only_session(house), "record", fail)
    await client.socket.close()
    await until(lambda: not house.server.rooms._open)
    assert len(tried) == 1
    assert house.server.rooms._seats == {}
    back = await house.enter(token, take_over=True)
    await back.my_turn()
    await back.answer("I am back, and so is the storage.")
    await back.next("ack")


async def test_a_room_taken_over_by_another_process_is_released(
    open_house: Callable[..., Awaitable[House]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURAL_SHARES_DATABASE", "1")
    one = await open_house()
    two = await open_house(key=one.key)
    client, token = await one.begin(await one.interview())
    other = await two.enter(token, take_over=True)
    await other.my_turn()
    assert await client.closed() == 4410
    await until(lambda: not one.server.rooms._open)
    await other.socket.close()


async def test_an_erased_candidate_is_removed_from_the_room_of_the_only_server(
    open_house: Callable[..., Awaitable[House]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "RENEW_SECONDS", 0.05)
    house = await open_house()
    interview = await house.interview()
    client, _ = await house.begin(interview)
    (person,) = await house.get(f"/interviews/{interview['id']}/candidates")
    response = await house.api.delete(f"/candidates/{person['id']}")
    assert response.status_code == 200, response.text
    assert await client.closed() == 4410
    await until(lambda: not house.server.rooms._open)


async def test_a_session_accepts_no_more_answers_than_its_limit_but_can_be_ended(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(space, "ANSWERS_OF_SESSION", replace(ANSWERS_OF_SESSION, most=1))
    client, _ = await house.begin(await house.interview())
    frame_id = await client.answer("The first one.")
    await client.next("ack")
    await client.my_turn()
    await client.answer("One too many.")
    assert "finish the interview" in (await client.next("error"))["message"]
    await client.answer("The first one.", id=frame_id)
    await client.next("ack", id=frame_id)
    await client.wish("end")
    await client.next("room", state="done")


async def test_a_large_ping_is_refused(house: House) -> None:
    client, _ = await house.begin(await house.interview())
    await client.send(type="ping", at="x" * 1000)
    assert (await client.next("error"))["code"] == "BAD_REQUEST"


# --- the clock ------------------------------------------------------------------------------------------------------


async def test_the_time_limit_also_ends_a_session_that_was_resumed_in_silence(
    house: House, clock: AdjustableClock
) -> None:
    client, token = await house.begin(await house.interview(timeLimitMinutes=10))
    clock.pass_seconds(460)
    await client.wish("minute")
    await client.next("message", move="warning")
    await client.my_turn("minute")
    clock.pass_seconds(79.5)
    await client.socket.close()
    await until(lambda: not house.server.rooms._open)
    back = await house.enter(token)
    await back.my_turn("closing")  # automatically, half a second later
    assert back.messages[-1]["move"] == "close"


async def test_a_session_counts_no_more_than_its_limit_when_the_clock_jumps_forward(
    house: House, clock: AdjustableClock
) -> None:
    client, _ = await house.begin(await house.interview(timeLimitMinutes=10))
    clock.pass_seconds(3600)
    await client.answer("I rebuilt the import.")
    await client.my_turn("closing")
    await client.answer("That is all.")
    await client.next("room", state="done")
    assert await used_hours(house) == 10 / 60


async def test_taking_over_does_not_restore_any_time(house: House, clock: AdjustableClock) -> None:
    client, token = await house.begin(await house.interview(timeLimitMinutes=30))
    clock.pass_seconds(600)
    second = await house.enter(token, take_over=True)
    welcome = await second.next("welcome")
    assert welcome["room"]["clock"]["remainingSeconds"] <= 1200
    await client.socket.close()


# --- abandoned and resumed ------------------------------------------------------------------------------------------


async def abandoned(house: House, clock: AdjustableClock, interview: Any) -> str:
    """A session of 100 seconds whose server died, and which no one resumed for a day; returns its token."""
    client, token = await house.begin(interview)
    clock.pass_seconds(100)
    await client.answer("I said this before the server died.")
    await client.next("ack")
    await client.my_turn()
    runners = [task for _, task in house.server.rooms._open.values()]
    for seat in list(house.server.rooms._seats.values()):  # as if the server had been killed: no goodbye is stored
        del house.server.rooms._seats[seat.room.session_id]
        seat.displace()
        seat.room.awake.set()
    await client.closed()
    await asyncio.gather(*runners)  # they store whatever is left before the day passes
    clock.pass_seconds(90_000)
    assert await house.end_abandoned() == 1
    return token


async def used_hours(house: House) -> float:
    organization = (await organizations.list_organizations(house.server.database.read))[0].id
    figures = await usage.read_usage(house.server.database.read, organization, house.clock.now())
    return figures.session_hours.used


async def test_a_day_without_a_server_costs_no_time_after_resuming(house: House, clock: AdjustableClock) -> None:
    began, interview = time.monotonic(), await house.interview(timeLimitMinutes=30)
    token = await abandoned(house, clock, interview)
    assert (await house.http.post("/room/v1/tickets", headers={"Authorization": f"Bearer {token}"})).status_code == 401
    await house.start(interview["publicSlug"], token, consent=None)
    back = await house.enter(token)
    room = (await back.next("welcome"))["room"]
    passed = time.monotonic() - began
    assert 1699 - passed <= room["clock"]["remainingSeconds"] <= 1700


async def test_the_time_of_an_abandoned_session_is_counted_once(house: House, clock: AdjustableClock) -> None:
    began, interview = time.monotonic(), await house.interview(timeLimitMinutes=30)
    token = await abandoned(house, clock, interview)
    assert 100 <= 3600 * await used_hours(house) < 101 + time.monotonic() - began
    await house.start(interview["publicSlug"], token, consent=None)
    back = await house.enter(token)
    await back.my_turn()
    await back.wish("end")
    await back.next("room", state="done")
    assert 100 <= 3600 * await used_hours(house) < 101 + time.monotonic() - began


async def test_one_check_ends_all_abandoned_sessions(
    house: House, clock: AdjustableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(abandon_service, "AT_ONCE", 2)
    interview = await house.interview()
    for _ in range(5):
        house.http.cookies.clear()  # another person
        await house.start(interview["publicSlug"])
    clock.pass_seconds(90_000)
    assert await house.end_abandoned() == 5


# --- tokens ---------------------------------------------------------------------------------------------------------


async def test_tokens_of_unused_wording_are_counted(house: House) -> None:
    class Costly(SlowInterviewer):
        async def phrase(self, request: WordingRequest) -> Wording:
            wording = await super().phrase(request)
            return Wording(wording.text, wording.origin, tokens=10)

        async def analyse(self, context: Context, situation: Situation | None = None) -> Analysis:
            return Analysis("answer")

    interviewer = Costly()
    give_interviewer(house, interviewer)
    client, _ = await house.begin(await house.interview())
    interviewer.asked.clear()
    interviewer.may_speak.clear()
    await client.answer("First part.")
    await interviewer.asked.wait()
    await client.next("ack")
    await client.answer("Second part, before the reply.")
    await client.next("ack")
    interviewer.may_speak.set()
    await client.my_turn()
    organization = (await organizations.list_organizations(house.server.database.read))[0].id
    figures = await usage.read_usage(house.server.database.read, organization, house.clock.now())
    assert figures.ai_tokens.used == 40  # greeting, first question, unused words, second question


async def test_many_candidates_can_start_at_once_on_one_link(house: House) -> None:
    interview = await house.interview()
    started = await asyncio.gather(
        *(house.start(interview["publicSlug"], email=f"{uuid.uuid4()}@example.com") for _ in range(12))
    )
    assert {response.status_code for response in started} == {200}
