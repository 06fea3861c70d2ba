"""Ends sessions whose candidates don't return (ABANDONED). The transcript is kept, and a report is written."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from aural.candidates.access_repository import find_holder
from aural.engine.log import Disconnected, Ended, Entry
from aural.engine.state import apply, fold
from aural.engine.timing import counted_seconds
from aural.sessions.conversation.log import OutdatedError
from aural.sessions.ending_repository import complete
from aural.sessions.log_repository import append, find_conversation, list_abandoned
from aural.sessions.service import Sessions
from aural.store.database import Connection

logger = logging.getLogger("aural.sessions")
LOOK_SECONDS = 60
AT_ONCE = 100


async def abandon_silent_sessions(sessions: Sessions, after_seconds: int) -> int:
    """Ends sessions that had no activity for `after_seconds` and have no connection. Returns how many it ended."""
    now = sessions.clock.now()
    before = now - after_seconds * 1000
    ended, newly = 0, AT_ONCE
    while newly == AT_ONCE:  # otherwise a script's sessions would delay those of others by hours
        newly = 0
        for where in await list_abandoned(sessions.database.read, before=before, now=now, most=AT_ONCE):
            with suppress(OutdatedError):  # the candidate has just come back
                newly += await _abandon(sessions, *where, now)
        ended += newly
    if ended:
        sessions.wake_jobs()
    return ended


async def _abandon(sessions: Sessions, organization_id: str, session_id: str, now: int) -> int:
    async with sessions.database.transaction() as transaction:
        found = await find_conversation(transaction, organization_id, session_id)
        if found is None or found.status != "IN_PROGRESS":
            return 0
        if await _is_held(transaction, organization_id, session_id, now):
            return 0
        state = fold(found.plan, found.entries)
        # A server that died didn't log Disconnected. The time since the last entry must never count.
        entries: list[Entry] = [Disconnected(state.last_at)] if state.is_connected else []
        entries.append(Ended(now, "NO_ANSWER"))
        for entry in entries:
            state = apply(found.plan, state, entry)
            took = state.stopwatch.elapsed_seconds(now)
            await append(
                transaction, organization_id, session_id, number=state.number, entry=entry, duration_seconds=took
            )
        used = counted_seconds(found.plan, state, now)
        await complete(transaction, found, Ended(now, "NO_ANSWER"), status="ABANDONED", used_seconds=used)
    return 1


async def _is_held(transaction: Connection, organization_id: str, session_id: str, now: int) -> bool:
    """Whether the candidate connected after the session was listed."""
    holder = await find_holder(transaction, organization_id, session_id)
    return holder is not None and holder.attached_until is not None and holder.attached_until >= now


async def keep_abandoning(sessions: Sessions, after_seconds: int) -> None:
    """Looks for abandoned sessions once a minute, as long as the server runs."""
    while True:
        try:
            await abandon_silent_sessions(sessions, after_seconds)
        except Exception:
            logger.exception("looking for abandoned sessions failed")
        await asyncio.sleep(LOOK_SECONDS)
