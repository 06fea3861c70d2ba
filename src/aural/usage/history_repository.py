"""An organization's usage by month and by project, and the choice of its plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from aural.organizations.repository import TEST_PLAN
from aural.store import schema
from aural.store.database import Connection

_U = schema.usage_months
_S = schema.sessions
_I = schema.interviews
_P = schema.projects
_O = schema.organizations
DAY_MS = 86_400_000

_MONTHS = (
    select(_U.c.month, _U.c.session_seconds, _U.c.ai_tokens)
    .where(_U.c.organization_id == bindparam("organization"), _U.c.month >= bindparam("first"))
    .order_by(_U.c.month.desc())
)
# Grouped by day, because SQLite and PostgreSQL share no arithmetic for months: a few hundred rows for each project.
_DAY = _S.c.completed_at // DAY_MS
_DAYS = (
    select(
        _P.c.id,
        _P.c.name,
        _DAY.label("day"),
        func.count().label("session_count"),
        func.sum(_S.c.total_duration_seconds).label("seconds"),
    )
    .select_from(_S)
    .join(_I, _I.c.id == _S.c.interview_id)
    .join(_P, _P.c.id == _I.c.project_id)
    .where(_S.c.organization_id == bindparam("organization"), _S.c.completed_at >= bindparam("since"))
    .group_by(_P.c.id, _P.c.name, _DAY)
)
_PLANS = select(schema.plans).where(schema.plans.c.name != TEST_PLAN).order_by(schema.plans.c.name)
_SET_PLAN = update(_O).where(_O.c.id == bindparam("organization")).values(plan=bindparam("wanted"))


async def list_months(connection: Connection, organization_id: str, first: str) -> Sequence[Row[Any]]:
    """(month, session_seconds, ai_tokens) of each month since `first` (such as 2026-11), newest first."""
    return await connection.rows(_MONTHS, {"organization": organization_id, "first": first})


async def list_days(connection: Connection, organization_id: str, since: int) -> Sequence[Row[Any]]:
    """(id, name, day, session_count, seconds) by project and day since 1970, without sessions that were erased."""
    return await connection.rows(_DAYS, {"organization": organization_id, "since": since})


async def list_plans(connection: Connection) -> Sequence[Row[Any]]:
    """Plans that can be chosen: all but the plan of test organizations."""
    return await connection.rows(_PLANS)


async def set_plan(connection: Connection, organization_id: str, plan: str) -> None:
    await connection.run(_SET_PLAN, {"organization": organization_id, "wanted": plan})
