"""Notes in the transcript how much of a message was heard before the candidate interrupted it."""

from __future__ import annotations

from aural.engine.log import Heard
from aural.room.conversation.live import FinishedError, LiveRoom
from aural.sessions.log_repository import mark_heard
from aural.store.database import Connection


async def note_heard(room: LiveRoom, seq: int, text: str, milliseconds: int) -> None:
    """Stores how far the message `seq` was heard. A session that has ended meanwhile stays as it is."""
    now = room.context.clock.now()
    heard = {"text": text, "milliseconds": milliseconds}

    async def mark(transaction: Connection) -> None:
        await mark_heard(transaction, room.organization_id, room.session_id, seq, heard)

    try:
        await room.record(lambda _state: (Heard(now, seq, milliseconds), None), also=mark)
    except FinishedError:
        return
