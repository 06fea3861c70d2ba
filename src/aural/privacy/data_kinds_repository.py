"""Kinds of session data that can have a shorter retention period than the rest: media, and integrity data.

Retention clears the tables that are listed here, so add each new table of either kind. The same tables are listed in
privacy/erasure_repository.py, since everything is deleted when the candidate's own retention period ends.
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
    """All `tables` have the columns `organization_id` and `session_id`."""

    name: KindName
    tables: tuple[Table, ...]

    @property
    def column(self) -> str:
        """The column with its retention days, in `organization_settings` and `interview_retention`."""
        return f"{self.name}_days"


# Deleting a recording also deletes its takes and slices; privacy/jobs.py removes their bytes.
MEDIA = Kind("media", tables=(schema.recordings,))
INTEGRITY = Kind("integrity", tables=(schema.keystrokes, *SIGNALS))
KINDS: tuple[Kind, ...] = (MEDIA, INTEGRITY)
