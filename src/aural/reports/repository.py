"""Reports of sessions. A report and its session's `report_status` always change in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, or_, select, update

from aural.reports.tables import past_reports, report_levels
from aural.sessions.conversation.log import OutdatedError
from aural.sessions.correction_repository import changes_answers
from aural.store import schema
from aural.store.database import Connection

_R = schema.reports
_S = schema.sessions
_M = schema.messages
_P = past_reports
_L = report_levels

_OF_SESSION = (_R.c.organization_id == bindparam("organization"), _R.c.session_id == bindparam("session"))
_SELECT = select(_R, _S.c.report_status).join(_S, _S.c.id == _R.c.session_id).where(*_OF_SESSION)
_LOCK = (
    select(_S.c.status, _S.c.corrected_at, _S.c.end_reason)
    .where(_S.c.organization_id == bindparam("organization"), _S.c.id == bindparam("session"))
    .with_for_update()
)
_DELETE_OLDER = delete(_R).where(*_OF_SESSION, _R.c.revision <= bindparam("upto"))
_LAST_MESSAGE = select(func.max(_M.c.seq)).where(
    _M.c.organization_id == bindparam("organization"), _M.c.session_id == bindparam("session")
)
_INSERT = insert(_R)
_MADE = (
    "revision",
    "summary",
    "insights",
    "themes",
    "sentiment",
    "scores",
    "evidence",
    "reason",
    "origin",
    "created_at",
)
_NEXT_NUMBER = select(func.coalesce(func.max(_P.c.number), 0) + 1).where(_P.c.session_id == bindparam("session"))
_KEPT = ("session_id", "organization_id", *_MADE)
_KEEP = insert(_P).from_select(
    ["number", *_KEPT], select(_NEXT_NUMBER.scalar_subquery(), *(_R.c[name] for name in _KEPT)).where(*_OF_SESSION)
)
_PAST = (
    select(_P)
    .where(_P.c.organization_id == bindparam("organization"), _P.c.session_id == bindparam("session"))
    .order_by(_P.c.number.desc())
)
_DELETE_LEVELS = delete(_L).where(
    _L.c.organization_id == bindparam("organization"), _L.c.session_id == bindparam("session")
)
_INSERT_LEVEL = insert(_L)
_SET_STATUS = (
    update(_S)
    .where(
        _S.c.organization_id == bindparam("organization"),
        _S.c.id == bindparam("session"),
        # A session that was resumed in the meantime has no report.
        _S.c.status != "IN_PROGRESS",
        or_(_S.c.end_reason.is_(None), _S.c.end_reason != "CONSENT_WITHDRAWN"),
    )
    .values(report_status=bindparam("wanted"), updated_at=bindparam("now"))
)


async def find_report(connection: Connection, organization_id: str, session_id: str) -> Row[Any] | None:
    """The stored report with its `revision` and the session's `report_status`; None if there is none yet."""
    return await connection.row(_SELECT, {"organization": organization_id, "session": session_id})


async def set_report_status(
    connection: Connection, organization_id: str, session_id: str, *, status: str, now: int
) -> bool:
    """Returns whether the status was set: a session that is running again has no report."""
    keys = {"organization": organization_id, "session": session_id, "wanted": status, "now": now}
    return await connection.run(_SET_STATUS, keys) > 0


async def save_report(
    connection: Connection,
    organization_id: str,
    session_id: str,
    *,
    revision: int,
    last_seq: int | None,
    status: str,
    fields: dict[str, Any],
    now: int,
    is_review: bool = False,
) -> bool:
    """Stores the report, and keeps the previous one among the past ones. Returns False and changes nothing if the
    report isn't wanted: the session is running again, a newer revision has its report, or the judged words have been
    corrected since (`is_review`: this is the report of the corrected words).

    `last_seq` is the last judged message, None for a report that judges nothing. `fields`: summary, insights, themes,
    sentiment, scores, evidence, reason, origin. Raises OutdatedError if more was said since, so that it must be judged
    again.
    """
    keys = {"organization": organization_id, "session": session_id}
    session = await connection.row(_LOCK, keys)
    is_corrected = session is not None and session.corrected_at is not None
    if is_corrected and not is_review and await changes_answers(connection, organization_id, session_id):
        return False  # other words count by now, and their report is queued
    stored = await connection.row(_SELECT, keys)
    if stored is not None and stored.revision > revision:
        return False
    if last_seq is not None and await _last_seq(connection, keys) != last_seq:
        raise OutdatedError
    if not await set_report_status(connection, organization_id, session_id, status=status, now=now):
        return False
    await connection.run(_KEEP, keys)
    await connection.run(_DELETE_OLDER, keys | {"upto": revision})
    row = {"organization_id": organization_id, "session_id": session_id, "revision": revision, "created_at": now}
    await connection.run(_INSERT, row | fields)
    await _save_levels(connection, organization_id, session_id, fields["scores"])
    return True


async def _save_levels(
    connection: Connection, organization_id: str, session_id: str, scores: list[dict[str, Any]] | None
) -> None:
    await connection.run(_DELETE_LEVELS, {"organization": organization_id, "session": session_id})
    common = {"organization_id": organization_id, "session_id": session_id}
    for criterion, level in {score["criterion"]: score["level"] for score in scores or ()}.items():
        await connection.run(_INSERT_LEVEL, common | {"criterion": criterion, "level": level})


async def list_past_reports(connection: Connection, organization_id: str, session_id: str) -> Sequence[Row[Any]]:
    """Reports that were replaced by a newer one, newest first."""
    return await connection.rows(_PAST, {"organization": organization_id, "session": session_id})


async def _last_seq(connection: Connection, keys: dict[str, str]) -> int:
    row = await connection.row(_LAST_MESSAGE, keys)
    return 0 if row is None or row[0] is None else int(row[0])
