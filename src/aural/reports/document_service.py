"""A session's report as a document, limited to the parts that the caller may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson

from aural.engine.privacy.transcript_check import preliminary_until
from aural.engine.purposes import gives_levels
from aural.guard.auth.callers import Caller
from aural.reports import decision_repository as decisions
from aural.reports import rating_repository as human_ratings
from aural.reports import share_repository as shares
from aural.reports.analysis.suggestions import CountedMessage
from aural.reports.documents.document import Decision, Document, HumanRating, Turn, made_text, report_parts
from aural.reports.level_service import list_hidden
from aural.reports.suggestion_service import suggest
from aural.sessions import correction_repository as corrections
from aural.sessions import repository as sessions
from aural.sessions.log_repository import list_entries
from aural.store.database import Connection, Row

_JSON = ("insights", "themes", "scores", "evidence")


async def read_document(
    connection: Connection, organization_id: str, caller: Caller, row: Row[Any], *, now: int, with_turns: bool
) -> Document:
    """The document of a session, as this caller may see it. `row`: from `sessions.find_session`."""
    where = (connection, organization_id)
    hidden = await list_hidden(*where, caller, [row.id])
    document = await document_of(*where, row, now=now, is_hidden=row.id in hidden, with_turns=with_turns)
    said = {turn.seq: CountedMessage(turn.message_id, turn.text, turn.is_left_out) for turn in document.turns}
    suggestions = await suggest(*where, row, await list_entries(*where, row.id), said) if with_turns else ()
    return replace(document, suggestions=suggestions)


async def document_of(
    connection: Connection, organization_id: str, row: Row[Any], *, now: int, is_hidden: bool, with_turns: bool
) -> Document:
    until = preliminary_until(row, now)
    human, decision = await _of_people(connection, organization_id, row)
    turns = await list_turns(connection, organization_id, row) if with_turns else ()
    parts: dict[str, Any] = {}
    if row.report_status == "READY" and row.insights is not None:
        stored = {"summary": row.summary} | {name: _value(getattr(row, name)) for name in _JSON}
        if not gives_levels(row.purpose):
            stored["scores"] = None
        parts = report_parts(stored, is_hidden=is_hidden, human={} if is_hidden else human)
    return Document(
        session_id=row.id,
        title=row.title,
        organization=await shares.find_organization_name(connection, organization_id),
        name=row.participant_name,
        language=row.language,
        started_at=row.started_at,
        finished_at=row.completed_at,
        seconds=row.total_duration_seconds,
        report_status=row.report_status,
        note=row.reason,
        turns=tuple(turn for turn, _ in turns),
        remark=row.remark if row.corrected_at is not None else None,
        decision=decision,
        preliminary=until is not None,
        preliminary_until=until,
        purpose=row.purpose,
        synthetic_voice=row.synthetic_voice,
        **parts,
    )


def _value(stored: str | None) -> Any:
    return None if stored is None else orjson.loads(stored)


async def _of_people(
    connection: Connection, organization_id: str, row: Row[Any]
) -> tuple[Mapping[str, Sequence[HumanRating]], Decision | None]:
    """People's ratings by criterion, and the current decision. Ratings that set a level aside are left out."""
    by_criterion: dict[str, dict[str, HumanRating]] = {}
    for rating in reversed(await human_ratings.list_ratings(connection, organization_id, row.id)):
        given = by_criterion.setdefault(rating.criterion, {})
        given.pop(rating.user_id, None)  # a person's newest rating counts, and goes last
        if rating.verdict != "SET_ASIDE":
            given[rating.user_id] = HumanRating(rating.level, rating.person, rating.reason, rating.created_at)
    made = await decisions.list_decisions(connection, organization_id, row.id, limit=1, after=None)
    decided = [Decision(one.verdict, one.person, one.reason, one.created_at, bool(one.is_preliminary)) for one in made]
    return {name: tuple(given.values()) for name, given in by_criterion.items()}, decided[0] if decided else None


async def list_turns(
    connection: Connection, organization_id: str, row: Row[Any]
) -> list[tuple[Turn, Mapping[str, Any] | None]]:
    """The turns of a session after corrections, each with its message's data."""
    messages = await sessions.list_messages(connection, organization_id, row.id)
    corrected = {}
    if row.corrected_at is not None:
        rows = await corrections.list_corrections(connection, organization_id, row.id)
        corrected = {made.seq: made for made in rows}
    said = [(message, _value(message.data)) for message in messages if message.role != "system"]
    return [(_turn(message, data, corrected.get(message.seq)), data) for message, data in said]


def _turn(message: Row[Any], data: Mapping[str, Any] | None, correction: Row[Any] | None) -> Turn:
    is_changed = correction is not None and correction.content is not None
    made = made_text(data)
    text = correction.content if correction is not None and is_changed else message.content
    return Turn(
        seq=message.seq,
        message_id=message.id,
        is_candidate=message.role == "user",
        text=text,
        at=message.created_at,
        made=None if made is None or made in text else made,
        original=message.content if is_changed else None,
        is_left_out=correction is not None and bool(correction.is_left_out),
    )
