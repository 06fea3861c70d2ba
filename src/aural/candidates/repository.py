"""Candidates. Their tokens are stored as a keyed hash and an encrypted value, and this module can't read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, bindparam, case, func, insert, literal, select, tuple_, update

from aural.candidates.tables import Candidate as Candidate
from aural.interviews.repository import IS_SHOWN, Position, Projects
from aural.store import schema
from aural.store.database import Connection
from aural.store.listing import Order, has_words, sort, word_keys
from aural.store.records import fetch_all, fetch_one

STATUSES = ("NOT_INVITED", "INVITED", "OPENED", "IN_INTERVIEW", "DONE", "LEFT", "EXPIRED", "REVOKED")

_C = schema.candidates
_I = schema.interviews
_S = schema.sessions
_MINE = _C.c.organization_id == bindparam("organization")
_NOW = bindparam("now", type_=BigInteger)
# Past events outrank the state of the link: a finished interview stays finished when its link is revoked.
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
# When the candidate was last active in the session, or else opened the link, was invited or was added.
_last_activity = func.coalesce(_S.c.last_activity_at, _C.c.opened_at, _C.c.invited_at, _C.c.created_at)
_OF_INTERVIEW = (
    _I.c.title.label("interview_title"),
    _I.c.public_slug,
    _I.c.is_active.label("interview_is_active"),
)
_SOURCE = _C.join(_I, _I.c.id == _C.c.interview_id).outerjoin(_S, _S.c.id == _C.c.session_id)
_EVERY = (
    select(
        _C,
        STATUS.label("status"),
        _S.c.status.label("session_status"),
        *_OF_INTERVIEW,
        _last_activity.label("last_activity_at"),
    )
    .select_from(_SOURCE)
    .where(_MINE, IS_SHOWN)
)
_AFTER = tuple_(_C.c.created_at, _C.c.id) < tuple_(bindparam("created_at"), bindparam("id"))
_IN_INTERVIEW = _C.c.interview_id == bindparam("interview")
_IN_PROJECTS = _I.c.project_id.in_(bindparam("projects", expanding=True))
_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "interview": _IN_INTERVIEW,
    "projects": _IN_PROJECTS,
    "ids": _C.c.id.in_(bindparam("ids", expanding=True)),
    "statuses": STATUS.in_(bindparam("statuses", expanding=True)),
    "mail_statuses": _C.c.mail_status.in_(bindparam("mail_statuses", expanding=True)),
    "invited_since": _C.c.invited_at >= bindparam("invited_since"),
    "invited_until": _C.c.invited_at < bindparam("invited_until"),
    "active_since": _last_activity >= bindparam("active_since"),
    "active_until": _last_activity < bindparam("active_until"),
    "words": has_words(_C.c.name, _C.c.email),
    "words in the name": has_words(_C.c.name),
}


@dataclass(frozen=True, slots=True)
class CandidateFilters:
    """Filters for candidates. A field that is None or empty matches everything. `search`: text in the name or email
    (or in the name only)."""

    interview_id: str | None = None
    projects: Projects = None
    statuses: Sequence[str] = ()
    search: str | None = None
    by_name_only: bool = False
    mail_statuses: Sequence[str] = ()
    invited_since: int | None = None
    invited_until: int | None = None
    active_since: int | None = None
    active_until: int | None = None
    ids: Sequence[str] = ()

    def _wanted(self) -> dict[str, object]:
        values = {
            "interview": self.interview_id,
            "projects": self.projects,
            "statuses": list(self.statuses) or None,
            "mail_statuses": list(self.mail_statuses) or None,
            "invited_since": self.invited_since,
            "invited_until": self.invited_until,
            "active_since": self.active_since,
            "active_until": self.active_until,
            "ids": list(self.ids) or None,
        }
        return {name: value for name, value in values.items() if value is not None}

    def keys(self, organization_id: str, now: int) -> dict[str, object]:
        keys: dict[str, object] = {"organization": organization_id, "now": now, **self._wanted()}
        return keys | (word_keys(self.search) if self.search else {})

    def narrow(self, statement: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
        names = tuple(self._wanted())
        if self.search:
            names = (*names, "words in the name" if self.by_name_only else "words")
        return _narrow(statement, names)


@cache
def _narrow(statement: Select[*tuple[object, ...]], names: tuple[str, ...]) -> Select[*tuple[object, ...]]:
    return statement.where(*(_CONDITIONS[name] for name in names))


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
) -> list[Candidate]:
    """The candidates that match, newest first; all of them if `limit` is None."""
    keys = wanted.keys(organization_id, now)
    if limit is not None:
        keys["limit"] = limit
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    statement = wanted.narrow(_PAGES[limit is not None, after is not None])
    return await fetch_all(connection, Candidate, statement, keys)


# The keys that a list can be sorted by, each with whether its values are text.
_SORTED_BY: dict[str, tuple[ColumnElement[Any], bool]] = {
    "createdAt": (_C.c.created_at, False),
    "name": (_C.c.name, True),
    "status": (case({name: place for place, name in enumerate(STATUSES)}, value=STATUS), False),
    "invitedAt": (_C.c.invited_at, False),
    "lastActivity": (_last_activity, False),
}
_IDS = select(_C.c.id).select_from(_SOURCE).where(_MINE, IS_SHOWN)


@cache
def _sorted(order: Order, is_first: bool) -> Select[Any]:
    value, is_text = _SORTED_BY[order.by]
    return sort(_IDS, value, _C.c.id, order, is_text=is_text, is_first=is_first)


async def list_sorted(
    connection: Connection,
    organization_id: str,
    wanted: CandidateFilters,
    order: Order,
    *,
    limit: int,
    after: Position | None,
    now: int,
) -> tuple[list[Candidate], dict[str, int | str]]:
    """At most `limit` candidates that match, in this order, and their sort keys by id."""
    keys = wanted.keys(organization_id, now) | {"limit": limit}
    if after is not None:
        keys |= {"last_key": after[0], "last_id": after[1]}
    places = await connection.rows(wanted.narrow(_sorted(order, after is None)), keys)
    ids = [row.id for row in places]
    asked = {"organization": organization_id, "candidates": ids, "now": now}
    found = {row.id: row for row in await fetch_all(connection, Candidate, _WITH_IDS, asked)} if ids else {}
    return [found[each] for each in ids if each in found], {row.id: row.sort_key for row in places}


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
_WITH_IDS = _EVERY.where(_C.c.id.in_(bindparam("candidates", expanding=True)))
_THESE = _EVERY.where(_IN_INTERVIEW, _C.c.id.in_(bindparam("candidates", expanding=True))).with_for_update(of=_C)


async def find_candidate(
    connection: Connection,
    organization_id: str,
    projects: Projects,
    candidate_id: str,
    *,
    now: int,
    lock: bool = False,
) -> Candidate | None:
    """The organization's candidate, if in one of these projects. `lock`: locks the row until the transaction ends."""
    keys: dict[str, object] = {"organization": organization_id, "candidate": candidate_id, "now": now}
    if projects is not None:
        keys["projects"] = projects
    return await fetch_one(connection, Candidate, _ONE[projects is not None, lock], keys)


async def list_these(
    connection: Connection, organization_id: str, interview_id: str, candidate_ids: Sequence[str], now: int
) -> list[Candidate]:
    """The interview's candidates with these ids. Their rows are locked."""
    keys = {"organization": organization_id, "interview": interview_id, "candidates": list(candidate_ids), "now": now}
    return await fetch_all(connection, Candidate, _THESE, keys)


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


class CandidateSession(NamedTuple):
    id: str
    candidate_id: str
    status: str
    end_reason: str | None
    report_status: str | None
    started_at: int
    completed_at: int | None
    total_duration_seconds: int


async def list_sessions_of(
    connection: Connection, organization_id: str, candidate_ids: Sequence[str]
) -> list[CandidateSession]:
    """All sessions of these candidates, newest first. A retake keeps the earlier session."""
    if not candidate_ids:
        return []
    keys = {"organization": organization_id, "candidates": list(candidate_ids)}
    return await fetch_all(connection, CandidateSession, _SESSIONS, keys)


_EMAILS = select(func.lower(_C.c.email).label("email")).where(_MINE, _IN_INTERVIEW, _C.c.email.is_not(None))


async def list_emails(connection: Connection, organization_id: str, interview_id: str) -> set[str]:
    """The addresses of the interview's candidates, in lower case."""
    rows = await connection.rows(_EMAILS, {"organization": organization_id, "interview": interview_id})
    return {row.email for row in rows}


_INSERT = insert(_C)


async def insert_candidates(connection: Connection, organization_id: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Stores complete rows, all or none."""
    await connection.run(_INSERT, [{**row, "organization_id": organization_id} for row in rows])


_SAME = (_MINE, _C.c.id == bindparam("candidate"))
_UPDATE = update(_C).where(*_SAME)


async def update_candidate(
    connection: Connection, organization_id: str, candidate_id: str, values: Mapping[str, object], now: int
) -> None:
    """Sets columns of a candidate that was read with `lock`, and increments its version."""
    changed = _UPDATE.values(**values, version=_C.c.version + 1, updated_at=now)
    await connection.run(changed, {"organization": organization_id, "candidate": candidate_id})


_KNOW = update(_C).where(*_SAME).values(known_email=bindparam("address"), known_by="CODE")


def address_entered(email: str | None) -> dict[str, str | None]:
    """The columns for an address that the organization entered, or removed."""
    return {"known_email": email and email.lower(), "known_by": "INVITED" if email else None}


def known_before(entrance_hash: bytes | None) -> str:
    """How a known address became known, if an earlier version noted it: those who came by an open link proved it."""
    return "INVITED" if entrance_hash is None else "CODE"


async def note_known_email(connection: Connection, organization_id: str, candidate_id: str, address: str) -> None:
    """Notes that the address is proven to be the candidate's, by a code that was sent to it."""
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
    """Invalidates the candidate's cookies in every browser, so that only the link lets the candidate in."""
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
