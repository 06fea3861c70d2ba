"""The rows behind the figures across sessions. They are replaced whenever their session's report is replaced."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Executable, bindparam, delete, insert, or_, select

from aural.insights.facts import Facts
from aural.reports.share_tables import FACTS, criterion_facts, question_facts, session_facts, theme_facts
from aural.store import schema
from aural.store.database import Connection

_S = schema.sessions
_HAS_CONSENT = or_(_S.c.end_reason.is_(None), _S.c.end_reason != "CONSENT_WITHDRAWN")
_SESSION = select(_S.c.interview_id, _S.c.created_at).where(
    _S.c.organization_id == bindparam("organization"), _S.c.id == bindparam("session"), _HAS_CONSENT
)
_DELETE = [
    delete(table).where(
        table.c.organization_id == bindparam("organization"), table.c.session_id == bindparam("session")
    )
    for table in FACTS
]
_ADD_SESSION, _ADD_QUESTION = insert(session_facts), insert(question_facts)
_ADD_CRITERION, _ADD_THEME = insert(criterion_facts), insert(theme_facts)
_WITHOUT = (
    select(_S.c.organization_id, _S.c.id)
    .outerjoin(session_facts, session_facts.c.session_id == _S.c.id)
    .where(
        _S.c.report_status.in_(("READY", "NOT_SCORABLE", "FAILED")), session_facts.c.session_id.is_(None), _HAS_CONSENT
    )
    .limit(bindparam("limit"))
)
_WITHDRAWN = select(_S.c.id).where(_S.c.end_reason == "CONSENT_WITHDRAWN")
_DELETE_WITHDRAWN = [delete(table).where(table.c.session_id.in_(_WITHDRAWN)) for table in FACTS]


async def save_facts(connection: Connection, organization_id: str, session_id: str, facts: Facts) -> None:
    """Replaces the session's rows. Saves none if consent was withdrawn."""
    keys = {"organization": organization_id, "session": session_id}
    session = await connection.row(_SESSION, keys)
    if session is None:
        return
    for gone in _DELETE:
        await connection.run(gone, keys)
    whose = {
        "session_id": session_id,
        "organization_id": organization_id,
        "interview_id": session.interview_id,
        "held_at": session.created_at,
    }
    await connection.run(_ADD_SESSION, whose | facts.session)
    await _add(connection, _ADD_QUESTION, [whose | asdict(fact) for fact in facts.questions])
    levels = [whose | {"criterion": name, "level": level} for name, level in facts.levels.items()]
    await _add(connection, _ADD_CRITERION, levels)
    sentiment = facts.session["sentiment"]
    themes = [whose | asdict(fact) | {"position": at, "sentiment": sentiment} for at, fact in enumerate(facts.themes)]
    await _add(connection, _ADD_THEME, themes)


async def _add(connection: Connection, statement: Executable, rows: list[dict[str, object]]) -> None:
    if rows:
        await connection.run(statement, rows)


async def list_without_facts(connection: Connection, limit: int) -> list[tuple[str, str]]:
    """The organization and id of sessions, in all organizations, whose report was saved before these rows existed."""
    return [(row.organization_id, row.id) for row in await connection.rows(_WITHOUT, {"limit": limit})]


async def delete_withdrawn(connection: Connection) -> None:
    """Deletes the rows of sessions, in all organizations, whose consent was withdrawn."""
    for gone in _DELETE_WITHDRAWN:
        await connection.run(gone, {})
