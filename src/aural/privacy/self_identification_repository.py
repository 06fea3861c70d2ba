"""Candidates' voluntary answers about sex and ethnicity, for the candidate's own pages and for the bias audit.

The API, reports, jobs and interviewers must not import this module: tests/house/test_apart.py checks it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Row, String, and_, bindparam, delete, func, or_, select

from aural.interviews.repository import IS_SHOWN
from aural.reports import tables as deciding_schema
from aural.store import schema
from aural.store.database import Connection
from aural.store.dialect import upsert

_T = schema.self_identifications
_S, _C, _I = schema.sessions, schema.candidates, schema.interviews
_L = deciding_schema.report_levels
_ORGANIZATION: Any = bindparam("organization", type_=String)
_MINE = (_T.c.organization_id == _ORGANIZATION, _T.c.candidate_id == bindparam("candidate"))
_FIND = select(_T).where(*_MINE)
_PUT = upsert(_T)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["candidate_id"],
    set_={name: _PUT.excluded[name] for name in ("sex", "ethnicity", "answered_at")},
)
_DROP = delete(_T).where(*_MINE)


async def find_answer(connection: Connection, organization_id: str, candidate_id: str) -> Row[Any] | None:
    """(sex, ethnicity, answered_at), or None if the candidate didn't answer."""
    return await connection.row(_FIND, {"organization": organization_id, "candidate": candidate_id})


async def put_answer(
    connection: Connection, organization_id: str, candidate_id: str, *, sex: str | None, ethnicity: str | None, now: int
) -> None:
    """Replaces an earlier answer. Raises DuplicateError if the candidate no longer exists."""
    row = {"candidate_id": candidate_id, "organization_id": organization_id, "answered_at": now}
    await connection.run(_PUT, row | {"sex": sex, "ethnicity": ethnicity})


async def drop_answer(connection: Connection, organization_id: str, candidate_id: str) -> None:
    await connection.run(_DROP, {"organization": organization_id, "candidate": candidate_id})


# --- the sample of an audit -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SelfIdentificationFilters:
    """Session filters: one interview, or None for all hiring interviews. Created from `since` on, before `until`."""

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


def _of_levels(figure: Any, name: str) -> Any:
    """A subquery per session, because without statistics a planner scans all levels for each row of a join."""
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


async def list_sample(
    connection: Connection, organization_id: str, wanted: SelfIdentificationFilters
) -> Sequence[Row[Any]]:
    """(sex, ethnicity, decision, levels, count_of) of each candidate's newest finished session, without any ids.

    `levels` is the sum of the criteria's levels in the report (None: no report), `count_of` how many have a level.
    """
    keys = {"interview": wanted.interview_id, "since": wanted.since, "until": wanted.until}
    return await connection.rows(_SAMPLE, keys | {"organization": organization_id})
