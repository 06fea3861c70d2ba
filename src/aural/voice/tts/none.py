"""The TTS engine of a deployment without one: candidates read what the interviewer says."""

from __future__ import annotations

from collections.abc import AsyncIterator


class NoTts:
    name = credit = "none"

    def speaks(self, _language: str) -> bool:
        return False

    async def speak(self, text: str, *, language: str, speed: float = 1.0) -> AsyncIterator[tuple[str, bytes]]:
        return
        yield text, b""  # turns the function into an async iterator

    async def prepare(self, texts: list[str], *, language: str, speed: float = 1.0) -> None:
        """Nothing to synthesize."""

    async def warm_up(self) -> None:
        """Nothing to load."""

    async def close(self) -> None:
        """Nothing to close."""
