"""People's comments on a session or on one of its messages."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, func, insert, literal, select, tuple_, update

from aural.interviews.repository import Position
from aural.platform.ids import new_id
from aural.reports.tables import Comment as Comment
from aural.reports.tables import comments
from aural.store import schema
from aural.store.database import Connection
from aural.store.dialect import later
from aural.store.records import fetch_all, fetch_one

_C = comments
_M = schema.messages
_MINE = (_C.c.organization_id == bindparam("organization"), _C.c.session_id == bindparam("session"))
_ONE = (*_MINE, _C.c.id == bindparam("comment"))
_EVERY = select(_C).where(*_MINE).order_by(_C.c.created_at.desc(), _C.c.id.desc())
_AFTER = tuple_(_C.c.created_at, _C.c.id) < tuple_(bindparam("created_at"), bindparam("id"))
_LIMITED = _EVERY.limit(bindparam("limit"))
_PAGES = {
    (True, True): _EVERY,
    (True, False): _EVERY.where(_AFTER),
    (False, True): _LIMITED,
    (False, False): _LIMITED.where(_AFTER),
}
_FIND = select(_C).where(*_ONE)
_INSERT = insert(_C)
_CHANGE = (
    update(_C)
    .where(*_ONE)
    .values(text=bindparam("words"), edited_at=later(func.coalesce(_C.c.edited_at, _C.c.created_at), bindparam("now")))
)
_DELETE = delete(_C).where(*_ONE)
_HAS_MESSAGE = select(literal(1)).where(
    _M.c.organization_id == bindparam("organization"),
    _M.c.session_id == bindparam("session"),
    _M.c.id == bindparam("message"),
)


async def list_comments(
    connection: Connection, organization_id: str, session_id: str, *, limit: int | None, after: Position | None
) -> list[Comment]:
    """Newest first; all of them if `limit` is None."""
    keys: dict[str, object] = {"organization": organization_id, "session": session_id, "limit": limit}
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await fetch_all(connection, Comment, _PAGES[limit is None, after is None], keys)


async def find_comment(
    connection: Connection, organization_id: str, session_id: str, comment_id: str
) -> Comment | None:
    keys = {"organization": organization_id, "session": session_id, "comment": comment_id}
    return await fetch_one(connection, Comment, _FIND, keys)


async def insert_comment(
    connection: Connection, organization_id: str, session_id: str, values: dict[str, object], now: int
) -> str:
    """Stores a new comment and returns its id. `values`: user_id, person, text, message_id."""
    row = {"id": new_id(), "organization_id": organization_id, "session_id": session_id, "created_at": now, **values}
    await connection.run(_INSERT, row)
    return str(row["id"])


async def change_comment(
    connection: Connection, organization_id: str, session_id: str, comment_id: str, words: str, now: int
) -> None:
    keys = {"organization": organization_id, "session": session_id, "comment": comment_id}
    await connection.run(_CHANGE, keys | {"words": words, "now": now})


async def delete_comment(connection: Connection, organization_id: str, session_id: str, comment_id: str) -> None:
    keys = {"organization": organization_id, "session": session_id, "comment": comment_id}
    await connection.run(_DELETE, keys)


async def has_message(connection: Connection, organization_id: str, session_id: str, message_id: str) -> bool:
    """Whether the message belongs to the session."""
    keys = {"organization": organization_id, "session": session_id, "message": message_id}
    return await connection.row(_HAS_MESSAGE, keys) is not None
