"""A TTS engine made from any maker: in order, a little ahead; which sounds are stored, and what closing it stops."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from aural.voice.tts.cache import KeptSounds
from aural.voice.tts.protocol import TextToSpeech, TtsError
from aural.voice.tts.sentences import SentenceTts, whole
from tests.waiting import until

TEXT = "One. Two. Three. Four. Five."


class ScriptedMaker:
    """Returns a sound when the test allows it: `may_make` says how many."""

    name, voice, is_slow = "scripted", "scripted 1", False

    def __init__(self, may_make: int = 1000) -> None:
        self.asked: list[tuple[str, float, int]] = []
        self.cancelled: list[str] = []
        self.wrong = ""
        self.free = asyncio.Semaphore(may_make)

    def speaks(self, language: str) -> bool:
        return language == "en"

    async def make(self, text: str, *, language: str, speed: float, urgency: int) -> AsyncIterator[bytes]:
        self.asked.append((text, speed, urgency))
        try:
            await self.free.acquire()
        except asyncio.CancelledError:
            self.cancelled.append(text)
            raise
        if text == self.wrong:
            raise TtsError("It failed.")
        yield text.encode("utf-16-le")

    async def warm_up(self) -> None: ...
    async def close(self) -> None: ...

    @property
    def texts(self) -> list[str]:
        return [text for text, _, _ in self.asked]


async def look_longer() -> None:
    """Gives other tasks and threads the opportunity to do what must not happen."""
    for _ in range(5):
        await asyncio.to_thread(int)
        await asyncio.sleep(0)


def test_a_credit_contains_no_address() -> None:
    maker = ScriptedMaker()
    maker.voice = "http://10.0.0.7:8880/v1 kokoro bella"
    assert SentenceTts(maker).credit == f"{maker.name} kokoro bella"


async def test_each_sentence_is_returned_with_its_sound() -> None:
    tts: TextToSpeech = SentenceTts(ScriptedMaker())
    said = [(words, pcm.decode("utf-16-le")) async for words, pcm in tts.speak(TEXT, language="en")]
    assert said == [
        ("One. ", "One."),
        ("Two. ", "Two."),
        ("Three. ", "Three."),
        ("Four. ", "Four."),
        ("Five.", "Five."),
    ]


async def test_at_most_two_sentences_are_made_ahead() -> None:
    maker = ScriptedMaker()
    parts = aiter(SentenceTts(maker).speak(TEXT, language="en"))
    await anext(parts)
    await until(lambda: len(maker.asked) >= 3)
    await look_longer()
    assert maker.texts == ["One.", "Two.", "Three."]
    await anext(parts)
    await until(lambda: len(maker.asked) >= 4)
    await look_longer()
    assert maker.texts == ["One.", "Two.", "Three.", "Four."]
    assert [urgency for _, _, urgency in maker.asked[:3]] == [0, 1, 1]


async def test_closing_stops_the_sentences_in_progress() -> None:
    maker = ScriptedMaker(may_make=1)
    parts = SentenceTts(maker).speak(TEXT, language="en")
    await anext(parts)
    await until(lambda: len(maker.asked) == 3)
    await parts.aclose()  # type: ignore[attr-defined]
    assert maker.cancelled == ["Two.", "Three."]
    assert len(maker.asked) == 3


async def test_cancelling_the_listener_stops_the_sentences_in_progress() -> None:
    maker = ScriptedMaker(may_make=0)
    listening = asyncio.create_task(whole(SentenceTts(maker), TEXT, language="en"))
    await until(lambda: len(maker.asked) == 3)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    await until(lambda: len(maker.cancelled) == 3)
    assert maker.cancelled == ["One.", "Two.", "Three."]


async def test_a_sentence_that_fails_ends_the_text_after_the_earlier_sentences() -> None:
    maker = ScriptedMaker()
    maker.wrong = "Two."
    parts = aiter(SentenceTts(maker).speak(TEXT, language="en"))
    assert (await anext(parts))[0] == "One. "
    with pytest.raises(TtsError, match="It failed"):
        await anext(parts)


async def test_the_speed_stays_within_its_bounds() -> None:
    maker = ScriptedMaker()
    for speed in (0.1, 0.9, 9.0):
        await whole(SentenceTts(maker), "One.", language="en", speed=speed)
    assert [speed for _, speed, _ in maker.asked] == [0.7, 0.9, 1.3]


async def test_text_without_sound_is_returned_without_audio() -> None:
    maker = ScriptedMaker()
    assert [part async for part in SentenceTts(maker).speak("🎉", language="en")] == [("🎉", b"")]
    assert [part async for part in SentenceTts(maker).speak("", language="en")] == []
    assert maker.asked == []


async def test_prepared_sentences_are_not_made_again(tmp_path: Path) -> None:
    maker = ScriptedMaker()
    first = SentenceTts(maker, KeptSounds(tmp_path, bytes))
    await first.prepare(["Thank you. One.", "Two. One."], language="en")
    await first.prepare(["Two."], language="en")
    assert maker.texts == ["Thank you.", "One.", "Two."]
    after_restart = SentenceTts(maker, KeptSounds(tmp_path, bytes))
    assert await whole(after_restart, "Thank you. Two.", language="en") == "Thank you.Two.".encode("utf-16-le")
    assert len(maker.asked) == 3
    await whole(after_restart, "Two.", language="en", speed=0.8)
    assert len(maker.asked) == 4


async def test_only_prepared_sentences_are_stored(tmp_path: Path) -> None:
    """What is said in an interview may contain the candidate's own words and name."""
    await whole(SentenceTts(ScriptedMaker(), KeptSounds(tmp_path, bytes)), "You said “my boss”.", language="en")
    assert [*tmp_path.rglob("*")] == []  # noqa: ASYNC240


async def test_preparing_never_fails(tmp_path: Path) -> None:
    maker = ScriptedMaker()
    maker.wrong = "Two."
    tts = SentenceTts(maker, KeptSounds(tmp_path, bytes))
    await tts.prepare(["One.", "Two.", "Three."], language="en")
    await tts.prepare(["One."], language="zh")
    assert maker.texts == ["One.", "Two."]


async def test_a_slow_engine_begins_with_a_short_piece_unless_the_sentence_is_stored(tmp_path: Path) -> None:
    text = "When you think of the last project that you took part in, what would you do in another way, and why?"
    maker = ScriptedMaker()
    maker.is_slow = True  # type: ignore[misc]
    tts = SentenceTts(maker, KeptSounds(tmp_path, bytes))
    await whole(tts, text, language="en")
    assert maker.texts == [
        "When you think of the last project that you took part in,",
        "what would you do in another way, and why?",
    ]
    await tts.prepare([text], language="en")
    assert await whole(tts, text, language="en") == text.encode("utf-16-le")
    assert len(maker.asked) == 3


async def test_the_first_sentence_is_made_first_even_if_its_file_lookup_is_slow(tmp_path: Path) -> None:
    class SlowDisk(KeptSounds):
        """The first look-up waits until another begins, or until nothing else is left to do."""

        looks, second = 0, threading.Event()

        def find(self, key: str) -> bytes | None:
            self.looks += 1
            if self.looks == 1:
                self.second.wait(0.2)
            else:
                self.second.set()
            return super().find(key)

    maker = ScriptedMaker()
    await whole(SentenceTts(maker, SlowDisk(tmp_path, bytes)), TEXT, language="en")
    assert maker.texts == ["One.", "Two.", "Three.", "Four.", "Five."]
