"""Legal holds, which keep candidates from being erased until an admin lifts them."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, or_, select, tuple_

from aural.interviews.repository import Position
from aural.platform.errors import HeldError
from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

_H = schema.legal_holds
_S, _C, _I = schema.sessions, schema.candidates, schema.interviews
_THEIRS = _S.alias("theirs")
_MINE = _H.c.organization_id == bindparam("organization")


def keeps(interview_id: ColumnElement[str], candidate_id: ColumnElement[str]) -> ColumnElement[bool]:
    """A condition: the hold is on this candidate, on one of their sessions, or on their interview."""
    theirs = select(_THEIRS.c.id).where(_THEIRS.c.candidate_id == candidate_id).correlate_except(_THEIRS)
    return or_(_H.c.interview_id == interview_id, _H.c.candidate_id == candidate_id, _H.c.session_id.in_(theirs))


def is_held(
    organization_id: ColumnElement[str], interview_id: ColumnElement[str], candidate_id: ColumnElement[str]
) -> ColumnElement[bool]:
    """A condition for other statements: a legal hold keeps this candidate."""
    found = select(_H.c.id).where(_H.c.organization_id == organization_id, keeps(interview_id, candidate_id))
    return found.correlate_except(_H, _THEIRS).exists()


_AFTER = tuple_(_H.c.created_at, _H.c.id) < tuple_(bindparam("created_at"), bindparam("id"))
_ADD = insert(_H)
_DROP = delete(_H).where(_MINE, _H.c.id == bindparam("hold"))
_SHOWN = (
    select(_H, _C.c.name.label("candidate_name"), _S.c.participant_name, _I.c.title)
    .select_from(
        _H.outerjoin(_S, _S.c.id == _H.c.session_id)
        .outerjoin(_C, _C.c.id == _H.c.candidate_id)
        .outerjoin(_I, _I.c.id == func.coalesce(_H.c.interview_id, _C.c.interview_id, _S.c.interview_id))
    )
    .where(_MINE)
)
_EVERY = _SHOWN.order_by(_H.c.created_at.desc(), _H.c.id.desc()).limit(bindparam("limit"))
_OF_INTERVIEW = select(_C.c.interview_id).where(_C.c.id == bindparam("candidate")).scalar_subquery()
_OVER = keeps(_OF_INTERVIEW, bindparam("candidate"))
_PAGES = {
    (is_over, is_later): _EVERY.where(*([_OVER] if is_over else []), *([_AFTER] if is_later else []))
    for is_over in (False, True)
    for is_later in (False, True)
}
_ONE_SHOWN = _SHOWN.where(_H.c.id == bindparam("hold"))
_OF_PERSON = select(_H.c.id).where(_MINE, keeps(bindparam("interview"), bindparam("candidate"))).limit(1)
_OF_SESSION = (
    select(_H.c.id)
    .select_from(_H.join(_S, _S.c.organization_id == _H.c.organization_id))
    .where(_MINE, _S.c.id == bindparam("session"), keeps(_S.c.interview_id, _S.c.candidate_id))
    .limit(1)
    .with_for_update(read=True, of=_H)
)
_ANY = select(_H.c.id).where(_MINE).limit(1)


class Hold(NamedTuple):
    """A legal hold with the interview's title and, if it is on a candidate or a session, the candidate's name."""

    id: str
    organization_id: str
    interview_id: str | None
    candidate_id: str | None
    session_id: str | None
    user_id: str | None
    actor: str
    reason: str
    created_at: int
    candidate_name: str | None
    participant_name: str | None
    title: str | None


async def insert_hold(connection: Connection, organization_id: str, *, now: int, **columns: str | None) -> str:
    """Returns the hold's id. `columns`: user_id, actor, reason, and one of interview_id, candidate_id, session_id."""
    row = {"id": new_id(), "organization_id": organization_id, "created_at": now}
    row |= {"interview_id": None, "candidate_id": None, "session_id": None}
    await connection.run(_ADD, row | columns)
    return str(row["id"])


async def list_holds(
    connection: Connection, organization_id: str, *, limit: int, after: Position | None, candidate_id: str | None = None
) -> list[Hold]:
    """At most `limit` legal holds, newest first.

    `candidate_id`: only legal holds on this candidate, on one of their sessions or on their interview.
    """
    keys: dict[str, object] = {"organization": organization_id, "limit": limit}
    if candidate_id is not None:
        keys["candidate"] = candidate_id
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await fetch_all(connection, Hold, _PAGES[candidate_id is not None, after is not None], keys)


async def find_hold(connection: Connection, organization_id: str, hold_id: str) -> Hold | None:
    return await fetch_one(connection, Hold, _ONE_SHOWN, {"organization": organization_id, "hold": hold_id})


async def drop_hold(connection: Connection, organization_id: str, hold_id: str) -> None:
    await connection.run(_DROP, {"organization": organization_id, "hold": hold_id})


async def is_candidate_held(
    connection: Connection, organization_id: str, interview_id: str, candidate_id: str | None
) -> bool:
    """Whether a hold keeps the candidate: on them, one of their sessions, or their interview.

    `candidate_id` None: whether a hold is on the interview.
    """
    keys = {"organization": organization_id, "interview": interview_id, "candidate": candidate_id}
    return await connection.row(_OF_PERSON, keys) is not None


async def refuse_held(
    connection: Connection, organization_id: str, interview_id: str, candidate_id: str | None
) -> None:
    """Raises HeldError if a legal hold keeps the candidate, or the interview if `candidate_id` is None."""
    if await is_candidate_held(connection, organization_id, interview_id, candidate_id):
        raise HeldError


async def has_holds(connection: Connection, organization_id: str) -> bool:
    return await connection.row(_ANY, {"organization": organization_id}) is not None


async def is_session_held(connection: Connection, organization_id: str, session_id: str) -> bool:
    """Whether a hold keeps the session: on itself, its candidate, another session of theirs, or its interview.

    The hold stays locked, so that no one can lift it before this transaction commits.
    """
    return await connection.row(_OF_SESSION, {"organization": organization_id, "session": session_id}) is not None
