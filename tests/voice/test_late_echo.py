"""The end of the interviewer's echo, which arrives after its voice has ended, isn't stored as an answer."""

from __future__ import annotations

import asyncio
import struct

import pytest

from aural.voice.pipeline.microphone import Microphone
from aural.voice.pipeline.said import Said
from aural.voice.pipeline.speaking import Utterance
from aural.voice.vad.echo import is_exact_echo
from tests.voice.conftest import SENTENCES, SpokenHouse
from tests.voice.talking import FRAME_MS, Voice, sound
from tests.voice.test_voice_session import answers_of

QUESTION = "Would you rather lead a small team, or write code on your own?"
ECHO, ANSWER, BOTH = 1, 2, 3


@pytest.fixture(autouse=True)
def _reports_in_time(reports_in_time: None) -> None:
    """Here, the client decides when the interviewer has ended."""


async def asked(spoken: SpokenHouse) -> tuple[Voice, str, int]:
    """A candidate who hears the first question and hasn't reported its end. Returns the number of its utterance."""
    echo = "on your own"
    spoken.stt.sentences = (echo, SENTENCES[0], f"{echo} is better, because I know why.")
    voice, token = await spoken.begin({"text": QUESTION})
    await voice.switch_on()
    await voice.next("said")
    voice.plays = False
    utterance = (await voice.next("said"))["utterance"]
    await voice.say((0, 1200))
    return voice, token, utterance


async def contents_of(spoken: SpokenHouse) -> list[str]:
    return [answer["content"] for answer in await answers_of(spoken)]


async def test_the_end_of_an_echo_is_not_an_answer(spoken: SpokenHouse) -> None:
    voice, _, utterance = await asked(spoken)
    await voice.say((0, 1480), (ECHO, 600))
    await voice.played(utterance)
    await voice.say((ECHO, 200), (0, 4000))
    await voice.next("nothing_heard")
    await voice.say((ANSWER, 4000), (0, 4000))
    await voice.next("message", role="user")
    assert await contents_of(spoken) == [SENTENCES[0]]


@pytest.mark.parametrize(("sentence", "pause_ms"), [(ECHO, 200), (BOTH, 0)], ids=["an option", "an answer after it"])
async def test_an_answer_in_the_words_of_the_question_is_stored(
    spoken: SpokenHouse, sentence: int, pause_ms: int
) -> None:
    voice, _, utterance = await asked(spoken)
    await voice.played(utterance)
    await voice.next("state", state="listening")
    await voice.say((0, pause_ms), (sentence, 800), (0, 4000))
    await voice.next("message", role="user")
    assert await contents_of(spoken) == [spoken.stt.sentences[sentence - 1]]


async def test_the_echo_of_a_question_that_a_lost_connection_cut_is_not_an_answer(spoken: SpokenHouse) -> None:
    voice, token, _ = await asked(spoken)
    await voice.cut()
    again = await spoken.enter(token)
    again.stream, again.number = voice.stream, voice.number
    again.plays = False
    opened = await again.switch_on(after=2)  # the page has shown and said the question
    again.number = opened["received"]
    await again.say((ECHO, 240), (0, 4000))
    await again.next("nothing_heard")
    await again.say((ECHO, 800), (0, 4000))  # the candidate says the same, when no echo can come any more
    await again.next("message", role="user")
    assert await contents_of(spoken) == ["on your own"]


@pytest.mark.parametrize(
    ("heard", "is_echo"),
    [
        ("On your own?", True),
        ("Write code on your own.", True),
        ("code your own", False),  # not one run
        ("on your owns", False),  # alike, but not the same
        ("code", False),  # a quick answer can be one word of the question
        ("on your own, yes", False),
        ("", False),
    ],
)
def test_only_an_exact_run_of_the_interviewers_words_is_an_echo(heard: str, is_echo: bool) -> None:
    assert is_exact_echo(heard, QUESTION) == is_echo
    assert not is_exact_echo(heard, "")


@pytest.mark.parametrize(("heard", "is_echo"), [("前端", False), ("写前端代码", True), ("写端代码", False)])
def test_a_short_run_of_chinese_characters_is_an_answer(heard: str, is_echo: bool) -> None:
    assert is_exact_echo(heard, "你喜欢写后端还是写前端代码？") == is_echo


@pytest.mark.parametrize(("played_ms", "until_ms"), [(2000, 1300), (3000, 300)])
async def test_after_a_cut_the_client_plays_only_what_it_has(played_ms: int, until_ms: int) -> None:
    said, microphone = Said("a"), Microphone("a", 0)
    began_at = asyncio.get_running_loop().time() + 60  # so that only what was reported counts as played
    utterance = Utterance(1, QUESTION, sent_ms=3000, played_ms=played_ms, began_at=began_at)
    said.ended(utterance, microphone.received, is_cut=True)
    for number in range(1, 51):
        microphone.take(struct.pack("<I", number) + sound(0, FRAME_MS))
    assert said.heard_by(microphone, until_ms) == QUESTION
    assert said.heard_by(microphone, until_ms + FRAME_MS) == ""
