"""Sessions as a creator reads them: the page, and one with its messages. Their running side is conversations.py.

JSON columns come as the text that is stored: it goes on to the wire as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, bindparam, cast, select, tuple_

from aural.store import schema
from aural.store.database import Connection
from aural.store.interviews import Position, Projects

_I = schema.interviews
_S = schema.sessions
_M = schema.messages
_R = schema.reports


def _raw(column: ColumnElement[Any], name: str) -> ColumnElement[str]:
    return cast(column, Text).label(name)


_FIELDS = (
    _S.c.id,
    _S.c.candidate_id,
    _S.c.status,
    _S.c.end_reason,
    _S.c.report_status,
    _S.c.participant_name,
    _S.c.participant_email,
    _S.c.language,
    _S.c.message_count,
    _S.c.total_duration_seconds,
    _S.c.started_at,
    _S.c.completed_at,
    _S.c.created_at,
    _S.c.updated_at,
    _R.c.revision,
    _R.c.summary,
    _raw(_R.c.insights, "insights"),
    _raw(_R.c.themes, "themes"),
    _R.c.sentiment,
    _raw(_R.c.scores, "scores"),
    _raw(_R.c.evidence, "evidence"),
    _R.c.reason,
)
_WITH_REPORT = _S.outerjoin(_R, _R.c.session_id == _S.c.id)
_AFTER = tuple_(_S.c.created_at, _S.c.id) < tuple_(bindparam("created_at"), bindparam("id"))


def _page(*conditions: Any) -> Select[Any]:
    mine = (_S.c.organization_id == bindparam("organization"), _S.c.interview_id == bindparam("interview"))
    newest_first = (_S.c.created_at.desc(), _S.c.id.desc())
    chosen = select(*_FIELDS).select_from(_WITH_REPORT).where(*mine, *conditions)
    return chosen.order_by(*newest_first).limit(bindparam("limit"))


_PAGES = {False: _page(), True: _page(_AFTER)}


async def list_sessions(
    connection: Connection, organization_id: str, interview_id: str, *, limit: int, after: Position | None
) -> Sequence[Row[Any]]:
    """At most `limit` sessions of an interview, newest first, each with its report."""
    keys: dict[str, Any] = {"organization": organization_id, "interview": interview_id, "limit": limit}
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await connection.rows(_PAGES[after is not None], keys)


_BY_ID = (
    select(*_FIELDS, _S.c.aside_count, _S.c.corrected_at, _S.c.remark, _S.c.interview_id, _I.c.title, _I.c.objective)
    .select_from(_WITH_REPORT.join(_I, _I.c.id == _S.c.interview_id))
    .where(_S.c.organization_id == bindparam("organization"), _S.c.id == bindparam("session"))
)
_ONE = {False: _BY_ID, True: _BY_ID.where(_I.c.project_id.in_(bindparam("projects", expanding=True)))}


async def find_session(
    connection: Connection, organization_id: str, projects: Projects, session_id: str
) -> Row[Any] | None:
    """The session with its report and its interview's title and objective."""
    keys: dict[str, Any] = {"organization": organization_id, "session": session_id}
    if projects is not None:
        keys["projects"] = projects
    return await connection.row(_ONE[projects is not None], keys)


_MESSAGES = (
    select(
        _M.c.id,
        _M.c.seq,
        _M.c.role,
        _M.c.content,
        _M.c.question_id,
        _M.c.kind,
        _M.c.move,
        _raw(_M.c.origin, "origin"),
        _raw(_M.c.data, "data"),
        _M.c.created_at,
    )
    .where(_M.c.organization_id == bindparam("organization"), _M.c.session_id == bindparam("session"))
    .order_by(_M.c.seq)
)


async def list_messages(connection: Connection, organization_id: str, session_id: str) -> Sequence[Row[Any]]:
    """All messages of a session in their order."""
    return await connection.rows(_MESSAGES, {"organization": organization_id, "session": session_id})
