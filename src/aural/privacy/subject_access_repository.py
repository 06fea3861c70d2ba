"""Every row about one person, table by table, for a subject access request that the organization answers.

Leaves out tables that only the person may read (APART), and keys, cookies and hashes, which say nothing about a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, LargeBinary, Row, Table, bindparam, select

from aural.audit import repository as audit
from aural.privacy.erasure_repository import BY_SESSION
from aural.store import schema
from aural.store.database import Connection

APART: tuple[Table, ...] = (schema.accommodations, schema.self_identifications)
"""Hidden from everyone who judges the candidate. The candidate's own export has them (room/rights/export.py)."""
NOT_TOLD: tuple[Table, ...] = (schema.tickets, schema.room_cookies, schema.codes, schema.person_keys)
"""Credentials to enter the room, and the key of the audit log: hashes and keys only."""
_OWN: tuple[Table, ...] = tuple(
    table
    for table in (*BY_SESSION, schema.files)
    if table not in (*APART, *NOT_TOLD, schema.webhook_events)  # read by candidate, since some have no session
)
_ORGANIZATION: Any = bindparam("organization")
_PAGE = 500

_STEPS = (
    select(*schema.job_steps.c)
    .join(schema.jobs, schema.jobs.c.id == schema.job_steps.c.job_id)
    .join(schema.sessions, schema.sessions.c.id == schema.jobs.c.session_id)
    .where(schema.jobs.c.organization_id == _ORGANIZATION, schema.sessions.c.candidate_id == bindparam("candidate"))
)
LEVELS = frozenset(
    {"reports", "past_reports", "report_levels", "human_ratings", "criterion_facts", "reviewers", "job_steps"}
)
"""Tables that show the levels of the AI or of other reviewers, hidden from a reviewer who hasn't rated yet."""

Held = dict[str, list[dict[str, Any]]]


def _told(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if not isinstance(column.type, LargeBinary) and column.name != "version"]


_BY_NAME = {str(table.name): table for table in schema.metadata.sorted_tables}
_OF_SESSION = {
    str(table.name): select(*_told(table))
    .where(table.c.organization_id == _ORGANIZATION, table.c.session_id == bindparam("session"))
    .order_by(*table.primary_key.columns)
    for table in _OWN
}
_CANDIDATE = {
    str(table.name): select(*_told(table)).where(
        table.c.organization_id == _ORGANIZATION, table.c[column] == bindparam("candidate")
    )
    for table, column in (
        (schema.candidates, "id"),
        (schema.requests, "candidate_id"),
        (schema.sessions, "candidate_id"),
        (schema.resumes, "candidate_id"),
        (schema.legal_holds, "candidate_id"),
        (schema.assessments, "candidate_id"),
        (schema.webhook_events, "candidate_id"),
    )
}


async def list_holdings(connection: Connection, organization_id: str, candidate: Row[Any]) -> Held:
    """Rows by table, in the order of the tables and with empty tables. Columns by name, instants in ms."""
    keys = {"organization": organization_id, "candidate": candidate.id}
    held = {name: _plain(name, await connection.rows(found, keys)) for name, found in _CANDIDATE.items()}
    held |= {name: [] for name in _OF_SESSION}
    ids = [session["id"] for session in held["sessions"]]
    for session_id in ids:
        for name, found in _OF_SESSION.items():
            rows = await connection.rows(found, {"organization": organization_id, "session": session_id})
            held[name] += _plain(name, rows)
    held["job_steps"] = _plain("job_steps", await connection.rows(_STEPS, keys))
    objects = [candidate.id, *ids, *(recording["id"] for recording in held["recordings"])]
    held["audit_entries"] = [
        line for object_id in objects for line in await _list_lines(connection, organization_id, object_id)
    ]
    return held


def _plain(table: str, rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    columns = [str(column.name) for column in _told(_BY_NAME[table])]
    return [{name: getattr(row, name) for name in columns} for row in rows]


async def _list_lines(connection: Connection, organization_id: str, object_id: str) -> list[dict[str, Any]]:
    """The audit log's entries about an object, newest first: at, actor, operation and object."""
    lines: list[dict[str, Any]] = []
    after = None
    while True:
        wanted = audit.AuditFilters(object_id=object_id)
        rows = await audit.list_entries(connection, organization_id, wanted, limit=_PAGE, after=after)
        lines += [{"at": row.at, "actor": row.actor, "operation": row.operation, "object": object_id} for row in rows]
        if len(rows) < _PAGE:
            return lines
        after = (rows[-1].at, rows[-1].id)
