"""Watching a running session: its messages as they are stored, and its state, until it ends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Literal

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

operations = Operations("Sessions")
PAUSE_SECONDS = 0.5
# The client must then request the stream again, so that someone who loses access can't watch for much longer.
LONGEST_SECONDS = 300
# An event is sent at least this often. Otherwise, a proxy may consider the connection dead.
BEAT_SECONDS = 15
MOST_MESSAGES = 2_000_000_000


class LiveQuery(Query):
    """The message to continue after."""

    after: int = Field(0, ge=0, le=MOST_MESSAGES, description="The `seq` of the last message that you have.")


class LiveEvent(Output):
    """`message`: a new message. `state`: the session's current state. `ended`: the session and the stream ended."""

    type: Literal["message", "state", "ended"]
    message: MessageOut | None
    live: LiveOut | None
    status: Status | None = Field(description="null: the session was erased.")


def _event(kind: str, *, message: Json | None = None, live: Json | None = None, status: str | None = None) -> Json:
    return {"type": kind, "message": message, "live": live, "status": status}


@operations.get(
    "/sessions/{id}/live",
    id="watchSession",
    summary="Watch a session",
    description="Server-sent events: the messages after `after`, then each message as it is stored, and the state "
    "of the session. The stream closes when the session ends, and after five minutes: then request it again.",
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
    seen: running.Pulse | None = None
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
