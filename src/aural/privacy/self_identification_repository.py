"""Candidates' voluntary answers about sex and ethnicity, for the candidate's own pages and for the bias audit.

The API, reports, jobs and interviewers must not import this module: tests/house/test_apart.py checks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Label,
    String,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
)

from aural.interviews.repository import IS_SHOWN
from aural.reports import tables as deciding_schema
from aural.store import schema
from aural.store.database import Connection
from aural.store.dialect import upsert
from aural.store.records import fetch_all, fetch_one

_T = schema.self_identifications
_S, _C, _I = schema.sessions, schema.candidates, schema.interviews
_L = deciding_schema.report_levels
_ORGANIZATION: BindParameter[str] = bindparam("organization", type_=String)
_MINE = (_T.c.organization_id == _ORGANIZATION, _T.c.candidate_id == bindparam("candidate"))
_FIND = select(_T.c.sex, _T.c.ethnicity, _T.c.answered_at).where(*_MINE)
_PUT = upsert(_T)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["candidate_id"],
    set_={name: _PUT.excluded[name] for name in ("sex", "ethnicity", "answered_at")},
)
_DROP = delete(_T).where(*_MINE)


class Answer(NamedTuple):
    sex: str | None
    ethnicity: str | None
    answered_at: int


async def find_answer(connection: Connection, organization_id: str, candidate_id: str) -> Answer | None:
    keys = {"organization": organization_id, "candidate": candidate_id}
    return await fetch_one(connection, Answer, _FIND, keys)


async def put_answer(
    connection: Connection, organization_id: str, candidate_id: str, *, sex: str | None, ethnicity: str | None, now: int
) -> None:
    """Stores the answer in place of any earlier one. Raises DuplicateError if the candidate no longer exists."""
    row = {"candidate_id": candidate_id, "organization_id": organization_id, "answered_at": now}
    await connection.run(_PUT, row | {"sex": sex, "ethnicity": ethnicity})


async def drop_answer(connection: Connection, organization_id: str, candidate_id: str) -> None:
    await connection.run(_DROP, {"organization": organization_id, "candidate": candidate_id})


# --- the sample of an audit -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SelfIdentificationFilters:
    """Filters for sessions: of one interview (None: all for hiring), created from `since` on and before `until`."""

    interview_id: str | None = None
    since: int | None = None
    until: int | None = None


_ONLY = bindparam("interview", type_=String)
_SINCE, _UNTIL = bindparam("since", type_=BigInteger), bindparam("until", type_=BigInteger)
# Candidates who withdrew consent are excluded. Those who were erased have no rows.
_FINISHED = (
    select(
        _S.c.id,
        _S.c.candidate_id,
        _S.c.decision,
        func.row_number()
        .over(partition_by=_S.c.candidate_id, order_by=(_S.c.created_at.desc(), _S.c.id.desc()))
        .label("place"),
    )
    .join(_I, _I.c.id == _S.c.interview_id)
    .where(
        _S.c.organization_id == _ORGANIZATION,
        IS_SHOWN,
        or_(and_(_ONLY.is_(None), _I.c.purpose == "HIRING"), _I.c.id == _ONLY),
        _S.c.status == "COMPLETED",
        or_(_S.c.end_reason.is_(None), _S.c.end_reason != "CONSENT_WITHDRAWN"),
        or_(_SINCE.is_(None), _S.c.created_at >= _SINCE),
        or_(_UNTIL.is_(None), _S.c.created_at < _UNTIL),
    )
    .subquery()
)


def _of_levels(figure: ColumnElement[int], name: str) -> Label[int]:
    """Uses a subquery per session: without statistics, a query planner scans all levels for each row of a join."""
    mine = _L.c.organization_id == _ORGANIZATION, _L.c.session_id == _FINISHED.c.id
    return select(figure).where(*mine).correlate(_FINISHED).scalar_subquery().label(name)


_SAMPLE = (
    select(
        _T.c.sex,
        _T.c.ethnicity,
        _FINISHED.c.decision,
        _of_levels(func.sum(_L.c.level), "levels"),
        _of_levels(func.count(_L.c.level), "count_of"),
    )
    .select_from(_FINISHED.outerjoin(_T, _T.c.candidate_id == _FINISHED.c.candidate_id))
    .where(_FINISHED.c.place == 1)
)


class Sampled(NamedTuple):
    """A candidate's newest finished session, without any ids.

    `levels` is the sum of the criteria's levels in the report (None: no report), and `count_of` is how many criteria
    have a level.
    """

    sex: str | None
    ethnicity: str | None
    decision: str | None
    levels: int | None
    count_of: int


async def list_sample(connection: Connection, organization_id: str, wanted: SelfIdentificationFilters) -> list[Sampled]:
    keys = {"interview": wanted.interview_id, "since": wanted.since, "until": wanted.until}
    return await fetch_all(connection, Sampled, _SAMPLE, keys | {"organization": organization_id})
