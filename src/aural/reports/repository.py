"""Reports of sessions. A report and its session's `report_status` always change in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from aural.reports.analysis.sections import SECTIONS
from aural.reports.tables import past_reports, report_levels
from aural.sessions.conversation.log import OutdatedError
from aural.sessions.correction_repository import changes_answers
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

_R = schema.reports
_S = schema.sessions
_M = schema.messages
_P = past_reports
_L = report_levels

_OF_SESSION = (_R.c.organization_id == bindparam("organization"), _R.c.session_id == bindparam("session"))
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
    "sections",
    "sentiment",
    "scores",
    "evidence",
    "reason",
    "origin",
    "created_at",
)
_ADDED = tuple(name for name in SECTIONS if name not in _R.c)  # sections kept in the column `sections`
_NEXT_NUMBER = select(func.coalesce(func.max(_P.c.number), 0) + 1).where(_P.c.session_id == bindparam("session"))
_SELECT = (
    select(_NEXT_NUMBER.scalar_subquery().label("number"), *(_R.c[name] for name in _MADE), _S.c.report_status)
    .join(_S, _S.c.id == _R.c.session_id)
    .where(*_OF_SESSION)
)
_KEPT = ("session_id", "organization_id", *_MADE)
_KEEP = insert(_P).from_select(
    ["number", *_KEPT], select(_NEXT_NUMBER.scalar_subquery(), *(_R.c[name] for name in _KEPT)).where(*_OF_SESSION)
)
_PAST = (
    select(_P.c.number, *(_P.c[name] for name in _MADE), _S.c.report_status)
    .join(_S, _S.c.id == _P.c.session_id)
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


class StoredReport(NamedTuple):
    """`number` counts the session's reports from 1; `report_status` is the session's."""

    number: int
    revision: int
    summary: str | None
    insights: list[str]
    themes: list[str]
    sections: dict[str, list[str]] | None  # read it with `added_sections`
    sentiment: str | None
    scores: list[dict[str, object]] | None
    evidence: list[dict[str, object]]
    reason: str | None
    origin: dict[str, object] | None
    created_at: int
    report_status: str | None


def added_sections(stored: Mapping[str, list[str]] | None) -> dict[str, Any]:
    """The sections without a column of their own, from the column `sections`. Older reports have no claims there."""
    return {name: (stored or {}).get(name, []) for name in _ADDED}


async def find_report(connection: Connection, organization_id: str, session_id: str) -> StoredReport | None:
    """The current report; None if there is none yet."""
    return await fetch_one(connection, StoredReport, _SELECT, {"organization": organization_id, "session": session_id})


async def set_report_status(
    connection: Connection, organization_id: str, session_id: str, *, status: str, now: int
) -> bool:
    """Returns whether the status was set. It isn't set if the session is running again, since it then has no report."""
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
    """Stores the report, and keeps the previous one as a past report. Returns False and changes nothing if the
    report isn't wanted: the session is running again, a newer revision has its report, or the judged words have been
    corrected since (`is_review`: this is the report of the corrected words).

    `last_seq` is the last judged message, None for a report that judges nothing. `fields`: summary, each section,
    sentiment, scores, evidence, reason, origin. Raises OutdatedError if more was said since, so that the session must
    be judged again.
    """
    keys = {"organization": organization_id, "session": session_id}
    session = await connection.row(_LOCK, keys)
    is_corrected = session is not None and session.corrected_at is not None
    if is_corrected and not is_review and await changes_answers(connection, organization_id, session_id):
        return False  # the corrected answers count by now, and their report is queued
    stored = await find_report(connection, organization_id, session_id)
    if stored is not None and stored.revision > revision:
        return False
    if last_seq is not None and await _last_seq(connection, keys) != last_seq:
        raise OutdatedError
    if not await set_report_status(connection, organization_id, session_id, status=status, now=now):
        return False
    await connection.run(_KEEP, keys)
    await connection.run(_DELETE_OLDER, keys | {"upto": revision})
    row = {"organization_id": organization_id, "session_id": session_id, "revision": revision, "created_at": now}
    added = {name: fields[name] for name in _ADDED}
    own = {name: value for name, value in fields.items() if name not in added}
    await connection.run(_INSERT, row | own | {"sections": added or None})
    await _save_levels(connection, organization_id, session_id, fields["scores"])
    return True


async def _save_levels(
    connection: Connection, organization_id: str, session_id: str, scores: list[dict[str, object]] | None
) -> None:
    await connection.run(_DELETE_LEVELS, {"organization": organization_id, "session": session_id})
    common = {"organization_id": organization_id, "session_id": session_id}
    for criterion, level in {score["criterion"]: score["level"] for score in scores or ()}.items():
        await connection.run(_INSERT_LEVEL, common | {"criterion": criterion, "level": level})


async def list_past_reports(connection: Connection, organization_id: str, session_id: str) -> list[StoredReport]:
    """Reports that were replaced by a newer one, newest first."""
    return await fetch_all(connection, StoredReport, _PAST, {"organization": organization_id, "session": session_id})


async def _last_seq(connection: Connection, keys: dict[str, str]) -> int:
    row = await connection.row(_LAST_MESSAGE, keys)
    return 0 if row is None or row[0] is None else int(row[0])
