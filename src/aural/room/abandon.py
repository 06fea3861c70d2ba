"""Sessions that nobody came back to: ABANDONED, with what was said kept and reported."""

from __future__ import annotations

import asyncio
import logging

from aural.interview.log import Ended
from aural.interview.state import fold
from aural.room.context import RoomContext
from aural.room.live import complete
from aural.store.conversations import OutdatedError, append, find_conversation, list_abandoned

logger = logging.getLogger("aural.room")
LOOK_SECONDS = 60


async def abandon_silent_sessions(context: RoomContext) -> int:
    """Ends each session without answer or connection for AURAL_ABANDON_AFTER_SECONDS; how many."""
    now = context.clock.now()
    before = now - context.settings.abandon_after_seconds * 1000
    ended = 0
    for organization_id, session_id in await list_abandoned(context.database.read, before=before, now=now):
        try:
            ended += await _abandon(context, organization_id, session_id, now)
        except OutdatedError:
            continue  # the candidate came back this very moment
    if ended:
        context.wake_jobs()
    return ended


async def _abandon(context: RoomContext, organization_id: str, session_id: str, now: int) -> int:
    async with context.database.transaction() as transaction:
        found = await find_conversation(transaction, organization_id, session_id)
        if found is None or found.status != "IN_PROGRESS":
            return 0
        state = fold(found.plan, found.entries)
        entry = Ended(now, "NO_ANSWER")
        # A server that died wrote no Disconnected: the time since the last sign of life does not count.
        used = state.stopwatch.stopped(state.last_at, "disconnected").elapsed_seconds(now)
        await append(
            transaction,
            organization_id,
            session_id,
            number=state.number + 1,
            entry=entry,
            duration_seconds=used,
        )
        await complete(transaction, found, entry, status="ABANDONED", used_seconds=used)
    return 1


async def keep_abandoning(context: RoomContext) -> None:
    """Looks once a minute, as long as the server runs."""
    while True:
        try:
            await abandon_silent_sessions(context)
        except Exception:
            logger.exception("looking for abandoned sessions failed")
        await asyncio.sleep(LOOK_SECONDS)
