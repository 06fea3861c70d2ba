"""A candidate's submissions, saved while they are in progress: code, drawings, and the keystrokes of code."""

from __future__ import annotations

import asyncio
import binascii
from base64 import b64decode
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from aural.guard.files.pictures import is_png
from aural.guard.http.bodies import parse_json, read_body, text_problem
from aural.guard.http.headers import PICTURE_HEADERS
from aural.platform.clock import iso
from aural.platform.errors import (
    BadRequestError,
    ConflictError,
    ForbiddenError,
    NotFoundError,
    PayloadTooLargeError,
    StorageUnavailableError,
)
from aural.privacy import consent_repository as consents
from aural.room.access.calls import Present, find_present
from aural.room.access.consent import KEYSTROKES
from aural.room.context import RoomContext
from aural.room.protocol.client import MAX_ANSWER_CHARACTERS, MAX_CODE_CHARACTERS
from aural.sessions import keystroke_repository as keystrokes
from aural.sessions import submission_repository as submissions
from aural.settings.budgets import (
    DRAWING_BYTES_OF_SESSION,
    KEYSTROKE_BYTES_OF_SESSION,
    KEYSTROKE_PARTS_OF_SESSION,
    KEYSTROKES_OF_SESSION,
    SAVES_OF_SESSION,
)
from aural.store import files
from aural.store.database import Connection
from aural.store.files import Bytes, NewFile, content_of, name_file

MAX_WORK_BYTES = 4 << 20
MAX_PICTURE_BYTES = 2 << 20
MAX_KEYSTROKES_BYTES = 256 << 10
PNG = "image/png"
_NO_ROOM = "This interview has no space for more drawings. Saved drawings are kept. Describe the rest in words."


class Desk:
    """The routes of submissions in progress."""

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self._content: Bytes = content_of(context.settings)

    async def save(self, request: Request) -> Response:
        """`PUT /room/v1/work/{questionId}`: the submission is durable when this responds."""
        body = await _body(request, MAX_WORK_BYTES)
        present = await find_present(self._context, request, body.get("slug"))
        await self._context.gate.admit(f"work:{present.session_id}", SAVES_OF_SESSION.most)
        code = _code(body["code"]) if body.get("code") is not None else None
        drawing = _drawing(body["whiteboard"]) if body.get("whiteboard") is not None else None
        if (code is None) == (drawing is None):
            raise BadRequestError("Send either code or whiteboard.", [("code", "or whiteboard is needed, not both")])
        question_id, board = request.path_params["question_id"], None
        if drawing is not None:
            board = await self._save_board(present, question_id, drawing)
        now = self._context.clock.now()
        if code is not None:
            async with self._context.database.transaction() as transaction:
                await _require_open(transaction, present, question_id)
                where = (transaction, present.organization_id, present.session_id, question_id)
                await submissions.save_code(*where, code, now)
        return _data({"savedAt": iso(now), "board": board})

    async def _save_board(self, present: Present, question_id: str, drawing: _Drawing) -> str:
        """Saves a drawing and returns its id. No files of a refused or replaced drawing remain."""
        made = [(name_file("scene", "application/json", drawing.scene), drawing.scene)]
        if drawing.picture is not None:
            made.append((name_file("picture", PNG, drawing.picture), drawing.picture))
        ids = await self._announce(present, question_id, [file for file, _ in made])
        try:
            for file, data in made:
                await self._content.put(file.digest, data)
            replaced = await self._use(present, question_id, ids, drawing.text)
        except BaseException:
            stored = dict(zip(ids, (file.digest for file, _ in made), strict=True))
            await asyncio.shield(self._clear(present, files.withdraw, stored))
            raise
        await asyncio.shield(self._clear(present, files.clear, replaced))
        return ids[0]

    async def _announce(self, present: Present, question_id: str, new: list[NewFile]) -> list[str]:
        """Registers files before they are stored, and returns their ids. Raises PayloadTooLargeError if the session has
        no space for them."""
        where = (present.organization_id, present.session_id)
        async with self._context.database.transaction() as transaction:
            await _require_open(transaction, present, question_id)
            now = self._context.clock.now()
            held = await files.count_bytes(transaction, *where, now)
            if held + sum(file.size_bytes for file in new) > DRAWING_BYTES_OF_SESSION.most:
                raise PayloadTooLargeError(_NO_ROOM)
            return [await files.insert_file(transaction, *where, file, now) for file in new]

    async def _use(self, present: Present, question_id: str, ids: list[str], text: str) -> list[str]:
        """Uses these files as the question's drawing. Returns the files of the drawing that they replace."""
        where = (present.organization_id, present.session_id)
        async with self._context.database.transaction() as transaction:
            await _require_open(transaction, present, question_id)
            if await files.use_files(transaction, *where, ids) != len(ids):
                raise ConflictError("The drawing could not be saved. Save it again.")
            scene_id, picture_id = ids[0], ids[1] if len(ids) > 1 else None
            board: dict[str, Any] = {"scene_id": scene_id, "picture_id": picture_id, "text": text}
            return await submissions.save_board(
                transaction, *where, question_id, **board, now=self._context.clock.now()
            )

    async def _clear(self, present: Present, clear: Callable[..., Awaitable[None]], what: object) -> None:
        """Deletes files at once if the storage can be reached. Otherwise, the next housekeeping run deletes them."""
        with suppress(StorageUnavailableError):
            where = (present.organization_id, present.session_id)
            await clear(self._context.database, self._content, *where, what)

    async def load(self, request: Request) -> Response:
        """`GET /room/v1/work`: the saved submissions by question; with `question`, only that one's. Code can then be
        loaded while the storage of drawings is unavailable.
        """
        present = await find_present(self._context, request, request.query_params.get("slug"))
        found = await submissions.list_works(self._context.database.read, present.organization_id, present.session_id)
        only = request.query_params.get("question")
        asked = [row for row in found if only in (None, row.question_id)]
        return _data({row.question_id: await self._work(present, row) for row in asked})

    async def picture(self, request: Request) -> Response:
        """`GET /room/v1/files/{fileId}`: a picture of this session, for the page. Other files aren't served."""
        present = await find_present(self._context, request, request.query_params.get("slug"))
        where = (present.organization_id, present.session_id, request.path_params["file_id"])
        file = await files.find_file(self._context.database.read, *where)
        content = None if file is None or file.media_type != PNG else await self._content.get(file.digest)
        if content is None:
            raise NotFoundError("This interview has no picture with this id.")
        return Response(content, media_type=PNG, headers=PICTURE_HEADERS)

    async def type(self, request: Request) -> Response:
        """`POST /room/v1/keystrokes/{questionId}`: appends keystrokes to those that are stored."""
        body = await _body(request, MAX_KEYSTROKES_BYTES)
        present = await find_present(self._context, request, body.get("slug"))
        await self._context.gate.admit(f"keystrokes:{present.session_id}", KEYSTROKE_PARTS_OF_SESSION.most)
        start, events = _events(body)
        async with self._context.database.transaction() as transaction:
            await _require_open(transaction, present, request.path_params["question_id"])
            held = await self._append(transaction, present, request.path_params["question_id"], start, events)
        return _data({"count": held})

    async def _append(
        self, transaction: Connection, present: Present, question_id: str, start: int, events: list[list[object]]
    ) -> int:
        where = (transaction, present.organization_id, present.session_id)
        if not await consents.has_agreed(*where, KEYSTROKES):
            raise ForbiddenError("Your typing is only recorded if you agreed to it.")
        held = await keystrokes.count_events(*where, question_id)
        if start > held:
            raise ConflictError("Events before these are missing. Send them first.", expected=held)
        fresh = events[held - start :]
        if fresh:
            await _require_room_for(transaction, present, fresh)
            await keystrokes.append_events(*where, question_id, start=held, events=fresh, now=self._context.clock.now())
        return held + len(fresh)

    async def _work(self, present: Present, row: submissions.Work) -> dict[str, object]:
        board = None
        if row.scene_id is not None:
            board = {"board": row.scene_id, "scene": await self._scene(present, row.scene_id), "text": row.board_text}
        return {"code": row.code, "whiteboard": board, "savedAt": iso(row.saved_at)}

    async def _scene(self, present: Present, file_id: str) -> orjson.Fragment | None:
        reader = self._context.database.read
        file = await files.find_file(reader, present.organization_id, present.session_id, file_id)
        content = None if file is None else await self._content.get(file.digest)
        return None if content is None else orjson.Fragment(content)


async def _require_open(transaction: Connection, present: Present, question_id: str) -> None:
    """Locks the session until the transaction ends. Raises ConflictError if it isn't running, and NotFoundError if this
    question wasn't asked."""
    where = (transaction, present.organization_id, present.session_id)
    if await submissions.lock_status(*where) != "IN_PROGRESS":
        raise ConflictError("The interview is finished: nothing more is saved.")
    if not await submissions.was_put(*where, question_id):
        raise NotFoundError("This question was not asked in this interview.")


async def _require_room_for(transaction: Connection, present: Present, events: list[list[object]]) -> None:
    """Raises PayloadTooLargeError if the session has no space for these events."""
    held = await keystrokes.measure(transaction, present.organization_id, present.session_id)
    size_bytes = keystrokes.size_of(events)
    is_long = held.count + len(events) > KEYSTROKES_OF_SESSION.most
    if is_long or held.size_bytes + size_bytes > KEYSTROKE_BYTES_OF_SESSION.most:
        raise PayloadTooLargeError("No more of what you type is recorded. Your answers are saved as before.")


# --- bodies ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Drawing:
    scene: bytes
    picture: bytes | None
    text: str


async def _body(request: Request, limit_bytes: int) -> dict[str, object]:
    raw = await read_body(request.receive, limit_bytes)
    body = parse_json(raw, request.headers.get("content-type"), limit_bytes)
    if not isinstance(body, dict):
        raise BadRequestError("The body must be a JSON object.")
    return body


def _text(value: Any, name: str, limit: int) -> str:
    if value is None:
        return ""
    problem = "must be text" if not isinstance(value, str) else text_problem(value)
    if problem is None and len(value) > limit:
        problem = f"must have at most {limit:,} characters"
    if problem is not None:
        raise BadRequestError("The submission is malformed.", [(name, problem)])
    return str(value)


def _code(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise BadRequestError("The submission is malformed.", [("code", "must have language and text")])
    language = _text(value.get("language"), "code.language", 40)
    return {"language": language, "text": _text(value.get("text"), "code.text", MAX_CODE_CHARACTERS)}


def _drawing(value: object) -> _Drawing:
    if not isinstance(value, dict) or not isinstance(value.get("scene"), dict):
        raise BadRequestError("The submission is malformed.", [("whiteboard.scene", "must be an object")])
    text = _text(value.get("text"), "whiteboard.text", MAX_ANSWER_CHARACTERS)
    return _Drawing(_scene(value["scene"]), _picture(value.get("picture")), text.strip())


def _scene(value: dict[str, object]) -> bytes:
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError as error:  # nested too deeply to be serialized
        problem = [("whiteboard.scene", "is nested too deep")]
        raise BadRequestError("The submission is malformed.", problem) from error


def _picture(value: object) -> bytes | None:
    if value is None:
        return None
    try:
        content = b64decode(value if isinstance(value, str) else "", validate=True)
    except (binascii.Error, ValueError):
        content = b""
    if len(content) > MAX_PICTURE_BYTES:
        raise PayloadTooLargeError(f"The picture is larger than {MAX_PICTURE_BYTES:,} bytes.")
    if not is_png(content):
        raise BadRequestError(
            "The submission is malformed.", [("whiteboard.picture", "must be a PNG picture in base64")]
        )
    return content


def _events(body: dict[str, object]) -> tuple[int, list[list[object]]]:
    start, events = body.get("from"), body.get("events")
    if not isinstance(start, int) or isinstance(start, bool) or start < 0:
        raise BadRequestError("The events are malformed.", [("from", "must be a whole number, 0 or more")])
    if not isinstance(events, list) or not all(map(_is_event, events)):
        shape = "must be a list of [milliseconds, from, to, text]"
        raise BadRequestError("The events are malformed.", [("events", shape)])
    return start, events


def _is_event(event: object) -> bool:
    if not isinstance(event, list) or len(event) != 4:
        return False
    *numbers, text = event
    return (
        all(type(number) is int and 0 <= number < 1 << 53 for number in numbers)
        and isinstance(text, str)
        and text_problem(text) is None
    )


def _data(data: object) -> Response:
    return _Json({"data": data}, headers={"Cache-Control": "no-store"})


class _Json(JSONResponse):
    def render(self, content: object) -> bytes:
        return orjson.dumps(content)
