"""What every TTS engine can do: words in, sound out. The loop sees this protocol only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

# What the candidate's browser plays: mono, 16 bit, little-endian.
RATE = 24_000
BYTES_PER_MS = RATE * 2 // 1000
# How fast it may be asked to speak: 1 is its own pace.
SLOWEST, FASTEST = 0.7, 1.3


class TtsError(Exception):
    """The TTS engine cannot speak right now; the text says what to do. Captions go on."""


class TextToSpeech(Protocol):
    """A TTS engine: embedded or remote."""

    name: str
    credit: str
    """Names engine and voice in marks and exports: no address, no key."""

    def speaks(self, language: str) -> bool:
        """Whether it has a voice for this language (ISO 639, such as `en`, `zh`)."""
        ...

    def speak(self, text: str, *, language: str, speed: float = 1.0) -> AsyncIterator[tuple[str, bytes]]:
        """Sentence by sentence: its words, and its sound as PCM16, 24 kHz, mono. The words together are the text.

        The first sentence comes as soon as it can. Closing the iterator stops the work. Raises TtsError.
        """
        ...

    async def prepare(self, texts: list[str], *, language: str, speed: float = 1.0) -> None:
        """Makes these ahead of time, where this TTS engine keeps what it made. Never raises for a provider's fault."""
        ...

    async def warm_up(self) -> None:
        """Loads what it needs. Raises TtsError."""
        ...

    async def close(self) -> None: ...
