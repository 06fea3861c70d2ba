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
from aural.sessions.filters_repository import SessionFilters, conditions, keys_of
from aural.sessions.repository import PLACES, WITH_REPORT, place_keys
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all

_S = schema.sessions
_F = criterion_facts
_H = deciding_schema.human_ratings
_D = deciding_schema.decisions
_M = schema.messages
_C = schema.corrections
MOST_CRITERIA = 8_000  # each has two columns, and a sheet has 16,384 at most


@cache
def _criteria(places: tuple[str, ...], wishes: tuple[str, ...]) -> tuple[Executable, Executable]:
    """The criteria that the AI gave levels, and those that people rated, in sessions that match these filters."""
    mine = (_S.c.organization_id == bindparam("organization"), *(PLACES[place] for place in places))
    wanted = select(_S.c.id).select_from(WITH_REPORT).where(*mine, *conditions(wishes))
    levels, ratings = (
        select(table.c.criterion)
        .distinct()
        .where(table.c.organization_id == bindparam("organization"), table.c.session_id.in_(wanted))
        .order_by(table.c.criterion)
        .limit(MOST_CRITERIA)
        for table in (_F, _H)
    )
    return levels, ratings


async def list_criteria(
    connection: Connection,
    organization_id: str,
    projects: Projects,
    interview_id: str | None,
    *,
    reviewer_id: str,
    wanted: SessionFilters,
) -> list[str]:
    """The names of criteria in the reports and ratings of these sessions, in alphabetical order.

    The parameters are those of `sessions.repository.list_sessions`.
    """
    places, keys = place_keys(organization_id, projects, interview_id, reviewer_id)
    wishes, wished = keys_of(wanted)
    found = [await connection.rows(statement, keys | wished) for statement in _criteria(places, wishes)]
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
    content: str  # the original
    data: MessageData | None
    is_corrected: bool


# Corrections are drafts until they take effect.
_CORRECTING = and_(_C.c.session_id == _M.c.session_id, _C.c.seq == _M.c.seq, _S.c.corrected_at.is_not(None))
_CHOICES = (
    select(
        *(_M.c.session_id, _M.c.question_id, _M.c.content, _M.c.data),
        _C.c.content.is_not(None).label("is_corrected"),
    )
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
