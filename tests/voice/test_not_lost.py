"""Speech that isn't stored yet: no failure, and no end of the interview, loses it."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import pytest

from aural.platform.errors import StorageUnavailableError
from tests.room.conftest import AdjustableClock
from tests.voice.conftest import SENTENCES, SpokenHouse
from tests.voice.test_voice_session import ANSWER, answers_of


@pytest.mark.parametrize("fault", [StorageUnavailableError("It is away for a moment."), RuntimeError("Unforeseen.")])
async def test_an_answer_that_could_not_be_stored_is_stored_later(spoken: SpokenHouse, fault: Exception) -> None:
    voice, _ = await spoken.listening()
    ((room, _),) = spoken.house.server.rooms._open.values()
    record = room.session.record

    async def fail_once(*_: Any, **__: Any) -> Any:
        room.session.record = record  # type: ignore[method-assign]
        raise fault

    room.session.record = fail_once  # type: ignore[method-assign]
    await voice.say(*ANSWER)
    off = await voice.next("voice", on=False)
    assert off["reason"] == "failed"
    assert "Unforeseen" not in off["message"]
    await voice.say((2, 2000), (0, 3000))
    await voice.next("turn_end")
    opened = await voice.switch_on(after=99)
    for number in range(opened["received"] + 1, voice.number + 1):
        await voice.send_frame(number)
    contents = [(await voice.next("message", role="user"))["message"]["content"] for _ in range(2)]
    assert contents == [SENTENCES[0], SENTENCES[1]]


async def test_unfinished_speech_is_stored_when_the_time_is_up(spoken: SpokenHouse, clock: AdjustableClock) -> None:
    voice, _ = await spoken.listening(timeLimitMinutes=5)
    ((room, _),) = spoken.house.server.rooms._open.values()
    await voice.say((0, 400), (1, 4000))
    await voice.next("caption", final=False)
    for seconds, move in ((275, "close"), (40, "finish")):
        clock.pass_seconds(seconds)
        room.awake.set()
        await voice.next("message", move=move)
    assert [answer["content"] for answer in await answers_of(spoken)] == [SENTENCES[0]]


async def test_speech_being_recognized_is_stored_when_the_candidate_ends(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    spoken.stt.gate = asyncio.Event()
    await voice.say(*ANSWER)
    await voice.next("turn_end")
    await voice.send(type="request", id=str(uuid.uuid4()), kind="end")
    await voice.next("ack")
    spoken.stt.gate.set()
    await voice.next("message", role="user")
    await voice.next("message", move="finish")
    assert [answer["content"] for answer in await answers_of(spoken)] == [SENTENCES[0]]


async def test_an_answer_ends_although_the_microphone_was_muted_right_after_it(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    await voice.say((0, 400), (1, 4000))
    await voice.send(type="mute", on=True)
    await voice.say((0, 3000))  # the page sends silence while muted
    message = (await voice.next("message", role="user"))["message"]
    assert message["content"] == SENTENCES[0]
    await voice.next("state", state="muted")


@pytest.mark.parametrize(("wish", "state"), [("pause", "paused"), ("problem", "problem")])
async def test_unfinished_speech_is_stored_before_the_interview_stops(
    spoken: SpokenHouse, wish: str, state: str
) -> None:
    voice, _ = await spoken.listening()
    await voice.say((0, 400), (1, 4000))
    await voice.send(type="request", id=str(uuid.uuid4()), kind=wish)
    await voice.next("message", role="user")
    await voice.next("room", state=state)
    await voice.say((0, 3000))  # silence that was on its way
    await voice.send(type="ping", at=1)
    await voice.next("pong")
    assert [answer["content"] for answer in await answers_of(spoken)] == [SENTENCES[0]]
    ((room, _),) = spoken.house.server.rooms._open.values()
    assert (room.session.state.is_paused, room.session.state.has_problem) == (wish == "pause", wish == "problem")


async def test_speech_being_recognized_does_not_end_a_pause(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    spoken.stt.gate = asyncio.Event()
    await voice.say(*ANSWER)
    await voice.next("turn_end")
    pause, resume = str(uuid.uuid4()), str(uuid.uuid4())
    await voice.send(type="request", id=pause, kind="pause")
    await voice.send(type="ping", at=1)
    await voice.next("pong")  # the socket is read meanwhile
    spoken.stt.gate.set()
    await voice.next("message", role="user")
    await voice.next("ack", id=pause)
    ((room, _),) = spoken.house.server.rooms._open.values()
    assert room.session.state.is_paused
    spoken.stt.gate = asyncio.Event()
    await voice.send(type="request", id=resume, kind="continue")
    await voice.next("ack", id=resume)
    assert not room.session.state.is_paused


async def test_requests_after_a_pause_that_waits_for_recognition_keep_their_order(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    spoken.stt.gate = asyncio.Event()
    await voice.say(*ANSWER)
    await voice.next("turn_end")
    ids = [str(uuid.uuid4()) for _ in range(2)]
    for request, wish in zip(ids, ("pause", "continue"), strict=True):
        await voice.send(type="request", id=request, kind=wish)
    await voice.send(type="ping", at=1)
    await voice.next("pong")
    spoken.stt.gate.set()
    assert [(await voice.next("ack"))["id"] for _ in ids] == ids
    ((room, _),) = spoken.house.server.rooms._open.values()
    assert not room.session.state.is_paused


async def test_the_interviewer_waits_with_its_reply_until_the_pause_is_over(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    said = len(voice.said)
    await voice.say((0, 400), (1, 4000))
    await voice.send(type="request", id=str(uuid.uuid4()), kind="pause")
    await voice.next("room", state="paused")
    reply = next((frame for frame in voice.heard if frame["type"] == "message" and frame["message"]["seq"] > 3), None)
    reply = reply or await voice.next("message", role="assistant")
    await voice.send(type="ping", at=1)
    await voice.next("pong")
    assert len(voice.said) == said
    await voice.send(type="request", id=str(uuid.uuid4()), kind="continue")
    assert (await voice.next("utterance"))["text"] == reply["message"]["content"]


async def test_an_answer_is_stored_if_the_candidate_pauses_and_leaves_at_once(spoken: SpokenHouse) -> None:
    voice, token = await spoken.listening()
    await voice.say((0, 400), (1, 4000))
    await voice.send(type="request", id=str(uuid.uuid4()), kind="pause")
    await voice.socket.close()
    again = await spoken.enter(token)
    await again.send(type="ping", at=1)
    await again.next("pong")
    assert [answer["content"] for answer in await answers_of(spoken)] == [SENTENCES[0]]


async def test_a_pause_that_waits_for_recognition_is_dropped_if_the_candidate_is_back(spoken: SpokenHouse) -> None:
    voice, token = await spoken.listening()
    spoken.stt.gate = asyncio.Event()
    await voice.say(*ANSWER)
    await voice.next("turn_end")
    await voice.send(type="request", id=str(uuid.uuid4()), kind="pause")
    await voice.send(type="ping", at=1)
    await voice.next("pong")
    await voice.socket.close()
    again = await spoken.enter(token)
    spoken.stt.gate.set()
    await again.next("message", role="user")
    await again.next("message", role="assistant")
    ((room, _),) = spoken.house.server.rooms._open.values()
    assert not room.session.state.is_paused


async def test_the_goodbye_is_heard_before_the_voice_is_done(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    await voice.send(type="request", id=str(uuid.uuid4()), kind="end")
    await voice.next("room", state="done")
    await voice.say((1, 400))  # the candidate speaks just then
    await voice.next("state", state="done")
    assert voice.states[-2:] == ["speaking", "done"]
    assert voice.states.count("done") == 1


async def test_a_voice_without_sound_is_done_at_once(spoken: SpokenHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    voice, _ = await spoken.listening()
    monkeypatch.setattr(spoken.tts, "speaks", lambda _language: False)
    voice.plays = False
    await voice.send(type="request", id=str(uuid.uuid4()), kind="end")
    await voice.next("state", state="done")
    assert voice.states.count("done") == 1
