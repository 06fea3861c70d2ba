"""A turn is cut at pauses, each piece is recognized once, and nothing that was said is lost."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import AsyncIterator

import pytest

from aural.voice.pipeline.listening import LONGEST_MS, PieceListener, agree
from aural.voice.stt.protocol import BYTES_PER_MS, SttError, Transcription, Word
from tests.voice.speech import make_noise, make_silence, make_tone
from tests.waiting import until


class Recognizer:
    """Returns the number of milliseconds that it was given. If `held` is set, an answer waits for it. The first
    `failures` calls fail.
    """

    def __init__(self) -> None:
        self.given: list[int] = []
        self.cancelled = 0
        self.held: asyncio.Event | None = None
        self.failures = 0
        self.sketches: list[str | None] = []
        self.sketched: list[int] = []

    async def recognize(self, pcm: bytes, language: str, terms: tuple[str, ...]) -> Transcription:
        ms = len(pcm) // BYTES_PER_MS
        self.given.append(ms)
        try:
            if self.held is not None:
                await self.held.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if self.failures:
            self.failures -= 1
            raise SttError("It fell over.")
        return Transcription(f"<{ms}>", (Word(f"<{ms}>", 10, ms, 0.5),), 0.5)

    async def sketch(self, pcm: bytes, language: str, terms: tuple[str, ...]) -> str | None:
        self.sketched.append(len(pcm) // BYTES_PER_MS)
        return self.sketches.pop(0)


@pytest.fixture
def recognizer() -> Recognizer:
    return Recognizer()


@pytest.fixture
async def listener(recognizer: Recognizer) -> AsyncIterator[PieceListener]:
    made = PieceListener(recognizer, "en", ())
    yield made
    await made.close()


async def test_recognition_begins_at_the_pause_and_its_result_is_used_for_the_turn(
    listener: PieceListener, recognizer: Recognizer
) -> None:
    listener.feed(make_tone(2000) + make_silence(300))
    listener.pause()
    await until(lambda: recognizer.given == [2300])
    listener.feed(make_silence(700))
    assert (await listener.result()).text == "<2300>"
    assert (await listener.result()).text == "<2300>"
    assert recognizer.given == [2300]


async def test_recognized_audio_is_freed_when_the_turn_is_over(recognizer: Recognizer) -> None:
    """It must not wait for Python's garbage collector: a turn is megabytes of audio."""
    listener = PieceListener(recognizer, "en", ())
    for _ in range(3):
        listener.feed(make_tone(9000) + make_silence(300))
        listener.pause()
    await listener.result()
    held = weakref.ref(listener)
    gc.disable()
    try:
        await listener.close()
        del listener
        assert held() is None
    finally:
        gc.enable()


async def test_a_quiet_room_needs_no_new_recognition_but_a_voice_in_it_does(
    listener: PieceListener, recognizer: Recognizer
) -> None:
    listener.feed(make_tone(2000) + make_noise(300, 100))
    listener.pause()
    listener.feed(make_noise(900, 100))
    assert (await listener.result()).text == "<2300>"
    listener.feed(make_tone(200, level=900))
    assert (await listener.result()).text == "<3400>"


async def test_a_pause_as_loud_as_the_speech_is_recognized_again(
    listener: PieceListener, recognizer: Recognizer
) -> None:
    """Soft speech that the detector took for silence is recognized again and not lost."""
    listener.feed(make_tone(2000, level=900))
    listener.pause()
    listener.feed(make_tone(900, level=900))
    assert (await listener.result()).text == "<2900>"


async def test_a_recognition_that_began_too_early_is_dropped(listener: PieceListener, recognizer: Recognizer) -> None:
    recognizer.held = asyncio.Event()
    listener.feed(make_tone(1000) + make_silence(300))
    listener.pause()
    await until(lambda: recognizer.given == [1300])
    listener.feed(make_tone(1000) + make_silence(300))
    listener.pause()
    await until(lambda: recognizer.cancelled == 1)
    recognizer.held.set()
    assert (await listener.result()).text == "<2600>"


async def test_a_long_answer_is_recognized_piece_by_piece_at_its_pauses(
    listener: PieceListener, recognizer: Recognizer
) -> None:
    for _ in range(3):
        listener.feed(make_tone(15_700) + make_silence(300))
        listener.pause()
    listener.feed(make_tone(1000))
    heard = await listener.result()
    assert heard.text == "<16000> <16000> <16000> <1000>"
    assert [word.start_ms for word in heard.words] == [10, 16_010, 32_010, 48_010]
    assert heard.confidence == 0.5
    assert recognizer.given == [16_000, 16_000, 16_000, 1000]


async def test_without_a_pause_the_cut_is_at_the_quietest_place(
    listener: PieceListener, recognizer: Recognizer
) -> None:
    listener.feed(make_tone(22_000) + make_silence(400) + make_tone(LONGEST_MS - 22_400))
    listener.feed(make_tone(3000))
    heard = await listener.result()
    assert len(recognizer.given) == 2
    assert 22_000 <= recognizer.given[0] <= 22_400
    assert sum(recognizer.given) == LONGEST_MS + 3000
    assert heard.words[1].end_ms == LONGEST_MS + 3000


async def test_an_answer_that_is_too_long_is_cut_at_its_last_pause(
    listener: PieceListener, recognizer: Recognizer
) -> None:
    listener.feed(make_tone(8000) + make_silence(300))
    listener.pause()
    listener.feed(make_tone(LONGEST_MS))
    assert (await listener.result()).text == f"<8300> <{LONGEST_MS}>"
    assert recognizer.given == [8300, LONGEST_MS]


async def test_silence_is_never_recognized(listener: PieceListener, recognizer: Recognizer) -> None:
    listener.feed(make_silence(3000))
    listener.pause()
    assert await listener.result() == Transcription("")
    assert recognizer.given == []


async def test_a_failed_recognition_is_retried_once_and_can_be_requested_again(
    listener: PieceListener, recognizer: Recognizer
) -> None:
    recognizer.failures = 2
    listener.feed(make_tone(1000))
    listener.pause()
    await until(lambda: recognizer.failures == 1)
    with pytest.raises(SttError, match="fell over"):
        await listener.result()
    assert (await listener.result()).text == "<1000>"


async def test_cancelling_a_waiting_caller_does_not_stop_the_recognition(
    listener: PieceListener, recognizer: Recognizer
) -> None:
    recognizer.held = asyncio.Event()
    listener.feed(make_tone(1000))
    waiting = asyncio.create_task(listener.result())
    await until(lambda: recognizer.given == [1000])
    waiting.cancel()
    await asyncio.wait([waiting])
    recognizer.held.set()
    assert (await listener.result()).text == "<1000>"
    assert recognizer.given == [1000]


async def test_a_caption_shows_only_what_two_sketches_agree_on(listener: PieceListener, recognizer: Recognizer) -> None:
    recognizer.sketches = ["we moved to post", "we moved, to Postgres last", None, "We moved to Postgres last year."]
    listener.feed(make_tone(1000))
    assert await listener.caption() is None
    listener.feed(make_tone(1000))
    assert await listener.caption() == "we moved, to"
    assert await listener.caption() is None, "the STT engine had no time"
    assert await listener.caption() == "We moved to Postgres last"


async def test_after_a_pause_only_the_new_part_is_sketched(listener: PieceListener, recognizer: Recognizer) -> None:
    recognizer.sketches = ["one two", "one two", "three", "three four"]
    listener.feed(make_tone(2000))
    await listener.caption()
    assert await listener.caption() == "one two"
    listener.feed(make_silence(300))
    recognizer.held = asyncio.Event()
    listener.pause()
    await until(lambda: recognizer.given == [2300])
    assert await listener.caption() is None, "the recognition is not finished, and nothing was added"
    recognizer.held.set()
    await until(lambda: listener._early is not None and listener._early.text == "<2300>")
    assert await listener.caption() == "<2300>"
    listener.feed(make_tone(1000))
    await listener.caption()
    assert await listener.caption() == "<2300> three"
    assert recognizer.sketched == [2000, 2000, 1000, 1000]


async def test_languages_without_spaces_are_joined_and_compared_by_character(recognizer: Recognizer) -> None:
    listener = PieceListener(recognizer, "zh", ())
    recognizer.sketches = ["我们用了", "我们用过"]
    listener.feed(make_tone(1000))
    await listener.caption()
    assert await listener.caption() == "我们用"
    listener.feed(make_tone(15_000))
    listener.pause()
    listener.feed(make_tone(1000))
    assert (await listener.result()).text == "<16000><1000>"
    await listener.close()


@pytest.mark.parametrize(
    ("before", "now", "agreed"),
    [("", "a b", ""), ("a b", "a b c", "a b"), ("A b,", "a b. c", "a b."), ("a c", "a b c", "a"), ("a b c", "a", "a")],
)
def test_captions_agree_up_to_the_first_different_word(before: str, now: str, agreed: str) -> None:
    assert agree(before.split(), now.split()) == agreed.split()
