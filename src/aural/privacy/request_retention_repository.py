"""Requests from the landing page past their retention period. They belong to no candidate with whom they are erased.

The period is the interview's or the organization's, as for candidates, and starts with the request's last change. A
request that still waits for a decision is also kept until the longest time for an answer has passed. A request that was
erased stays, as a receipt without personal data.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Integer,
    String,
    and_,
    bindparam,
    case,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    tuple_,
)

from aural.interviews.repository import IS_SHOWN
from aural.privacy.legal_hold_repository import is_held
from aural.privacy.retention_repository import DAY_MS, Rule, count_of
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all

OPEN_DAYS = 92
"""How long a request may wait at most: one month, extended by two (GDPR, Article 12(3))."""

_R, _I, _D = schema.requests, schema.interviews, schema.interview_retention
_ORGANIZATION: BindParameter[str] = bindparam("organization", type_=String)
_UNTIL = bindparam("until", type_=BigInteger)
_ONLY = bindparam("interview", type_=String)
_DAYS = case(
    (and_(_ONLY.is_(None), _D.c.interview_id.is_not(None)), _D.c.transcript_days),
    else_=bindparam("days", type_=Integer),
)
_IS_OPEN = _R.c.state == "OPEN"
_ASKED = func.coalesce(_R.c.erase_asked_at, _R.c.created_at)
_IS_HELD = is_held(_ORGANIZATION, _R.c.interview_id, _R.c.candidate_id)
_PAST = (
    select(_R.c.id, _R.c.interview_id, _IS_OPEN.label("is_open"))
    .select_from(_R.join(_I, _I.c.id == _R.c.interview_id).outerjoin(_D, _D.c.interview_id == _R.c.interview_id))
    .where(
        _R.c.organization_id == _ORGANIZATION,
        _R.c.candidate_id.is_(None),
        _R.c.receipt_id.is_(None),
        IS_SHOWN,
        or_(_ONLY.is_(None), _R.c.interview_id == _ONLY),
        _R.c.updated_at + cast(_DAYS, BigInteger) * literal(DAY_MS, BigInteger) <= _UNTIL,
        or_(~_IS_OPEN, _ASKED + literal(OPEN_DAYS * DAY_MS, BigInteger) <= _UNTIL),
    )
)
_DUE = _PAST.where(~_IS_HELD)
_PAGE = (
    _DUE.where(tuple_(_R.c.interview_id, _R.c.id) > tuple_(bindparam("after_interview"), bindparam("after")))
    .order_by(_R.c.interview_id, _R.c.id)
    .limit(bindparam("most"))
)
_STILL_DUE = _DUE.where(_R.c.id.in_(bindparam("ids", expanding=True))).with_for_update(of=_R)
_DELETE = delete(_R).where(_R.c.organization_id == _ORGANIZATION, _R.c.id.in_(bindparam("ids", expanding=True)))


class DueRequest(NamedTuple):
    id: str
    interview_id: str
    is_open: bool


async def list_due(
    connection: Connection, organization_id: str, rule: Rule, now: int, *, after: tuple[str, str], most: int
) -> list[DueRequest]:
    """Requests past their period and without a legal hold, ordered by interview and id, after the pair `after`."""
    keys = rule.keys(organization_id) | {"until": now, "after_interview": after[0], "after": after[1], "most": most}
    return await fetch_all(connection, DueRequest, _PAGE, keys)


async def delete_due(
    connection: Connection, organization_id: str, rule: Rule, now: int, request_ids: Sequence[str]
) -> list[DueRequest]:
    """Deletes those of the requests that are still due, and returns them."""
    keys = rule.keys(organization_id) | {"until": now, "ids": request_ids}
    gone = await fetch_all(connection, DueRequest, _STILL_DUE, keys)
    if gone:
        await connection.run(_DELETE, {"organization": organization_id, "ids": [row.id for row in gone]})
    return gone


_COUNTED = _PAST.add_columns(_IS_HELD.label("is_held")).subquery()
_COUNT = select(
    count_of(~_COUNTED.c.is_held).label("requests"),
    count_of(and_(~_COUNTED.c.is_held, _COUNTED.c.is_open)).label("undecided"),
    count_of(_COUNTED.c.is_held).label("held"),
)


class DueCount(NamedTuple):
    """How many requests are deleted, how many of them undecided, and how many only a legal hold keeps."""

    requests: int
    undecided: int
    held: int


async def count_due(connection: Connection, organization_id: str, rule: Rule, until: int) -> DueCount:
    """Counts the requests that are due by `until`."""
    return (await fetch_all(connection, DueCount, _COUNT, rule.keys(organization_id) | {"until": until}))[0]
