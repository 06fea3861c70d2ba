"""Answers that consist of the question's own words: they must not be taken for the interviewer's echo."""

from __future__ import annotations

import pytest

from tests.voice.conftest import SpokenHouse
from tests.voice.talking import Voice


async def begin_over_question(spoken: SpokenHouse, silent_ms: int) -> Voice:
    """Begins to say "Python" this long after the question began, and just before it ends."""
    spoken.stt.sentences = ["Python"]
    spoken.tts.milliseconds = 2000
    voice, _ = await spoken.begin({"text": "Do you prefer Python or Java?"})
    voice.plays = False
    await voice.switch_on()
    greeting = await voice.next("said")
    await voice.played(greeting["utterance"])
    question = await voice.next("said")
    await voice.say((0, silent_ms), (1, 200))
    await voice.next("duck", on=True)
    await voice.played(question["utterance"])
    await voice.next("state", state="listening")
    await voice.say((1, 400), (0, 3000))
    await voice.next("turn_end")
    return voice


@pytest.mark.usefixtures("reports_in_time")
async def test_an_answer_that_begins_just_before_the_question_ends_is_stored(spoken: SpokenHouse) -> None:
    voice = await begin_over_question(spoken, 1600)
    assert (await voice.next("message", role="user"))["message"]["content"] == "Python"


@pytest.mark.usefixtures("reports_in_time")
async def test_sound_that_began_with_the_question_may_be_its_echo(spoken: SpokenHouse) -> None:
    voice = await begin_over_question(spoken, 400)
    await voice.next("nothing_heard")
    assert [frame for frame in voice.heard if frame["type"] == "message" and frame["message"]["role"] == "user"] == []
