"""A session in memory and one in the database behave the same: a rehearsal shows what an interview will do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from aural.engine.log import Started
from aural.interviewer.guided.interviewer import GuidedInterviewer
from aural.sessions.conversation.live import FinishedError, LiveSession
from aural.sessions.conversation.log import Message, OutdatedError
from aural.sessions.conversation.memory_log import MemoryLog
from aural.sessions.conversation.turn_service import take_turn
from aural.sessions.service import NewAnswer, Sessions, connect, record_answer, record_run, record_wish
from tests.clocks import FakeClock
from tests.unit.reporting import House, open_house

RUN = {"outcome": "ok", "milliseconds": 5, "code": "1", "output": "1"}


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    async with open_house(database_url) as house:
        yield house


@pytest.fixture(params=["memory", "database"])
async def session(request: pytest.FixtureRequest, house: House) -> LiveSession:
    stored = await open_stored(house)
    if request.param == "database":
        return stored
    log = MemoryLog(stored.plan)
    return LiveSession(log, log.conversation, FakeClock(1))


async def open_stored(house: House) -> LiveSession:
    sessions = Sessions(house.database, FakeClock(1), has_mail=False, wake_jobs=lambda: None)
    return await sessions.open(house.organization_id, await house.begun())


async def take_interview(session: LiveSession) -> None:
    await connect(session)
    await take_turn(session, GuidedInterviewer())
    await record_run(session, "run", "q1", RUN)
    await record_answer(session, NewAnswer("first", "The search was slow, because it read the whole table."))
    await take_turn(session, GuidedInterviewer())
    await record_wish(session, "end", "end", None)
    await take_turn(session, GuidedInterviewer())


def shape_of(message: Message) -> Message:
    return message._replace(id="")


async def test_both_logs_contain_the_same_interview(house: House) -> None:
    stored = await open_stored(house)
    log = MemoryLog(stored.plan)
    rehearsed = LiveSession(log, replace(log.conversation, participant_name="Alex"), FakeClock(1))
    await take_interview(stored)
    await take_interview(rehearsed)
    assert stored.state == rehearsed.state
    assert stored.state.end_reason == "FINISHED"
    assert list(map(shape_of, stored.messages)) == list(map(shape_of, rehearsed.messages))
    (read, kept) = (await stored.log.read(), await log.read())
    assert read is not None
    assert kept is not None
    assert read.entries == kept.entries
    assert list(map(shape_of, read.messages)) == list(map(shape_of, kept.messages))


async def test_refreshing_a_session_restores_its_messages_and_state(session: LiveSession) -> None:
    await take_interview(session)
    messages, state = list(session.messages), session.state
    await session.refresh()
    assert (session.messages, session.state) == (messages, state)


async def test_an_answer_that_is_sent_again_is_stored_once(session: LiveSession) -> None:
    await connect(session)
    await take_turn(session, GuidedInterviewer())
    answer = NewAnswer("first", "I added an index.")
    first = await record_answer(session, answer)
    again = await record_answer(session, answer)
    assert (first.is_new, again.is_new, again.seq) == (True, False, first.seq)
    assert [message.content for message in session.messages].count(answer.content) == 1


async def test_a_message_based_on_an_outdated_state_is_refused(session: LiveSession) -> None:
    await connect(session)
    decided_at = session.state.number
    said: dict[str, Any] = {"requests": [], "tokens": 0}
    await take_turn(session, GuidedInterviewer())
    before = len(session.messages)
    with pytest.raises(OutdatedError):
        await session.say(decided_at, Started(1), session.messages[0], **said)  # type: ignore[arg-type]
    assert len(session.messages) == before


async def test_nothing_is_added_to_a_session_that_is_over(session: LiveSession) -> None:
    await take_interview(session)
    with pytest.raises(FinishedError):
        await record_answer(session, NewAnswer("late", "One more thing."))
