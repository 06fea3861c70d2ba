"""What every STT engine can do: speech in, words out. The loop sees this protocol only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

# What the candidate's microphone sends: mono, 16 bit, little-endian.
RATE = 16_000
BYTES_PER_MS = RATE * 2 // 1000


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was heard. Times are milliseconds from the first sample that the listener was fed."""

    text: str
    start_ms: int
    end_ms: int
    confidence: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class Transcription:
    """`text` is empty where nothing was said. `confidence`: 0 to 1 over all words; None where the engine gives none."""

    text: str
    words: tuple[Word, ...] = ()
    confidence: float | None = None


class SttError(Exception):
    """The STT engine can't transcribe right now; the text says what to do. What was fed is still with the caller."""


class BusyError(SttError):
    """More is waiting than the STT engine may queue."""


class Listener(Protocol):
    """One stretch of a candidate's speech, from its first sound to the end of the turn."""

    def feed(self, pcm: bytes) -> None:
        """More of the microphone: PCM16, 16 kHz, mono. Never blocks."""
        ...

    def pause(self) -> None:
        """Speech has paused here: a good place to cut, and to begin to recognize what was fed so far."""
        ...

    async def caption(self) -> str | None:
        """The words to show so far; None if there is nothing new or the STT engine has no time for it."""
        ...

    async def result(self) -> Transcription:
        """The words of all that was fed until now. May be called again after more was fed. Raises SttError."""
        ...

    async def close(self) -> None:
        """Whatever is still being recognized is dropped."""
        ...


class SpeechToText(Protocol):
    """An STT engine: embedded or remote."""

    name: str

    def supports(self, language: str) -> bool:
        """Whether it knows this language (ISO 639, such as `en`, `zh`)."""
        ...

    def listen(self, language: str, terms: tuple[str, ...] = ()) -> Listener:
        """`terms`: names and expressions of the interview that are likely to be said."""
        ...

    async def warm_up(self) -> None:
        """Loads what it needs, so that the first answer does not wait for it. Raises SttError."""
        ...

    async def close(self) -> None: ...
