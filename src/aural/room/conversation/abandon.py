"""Ends sessions that candidates don't come back to, as ABANDONED. Their transcript is kept and gets a report."""

from __future__ import annotations

import asyncio
import logging

from aural.candidates.access_repository import find_holder
from aural.engine.log import Disconnected, Ended, Entry
from aural.engine.state import apply, fold
from aural.engine.timing import counted_seconds
from aural.room.context import RoomContext
from aural.sessions.ending_repository import complete
from aural.sessions.log_repository import OutdatedError, append, find_conversation, list_abandoned
from aural.store.database import Connection

logger = logging.getLogger("aural.room")
LOOK_SECONDS = 60


async def abandon_silent_sessions(context: RoomContext) -> int:
    """Ends sessions without an answer or a connection for AURAL_ABANDON_AFTER_SECONDS. Returns how many."""
    now = context.clock.now()
    before = now - context.settings.abandon_after_seconds * 1000
    ended = 0
    for organization_id, session_id in await list_abandoned(context.database.read, before=before, now=now):
        try:
            ended += await _abandon(context, organization_id, session_id, now)
        except OutdatedError:
            continue  # the candidate came back at this moment
    if ended:
        context.wake_jobs()
    return ended


async def _abandon(context: RoomContext, organization_id: str, session_id: str, now: int) -> int:
    async with context.database.transaction() as transaction:
        found = await find_conversation(transaction, organization_id, session_id)
        if found is None or found.status != "IN_PROGRESS":
            return 0
        if await _is_held(transaction, organization_id, session_id, now):
            return 0
        state = fold(found.plan, found.entries)
        # A server that died didn't write Disconnected. The time since the last sign of life must never count.
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


async def keep_abandoning(context: RoomContext) -> None:
    """Looks for abandoned sessions once a minute, as long as the server runs."""
    while True:
        try:
            await abandon_silent_sessions(context)
        except Exception:
            logger.exception("looking for abandoned sessions failed")
        await asyncio.sleep(LOOK_SECONDS)
