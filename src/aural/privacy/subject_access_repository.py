"""Every row about one person, table by table, for a subject access request that the organization answers.

Leaves out tables that only the person may read (APART), and keys, cookies and hashes, which say nothing about a person.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, Column, LargeBinary, Select, Table, bindparam, or_, select

from aural.audit import repository as audit
from aural.privacy.erasure_repository import BY_SESSION
from aural.sessions.keystroke_repository import ROWS_AT_ONCE
from aural.store import schema
from aural.store.database import Connection
from aural.store.slow import PagedSelect

APART: tuple[Table, ...] = (schema.accommodations, schema.self_identifications)
"""Hidden from everyone who judges the candidate. The candidate's own export has them (room/rights/export.py)."""
NOT_TOLD: tuple[Table, ...] = (schema.tickets, schema.room_cookies, schema.codes, schema.person_keys)
"""Credentials to enter the room, and the person's key in the audit log. They contain only hashes and keys."""
_OWN: tuple[Table, ...] = tuple(
    table
    for table in (*BY_SESSION, schema.files)
    if table not in (*APART, *NOT_TOLD, schema.webhook_events)  # read by candidate, since some events have no session
)
_ORGANIZATION: BindParameter[str] = bindparam("organization")
_PAGE = 500

JUDGED = frozenset(
    {
        *("reports", "past_reports", "report_levels", "human_ratings", "reviewers", "job_steps"),
        *("criterion_facts", "session_facts", "theme_facts"),
    }
)
"""Tables that show what the AI wrote or what other reviewers rated, hidden from a reviewer who hasn't rated yet."""

Held = dict[str, list[dict[str, Any]]]


def _told(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if not isinstance(column.type, LargeBinary) and column.name != "version"]


_STEPS = (
    select(*_told(schema.job_steps))
    .join(schema.jobs, schema.jobs.c.id == schema.job_steps.c.job_id)
    .join(schema.sessions, schema.sessions.c.id == schema.jobs.c.session_id)
    .where(schema.jobs.c.organization_id == _ORGANIZATION, schema.sessions.c.candidate_id == bindparam("candidate"))
)
_OF_SESSION = {
    str(table.name): PagedSelect(
        select(*_told(table)).where(
            table.c.organization_id == _ORGANIZATION, table.c.session_id == bindparam("session")
        ),
        list(table.primary_key.columns),
        rows=ROWS_AT_ONCE if table is schema.keystrokes else 100,
    )
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
        (schema.assessments, "candidate_id"),
        (schema.webhook_events, "candidate_id"),
    )
}
_H, _S = schema.legal_holds, schema.sessions
_SESSIONS = select(_S.c.id).where(_S.c.organization_id == _ORGANIZATION, _S.c.candidate_id == bindparam("candidate"))
_CANDIDATE["legal_holds"] = (
    select(*_told(_H))
    .where(
        _H.c.organization_id == _ORGANIZATION,
        or_(_H.c.candidate_id == bindparam("candidate"), _H.c.session_id.in_(_SESSIONS)),
    )
    .order_by(_H.c.created_at, _H.c.id)
)


async def list_holdings(connection: Connection, organization_id: str, candidate_id: str) -> Held:
    """Rows by table, in the order of the tables and including empty ones. Times are in milliseconds."""
    keys = {"organization": organization_id, "candidate": candidate_id}
    held = {name: await _list_rows(connection, found, keys) for name, found in _CANDIDATE.items()}
    held |= {name: [] for name in _OF_SESSION}
    ids = [session["id"] for session in held["sessions"]]
    for session_id in ids:
        for name, paged in _OF_SESSION.items():
            rows = await paged.rows(connection, {"organization": organization_id, "session": session_id})
            held[name] += [row._asdict() for row in rows]
    held["job_steps"] = await _list_rows(connection, _STEPS, keys)
    objects = [candidate_id, *ids, *(recording["id"] for recording in held["recordings"])]
    held["audit_entries"] = [
        line for object_id in objects for line in await _list_lines(connection, organization_id, object_id)
    ]
    return held


async def _list_rows(connection: Connection, statement: Select[Any], keys: dict[str, str]) -> list[dict[str, Any]]:
    return [row._asdict() for row in await connection.rows(statement, keys)]


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
