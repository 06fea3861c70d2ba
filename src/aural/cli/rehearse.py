"""Takes an interview in this process for the demo and benches, with the real engine and store but no socket."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from aural.cli.answerers import Answerer, Frame
from aural.engine.authoring.rehearsals import most_turns
from aural.engine.message_data import MessageData
from aural.interviewer.protocol import Interviewer
from aural.room.access.entry import Who, describe
from aural.room.access.sessions import enter
from aural.room.context import RoomContext
from aural.room.conversation.views import message_view, room_view
from aural.sessions.conversation.live import LiveSession
from aural.sessions.conversation.turn_service import take_turn
from aural.sessions.service import NewAnswer, connect, disconnect, record_answer


class RehearsalError(Exception):
    """The interview didn't end within the turns that its plan allows."""


async def rehearse(
    context: RoomContext,
    interviewer: Interviewer,
    who: Who,
    answerer: Answerer,
    *,
    passes: Callable[[str], None] = lambda _text: None,
) -> LiveSession:
    """Takes the whole interview and returns the session. `passes` gets each answer, to advance a fake clock."""
    text = (await describe(context, who, None))["consent"]
    consent = {"version": text["version"], "language": text["language"], "accepted": True}
    body: dict[str, object] = {"name": answerer.name, "email": answerer.email, "consent": consent}
    entered = await enter(context, who, body)
    session = await context.sessions.open(entered.organization_id, entered.session_id)
    await connect(session)
    turns = most_turns(session.plan)
    for _ in range(turns):
        await take_turn(session, interviewer)
        if session.state.phase == "ended":
            return session
        spoken = next(m for m in reversed(session.messages) if m.role == "assistant" and m.kind != "notice")
        view = room_view(session.plan, session.state, context.clock.now())
        frame = await answerer.answer({**view}, {**message_view(spoken)})
        passes(frame["text"])
        await record_answer(session, _answer_of(frame))
    await disconnect(session)
    raise RehearsalError(f"The interview of {answerer.name} did not end after {turns} turns.")


def _answer_of(frame: Frame) -> NewAnswer:
    data: MessageData = {}
    if "choice" in frame:
        data["choice"] = frame["choice"]
    if "code" in frame:
        data["code"] = frame["code"]
    if "whiteboard" in frame:
        data["whiteboard"] = frame["whiteboard"]
    return NewAnswer(str(uuid.uuid4()), frame["text"], data or None)
