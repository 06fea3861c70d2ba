"""Reads running sessions for people who watch them: their plans and logs, and whether anything has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import BindParameter, bindparam, select

from aural.engine.log import Entry, entry_from_row
from aural.engine.plan import Plan, plan_from_json
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_one

_S = schema.sessions
_P = schema.snapshots
_L = schema.log_entries
_ONES: BindParameter[str] = bindparam("sessions", expanding=True)
_PLANS = select(_P.c.session_id, _P.c.plan).where(
    _P.c.organization_id == bindparam("organization"), _P.c.session_id.in_(_ONES)
)
_LOGS = (
    select(_L.c.session_id, _L.c.kind, _L.c.data, _L.c.at)
    .where(_L.c.organization_id == bindparam("organization"), _L.c.session_id.in_(_ONES))
    .order_by(_L.c.session_id, _L.c.number)
)
_PULSE = select(_S.c.status, _S.c.message_count, _S.c.updated_at).where(
    _S.c.organization_id == bindparam("organization"), _S.c.id == bindparam("session")
)


class Pulse(NamedTuple):
    """Values that change when something happens in the session."""

    status: str
    message_count: int
    updated_at: int


async def list_logs(
    connection: Connection, organization_id: str, session_ids: Sequence[str]
) -> dict[str, tuple[Plan, tuple[Entry, ...]]]:
    """The plan and the log (without the words) of each of these sessions that has a plan."""
    if not session_ids:
        return {}
    keys = {"organization": organization_id, "sessions": list(session_ids)}
    plans = {row.session_id: plan_from_json(row.plan) for row in await connection.rows(_PLANS, keys)}
    logs: dict[str, list[Entry]] = {session_id: [] for session_id in plans}
    for row in await connection.rows(_LOGS, keys):
        if row.session_id in logs:
            logs[row.session_id].append(entry_from_row(row.kind, row.data, row.at, None))
    return {session_id: (plan, tuple(logs[session_id])) for session_id, plan in plans.items()}


async def find_plan(connection: Connection, organization_id: str, session_id: str) -> Plan | None:
    """The plan of a session; None if its plan or the session is gone."""
    row = await connection.row(_PLANS, {"organization": organization_id, "sessions": [session_id]})
    return None if row is None else plan_from_json(row.plan)


async def find_pulse(connection: Connection, organization_id: str, session_id: str) -> Pulse | None:
    """Returns None if the session was erased."""
    return await fetch_one(connection, Pulse, _PULSE, {"organization": organization_id, "session": session_id})
