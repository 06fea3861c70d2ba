"""An organization's usage by month and by project, and the choice of its plan."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import BigInteger, bindparam, cast, func, select, update

from aural.interviews.repository import IS_SHOWN
from aural.organizations.repository import TEST_PLAN
from aural.organizations.tables import Plan as Plan
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all

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
# Grouped by day, because SQLite and PostgreSQL compute months differently. This is a few hundred rows per project.
_DAY = _S.c.completed_at // DAY_MS
_DAYS = (
    select(
        _P.c.id,
        _P.c.name,
        _DAY.label("day"),
        func.count().label("session_count"),
        cast(func.sum(_S.c.total_duration_seconds), BigInteger).label("seconds"),
    )
    .select_from(_S)
    .join(_I, _I.c.id == _S.c.interview_id)
    .join(_P, _P.c.id == _I.c.project_id)
    .where(_S.c.organization_id == bindparam("organization"), _S.c.completed_at >= bindparam("since"), IS_SHOWN)
    .group_by(_P.c.id, _P.c.name, _DAY)
)
_PLANS = select(schema.plans).where(schema.plans.c.name != TEST_PLAN).order_by(schema.plans.c.name)
_SET_PLAN = update(_O).where(_O.c.id == bindparam("organization")).values(plan=bindparam("wanted"))


class Month(NamedTuple):
    month: str
    session_seconds: int
    ai_tokens: int


class ProjectDay(NamedTuple):
    """A project's sessions that ended on one day. `day`: the number of days since 1970."""

    id: str
    name: str
    day: int
    session_count: int
    seconds: int


async def list_months(connection: Connection, organization_id: str, first: str) -> list[Month]:
    """The months since `first` (such as 2026-11), newest first."""
    return await fetch_all(connection, Month, _MONTHS, {"organization": organization_id, "first": first})


async def list_days(connection: Connection, organization_id: str, since: int) -> list[ProjectDay]:
    """Ended sessions by project and day, without previews and sessions that were erased."""
    return await fetch_all(connection, ProjectDay, _DAYS, {"organization": organization_id, "since": since})


async def list_plans(connection: Connection) -> list[Plan]:
    """Plans that can be chosen: all except the plan of test organizations."""
    return await fetch_all(connection, Plan, _PLANS)


async def set_plan(connection: Connection, organization_id: str, plan: str) -> None:
    await connection.run(_SET_PLAN, {"organization": organization_id, "wanted": plan})
