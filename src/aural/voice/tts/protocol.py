"""The protocol of every TTS engine: words in, sound out. Voice sessions depend only on this."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

# The format that the candidate's browser plays: mono, 16 bit, little-endian.
RATE = 24_000
BYTES_PER_MS = RATE * 2 // 1000


class TtsError(Exception):
    """The TTS engine can't speak right now. The message says what to do. Captions continue."""


class TextToSpeech(Protocol):
    """A TTS engine: embedded or remote."""

    name: str
    credit: str
    """The engine and voice as marks and exports name them, without an address or key."""

    def speaks(self, language: str) -> bool:
        """Whether the engine has a voice for this language (ISO 639, such as `en`, `zh`)."""
        ...

    def speak(self, text: str, *, language: str, speed: float = 1.0) -> AsyncIterator[tuple[str, bytes]]:
        """Yields each sentence's words and sound: PCM16, 24 kHz, mono. The words together are the text.

        The first sentence comes as soon as possible. Closing the iterator stops the work. Raises TtsError.
        """
        ...

    async def prepare(self, texts: list[str], *, language: str, speed: float = 1.0) -> None:
        """Synthesizes the texts ahead of time if this engine has a cache. An error of the provider is ignored."""
        ...

    async def warm_up(self) -> None:
        """Loads the engine, so that the first words don't wait for that. Raises TtsError."""
        ...

    async def close(self) -> None: ...
