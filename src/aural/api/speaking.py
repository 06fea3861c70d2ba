"""The API's view of this server's voice. `voice` implements it, and `app` connects the two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """A speech engine and the languages that it supports (ISO 639). `problem`: why it can't be used, in a sentence."""

    name: str
    languages: tuple[str, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class VoiceFacts:
    """`slots`: how many voice slots this host has, and how many of them are free now; None if unknown."""

    tts: EngineFacts
    stt: EngineFacts
    slots: tuple[int, int] | None = None


class SilentError(Exception):
    """The sample can't be spoken right now. The text says why."""


class ServerVoice(Protocol):
    def facts(self) -> VoiceFacts: ...

    async def sample(self, speed: float) -> bytes:
        """A fixed sentence as a WAV file. Raises SilentError."""
        ...


class NoVoice:
    """The voice of a server that was started without one."""

    def facts(self) -> VoiceFacts:
        problem = "This server was started without voice."
        return VoiceFacts(EngineFacts("off", problem=problem), EngineFacts("off", problem=problem))

    async def sample(self, speed: float) -> bytes:
        raise SilentError("This server was started without voice.")
