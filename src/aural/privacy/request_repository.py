"""Candidates' requests to a person: for an interview or a review by a person, or for an adjustment."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, func, insert, select, tuple_, update

from aural.interviews.repository import Position, Projects
from aural.platform.ids import new_id
from aural.privacy.tables import Request as Request
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one
from aural.webhooks.event_repository import record_event

_R, _I, _C = schema.requests, schema.interviews, schema.candidates
_MINE = _R.c.organization_id == bindparam("organization")
_AFTER = tuple_(_R.c.created_at, _R.c.id) < tuple_(bindparam("created_at"), bindparam("id"))
REQUESTS = (
    select(
        *(_R, _I.c.title.label("interview_title"), _I.c.contact_email, _I.c.language, _I.c.purpose),
        *(_C.c.known_email, _C.c.known_by, _C.c.entrance_hash),
    )
    .join(_I, _I.c.id == _R.c.interview_id)
    .outerjoin(_C, _C.c.id == _R.c.candidate_id)
    .where(_MINE)
)
"""An organization's requests, as `Request`."""
_EVERY = (
    REQUESTS.where(_R.c.interview_id == bindparam("interview"))
    .order_by(_R.c.created_at.desc(), _R.c.id.desc())
    .limit(bindparam("limit"))
)
_PAGES = {False: _EVERY, True: _EVERY.where(_AFTER)}
_BY_ID = REQUESTS.where(_R.c.id == bindparam("request"))
_ONE = {False: _BY_ID, True: _BY_ID.where(_I.c.project_id.in_(bindparam("projects", expanding=True)))}
_LOCKED = {is_restricted: statement.with_for_update(of=_R) for is_restricted, statement in _ONE.items()}
_OF_CANDIDATE = REQUESTS.where(_R.c.candidate_id == bindparam("candidate")).order_by(_R.c.created_at, _R.c.id)
# Requests from the landing page, where visitors can type any address. They belong to no candidate until a code proves
# that the address is the candidate's. Not those that were erased: they keep the address until their email is sent.
_UNCLAIMED = (
    _MINE,
    _R.c.interview_id == bindparam("interview"),
    _R.c.candidate_id.is_(None),
    func.lower(_R.c.email) == bindparam("address"),
    _R.c.receipt_id.is_(None),
)
_CLAIM = update(_R).where(*_UNCLAIMED).values(candidate_id=bindparam("candidate"), erase_asked_at=None)
_UNDECIDED: dict[str, None] = {"outcome": None, "reason": None, "decided_by": None, "decided_at": None}
_ASK_ERASE = (
    update(_R)
    .where(*_UNCLAIMED)
    .values(state="OPEN", erase_asked_at=bindparam("now"), updated_at=bindparam("now"), **_UNDECIDED)
)
_DELETE = delete(_R).where(_MINE, _R.c.id == bindparam("request"))
_INSERT = insert(_R)
_SET_STATE = (
    update(_R)
    .where(_MINE, _R.c.id == bindparam("request"))
    .values(state=bindparam("new_state"), updated_at=bindparam("now"), **_UNDECIDED)
)


async def insert_request(
    connection: Connection,
    organization_id: str,
    *,
    interview_id: str,
    candidate_id: str | None,
    session_id: str | None,
    kind: str,
    name: str | None,
    email: str | None,
    message: str | None,
    now: int,
) -> str:
    """Adds an open request and returns its id."""
    request_id = new_id()
    row = {
        "id": request_id,
        "organization_id": organization_id,
        "interview_id": interview_id,
        "candidate_id": candidate_id,
        "session_id": session_id,
        "kind": kind,
        "name": name,
        "email": email,
        "message": message,
        "state": "OPEN",
        "created_at": now,
        "updated_at": now,
    }
    await connection.run(_INSERT, row)
    await record_event(
        *(connection, organization_id, "review.requested", now),
        interview_id=interview_id,
        session_id=session_id,
        candidate_id=candidate_id,
        more={"requestId": request_id, "kind": kind},
    )
    return request_id


async def list_requests(
    connection: Connection, organization_id: str, interview_id: str, *, limit: int, after: Position | None
) -> list[Request]:
    """At most `limit` requests of an interview, newest first."""
    keys: dict[str, object] = {"organization": organization_id, "interview": interview_id, "limit": limit}
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await fetch_all(connection, Request, _PAGES[after is not None], keys)


async def list_requests_of(connection: Connection, organization_id: str, candidate_id: str) -> list[Request]:
    """All requests of a candidate, oldest first."""
    keys = {"organization": organization_id, "candidate": candidate_id}
    return await fetch_all(connection, Request, _OF_CANDIDATE, keys)


async def claim_requests(
    connection: Connection, organization_id: str, interview_id: str, candidate_id: str, address: str
) -> int:
    """Assigns requests from the landing page to the candidate who proved the address with a code. Returns how many."""
    keys = {"organization": organization_id, "interview": interview_id, "candidate": candidate_id}
    return await connection.run(_CLAIM, keys | {"address": address.lower()})


async def ask_erase(connection: Connection, organization_id: str, interview_id: str, address: str, now: int) -> int:
    """Reopens unassigned requests with an erased candidate's address. The organization decides about them.

    Returns how many it reopened.
    """
    keys = {"organization": organization_id, "interview": interview_id, "address": address.lower(), "now": now}
    return await connection.run(_ASK_ERASE, keys)


async def delete_request(connection: Connection, organization_id: str, request_id: str) -> None:
    await connection.run(_DELETE, {"organization": organization_id, "request": request_id})


async def find_request(
    connection: Connection, organization_id: str, projects: Projects, request_id: str, *, lock: bool = False
) -> Request | None:
    keys: dict[str, object] = {"organization": organization_id, "request": request_id}
    if projects is not None:
        keys["projects"] = projects
    return await fetch_one(connection, Request, (_LOCKED if lock else _ONE)[projects is not None], keys)


async def set_request_state(
    connection: Connection, organization_id: str, request_id: str, state: str, now: int
) -> None:
    """Sets DONE or OPEN, and clears an earlier decision."""
    keys = {"organization": organization_id, "request": request_id, "new_state": state, "now": now}
    await connection.run(_SET_STATE, keys)
