"""The TTS engine of a deployment without one: candidates read what the interviewer says."""

from __future__ import annotations

from collections.abc import AsyncIterator


class NoTts:
    name = credit = "none"

    def speaks(self, _language: str) -> bool:
        return False

    async def speak(self, text: str, *, language: str, speed: float = 1.0) -> AsyncIterator[tuple[str, bytes]]:
        return
        yield text, b""  # makes it an iterator

    async def prepare(self, texts: list[str], *, language: str, speed: float = 1.0) -> None:
        """There is nothing to be made."""

    async def warm_up(self) -> None:
        """There is nothing to be loaded."""

    async def close(self) -> None:
        """There is nothing to be closed."""
