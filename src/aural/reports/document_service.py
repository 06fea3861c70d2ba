"""A session's report as a document, limited to the parts that the caller may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import orjson

from aural.engine.artifacts import without_replaced
from aural.engine.message_data import MessageData
from aural.engine.privacy.transcript_check import preliminary_until
from aural.engine.purposes import gives_levels
from aural.guard.auth.callers import Caller
from aural.reports import decision_repository as decisions
from aural.reports import rating_repository as human_ratings
from aural.reports import share_repository as shares
from aural.reports.analysis.evidence import chosen_with
from aural.reports.analysis.sections import SECTIONS
from aural.reports.analysis.suggestions import CountedMessage
from aural.reports.documents.document import (
    Decision,
    Document,
    HumanRating,
    ReportParts,
    Turn,
    made_with,
    rated_by_people,
    report_parts,
)
from aural.reports.level_service import hides_levels, rates_blind
from aural.reports.repository import added_sections, find_report
from aural.reports.suggestion_service import suggest
from aural.sessions import correction_repository as corrections
from aural.sessions import repository as sessions
from aural.sessions.log_repository import list_entries
from aural.store.database import Connection

_STORED = (*SECTIONS, "scores", "evidence")


async def read_document(
    connection: Connection, organization_id: str, caller: Caller, row: sessions.Session, *, now: int, with_turns: bool
) -> Document:
    """The document of a session, limited to what this caller may see. `row`: from `sessions.find_session`."""
    where = (connection, organization_id)
    document = await document_of(*where, row, now=now, reader=caller, with_turns=with_turns)
    if hides_levels(caller, row) or not with_turns:
        return document
    said = {turn.seq: CountedMessage(turn.message_id, turn.text, turn.is_left_out) for turn in document.turns}
    return replace(document, suggestions=await suggest(*where, row, await list_entries(*where, row.id), said))


async def document_of(
    connection: Connection,
    organization_id: str,
    row: sessions.Session,
    *,
    now: int,
    reader: Caller | None,
    with_turns: bool,
) -> Document:
    """`reader`: the caller for whom `row` was read. None: the reader of a shared link, from whom nothing is hidden."""
    until = preliminary_until(row, now)
    human, decision = await _of_people(connection, organization_id, row)
    if not gives_levels(row.purpose) or (reader is not None and rates_blind(reader, row)):
        human = {}
    turns = await list_turns(connection, organization_id, row) if with_turns else ()
    parts: ReportParts = {}
    written_by = None
    if row.report_status == "READY" and row.insights is not None:
        stored = {"summary": row.summary} | added_sections(row.sections)
        stored |= {name: _value(getattr(row, name)) for name in _STORED if name not in stored}
        if not gives_levels(row.purpose):
            stored["scores"] = None
        written_by = await _written_by(connection, organization_id, row.id)
        is_hidden = reader is not None and hides_levels(reader, row)
        parts = report_parts(stored, is_hidden=is_hidden, human=human)
    parts["criteria"] = rated_by_people(parts.get("criteria"), human)
    return Document(
        session_id=row.id,
        title=row.interview_title,
        organization=await shares.find_organization_name(connection, organization_id),
        name=row.participant_name,
        language=row.language,
        started_at=row.started_at,
        finished_at=row.completed_at,
        seconds=row.total_duration_seconds,
        report_status=row.report_status,
        note=row.report_reason,
        turns=tuple(turn for turn, _ in turns),
        remark=row.remark if row.corrected_at is not None else None,
        decision=decision,
        preliminary=until is not None,
        preliminary_until=until,
        purpose=row.purpose,
        synthetic_voice=row.synthetic_voice,
        written_by=written_by,
        **parts,
    )


async def _written_by(connection: Connection, organization_id: str, session_id: str) -> str | None:
    report = await find_report(connection, organization_id, session_id)
    origin = None if report is None else report.origin
    return str(origin["name"]) if origin is not None and origin["source"] == "model" else None


def _value(stored: str | None) -> object:
    return None if stored is None else orjson.loads(stored)


def _data(stored: str | None) -> MessageData | None:
    data: MessageData | None = None if stored is None else orjson.loads(stored)
    return data


async def _of_people(
    connection: Connection, organization_id: str, row: sessions.Session
) -> tuple[Mapping[str, Sequence[HumanRating]], Decision | None]:
    """People's ratings by criterion, and the current decision. Ratings that set a level aside are left out."""
    by_criterion: dict[str, dict[str, HumanRating]] = {}
    for rating in reversed(await human_ratings.list_ratings(connection, organization_id, row.id)):
        given = by_criterion.setdefault(rating.criterion, {})
        given.pop(rating.user_id, None)  # a person's newest rating counts, and goes last
        if rating.verdict != "SET_ASIDE":
            given[rating.user_id] = HumanRating(rating.level, rating.person, rating.reason, rating.created_at)
    made = await decisions.list_decisions(connection, organization_id, row.id, limit=1, after=None)
    decided = [Decision(one.verdict, one.person, one.reason, one.created_at, one.is_preliminary) for one in made]
    return {name: tuple(given.values()) for name, given in by_criterion.items()}, decided[0] if decided else None


async def list_turns(
    connection: Connection, organization_id: str, row: sessions.Session
) -> list[tuple[Turn, MessageData | None]]:
    """The turns of a session after corrections, each with its message's data."""
    messages = await sessions.list_messages(connection, organization_id, row.id)
    corrected = {}
    if row.corrected_at is not None:
        rows = await corrections.list_corrections(connection, organization_id, row.id)
        corrected = {made.seq: made for made in rows}
    said = [(message, _data(message.data)) for message in messages if message.role != "system"]
    return [_turn(message, data, corrected.get(message.seq)) for message, data in said]


def _turn(
    message: sessions.Message, data: MessageData | None, correction: corrections.Correction | None
) -> tuple[Turn, MessageData | None]:
    corrected = None if correction is None else correction.content
    text = message.content if corrected is None else corrected
    data = data if corrected is None else without_replaced(data, message.content)
    turn = Turn(
        seq=message.seq,
        message_id=message.id,
        is_candidate=message.role == "user",
        text=text,
        at=message.created_at,
        made=made_with(text, data),
        original=None if corrected is None else message.content,
        is_left_out=correction is not None and correction.is_left_out,
        chosen=chosen_with(text, data),
    )
    return turn, data
