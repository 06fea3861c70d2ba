"""The real embedded voice: hibari in its child process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from itertools import pairwise

import numpy as np
import pytest
import pytest_asyncio

from aural.voice.tts.embedded import EmbeddedMaker
from aural.voice.tts.engine import start_engine, trim
from aural.voice.tts.protocol import BYTES_PER_MS, RATE, TtsError
from aural.voice.tts.sentences import SentenceTts, whole

SENTENCES = [
    "Thank you. ",
    "Tell me about a project that went wrong. ",
    "What did you do about it, and when, and why so?",
]


@pytest_asyncio.fixture
async def maker() -> AsyncIterator[EmbeddedMaker]:
    maker = EmbeddedMaker(start_engine())
    yield maker
    await maker.close()


def loudness(pcm: bytes) -> float:
    return float(np.abs(np.frombuffer(pcm, "<i2").astype(float)).mean())


async def test_sentences_come_in_order_and_with_a_plausible_length(maker: EmbeddedMaker) -> None:
    tts = SentenceTts(maker)
    await tts.warm_up()
    said = [part async for part in tts.speak("".join(SENTENCES), language="en")]
    assert [words for words, _ in said] == SENTENCES
    assert all(loudness(pcm) > 300 for _, pcm in said)
    lengths = [len(pcm) / BYTES_PER_MS for _, pcm in said]
    assert all(shorter < longer for shorter, longer in pairwise(lengths))
    assert all(30 < length / len(words) < 130 for length, words in zip(lengths, SENTENCES, strict=True))


async def test_speed_changes_the_length_and_not_the_pitch(maker: EmbeddedMaker) -> None:
    tts = SentenceTts(maker)
    slow, own, fast = [await whole(tts, SENTENCES[1], language="en", speed=speed) for speed in (0.7, 1.0, 1.3)]
    assert len(slow) > 1.2 * len(own) > 1.2 * 1.1 * len(fast)
    assert abs(pitch(slow) / pitch(own) - 1) < 0.08
    assert abs(pitch(fast) / pitch(own) - 1) < 0.08


def pitch(pcm: bytes) -> float:
    """The median pitch of voiced frames of 50 ms, by autocorrelation between 100 and 400 Hz."""
    wave = np.frombuffer(pcm, "<i2").astype(float)
    frames = wave[: len(wave) // 1200 * 1200].reshape(-1, 1200)
    loud = [frame for frame in frames if np.abs(frame).mean() > 1000]
    low, high = RATE // 400, RATE // 100
    return float(np.median([RATE / (low + np.argmax(np.correlate(f, f, "full")[1199:][low:high])) for f in loud]))


async def test_the_same_sentence_gives_the_same_sound(maker: EmbeddedMaker) -> None:
    tts = SentenceTts(maker)
    assert await whole(tts, "Thank you.", language="en") == await whole(tts, "Thank you.", language="en")


async def test_the_voice_speaks_english_only(maker: EmbeddedMaker) -> None:
    assert [maker.speaks(code) for code in ("en", "en-GB", "EN_us", "zh", "de")] == [True, True, True, False, False]
    with pytest.raises(TtsError, match="English only"):
        await whole(SentenceTts(maker), "Guten Tag.", language="de")


async def test_a_child_that_has_died_is_restarted(maker: EmbeddedMaker) -> None:
    tts = SentenceTts(maker)
    before = await whole(tts, "Thank you.", language="en")
    child = maker._engine._child
    assert child is not None
    child.kill()
    await child.wait()
    assert await whole(tts, "Thank you.", language="en") == before


def test_silence_at_both_ends_is_cut_to_what_a_sentence_needs() -> None:
    wave = np.zeros(RATE, np.float32)
    wave[8000:12_000] = 0.5
    assert len(trim(wave)) == int(0.04 * RATE) + 4000 + int(0.25 * RATE)
    assert len(trim(np.zeros(100, np.float32))) == 0


def test_heavy_packages_are_not_imported_before_they_are_needed() -> None:
    heavy = {"numpy", "hibari", "onnxruntime", "httpx2"}
    code = f"import sys, aural.voice.tts.choice; print(*({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ""
