"""Decides what a reviewer may see before rating. Blind reviewers see no levels until they have rated all criteria.

Until then, people's ratings are hidden from them, and so is everything that the AI wrote if it gave levels.
"""

from __future__ import annotations

from collections.abc import Iterable

from aural.engine.purposes import gives_levels
from aural.guard.auth.callers import Caller
from aural.reports import rating_repository as human_ratings
from aural.sessions import repository as sessions
from aural.store.database import Connection


def is_reviewer(caller: Caller) -> bool:
    """Whether the caller may rate. API keys belong to programs, and a VIEWER can't rate: both see all levels."""
    return caller.is_person and caller.permissions.rates


def rates_blind(caller: Caller, row: sessions.Session) -> bool:
    """Whether the caller has to rate the session before people's ratings are shown. `row`: read for this caller."""
    return is_reviewer(caller) and row.is_blind and row.revealed_at is None and gives_levels(row.purpose)


def hides_levels(caller: Caller, row: sessions.Session) -> bool:
    """Whether the AI's levels, and everything else that it wrote, are hidden until this reviewer has rated."""
    return rates_blind(caller, row) and row.scores not in (None, "null")


async def list_hidden(
    connection: Connection, organization_id: str, caller: Caller, session_ids: Iterable[str]
) -> frozenset[str]:
    """The sessions that the caller rates blind, for callers who have only their ids."""
    if not is_reviewer(caller):
        return frozenset()
    return await human_ratings.list_unseen(connection, organization_id, list(session_ids), caller.user_id)


async def list_unreadable(
    connection: Connection, organization_id: str, caller: Caller, session_ids: Iterable[str]
) -> frozenset[str]:
    """The sessions whose reports are hidden from the caller (`hides_levels`), for callers who have only their ids."""
    if not is_reviewer(caller):
        return frozenset()
    return await human_ratings.list_unreadable(connection, organization_id, list(session_ids), caller.user_id)
