"""Watching a running session: its messages as they are stored, and its state, until it ends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any, Literal

from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply
from aural.api.validation import Json, Output, Query
from aural.engine.live import live_of
from aural.engine.state import fold
from aural.sessions import examples
from aural.sessions import repository as sessions
from aural.sessions import running_repository as running
from aural.sessions.endpoints import LiveOut, Status, find_session, live_json
from aural.sessions.transcript_endpoints import MessageOut, message_json
from aural.store.database import Row

operations = Operations("Sessions")
PAUSE_SECONDS = 0.5
# A watcher then asks again, so someone who loses the right to watch can't watch for much longer.
LONGEST_SECONDS = 300
# Something is sent at least this often, or a proxy on the way considers the connection dead.
BEAT_SECONDS = 15
MOST_MESSAGES = 2_000_000_000


class LiveQuery(Query):
    """The message to continue after."""

    after: int = Field(0, ge=0, le=MOST_MESSAGES, description="The `seq` of the last message that you have.")


class LiveEvent(Output):
    """`message`: a new message. `state`: where the session is now. `ended`: the session and the stream ended."""

    type: Literal["message", "state", "ended"]
    message: MessageOut | None
    live: LiveOut | None
    status: Status | None = Field(description="null: the session is gone.")


def _event(kind: str, *, message: Json | None = None, live: Json | None = None, status: str | None = None) -> Json:
    return {"type": kind, "message": message, "live": live, "status": status}


@operations.get(
    "/sessions/{id}/live",
    id="watchSession",
    summary="Watch a session",
    description="Server-sent events: what was said behind `after`, then each message as it is stored, and the state "
    "of the session. It closes when the session ends, and after five minutes: then request it again.",
    query=LiveQuery,
    answer=None,
    streams=Answer(
        LiveEvent,
        {
            "type": "state",
            "message": None,
            "live": {**examples.LIVE, "text": "What was hard?"},
            "status": "IN_PROGRESS",
        },
    ),
    find=find_session,
    role="MEMBER",
)
async def watch(call: Call) -> Reply:
    call.context.gate.note_access(call.caller, call.id)
    return Reply(None, events=_events(call, call.query.after))


async def _events(call: Call, after: int) -> AsyncIterator[Json]:
    began = heard = time.monotonic()
    seen: Row[Any] | None = None
    while True:
        pulse = await running.find_pulse(call.connection, call.organization_id, call.id)
        now = time.monotonic()
        if pulse is None:
            yield _event("ended")
            return
        if pulse != seen or now - heard > BEAT_SECONDS:
            for event in await _news(call, after, pulse.status):
                after = event["message"]["seq"] if event["message"] else after
                yield event
            seen, heard = pulse, now
        if pulse.status != "IN_PROGRESS" or now - began > LONGEST_SECONDS:
            return
        await asyncio.sleep(PAUSE_SECONDS)


async def _news(call: Call, after: int, status: str) -> list[Json]:
    """The messages since `after`, then the session's state now."""
    rows = await sessions.list_messages(call.connection, call.organization_id, call.id, after=after)
    said = [_event("message", message=message_json(row), status=status) for row in rows]
    if status != "IN_PROGRESS":
        return [*said, _event("ended", status=status)]
    logs = await running.list_logs(call.connection, call.organization_id, [call.id])
    live = [live_json(live_of(plan, fold(plan, log))) for plan, log in logs.values()]
    return [*said, _event("state", live=live[0] if live else None, status=status)]
