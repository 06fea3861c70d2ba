"""What the API is given by the composition root."""

from __future__ import annotations

from dataclasses import dataclass

from aural.clock import Clock
from aural.guard.keys import Gate
from aural.guard.secrets import Secrets
from aural.settings import Settings
from aural.store.database import Database


@dataclass(frozen=True, slots=True)
class Context:
    """`settings.public_url` and `upgrade_url` are filled in (see `Settings.listening_on`)."""

    database: Database
    clock: Clock
    settings: Settings
    secrets: Secrets
    gate: Gate
