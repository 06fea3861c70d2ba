"""The interviewer's side: in order, never far ahead, stopped at once, and truthful about what was heard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from aural.voice.pipeline.speaking import AHEAD_SECONDS, Speaking, Utterance
from aural.voice.tts.protocol import BYTES_PER_MS, TtsError
from tests.virtual_time import pass_time, run


class Tape:
    """A transport that records each call with its time."""

    def __init__(self) -> None:
        self.log: list[tuple[float, str, Any]] = []

    def _add(self, kind: str, what: Any) -> None:
        self.log.append((round(asyncio.get_running_loop().time(), 3), kind, what))

    def play(self, utterance: int, pcm: bytes) -> None:
        self._add("sound", (utterance, len(pcm) // BYTES_PER_MS))

    def clear(self, utterance: int) -> None:
        self._add("clear", utterance)

    def tell(self, frame: dict[str, Any]) -> None:
        self._add(frame["type"], frame)

    def sent_ms(self, utterance: int) -> int:
        return sum(what[1] for _, kind, what in self.log if kind == "sound" and what[0] == utterance)


class Slow:
    """A TTS engine: 100 ms of sound per word, one sentence at a time."""

    name = credit = "slow"

    def speaks(self, language: str) -> bool:
        return language == "en"

    async def speak(self, text: str, *, language: str, speed: float = 1.0) -> AsyncIterator[tuple[str, bytes]]:
        for sentence in text.split("|"):
            if sentence == "BROKEN":
                raise TtsError("It is out of order.")
            if sentence == "UNFORESEEN":
                raise RuntimeError("Nobody thought of this.")
            yield sentence, bytes(100 * len(sentence.split()) * BYTES_PER_MS)

    async def prepare(self, texts: list[str], *, language: str, speed: float = 1.0) -> None: ...
    async def warm_up(self) -> None: ...
    async def close(self) -> None: ...


class Stage:
    def __init__(self) -> None:
        self.tape = Tape()
        self.began: list[str] = []
        self.ended: list[tuple[str, int]] = []
        self.may_begin = asyncio.Event()
        self.may_begin.set()
        self.speaking = Speaking(self.tape, Slow(), "en", self.may_begin, self._began, self._ended)
        self.task = asyncio.create_task(self.speaking.run())

    def _began(self, utterance: Utterance) -> None:
        self.began.append(utterance.text)

    def _ended(self, utterance: Utterance) -> None:
        self.ended.append((utterance.heard(), utterance.played_ms))


FIFTY_WORDS = " ".join(["word"] * 50)


def test_utterances_follow_each_other_if_the_client_reports_nothing() -> None:
    async def check() -> None:
        stage = Stage()
        stage.speaking.say("one two three.")
        stage.speaking.say("four five.")
        await stage.speaking.until_silent()
        assert stage.began == ["one two three.", "four five."]
        assert stage.ended == [("one two three.", 300), ("four five.", 200)]

    run(check())


def test_the_client_is_never_sent_more_sound_ahead_than_allowed() -> None:
    async def check() -> None:
        stage = Stage()
        stage.speaking.say(FIFTY_WORDS)
        await stage.speaking.until_silent()
        sent = 0
        for at, kind, what in stage.tape.log:
            if kind == "sound":
                sent += what[1]
                assert sent / 1000 - at <= AHEAD_SECONDS + 0.11
        assert sent == 5000

    run(check())


def test_a_stop_is_immediate_and_the_transcript_gets_what_was_heard() -> None:
    async def check() -> None:
        stage = Stage()
        stage.speaking.say("one two three four five. |" + FIFTY_WORDS)
        await pass_time(0.7)
        stopped = stage.speaking.stop()
        assert stopped is not None
        assert stage.tape.log[-1][1:] == ("clear", 1)
        sent = stage.tape.sent_ms(1)
        stage.speaking.played(1, 730, ended=True)
        await stage.speaking.until_silent()
        assert stage.tape.sent_ms(1) == sent
        assert stage.ended == [("one two three four five. word word", 730)]
        assert stage.speaking.stop() is None

    run(check())


def test_a_client_that_never_confirms_a_stop_is_not_waited_for() -> None:
    async def check() -> None:
        stage = Stage()
        stage.speaking.say(FIFTY_WORDS)
        await pass_time(0.5)
        stage.speaking.stop()
        stage.speaking.say("next.")
        await stage.speaking.until_silent()
        assert [heard for heard, _ in stage.ended] == ["", "next."]

    run(check())


def test_answering_early_ends_an_utterance_like_an_interruption() -> None:
    async def check() -> None:
        stage = Stage()
        stage.speaking.say(FIFTY_WORDS)
        await pass_time(1.0)
        stage.speaking.played(1, 800, ended=True)
        sent = stage.tape.sent_ms(1)
        await stage.speaking.until_silent()
        assert stage.tape.sent_ms(1) == sent < 5000
        assert stage.ended == [("word word word word word word word word", 800)]

    run(check())


def test_an_utterance_played_to_its_end_was_not_interrupted() -> None:
    async def check() -> None:
        stage = Stage()
        said = stage.speaking.say("one two three.")
        await pass_time(0.31)
        stage.speaking.played(1, 290, ended=True)
        await stage.speaking.until_silent()
        assert not said.is_stopped

    run(check())


def test_a_session_cancelled_at_the_moment_of_a_stop_ends() -> None:
    """ "stop" and "voice off" may arrive in one piece. If the task did not end, its slot would be held forever."""

    async def check() -> None:
        stage = Stage()
        stage.speaking.say(FIFTY_WORDS)
        await pass_time(0.5)
        stage.speaking.stop()
        stage.task.cancel()
        await asyncio.wait((stage.task,), timeout=60)
        assert stage.task.cancelled()

    run(check())


def test_the_interviewer_does_not_talk_over_a_candidate() -> None:
    async def check() -> None:
        stage = Stage()
        stage.may_begin.clear()
        stage.speaking.say("one.", seq=4)
        stage.speaking.say("two.", seq=6)
        await pass_time(30)
        assert stage.began == []
        assert [one.text for one in stage.speaking.drop_waiting(5)] == ["one."]
        stage.may_begin.set()
        await stage.speaking.until_silent()
        assert stage.began == ["two."]

    run(check())


@pytest.mark.parametrize("text", ["BROKEN", "one. |BROKEN", "one. |UNFORESEEN"])
def test_a_broken_tts_does_not_block_the_next_utterance(text: str) -> None:
    async def check() -> None:
        stage = Stage()
        stage.speaking.say(text)
        stage.speaking.say("after.")
        await stage.speaking.until_silent()
        assert stage.ended[-1] == ("after.", 100)
        assert [frame["text"] for _, kind, frame in stage.tape.log if kind == "utterance"] == [text, "after."]

    run(check())


def test_without_a_voice_for_the_language_the_text_is_shown() -> None:
    async def check() -> None:
        stage = Stage()
        stage.speaking.language = "zh"
        stage.speaking.say("你好。")
        await stage.speaking.until_silent()
        assert (stage.began, stage.ended) == (["你好。"], [("", 0)])
        assert [kind for _, kind, _ in stage.tape.log] == ["utterance", "said"]

    run(check())


def test_heard_text_ends_at_a_whole_word() -> None:
    utterance = Utterance(1, "", pieces=[("One two. ", 1000), ("Three four five.", 1600)])
    heard = []
    for played in (0, 400, 1000, 1900, 2600):
        utterance.played_ms = played
        heard.append(utterance.heard())
    assert heard == ["", "One", "One two.", "One two. Three", "One two. Three four five."]
