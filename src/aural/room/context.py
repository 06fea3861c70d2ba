"""What the room needs from the rest; `app` puts it together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aural.clock import Clock
from aural.guard.keys import Gate
from aural.guard.secrets import Secrets
from aural.mind.brain import Brain
from aural.room.presence import Presence
from aural.settings import Settings
from aural.store.database import Database

if TYPE_CHECKING:
    from aural.room.spoken import Voice


@dataclass(frozen=True, slots=True)
class RoomContext:
    """`brain_of` gives an organization's brain; `wake_jobs` tells the worker that a job was committed.

    `presence` names this process, and tells which other ones are dead: what they held is free.
    """

    database: Database
    clock: Clock
    settings: Settings
    secrets: Secrets
    gate: Gate
    brain_of: Callable[[str], Awaitable[Brain]]
    wake_jobs: Callable[[], None]
    presence: Presence
    shares_database: bool = field(default=False)  # other processes may serve the same sessions
    voice: Voice | None = None
    warm_up: Callable[[], Awaitable[None]] | None = None  # what makes the first turn slow, made ready beforehand
