"""The audit log: one line for each change by a creator, written in its transaction, and for each read worth logging.
Lines are never changed, except for the count of a change that is repeated within minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Executable,
    String,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from aural.audit import person_key_repository as person_keys
from aural.interviews.repository import Position
from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

MERGED_MS = 5 * 60_000
"""For this long, repeats of a person's change to an object count as one line, since pages save while people type."""

_A = schema.audit_entries
_ADD = insert(_A)
_AGAIN = (
    update(_A)
    .where(
        _A.c.organization_id == bindparam("organization"),
        _A.c.object_id == bindparam("object"),
        _A.c.operation == bindparam("named"),
        _A.c.at > bindparam("since"),
        _A.c.user_id == bindparam("person"),
        func.coalesce(_A.c.key_id, "") == bindparam("key"),
        _A.c.number.is_(None),
    )
    .values(count=_A.c.count + 1, last_at=bindparam("now"))
)


async def note(
    connection: Connection,
    organization_id: str,
    *,
    user_id: str | None,
    actor: str,
    key_id: str | None,
    operation: str,
    object_id: str | None,
    now: int,
    detail: Mapping[str, object] | None = None,
    address: str | None = None,
    is_repeated: bool = False,
    is_of_person: bool = False,
) -> None:
    """Writes a line. `actor`: the name of the person or key at that time. No `user_id`: the server acted on its own.
    `detail` must never contain anything that a candidate said or that describes a candidate.

    `is_repeated`: the change is often repeated. A repeat within minutes is counted in the first change's line.
    Candidates, sessions and recordings are referred to by a digest under the candidate's key
    (person_key_repository.py). `is_of_person`: the object is one of these, or was until it was erased. A line written
    after the erasure has no object id.
    """
    if object_id is not None:
        reference = await person_keys.refer(connection, organization_id, object_id)
        object_id = reference or (None if is_of_person else object_id)
    same: dict[str, object] = {"organization": organization_id, "object": object_id, "named": operation}
    same |= {"person": user_id, "key": key_id or "", "since": now - MERGED_MS, "now": now}
    if is_repeated and object_id is not None and await connection.run(_AGAIN, same):
        return
    row = {
        "id": new_id(),
        "organization_id": organization_id,
        "at": now,
        "user_id": user_id,
        "actor": actor,
        "key_id": key_id,
        "operation": operation,
        "object_id": object_id,
        "detail": detail,
        "address": address[:45] if address else None,
    }
    await connection.run(_ADD, row)


# --- reading --------------------------------------------------------------------------------------------------------

# A record has no field `count`, because tuples have a method of that name.
ENTRY = [column.label("times") if column.name == "count" else column for column in _A.c]


class AuditEntry(NamedTuple):
    """A line: the columns of ENTRY."""

    id: str
    organization_id: str
    at: int
    user_id: str | None
    actor: str
    key_id: str | None
    operation: str
    object_id: str | None
    detail: dict[str, object] | None
    address: str | None
    times: int
    last_at: int | None
    number: int | None
    hash: bytes | None
    actor_hash: bytes | None
    address_hash: bytes | None

    @property
    def created_at(self) -> int:
        return self.at


@dataclass(frozen=True, slots=True)
class AuditFilters:
    """Filters for lines. None matches all. A line matches `since` and `until` if any of the times it counts is between
    them; `until` itself is excluded."""

    user_id: str | None = None
    operation: str | None = None
    object_id: str | None = None
    since: int | None = None
    until: int | None = None


def _or_any(column: ColumnElement[str | None], name: str) -> ColumnElement[bool]:
    given = bindparam(name, type_=String)
    return or_(given.is_(None), column == given)


_SINCE, _UNTIL = bindparam("since", type_=BigInteger), bindparam("until", type_=BigInteger)
_SHOWN = select(*ENTRY).where(
    _A.c.organization_id == bindparam("organization"),
    _or_any(_A.c.user_id, "person"),
    _or_any(_A.c.operation, "named"),
    or_(
        bindparam("object", type_=String).is_(None),
        _A.c.object_id.in_((bindparam("object", type_=String), bindparam("reference", type_=String))),
    ),
    # A line counts repeats for MERGED_MS, so it also belongs to the day of its last repeat.
    or_(_SINCE.is_(None), and_(_A.c.at >= _SINCE - MERGED_MS, func.coalesce(_A.c.last_at, _A.c.at) >= _SINCE)),
    or_(_UNTIL.is_(None), _A.c.at < _UNTIL),
)
_AFTER = tuple_(_A.c.at, _A.c.id) < tuple_(bindparam("created_at"), bindparam("id"))


def _page(*conditions: ColumnElement[bool]) -> Executable:
    return _SHOWN.where(*conditions).order_by(_A.c.at.desc(), _A.c.id.desc()).limit(bindparam("limit"))


_PAGES = {False: _page(), True: _page(_AFTER)}


async def list_entries(
    connection: Connection, organization_id: str, wanted: AuditFilters, *, limit: int, after: Position | None
) -> list[AuditEntry]:
    """At most `limit` lines, newest first, starting after the position `after`."""
    named = wanted.object_id
    reference = None if named is None else await person_keys.find_reference(connection, organization_id, named)
    values: dict[str, object] = {
        "organization": organization_id,
        "reference": reference,
        "person": wanted.user_id,
        "named": wanted.operation,
        "object": named,
        "since": wanted.since,
        "until": wanted.until,
        "limit": limit,
    }
    if after is not None:
        values |= {"created_at": after[0], "id": after[1]}
    return await fetch_all(connection, AuditEntry, _PAGES[after is not None], values)


_LATEST = (
    select(_A.c.actor, func.coalesce(_A.c.last_at, _A.c.at).label("changed_at"))
    .where(
        _A.c.organization_id == bindparam("organization"),
        _A.c.object_id == bindparam("object"),
        _A.c.operation == bindparam("named"),
    )
    .order_by(func.coalesce(_A.c.last_at, _A.c.at).desc(), _A.c.id.desc())
    .limit(1)
)


class Change(NamedTuple):
    actor: str
    changed_at: int


async def find_latest(connection: Connection, organization_id: str, *, object_id: str, operation: str) -> Change | None:
    """The last change that this operation made to the object."""
    keys = {"organization": organization_id, "object": object_id, "named": operation}
    return await fetch_one(connection, Change, _LATEST, keys)


_LATER = (
    select(_A.c.id)
    .where(
        _A.c.organization_id == bindparam("organization"),
        _A.c.operation.in_(bindparam("named", expanding=True)),
        _A.c.at >= _SINCE - MERGED_MS,  # as in _SHOWN
        func.coalesce(_A.c.last_at, _A.c.at) >= _SINCE,
    )
    .limit(1)
)


async def has_any_since(connection: Connection, organization_id: str, operations: Sequence[str], since: int) -> bool:
    """Whether any of these operations was carried out in the organization at `since` (in ms) or later."""
    keys = {"organization": organization_id, "named": list(operations), "since": since}
    return await connection.row(_LATER, keys) is not None
