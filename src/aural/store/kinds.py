"""The kinds of what is kept of a session that may go before the rest: media, and integrity data.

A new table or kind of file of either kind is named here, and retention clears it. Whatever is named here is also in
store/erasure.py: when the person's own time is over, everything goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Table

from aural.store import schema

KindName = Literal["media", "integrity"]


@dataclass(frozen=True, slots=True)
class Kind:
    """`tables` have `organization_id` and `session_id`; `file_kinds` are those of the table `files`, whose bytes go."""

    name: KindName
    tables: tuple[Table, ...] = ()
    file_kinds: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """The days that are set for it, in `organization_settings` and `interview_retention`."""
        return f"{self.name}_days"


MEDIA = Kind("media", file_kinds=("recording",))
INTEGRITY = Kind("integrity", tables=(schema.keystrokes,))
KINDS: tuple[Kind, ...] = (MEDIA, INTEGRITY)
