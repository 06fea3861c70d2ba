"""The room's dependencies on the rest of the server; `app` provides them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from aural.guard.auth.gate import Gate
from aural.guard.secrets import Secrets
from aural.interviewer.protocol import Interviewer
from aural.platform.clock import Clock
from aural.platform.draining import Draining
from aural.platform.storing import Storing
from aural.room.access.start_queue import Starts
from aural.room.conversation.presence import Presence
from aural.sessions.service import Sessions
from aural.settings import Settings
from aural.store.database import Database


class VoiceOffer(Protocol):
    """The part of this server's voice that a candidate's page uses before the interview."""

    def serves(self, language: str) -> bool:
        """Whether STT for this language is available here."""
        ...

    def speaks(self, language: str) -> bool:
        """Whether TTS for this language is available; otherwise candidates read captions."""
        ...

    def has_free_slot(self) -> bool:
        """Whether another voice session can run without delaying the others."""
        ...

    async def try_out(self, language: str, pcm: bytes) -> str | None:
        """Transcribes a few seconds of sound (PCM16, 16 kHz, mono) before an interview, without keeping anything.
        Returns None if the STT engine is busy."""
        ...


@dataclass(frozen=True, slots=True)
class RoomContext:
    """`interviewer_of` returns the interviewer for a session; `wake_jobs` notifies the worker that a job was committed.

    `presence` identifies this process and detects which other processes have died, so that their rooms are free.
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
    voice: VoiceOffer | None = None  # None: chat only
    draining: Draining = field(default_factory=Draining)
    storing: Storing = field(default_factory=Storing)
    starts: Starts = field(default_factory=Starts)
    warm_up: Callable[[], Awaitable[None]] | None = None  # loads in advance what would slow down the first turn

    @property
    def sessions(self) -> Sessions:
        return Sessions(self.database, self.clock, bool(self.settings.smtp_url), self.wake_jobs)
