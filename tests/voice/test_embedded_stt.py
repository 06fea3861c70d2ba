"""The real embedded STT engine: Whisper's weights in a child process, on recordings of people and of noise."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import jiwer
import pytest
import pytest_asyncio
from whisper_normalizer.english import EnglishTextNormalizer

from aural.voice.child_process import EngineError, EngineFullError
from aural.voice.stt import embedded as embedded_stt
from aural.voice.stt.embedded import EmbeddedStt
from aural.voice.stt.protocol import BusyError, SttError, Transcription
from aural.voice.weights import WHISPER_BASE, WHISPER_TINY_EN, choose_folder, find_weights
from tests.voice.speech import get_words, make_noise, make_silence, make_tone, pieces, read_clip

WEIGHTS = choose_folder(None)
normalize = EnglishTextNormalizer()


def get_folder(name: str) -> Path:
    folder = find_weights(WEIGHTS, name)
    assert folder is not None, f"The weights are not in {WEIGHTS}: run `make .tools/models.stamp`."
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stt() -> AsyncIterator[EmbeddedStt]:
    made = EmbeddedStt(get_folder(WHISPER_BASE), get_folder(WHISPER_TINY_EN), lanes=2)
    yield made
    await made.close()


pytestmark = pytest.mark.asyncio(loop_scope="module")


async def hear(stt: EmbeddedStt, pcm: bytes, *terms: str) -> Transcription:
    listener = stt.listen("en", terms)
    for piece in pieces(pcm):
        listener.feed(piece)
    try:
        return await listener.result()
    finally:
        await listener.close()


@pytest.mark.parametrize("name", ["jfk-inaugural", "harvard-spk1-4", "common-voice-651325", "lj002-0020"])
async def test_speech_is_recognized_with_a_time_and_a_confidence_for_each_word(stt: EmbeddedStt, name: str) -> None:
    """The short clips are those on which Whisper falls into loops without the guard."""
    pcm = read_clip(name)
    heard = await hear(stt, pcm)
    assert jiwer.wer(normalize(get_words(name)), normalize(heard.text)) <= 0.05
    assert " ".join(word.text for word in heard.words) == heard.text
    times = [time for word in heard.words for time in (word.start_ms, word.end_ms)]
    assert times == sorted(times)
    assert times[-1] <= len(pcm) / 32
    assert len(pcm) / 32 - times[-1] < 1000
    assert heard.confidence is not None
    assert heard.confidence > 0.55


@pytest.mark.parametrize(
    "sound",
    [make_noise(3000), make_noise(2000, 3000), make_noise(300, 500), make_tone(2000, 100, 2000), make_tone(2000, 440)],
    ids=["noise", "loud noise", "a rustle", "hum", "a tone"],
)
@pytest.mark.parametrize("terms", [(), ("PostgreSQL", "Kubernetes", "Kafka")], ids=["", "terms"])
async def test_without_speech_nothing_is_recognized(stt: EmbeddedStt, sound: bytes, terms: tuple[str, ...]) -> None:
    """Whisper alone would recognize "you", "Thank you." or one of the given terms."""
    assert await hear(stt, sound, *terms) == Transcription("")


async def test_a_term_of_the_interview_helps_with_its_spelling(stt: EmbeddedStt) -> None:
    clip = read_clip("ami-es2011a-40s")
    assert "Claflin" not in (await hear(stt, clip)).text
    assert "Claflin" in (await hear(stt, clip, "Abigail Claflin")).text


async def test_a_long_answer_is_joined_from_its_pieces(stt: EmbeddedStt) -> None:
    names = ["libri-2412-0000", "libri-2412-0001", "jfk-inaugural"]
    listener = stt.listen("en")
    for name in names:
        for piece in pieces(read_clip(name) + make_silence(500)):
            listener.feed(piece)
        listener.pause()
    heard = await listener.result()
    await listener.close()
    assert jiwer.wer(normalize(" ".join(map(get_words, names))), normalize(heard.text)) <= 0.05
    assert 32_000 < heard.words[-1].end_ms < 34_700


async def test_captions_grow_during_speech(stt: EmbeddedStt) -> None:
    listener = stt.listen("en")
    shown = []
    for piece in pieces(read_clip("harvard-spk1-1") + make_silence(600), 800):
        listener.feed(piece)
        shown.append(await listener.caption())
    await listener.close()
    captions = [caption for caption in shown if caption]
    assert captions, shown
    assert normalize(get_words("harvard-spk1-1")).startswith(normalize(captions[-1]))


async def test_a_killed_child_loses_no_answer(stt: EmbeddedStt) -> None:
    await stt.warm_up()
    listener = stt.listen("en")
    listener.feed(read_clip("jfk-inaugural"))
    listener.pause()
    await asyncio.sleep(0)
    assert stt.pid is not None
    os.kill(stt.pid, signal.SIGKILL)
    assert "fellow Americans" in (await listener.result()).text
    await listener.close()


async def test_a_child_that_hangs_is_killed_and_the_next_one_works(
    stt: EmbeddedStt, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stt.warm_up()
    hung = stt.pid
    assert hung is not None
    os.kill(hung, signal.SIGSTOP)
    listener = stt.listen("en")
    listener.feed(read_clip("harvard-spk1-4"))
    with monkeypatch.context() as patched:
        patched.setattr(embedded_stt, "ANSWER_SECONDS", 0.05)
        with pytest.raises(SttError, match="too long"):
            await listener.result()
    assert "thin stripe" in (await listener.result()).text
    assert stt.pid != hung
    await listener.close()


async def test_weights_that_cannot_be_loaded_are_reported(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text("{}")
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "model.bin").write_bytes(b"no model")
    broken = EmbeddedStt(tmp_path)
    with pytest.raises(SttError, match="could not be recognized"):
        await broken.warm_up()
    await broken.close()


async def test_waiting_for_the_models_to_load_does_not_count_as_load() -> None:
    waits: list[float] = []
    stt = EmbeddedStt(get_folder(WHISPER_BASE), lanes=1, on_wait=waits.append)
    await asyncio.gather(*(stt.warm_up() for _ in range(3)))
    assert waits == []
    await stt.recognize(bytes(32_000), "en", ())
    assert len(waits) == 1
    await stt.close()


class Engine:
    """An engine that calls `does`."""

    def __init__(self, does: Any) -> None:
        self.does, self.waiting, self.closed, self.asked = does, 0, 0, 0

    async def ask(self, _verb: str, _values: Any, _blob: bytes, *, urgency: int) -> Any:
        self.asked += 1
        if isinstance(self.does, Exception):
            raise self.does
        return await self.does(urgency)

    async def close(self) -> None:
        self.closed += 1


def make_stt(engine: Engine, lanes: int = 2) -> EmbeddedStt:
    return EmbeddedStt(get_folder(WHISPER_BASE), get_folder(WHISPER_TINY_EN), lanes=lanes, engine=engine)


async def test_a_full_queue_is_reported_as_busy_without_a_retry() -> None:
    engine = Engine(EngineFullError("full"))
    with pytest.raises(BusyError):
        await make_stt(engine).recognize(b"", "en", ())
    assert engine.asked == 1


async def test_a_piece_that_fails_twice_raises_an_error() -> None:
    engine = Engine(EngineError("It ended with -9."))
    with pytest.raises(SttError, match="ended with -9"):
        await make_stt(engine).recognize(b"", "en", ())
    assert engine.asked == 2


async def test_a_piece_that_takes_too_long_closes_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_stt, "ANSWER_SECONDS", 0.02)

    async def hang(_urgency: int) -> None:
        await asyncio.Event().wait()

    engine = Engine(hang)
    with pytest.raises(SttError, match="too long"):
        await make_stt(engine).recognize(b"", "en", ())
    assert engine.closed == 1


async def test_captions_yield_to_answers() -> None:
    going = asyncio.Event()
    urgencies = []

    async def answer(urgency: int) -> Any:
        urgencies.append(urgency)
        await going.wait()
        return {"text": "well"}, b""

    engine = Engine(answer)
    stt = make_stt(engine, lanes=2)
    first = asyncio.create_task(stt.sketch(b"", "en", ()))
    await asyncio.sleep(0)
    assert await stt.sketch(b"", "en", ()) is None, "the second lane is for answers"
    going.set()
    assert await first == "well"
    engine.waiting = 1
    assert await stt.sketch(b"", "en", ()) is None, "an answer is waiting"
    assert urgencies == [embedded_stt.SKETCH]


async def test_the_supported_languages_are_those_of_the_model() -> None:
    stt = make_stt(Engine(None))
    assert [stt.supports(tag) for tag in ("en", "zh-Hans", "nb", "tlh")] == [True, True, True, False]
    english = EmbeddedStt(get_folder(WHISPER_TINY_EN), engine=Engine(None))
    assert [english.supports(tag) for tag in ("en-GB", "de")] == [True, False]
