"""Recognizes a candidate by a personal link's token or a browser's cookie."""

from __future__ import annotations

from aural.candidates import access_repository as entries
from aural.candidates.access_repository import LinkedCandidate
from aural.guard.auth.lookup import find_by, match, refresh
from aural.room.context import RoomContext
from aural.store.database import Connection
from aural.store.hashes import ROOM_COOKIES


async def find_candidate(
    context: RoomContext, connection: Connection, token: str | None, cookie: str | None
) -> LinkedCandidate | None:
    """Finds the candidate by the token, or by the cookie if there is no token. None if it is unknown or has expired."""
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
