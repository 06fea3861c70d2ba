"""Returns a candidate's submissions: code, drawings, and the keystrokes of code."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply
from aural.api.representation import Time, represent
from aural.api.validation import Json, Output
from aural.platform.errors import NotFoundError
from aural.sessions import examples
from aural.sessions import keystroke_repository as keystrokes
from aural.sessions import submission_repository as submissions
from aural.sessions.endpoints import find_session
from aural.store import files
from aural.store.files import content_of

operations = Operations("Sessions")


class CodeOut(Output):
    language: str
    text: str


class BoardOut(Output):
    """`scene` and `picture` are ids of files; `text` contains the words on the board."""

    scene: str
    picture: str | None
    text: str


class WorkOut(Output):
    """The candidate's newest code and drawing for a question."""

    question_id: str
    code: CodeOut | None
    whiteboard: BoardOut | None
    saved_at: Time


class KeystrokesOut(Output):
    """Each event has a time (ms since 1970, by the candidate's clock), the range that was replaced, and the new text.

    Applied in order to an empty text, the events result in the code. Positions count UTF-16 units; a `to` beyond the
    end means the end.
    """

    question_id: str
    events: list[list[object]] = Field(description="[milliseconds, from, to, text]")


def _work_json(row: submissions.Work) -> Json:
    board = {"scene": row.scene_id, "picture": row.picture_id, "text": row.board_text}
    return represent(WorkOut, row, whiteboard=None if row.scene_id is None else board)


@operations.get(
    "/sessions/{id}/work",
    id="getWork",
    summary="Get the work of a session",
    description="Code and drawings of each question as they were last saved, even if they were never sent.",
    answer=Answer(WorkOut, examples.WORK, is_list=True),
    find=find_session,
)
async def get_work(call: Call) -> Reply:
    call.context.gate.note_access(call.caller, call.id)
    rows = await submissions.list_works(call.connection, call.organization_id, call.id)
    return Reply([_work_json(row) for row in rows])


@operations.get(
    "/sessions/{id}/keystrokes",
    id="getKeystrokes",
    summary="Get the keystrokes of a session",
    description="How code was typed, if the candidate agreed to that. Otherwise, the list is empty.",
    answer=Answer(KeystrokesOut, examples.KEYSTROKES, is_list=True),
    find=find_session,
)
async def get_keystrokes(call: Call) -> Reply:
    call.context.gate.note_access(call.caller, call.id)
    rows = await keystrokes.list_keystrokes(call.connection, call.organization_id, call.id)
    typed = groupby(rows, key=lambda row: row.question_id)
    return Reply([{"questionId": question, "events": _joined(parts)} for question, parts in typed])


def _joined(parts: Iterable[keystrokes.Keystrokes]) -> list[list[object]]:
    return [event for part in parts for event in part.events]


async def find_file(call: Call, *, lock: bool) -> files.File | None:
    """The file of `/sessions/{id}/files/{fileId}`, if the caller can reach the session."""
    if await find_session(call, lock=lock) is None:
        return None
    return await files.find_file(call.connection, call.organization_id, call.id, call.part_id)


@operations.get(
    "/sessions/{id}/files/{fileId}",
    id="getFile",
    summary="Download a file of a session",
    description="A drawing's scene or picture, always as an attachment.",
    answer=None,
    find=find_file,
)
async def get_file(call: Call) -> Reply:
    content = await content_of(call.context.settings).get(call.found.digest)
    if content is None:
        raise NotFoundError("The content of this file is not on this server.")
    call.context.gate.note_access(call.caller, call.id)
    return Reply(None, file=content)
