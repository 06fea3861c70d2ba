"""Submissions in progress: the code and the drawing for each question, as they were last saved."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select, update

from aural.sessions.submission_tables import Work as Work
from aural.store import files, schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

_W = schema.works
_S = schema.sessions
_M = schema.messages
_OF_SESSION = (_W.c.organization_id == bindparam("organization"), _W.c.session_id == bindparam("session"))
_LIST = select(_W).where(*_OF_SESSION).order_by(_W.c.saved_at, _W.c.question_id)
_ONE = select(_W).where(*_OF_SESSION, _W.c.question_id == bindparam("question"))
_INSERT = insert(_W)
_SAVE_CODE = (
    update(_W)
    .where(*_OF_SESSION, _W.c.question_id == bindparam("question"))
    .values(code=bindparam("new_code", type_=_W.c.code.type), saved_at=bindparam("now"))
)
_SAVE_BOARD = (
    update(_W)
    .where(*_OF_SESSION, _W.c.question_id == bindparam("question"))
    .values(
        scene_id=bindparam("scene"),
        picture_id=bindparam("picture"),
        board_text=bindparam("text"),
        saved_at=bindparam("now"),
    )
)
_LOCK = (
    select(_S.c.status)
    .where(_S.c.organization_id == bindparam("organization"), _S.c.id == bindparam("session"))
    .with_for_update()
)
_WAS_PUT = (
    select(_M.c.id)
    .where(
        _M.c.organization_id == bindparam("organization"),
        _M.c.session_id == bindparam("session"),
        _M.c.question_id == bindparam("question"),
        _M.c.kind == "question",
    )
    .limit(1)
)


async def lock_status(connection: Connection, organization_id: str, session_id: str) -> str | None:
    """Locks the session until the transaction ends, and returns its status; None if the session is gone."""
    row = await connection.row(_LOCK, {"organization": organization_id, "session": session_id})
    return None if row is None else str(row.status)


async def was_put(connection: Connection, organization_id: str, session_id: str, question_id: str) -> bool:
    """Whether the interviewer has asked this question."""
    keys = {"organization": organization_id, "session": session_id, "question": question_id}
    return await connection.row(_WAS_PUT, keys) is not None


async def list_works(connection: Connection, organization_id: str, session_id: str) -> list[Work]:
    return await fetch_all(connection, Work, _LIST, {"organization": organization_id, "session": session_id})


async def find_work(connection: Connection, organization_id: str, session_id: str, question_id: str) -> Work | None:
    keys = {"organization": organization_id, "session": session_id, "question": question_id}
    return await fetch_one(connection, Work, _ONE, keys)


async def save_code(
    connection: Connection, organization_id: str, session_id: str, question_id: str, code: dict[str, str], now: int
) -> None:
    """The caller must have locked the session."""
    keys = {"organization": organization_id, "session": session_id, "question": question_id, "now": now}
    if await connection.run(_SAVE_CODE, {**keys, "new_code": code}) == 0:
        await connection.run(_INSERT, _new(keys) | {"code": code})


async def save_board(
    connection: Connection,
    organization_id: str,
    session_id: str,
    question_id: str,
    *,
    scene_id: str,
    picture_id: str | None,
    text: str,
    now: int,
) -> list[str]:
    """Returns the files of the previous drawing, to be deleted after the commit unless an answer shows them.

    The drawing's id is that of its scene. The bytes of both files must be stored already, and the session must be
    locked.
    """
    former = await find_work(connection, organization_id, session_id, question_id)
    keys = {"organization": organization_id, "session": session_id, "question": question_id, "now": now}
    if former is None:
        board = {"scene_id": scene_id, "picture_id": picture_id, "board_text": text}
        await connection.run(_INSERT, _new(keys) | board)
    else:
        board = {"scene": scene_id, "picture": picture_id, "text": text}
        await connection.run(_SAVE_BOARD, {**keys, **board})
    gone = [] if former is None else [one for one in (former.scene_id, former.picture_id) if one is not None]
    await files.replace_files(connection, organization_id, session_id, gone, now)
    return gone


def _new(keys: dict[str, object]) -> dict[str, object]:
    return {
        "session_id": keys["session"],
        "question_id": keys["question"],
        "organization_id": keys["organization"],
        "saved_at": keys["now"],
    }
