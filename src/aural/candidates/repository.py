"""Candidates. Their tokens are stored as keyed hash and encrypted value; nothing in this module can read them.

Rows of candidates have `status`, `session_status` and columns of their interview in addition to their own columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Row, Select, bindparam, case, func, insert, literal, select, tuple_, update

from aural.interviews.repository import IS_SHOWN, Position, Projects
from aural.store import schema
from aural.store.database import Connection
from aural.store.words import SPELLINGS, Spelling, has_words, spelling_of, word_keys

STATUSES = ("NOT_INVITED", "INVITED", "OPENED", "IN_INTERVIEW", "DONE", "LEFT", "EXPIRED", "REVOKED")

_C = schema.candidates
_I = schema.interviews
_S = schema.sessions
_MINE = _C.c.organization_id == bindparam("organization")
_NOW = bindparam("now", type_=BigInteger)
# Things that happened outrank things that may happen: a finished interview stays finished when its link is revoked.
STATUS = case(
    (_S.c.status == "COMPLETED", literal("DONE")),
    (_S.c.status == "IN_PROGRESS", literal("IN_INTERVIEW")),
    (_S.c.status == "ABANDONED", literal("LEFT")),
    (_C.c.revoked_at.is_not(None), literal("REVOKED")),
    (_C.c.expires_at <= _NOW, literal("EXPIRED")),
    (_C.c.opened_at.is_not(None), literal("OPENED")),
    (_C.c.invited_at.is_not(None), literal("INVITED")),
    else_=literal("NOT_INVITED"),
)
_OF_INTERVIEW = (
    _I.c.title.label("interview_title"),
    _I.c.public_slug,
    _I.c.is_active.label("interview_is_active"),
)
_SOURCE = _C.join(_I, _I.c.id == _C.c.interview_id).outerjoin(_S, _S.c.id == _C.c.session_id)
_EVERY = (
    select(_C, STATUS.label("status"), _S.c.status.label("session_status"), *_OF_INTERVIEW)
    .select_from(_SOURCE)
    .where(_MINE, IS_SHOWN)
)
_AFTER = tuple_(_C.c.created_at, _C.c.id) < tuple_(bindparam("created_at"), bindparam("id"))
_IN_INTERVIEW = _C.c.interview_id == bindparam("interview")
_IN_PROJECTS = _I.c.project_id.in_(bindparam("projects", expanding=True))
_HAS_STATUS = STATUS.in_(bindparam("statuses", expanding=True))
_IS_FOUND = {
    (spelling, by_name): has_words(spelling, *((_C.c.name,) if by_name else (_C.c.name, _C.c.email)))
    for spelling in SPELLINGS
    for by_name in (False, True)
}


@dataclass(frozen=True, slots=True)
class CandidateFilters:
    """Candidate filters: by interview, by status, by text in the name or email (or in the name only)."""

    interview_id: str | None = None
    projects: Projects = None
    statuses: Sequence[str] = ()
    search: str | None = None
    by_name_only: bool = False

    def keys(self, organization_id: str, now: int) -> dict[str, Any]:
        keys: dict[str, Any] = {"organization": organization_id, "now": now}
        if self.interview_id is not None:
            keys["interview"] = self.interview_id
        if self.projects is not None:
            keys["projects"] = self.projects
        if self.statuses:
            keys["statuses"] = list(self.statuses)
        if self.search:
            keys |= word_keys(self.search)
        return keys

    def narrow(self, statement: Select[Any]) -> Select[Any]:
        return _narrow(
            statement,
            self.interview_id is not None,
            self.projects is not None,
            bool(self.statuses),
            spelling_of(self.search) if self.search else None,
            self.by_name_only,
        )


@cache
def _narrow(
    statement: Select[Any], interview: bool, projects: bool, statuses: bool, search: Spelling | None, by_name: bool
) -> Select[Any]:
    conditions = ((_IN_INTERVIEW, interview), (_IN_PROJECTS, projects), (_HAS_STATUS, statuses))
    for condition, is_wanted in conditions:
        statement = statement.where(condition) if is_wanted else statement
    return statement if search is None else statement.where(_IS_FOUND[search, by_name])


_NEWEST_FIRST = _EVERY.order_by(_C.c.created_at.desc(), _C.c.id.desc())
_PAGES = {
    (False, False): _NEWEST_FIRST,
    (True, False): _NEWEST_FIRST.limit(bindparam("limit")),
    (True, True): _NEWEST_FIRST.where(_AFTER).limit(bindparam("limit")),
}


async def list_candidates(
    connection: Connection,
    organization_id: str,
    wanted: CandidateFilters,
    *,
    limit: int | None,
    after: Position | None,
    now: int,
) -> Sequence[Row[Any]]:
    """The candidates that match, newest first; all of them if `limit` is None."""
    keys = wanted.keys(organization_id, now)
    if limit is not None:
        keys["limit"] = limit
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await connection.rows(wanted.narrow(_PAGES[limit is not None, after is not None]), keys)


_COUNTS = (
    select(STATUS.label("status"), func.count().label("count_of"))
    .select_from(_SOURCE)
    .where(_MINE, _IN_INTERVIEW)
    .group_by(STATUS)
)


async def count_candidates(connection: Connection, organization_id: str, interview_id: str, now: int) -> dict[str, int]:
    """How many of an interview's candidates have each status."""
    rows = await connection.rows(_COUNTS, {"organization": organization_id, "interview": interview_id, "now": now})
    return dict.fromkeys(STATUSES, 0) | {row.status: int(row.count_of) for row in rows}


_BY_ID = _EVERY.where(_C.c.id == bindparam("candidate"))
_ONE = {
    (False, False): _BY_ID,
    (False, True): _BY_ID.with_for_update(of=_C),
    (True, False): _BY_ID.where(_IN_PROJECTS),
    (True, True): _BY_ID.where(_IN_PROJECTS).with_for_update(of=_C),
}
_THESE = _EVERY.where(_IN_INTERVIEW, _C.c.id.in_(bindparam("candidates", expanding=True))).with_for_update(of=_C)


async def find_candidate(
    connection: Connection,
    organization_id: str,
    projects: Projects,
    candidate_id: str,
    *,
    now: int,
    lock: bool = False,
) -> Row[Any] | None:
    """This organization's candidate, if in one of these projects. `lock`: the row can't change until we commit."""
    keys: dict[str, Any] = {"organization": organization_id, "candidate": candidate_id, "now": now}
    if projects is not None:
        keys["projects"] = projects
    return await connection.row(_ONE[projects is not None, lock], keys)


async def list_these(
    connection: Connection, organization_id: str, interview_id: str, candidate_ids: Sequence[str], now: int
) -> Sequence[Row[Any]]:
    """The interview's candidates with these ids, locked for a change."""
    keys = {"organization": organization_id, "interview": interview_id, "candidates": list(candidate_ids), "now": now}
    return await connection.rows(_THESE, keys)


_SESSIONS = (
    select(
        _S.c.id,
        _S.c.candidate_id,
        _S.c.status,
        _S.c.end_reason,
        _S.c.report_status,
        _S.c.started_at,
        _S.c.completed_at,
        _S.c.total_duration_seconds,
    )
    .where(
        _S.c.organization_id == bindparam("organization"),
        _S.c.candidate_id.in_(bindparam("candidates", expanding=True)),
    )
    .order_by(_S.c.created_at.desc(), _S.c.id.desc())
)


async def list_sessions_of(
    connection: Connection, organization_id: str, candidate_ids: Sequence[str]
) -> Sequence[Row[Any]]:
    """All sessions of these candidates, newest first: a retake keeps the earlier one."""
    if not candidate_ids:
        return []
    return await connection.rows(_SESSIONS, {"organization": organization_id, "candidates": list(candidate_ids)})


_EMAILS = select(func.lower(_C.c.email).label("email")).where(_MINE, _IN_INTERVIEW, _C.c.email.is_not(None))


async def list_emails(connection: Connection, organization_id: str, interview_id: str) -> set[str]:
    """The addresses of the interview's candidates, in lower case."""
    rows = await connection.rows(_EMAILS, {"organization": organization_id, "interview": interview_id})
    return {row.email for row in rows}


_INSERT = insert(_C)


async def insert_candidates(connection: Connection, organization_id: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Stores complete rows, all or none."""
    await connection.run(_INSERT, [{**row, "organization_id": organization_id} for row in rows])


_CHANGEABLE = (
    *("name", "email", "known_email", "phone", "notes", "token_hash", "token_encrypted", "entrance_hash"),
    *("session_id", "retakes", "mail_status", "mail_error"),
    *("invited_at", "opened_at", "reminded_at", "expires_at", "revoked_at"),
)
_SAME = (_MINE, _C.c.id == bindparam("candidate"))
_UPDATE = (
    update(_C)
    .where(*_SAME)
    .values(
        {name: bindparam(f"new_{name}", type_=_C.c[name].type) for name in _CHANGEABLE}
        | {"version": _C.c.version + 1, "updated_at": bindparam("now")}
    )
)


async def update_candidate(
    connection: Connection, organization_id: str, locked: Row[Any], values: Mapping[str, Any], now: int
) -> None:
    """Sets columns of a candidate that was read with `lock`, and increases its version."""
    columns = {f"new_{name}": values.get(name, getattr(locked, name)) for name in _CHANGEABLE}
    await connection.run(_UPDATE, columns | {"organization": organization_id, "candidate": locked.id, "now": now})


_KNOW = update(_C).where(*_SAME).values(known_email=bindparam("address"))


async def note_known_email(connection: Connection, organization_id: str, candidate_id: str, address: str) -> None:
    """Notes that the address is the candidate's: they entered a code that was sent there."""
    keys = {"organization": organization_id, "candidate": candidate_id, "address": address.lower()}
    await connection.run(_KNOW, keys)


_OPEN = update(_C).where(*_SAME, _C.c.opened_at.is_(None)).values(opened_at=bindparam("now"))


async def mark_opened(connection: Connection, organization_id: str, candidate_id: str, now: int) -> bool:
    """Notes that the personal link was opened. Returns whether it was the first time."""
    keys = {"organization": organization_id, "candidate": candidate_id, "now": now}
    return await connection.run(_OPEN, keys) == 1


_FORGET_COOKIES = schema.room_cookies.delete().where(
    schema.room_cookies.c.organization_id == bindparam("organization"),
    schema.room_cookies.c.candidate_id == bindparam("candidate"),
)


async def forget_browsers(connection: Connection, organization_id: str, candidate_id: str) -> None:
    """Deletes the candidate's cookies in all browsers, so that only the link lets them in."""
    await connection.run(_FORGET_COOKIES, {"organization": organization_id, "candidate": candidate_id})


_NEVER_WRITTEN = (
    select(_C.c.id)
    .select_from(_SOURCE)
    .where(_MINE, _IN_INTERVIEW, STATUS.in_(("NOT_INVITED", "OPENED")), _C.c.email.is_not(None))
    .where(_C.c.mail_status.is_(None), _C.c.invited_at.is_(None))
    .order_by(_C.c.created_at, _C.c.id)
    .limit(bindparam("most"))
)


async def list_never_written(
    connection: Connection, organization_id: str, interview_id: str, most: int, now: int
) -> list[str]:
    """The ids of candidates with an address who were never sent an email, oldest first."""
    keys = {"organization": organization_id, "interview": interview_id, "most": most, "now": now}
    return [row.id for row in await connection.rows(_NEVER_WRITTEN, keys)]
