"""The protocol of every STT engine: speech in, words out. Voice sessions depend only on this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

# The format of the microphone's sound: mono, 16 bit, little-endian.
RATE = 16_000
BYTES_PER_MS = RATE * 2 // 1000


@dataclass(frozen=True, slots=True)
class Word:
    """One recognized word. Times are milliseconds from the first sample that the listener was fed."""

    text: str
    start_ms: int
    end_ms: int
    confidence: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class Transcription:
    """`text` is empty if nothing was said. `confidence`: 0 to 1 over all words; None if the engine gives none."""

    text: str
    words: tuple[Word, ...] = ()
    confidence: float | None = None


class SttError(Exception):
    """The STT engine can't transcribe right now. The message says what to do. The caller still has the sound."""


class BusyError(SttError):
    """The STT engine's queue is full."""


class Listener(Protocol):
    """One stretch of a candidate's speech, from its first sound to the end of the turn."""

    def feed(self, pcm: bytes) -> None:
        """Takes more of the microphone's sound: PCM16, 16 kHz, mono. Never blocks."""
        ...

    def pause(self) -> None:
        """Marks a pause in the speech: a good place to cut, and to start recognizing the sound so far."""
        ...

    async def caption(self) -> str | None:
        """The words to show so far; None if there is nothing new or the STT engine is busy."""
        ...

    async def result(self) -> Transcription:
        """The words of all sound so far. May be called again after more sound was fed. Raises SttError."""
        ...

    async def close(self) -> None:
        """Drops any recognition that is still running."""
        ...


class SpeechToText(Protocol):
    """An STT engine: embedded or remote."""

    name: str

    def supports(self, language: str) -> bool:
        """Whether the engine knows this language (ISO 639, such as `en`, `zh`)."""
        ...

    def listen(self, language: str, terms: tuple[str, ...] = ()) -> Listener:
        """A listener for one stretch. `terms`: names and expressions of the interview that are likely to be said."""
        ...

    async def warm_up(self) -> None:
        """Loads the engine, so that the first answer doesn't wait for that. Raises SttError."""
        ...

    async def close(self) -> None: ...
