"""Recognizes a turn in pieces that are cut at pauses, so that the words are ready when the turn ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Never, Protocol

from aural import lang
from aural.voice.stt.protocol import BYTES_PER_MS, Transcription, Word
from aural.voice.vad.loudness import find_quietest, may_hold_speech

logger = logging.getLogger("aural.voice")
# At a pause after this much speech, the speech is settled: it isn't recognized again together with what follows.
SETTLED_MS = 15_000
# Whisper's window is 30 s, and needs some silence at its end.
LONGEST_MS = 27_000
_SHORTEST_MS = 100
_SKETCH_MS = 600  # shorter sound is mostly misheard
_CUT_MS = 8_000  # without a pause, the cut is at the quietest place in this last stretch


class Recognizer(Protocol):
    async def recognize(self, pcm: bytes, language: str, terms: tuple[str, ...]) -> Transcription:
        """The words of at most 28 s. Raises SttError."""
        ...

    async def sketch(self, pcm: bytes, language: str, terms: tuple[str, ...]) -> str | None:
        """A quick transcript of the words so far; None if there is no capacity for it. Never raises an error."""
        ...


class _Piece:
    """A stretch of sound and its recognition, which starts at once. `get` retries a failed one."""

    def __init__(
        self, pcm: bytes, from_ms: int, begin: Callable[[bytes], Coroutine[object, Never, Transcription]]
    ) -> None:
        self.pcm, self.from_ms, self.sketched = pcm, from_ms, ""
        self._begin = begin
        self._task = self._start()

    def _start(self) -> asyncio.Task[Transcription]:
        task = asyncio.create_task(self._begin(self.pcm))
        # Marks the error as retrieved, so that asyncio doesn't log it. `get` raises it.
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        return task

    @property
    def text(self) -> str:
        """The recognized words if they are available, or else those of the sketch."""
        is_heard = self._task.done() and not self._task.cancelled() and self._task.exception() is None
        return self._task.result().text if is_heard else self.sketched

    async def get(self) -> Transcription:
        if self._task.done() and (self._task.cancelled() or self._task.exception() is not None):
            self._task = self._start()
        # If the waiting task is cancelled, the recognition continues.
        heard = await asyncio.shield(self._task)
        words = tuple(
            Word(w.text, w.start_ms + self.from_ms, w.end_ms + self.from_ms, w.confidence) for w in heard.words
        )
        return Transcription(heard.text, words, heard.confidence)

    def drop(self) -> asyncio.Task[Transcription]:
        self._task.cancel()
        return self._task


class PieceListener:
    """A Listener for a recognizer that only takes whole stretches of sound."""

    def __init__(self, recognizer: Recognizer, language: str, terms: tuple[str, ...]) -> None:
        self._recognizer, self._language, self._terms = recognizer, language, terms
        self._settled: list[_Piece] = []
        self._open = bytearray()
        self._open_from_ms = 0
        self._early: _Piece | None = None  # the open part up to its last pause
        self._last_sketch: list[str] = []
        self._agreed: list[str] = []
        self._shown = ""
        self._is_sketching = False

    def feed(self, pcm: bytes) -> None:
        self._open += pcm
        if len(self._open) >= LONGEST_MS * BYTES_PER_MS:
            self._cut()

    def pause(self) -> None:
        if self._has_news():
            self._recognize_open()
        if self._early is not None and len(self._open) >= SETTLED_MS * BYTES_PER_MS:
            self._settle(self._early)

    def _has_news(self) -> bool:
        """Whether there may be speech since the last pause."""
        before = b"" if self._early is None else self._early.pcm
        return len(self._open) >= _SHORTEST_MS * BYTES_PER_MS and may_hold_speech(
            bytes(self._open[len(before) :]), before
        )

    def _recognize_open(self) -> None:
        sketched = self._join([self._early.text if self._early else "", *self._agreed])
        if self._early is not None:
            self._early.drop()
        self._early = self._begin(bytes(self._open), sketched)
        self._last_sketch, self._agreed = [], []

    def _begin(self, pcm: bytes, sketched: str) -> _Piece:
        piece = _Piece(
            pcm, self._open_from_ms, lambda pcm: self._recognizer.recognize(pcm, self._language, self._terms)
        )
        piece.sketched = sketched
        return piece

    def _settle(self, piece: _Piece) -> None:
        self._settled.append(piece)
        del self._open[: len(piece.pcm)]
        self._open_from_ms += len(piece.pcm) // BYTES_PER_MS
        self._early = None

    def _cut(self) -> None:
        """Ends the open part, which has its maximum length, at its last pause, or at the quietest place of its last
        seconds if there is no pause, or only an early one.
        """
        if self._early is None or len(self._early.pcm) < SETTLED_MS * BYTES_PER_MS // 3:
            at = find_quietest(bytes(self._open), _CUT_MS)
            if self._early is not None:
                self._early.drop()
            self._early = self._begin(bytes(self._open[:at]), self._join(self._agreed))
            self._last_sketch, self._agreed = [], []
        self._settle(self._early)

    async def result(self) -> Transcription:
        if self._has_news():
            self._recognize_open()
        pieces = [*self._settled, *([self._early] if self._early else [])]
        heard = [await piece.get() for piece in pieces]
        words = tuple(word for one in heard for word in one.words)
        return Transcription(self._join([one.text for one in heard]), words, _weigh([one for one in heard if one.text]))

    async def caption(self) -> str | None:
        if not self._is_sketching:
            self._is_sketching = True
            try:
                await self._sketch()
            finally:
                self._is_sketching = False
        pieces = [*self._settled, *([self._early] if self._early else [])]
        text = self._join([*(piece.text for piece in pieces), *self._agreed])
        if text in ("", self._shown):
            return None
        self._shown = text
        return text

    async def _sketch(self) -> None:
        """Shows only words on which two sketches agree: the last words of a growing stretch are often wrong."""
        early = self._early
        tail = bytes(self._open[len(early.pcm) if early else 0 :])
        if len(tail) < _SKETCH_MS * BYTES_PER_MS or not may_hold_speech(tail, early.pcm if early else b""):
            return
        text = await self._recognizer.sketch(tail, self._language, self._terms)
        if text is None or self._early is not early:
            return
        words = text.split() if lang.is_spaced(self._language) else list(text.strip())
        self._agreed, self._last_sketch = agree(self._last_sketch, words), words

    def _join(self, texts: list[str]) -> str:
        return (" " if lang.is_spaced(self._language) else "").join(text for text in texts if text)

    async def close(self) -> None:
        """Frees the sound. Each piece refers to its listener, so only Python's cycle collector would free them. As it
        rarely looks at old objects, the megabytes of many turns would accumulate."""
        pieces = [*self._settled, *([self._early] if self._early else [])]
        self._settled, self._early, self._open = [], None, bytearray()
        for piece in pieces:
            await asyncio.wait([piece.drop()])


def agree(before: list[str], now: list[str]) -> list[str]:
    """The words that both begin with, as spelled in `now`."""
    count = 0
    for old, new in zip(before, now, strict=False):
        if _plain(old) != _plain(new):
            break
        count += 1
    return now[:count]


def _plain(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum()) or word


def _weigh(heard: list[Transcription]) -> float | None:
    """The mean confidence over all words; None if a piece has none."""
    known = [(one.confidence, max(1, len(one.words))) for one in heard if one.confidence is not None]
    if not known or len(known) < len(heard):
        return None
    return sum(confidence * count for confidence, count in known) / sum(count for _, count in known)
