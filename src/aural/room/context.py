"""What the room needs from the rest; `app` puts it together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from aural.guard.auth.gate import Gate
from aural.guard.secrets import Secrets
from aural.interviewer.protocol import Interviewer
from aural.platform.clock import Clock
from aural.platform.draining import Draining
from aural.room.access.start_queue import Starts
from aural.room.conversation.presence import Presence
from aural.settings import Settings
from aural.store.database import Database


class VoiceOffer(Protocol):
    """What the link may promise of a voice."""

    def serves(self, language: str) -> bool:
        """Whether an answer in this language can be heard here."""
        ...

    def speaks(self, language: str) -> bool:
        """Whether it has a sound for it; else captions stand in."""
        ...

    def has_free_slot(self) -> bool:
        """Whether one more can be heard without anybody waiting longer."""
        ...

    async def try_out(self, language: str, pcm: bytes) -> str | None:
        """Transcribes a few seconds (PCM16, 16 kHz, mono) before an interview; None if the STT engine has no time for
        it now. Nothing is kept."""
        ...


@dataclass(frozen=True, slots=True)
class RoomContext:
    """`interviewer_of` gives the interviewer for a session; `wake_jobs` tells the worker that a job was committed.

    `presence` names this process, and tells which other ones are dead: what they held is free.
    """

    database: Database
    clock: Clock
    settings: Settings
    secrets: Secrets
    gate: Gate
    interviewer_of: Callable[[str, str], Awaitable[Interviewer]]
    wake_jobs: Callable[[], None]
    presence: Presence
    shares_database: bool = field(default=False)  # other processes may serve the same sessions
    voice: VoiceOffer | None = None  # None: everything goes by typing
    draining: Draining = field(default_factory=Draining)
    starts: Starts = field(default_factory=Starts)
    warm_up: Callable[[], Awaitable[None]] | None = None  # what makes the first turn slow, made ready beforehand
