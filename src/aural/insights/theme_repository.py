"""Themes across the sessions of one interview, or of all interviews: their wordings, quotes and numbers of sessions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import Executable, bindparam, func, select

from aural.insights.repository import Scope, conditions_of, fetch
from aural.reports.share_tables import theme_facts
from aural.store.database import Connection

_T = theme_facts
MOST_WORDINGS = 120  # the most frequent ones; limited because grouping by meaning compares every pair


class Wording(NamedTuple):
    """One wording of a theme. `theme`: case-folded."""

    theme: str
    label: str
    sessions: int


class Quote(NamedTuple):
    session_id: str
    interview_id: str
    quote: str
    question_id: str | None
    held_at: int


@cache
def _themes(names: tuple[str, ...]) -> Executable:
    count = func.count()
    return (
        select(_T.c.theme, func.max(_T.c.label).label("label"), count.label("sessions"))
        .where(*conditions_of(_T, _T.c.held_at, names))
        .group_by(_T.c.theme)
        .order_by(count.desc(), _T.c.theme)
        .limit(MOST_WORDINGS)
    )


@cache
def _for(names: tuple[str, ...]) -> Executable:
    # Newest first. Each quote has its interview, since a scope may cover several.
    chosen = select(_T.c.session_id, _T.c.interview_id, _T.c.quote, _T.c.question_id, _T.c.held_at)
    newest_first = chosen.order_by(_T.c.held_at.desc(), _T.c.session_id, _T.c.position)
    its = _T.c.theme == bindparam("theme")
    return newest_first.where(*conditions_of(_T, _T.c.held_at, names), its).limit(bindparam("limit"))


@cache
def _naming(names: tuple[str, ...]) -> Executable:
    is_one = _T.c.theme.in_(bindparam("themes", expanding=True))
    counted = select(func.count(func.distinct(_T.c.session_id)).label("sessions"))
    return counted.where(*conditions_of(_T, _T.c.held_at, names), is_one)


@cache
def _naming_by_question(names: tuple[str, ...]) -> Executable:
    is_one = _T.c.theme.in_(bindparam("themes", expanding=True))
    counted = select(_T.c.question_id, func.count(func.distinct(_T.c.session_id)).label("sessions"))
    chosen = counted.where(*conditions_of(_T, _T.c.held_at, names), is_one, _T.c.question_id.is_not(None))
    return chosen.group_by(_T.c.question_id)


async def list_themes(connection: Connection, organization_id: str, scope: Scope) -> list[Wording]:
    """Wordings of themes, the most frequent first."""
    return await fetch(connection, organization_id, scope, Wording, _themes)


async def list_quotes(
    connection: Connection, organization_id: str, scope: Scope, theme: str, *, limit: int
) -> list[Quote]:
    """The newest quotes for one wording of a theme."""
    return await fetch(connection, organization_id, scope, Quote, _for, theme=theme, limit=limit)


async def count_naming(connection: Connection, organization_id: str, scope: Scope, themes: Sequence[str]) -> int:
    """The number of sessions that name any of these wordings."""
    keys = scope.keys() | {"organization": organization_id, "themes": list(themes)}
    row = await connection.row(_naming(scope.names()), keys)
    return 0 if row is None else int(row.sessions)


async def count_naming_by_question(
    connection: Connection, organization_id: str, scope: Scope, themes: Sequence[str]
) -> dict[str, int]:
    """The number of sessions that name any of these wordings in a question, by question id."""
    keys = scope.keys() | {"organization": organization_id, "themes": list(themes)}
    rows = await connection.rows(_naming_by_question(scope.names()), keys)
    return {row.question_id: int(row.sessions) for row in rows}
