"""The kinds of what is kept of a session that may go before the rest: media, and integrity data.

A new table of either kind is named here, and retention clears it. Whatever is named here is also in
privacy/erasure_repository.py: when the person's own time is over, everything goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Table

from aural.sessions.integrity_repository import TABLES as SIGNALS
from aural.store import schema

KindName = Literal["media", "integrity"]


@dataclass(frozen=True, slots=True)
class Kind:
    """`tables` have `organization_id` and `session_id`."""

    name: KindName
    tables: tuple[Table, ...]

    @property
    def column(self) -> str:
        """The days that are set for it, in `organization_settings` and `interview_retention`."""
        return f"{self.name}_days"


# Takes and slices go with their recording, and so do their bytes (privacy/jobs.py).
MEDIA = Kind("media", tables=(schema.recordings,))
INTEGRITY = Kind("integrity", tables=(schema.keystrokes, *SIGNALS))
KINDS: tuple[Kind, ...] = (MEDIA, INTEGRITY)
