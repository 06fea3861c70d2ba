"""What the API may ask of the voice of this server. `voice` has one; `app` joins them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """A speech engine: its name, the languages that it supports (ISO 639), and in words why there is none."""

    name: str
    languages: tuple[str, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class VoiceFacts:
    """`slots`: how many can be heard at once on this host, and how many of them are free now; None: not known."""

    tts: EngineFacts
    stt: EngineFacts
    slots: tuple[int, int] | None = None


class SilentError(Exception):
    """It cannot be heard right now; the text says why."""


class ServerVoice(Protocol):
    def facts(self) -> VoiceFacts: ...

    async def sample(self, speed: float) -> bytes:
        """A fixed sentence as a WAV file. Raises SilentError."""
        ...


class NoVoice:
    """Of a server that was put together without one."""

    def facts(self) -> VoiceFacts:
        problem = "This server was started without voice."
        return VoiceFacts(EngineFacts("off", problem=problem), EngineFacts("off", problem=problem))

    async def sample(self, speed: float) -> bytes:
        raise SilentError("This server was started without voice.")
