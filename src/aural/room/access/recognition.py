"""Recognizes a candidate by a personal link's token or a browser's cookie."""

from __future__ import annotations

from aural.candidates import access_repository as entries
from aural.candidates.access_repository import LinkedCandidate
from aural.guard.auth.lookup import find_by, match, refresh
from aural.room.context import RoomContext
from aural.store.database import Connection
from aural.store.hashes import ROOM_COOKIES


async def find_candidate(
    context: RoomContext, connection: Connection, token: str | None, cookie: str | None, session_id: str | None = None
) -> LinkedCandidate | None:
    """Finds the candidate by the token or, without one, by the cookie. None if it is unknown or has expired.

    `session_id`: the session that the caller's page shows. None is returned if it isn't the candidate's, because
    another person has used their link in the same browser meanwhile.
    """
    candidate = await _find(context, connection, token, cookie)
    if candidate is None or session_id is None or candidate.session_id == session_id:
        return candidate
    owns = await entries.has_session(connection, candidate.organization_id, candidate.id, session_id)
    return candidate if owns else None


async def _find(
    context: RoomContext, connection: Connection, token: str | None, cookie: str | None
) -> LinkedCandidate | None:
    if token is not None:
        return await find_by(context.secrets, token, lambda digest: entries.find_candidate_by_token(connection, digest))
    if cookie is None:
        return None
    now = context.clock.now()
    found, digest = await match(
        context.secrets, cookie, lambda digest: entries.find_candidate_by_cookie(connection, digest, now)
    )
    if found is not None and connection is context.database.read:
        await refresh(context.database, context.secrets, ROOM_COOKIES, cookie, digest)
    return found
