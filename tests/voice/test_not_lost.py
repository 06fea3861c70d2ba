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
