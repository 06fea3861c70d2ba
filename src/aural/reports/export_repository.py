"""Data for exported tables that the session list lacks: criteria, people's ratings and decisions, and choices."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import Executable, Table, and_, bindparam, func, select

from aural.engine.message_data import MessageData
from aural.interviews.repository import Projects
from aural.reports import tables as deciding_schema
from aural.reports.share_tables import criterion_facts
from aural.reports.tables import Decision, HumanRating
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all

_I = schema.interviews
_S = schema.sessions
_F = criterion_facts
_H = deciding_schema.human_ratings
_D = deciding_schema.decisions
_M = schema.messages
_C = schema.corrections
MOST_CRITERIA = 100

_CRITERIA = (
    select(_F.c.criterion)
    .distinct()
    .select_from(_F.join(_I, _I.c.id == _F.c.interview_id))
    .where(_F.c.organization_id == bindparam("organization"))
    .order_by(_F.c.criterion)
    .limit(MOST_CRITERIA)
)
_RATED = (
    select(_H.c.criterion)
    .distinct()
    .select_from(_H.join(_S, _S.c.id == _H.c.session_id).join(_I, _I.c.id == _S.c.interview_id))
    .where(_H.c.organization_id == bindparam("organization"))
    .order_by(_H.c.criterion)
    .limit(MOST_CRITERIA)
)
_OF = {
    "projects": _I.c.project_id.in_(bindparam("projects", expanding=True)),
    "interview_id": _I.c.id == bindparam("interview_id"),
}


@cache
def _criteria(names: tuple[str, ...]) -> tuple[Executable, Executable]:
    """The criteria that the AI gave levels, and those that people rated."""
    reach = [_OF[name] for name in names]
    return _CRITERIA.where(*reach), _RATED.where(*reach)


async def list_criteria(
    connection: Connection, organization_id: str, projects: Projects, interview_id: str | None
) -> list[str]:
    """The names of criteria in reports and ratings, of one interview or of all, in alphabetical order."""
    asked = {"projects": projects, "interview_id": interview_id}
    keys: dict[str, object] = {name: value for name, value in asked.items() if value is not None}
    statements = _criteria(tuple(keys))
    keys |= {"organization": organization_id}
    found = [await connection.rows(statement, keys) for statement in statements]
    return sorted({str(row.criterion) for rows in found for row in rows})[:MOST_CRITERIA]


def _of_sessions(table: Table) -> Executable:
    mine = (
        table.c.organization_id == bindparam("organization"),
        table.c.session_id.in_(bindparam("ids", expanding=True)),
    )
    return select(table).where(*mine).order_by(table.c.created_at, table.c.id)


_RATINGS = _of_sessions(_H)
_DECISIONS = _of_sessions(_D)


async def list_ratings(connection: Connection, organization_id: str, ids: Sequence[str]) -> list[HumanRating]:
    """People's ratings of these sessions, oldest first. Each person's newest rating counts."""
    keys = {"organization": organization_id, "ids": list(ids)}
    return await fetch_all(connection, HumanRating, _RATINGS, keys)


async def list_decisions(connection: Connection, organization_id: str, ids: Sequence[str]) -> list[Decision]:
    """Decisions on these sessions, oldest first. The newest one counts."""
    keys = {"organization": organization_id, "ids": list(ids)}
    return await fetch_all(connection, Decision, _DECISIONS, keys)


class ChosenRow(NamedTuple):
    """An answer to a question with options. `data` is the message's; it may have no choice."""

    session_id: str
    question_id: str
    data: MessageData | None
    is_corrected: bool  # its words; `other` of the data is then outdated


# Corrections are drafts until they take effect.
_CORRECTING = and_(_C.c.session_id == _M.c.session_id, _C.c.seq == _M.c.seq, _S.c.corrected_at.is_not(None))
_CHOICES = (
    select(_M.c.session_id, _M.c.question_id, _M.c.data, _C.c.content.is_not(None).label("is_corrected"))
    .select_from(_M.join(_S, _S.c.id == _M.c.session_id).outerjoin(_C, _CORRECTING))
    .where(
        _M.c.organization_id == bindparam("organization"),
        _M.c.session_id.in_(bindparam("ids", expanding=True)),
        _M.c.question_id.in_(bindparam("questions", expanding=True)),
        _M.c.kind == "answer",
        _M.c.role == "user",
        func.coalesce(_C.c.is_left_out, False).is_(False),
    )
    .order_by(_M.c.session_id, _M.c.seq)
)


async def list_choices(
    connection: Connection, organization_id: str, ids: Sequence[str], questions: Sequence[str]
) -> list[ChosenRow]:
    """The answers of these sessions to these questions, in order, without those that the candidate left out."""
    keys = {"organization": organization_id, "ids": list(ids), "questions": list(questions)}
    return await fetch_all(connection, ChosenRow, _CHOICES, keys)
