"""Takes an interview in this process for the demo and benches, with the real engine and store but without a socket."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from aural.cli.answerers import Answerer
from aural.engine.log import Answered, Connected, Disconnected
from aural.engine.state import State
from aural.interviewer.protocol import Interviewer
from aural.room.access.entry import Who, describe
from aural.room.access.sessions import enter
from aural.room.context import RoomContext
from aural.room.conversation.live import LiveRoom
from aural.room.conversation.turn import take_turn
from aural.room.conversation.views import message_view, room_view
from aural.sessions.log_repository import NewMessage, find_conversation

MAX_TURNS = 200


class RehearsalError(Exception):
    """The interview didn't end within MAX_TURNS."""


async def rehearse(
    context: RoomContext,
    interviewer: Interviewer,
    who: Who,
    answerer: Answerer,
    *,
    passes: Callable[[str], None] = lambda _text: None,
) -> LiveRoom:
    """Takes the whole interview and returns the room. `passes` gets each answer, to advance a fake clock."""
    text = (await describe(context, who, None))["consent"]
    consent = {"version": text["version"], "language": text["language"], "accepted": True}
    body = {"name": answerer.name, "email": answerer.email, "consent": consent}
    entered = await enter(context, who, body)
    conversation = await find_conversation(context.database.read, entered.organization_id, entered.session_id)
    assert conversation is not None
    room = LiveRoom(context, conversation)
    await room.record(lambda _state: (Connected(context.clock.now()), None))
    for _ in range(MAX_TURNS):
        await take_turn(room, interviewer)
        if room.state.phase == "ended":
            return room
        spoken = next(m for m in reversed(room.messages) if m.role == "assistant" and m.kind != "notice")
        view = room_view(room.plan, room.state, context.clock.now())
        frame = await answerer.answer(view, message_view(spoken))
        passes(frame["text"])
        await _answer(room, frame)
    await room.record(lambda _state: (Disconnected(context.clock.now()), None))
    raise RehearsalError(f"The interview of {answerer.name} did not end after {MAX_TURNS} turns.")


async def _answer(room: LiveRoom, frame: dict[str, Any]) -> None:
    data: dict[str, Any] | None = {key: frame[key] for key in ("choice", "code", "whiteboard") if key in frame} or None

    def build(state: State) -> tuple[Answered, NewMessage]:
        entry = Answered(room.context.clock.now(), state.seq + 1, frame["text"], state.current)
        return entry, NewMessage("user", frame["text"], "answer", state.current, data=data)

    await room.record(build, client_id=str(uuid.uuid4()))
