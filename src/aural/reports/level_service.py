"""Decides whether a caller may see the AI's levels. Blind reviewers see none until they have rated all criteria."""

from __future__ import annotations

from collections.abc import Iterable

from aural.guard.auth.callers import Caller
from aural.reports import rating_repository as human_ratings
from aural.store.database import Connection


def is_reviewer(caller: Caller) -> bool:
    """Whether the caller may rate. API keys belong to programs, and a VIEWER can't rate: both see all levels."""
    return caller.is_person and caller.permissions.rates


async def list_hidden(
    connection: Connection, organization_id: str, caller: Caller, session_ids: Iterable[str]
) -> frozenset[str]:
    """The sessions whose levels this caller can't see yet."""
    if not is_reviewer(caller):
        return frozenset()
    return await human_ratings.list_unseen(connection, organization_id, list(session_ids), caller.user_id)
