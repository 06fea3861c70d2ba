"""Downloads: one session's report, and many sessions as a table."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

import orjson
from pydantic import AfterValidator, Field

from aural.api.operations import Call, Operations, Reply
from aural.api.validation import Instant, Query
from aural.engine.artifacts import without_replaced
from aural.engine.privacy.transcript_check import preliminary_until
from aural.engine.purposes import gives_levels
from aural.engine.question_types import traits_of
from aural.guard.computing import ComputingError, are_long, compute
from aural.interviews import question_repository as questions
from aural.interviews import repository as interviews
from aural.platform.clock import iso
from aural.platform.errors import ConflictError, NotFoundError
from aural.reports import export_repository as exports
from aural.reports.analysis.build import LONGEST_NAME
from aural.reports.analysis.evidence import BETWEEN_OPTIONS
from aural.reports.document_service import read_document
from aural.reports.documents.document import Document
from aural.reports.documents.formats import Format, texts_of, write
from aural.reports.documents.names import Hide, name_hider
from aural.reports.documents.table import BOM, Cell, Workbook, csv_lines
from aural.reports.documents.text import HIDDEN, NO_EVIDENCE
from aural.reports.level_service import hides_levels, rates_blind
from aural.sessions import repository as sessions
from aural.sessions.endpoints import SessionQuery, email_for, find_session, read_wanted
from aural.sessions.filters_repository import SessionFilters

operations = Operations("Sessions")
ROWS_AT_ONCE = 100  # a longer page would keep other threads waiting for over 50 ms (`make bench`)
_CHUNK_BYTES = 256 * 1024
_PDF, _XLSX = "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SCALE = re.compile(r"0|[1-9][0-9]{0,8}")  # longer ones are ids or phone numbers
_TOO_LONG = "This interview is too long for a file in this format. Choose text or JSON."
# File name extension and media type.
_FILES: Mapping[Format, tuple[str, str]] = {
    "pdf": ("pdf", _PDF),
    "markdown": ("md", "text/markdown"),
    "json": ("json", "application/vnd.aural.report+json"),
    "text": ("txt", "text/plain"),
    "vtt": ("vtt", "text/vtt"),
}
REPORT_TYPES = tuple(media_type for _, media_type in _FILES.values())
TABLE_TYPES = ("text/csv", _XLSX)


class ReportFileQuery(Query):
    format: Format = Field(default="pdf", description="`text` and `vtt` contain the transcript only.")
    hides_names: bool = Field(default=False, description="Removes the person's name from every text.")


@operations.get(
    "/sessions/{id}/export",
    id="exportSession",
    summary="Download a report",
    description="Returns the report with its transcript as PDF, Markdown or JSON, or the transcript alone as text or "
    "captions. Returns 409 if the interview is too long for a file in this format.",
    answer=None,
    media_types=REPORT_TYPES,
    find=find_session,
    query=ReportFileQuery,
    conflicts=True,
)
async def export_session(call: Call) -> Reply:
    call.context.gate.note_access(call.caller, call.id)
    who = (call.connection, call.organization_id, call.caller)
    document = await read_document(*who, call.found, now=call.now, with_turns=True)
    ending, media_type = _FILES[call.query.format]
    label = document.in_words("Candidate") if call.query.hides_names else None
    content = await written(document, call.query.format, label)
    name = _file_name(document.title, document.name if not call.query.hides_names else call.id[:8])
    return Reply(None, file=content, file_name=f"{name}.{ending}", media_type=media_type)


async def written(document: Document, format_name: Format, label: str | None) -> bytes:
    """Writes the file off the event loop, and in a child process if its texts are long."""
    if not are_long(texts_of(document)):
        return await asyncio.to_thread(write, document, format_name, label)
    try:
        return await compute("exports", write, document, format_name, label)
    except ComputingError as error:
        raise ConflictError(_TOO_LONG) from error


def _file_name(*parts: str | None) -> str:
    """A file name of alphanumeric characters and hyphens, in any script."""
    words = re.sub(r"[\W_]+", "-", " ".join(part for part in parts if part)).strip("-")
    return words[:80].rstrip("-") or "report"


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError("must be an id")
    return text


Id = Annotated[str, AfterValidator(_id)]


class TableQuery(SessionQuery):
    """The filters of the session list, and more."""

    format: Literal["csv", "xlsx"] = "csv"
    interview_id: Id | None = Field(default=None, description="Only sessions of this interview.")
    ids: Annotated[list[Id], Field(max_length=100)] = Field(default=[], description="Only these sessions.")
    since_instant: Instant | None = Field(
        default=None, alias="since", description="Only sessions that began at this time or later."
    )
    until_instant: Instant | None = Field(
        default=None, alias="until", description="Only sessions that began before this time."
    )
    hides_names: bool = Field(
        default=False,
        description="Leaves names and email addresses empty, and removes the person's name from summaries.",
    )


HEAD = (
    *("Session", "Interview", "Name", "E-mail", "Status", "Ended because", "Report", "Language", "Started (UTC)"),
    *("Ended (UTC)", "Minutes", "Messages", "Summary", "Decision", "Preliminary", "Decided while preliminary"),
    "Synthetic voice",
)


@operations.get(
    "/sessions/export",
    id="exportSessions",
    summary="Download sessions as a table",
    description="Returns a CSV or XLSX file with one row per session, and separate columns for the AI's levels and "
    "people's. Takes all filters of the session list. The number of rows isn't limited.",
    answer=None,
    media_types=TABLE_TYPES,
    query=TableQuery,
    may_miss=True,
)
async def export_sessions(call: Call) -> Reply:
    query: TableQuery = call.query
    wanted = _wanted(call)
    title, criteria = await _scope(call, query.interview_id, wanted)
    asked = await _choice_questions(call, query.interview_id)
    head = [*HEAD, *(f"{whose}: {name}" for name in criteria for whose in ("AI", "Person"))]
    head += [f"Chosen: {text}" for text in asked.values()]
    pages = _pages(call, wanted, criteria, list(asked))
    name = _file_name(title, iso(call.now)[:10])
    if query.format == "csv":
        return Reply(None, chunks=_csv(head, pages), file_name=f"{name}.csv", media_type="text/csv")
    return Reply(None, chunks=_xlsx(title, head, pages), file_name=f"{name}.xlsx", media_type=_XLSX)


def _wanted(call: Call) -> SessionFilters:
    query: TableQuery = call.query
    asked = read_wanted(call)
    since = [asked.since, query.since_instant]
    until = [asked.until, query.until_instant]
    return replace(
        asked,
        ids=tuple(query.ids),
        since=max((at for at in since if at is not None), default=None),
        until=min((at for at in until if at is not None), default=None),
    )


async def _scope(call: Call, interview_id: str | None, wanted: SessionFilters) -> tuple[str, list[str]]:
    """The file's title, and the criteria that have columns in it. The interview's own criteria come first."""
    reach = (call.organization_id, call.caller.project_ids)
    own: list[str] = []
    title = "Sessions"
    if interview_id is not None:
        row = await interviews.find_interview(call.connection, *reach, interview_id)
        if row is None:
            raise NotFoundError
        title = row.title
        own = [criterion["name"] for criterion in orjson.loads(row.assessment_criteria)]
    seen = await exports.list_criteria(
        call.connection, *reach, interview_id, reviewer_id=call.caller.user_id, wanted=wanted
    )
    return title, list(dict.fromkeys([*own, *seen]))


async def _choice_questions(call: Call, interview_id: str | None) -> dict[str, str]:
    """The shortened texts of the interview's questions with options, by id; empty for a table of all interviews."""
    if interview_id is None:
        return {}
    rows = await questions.list_questions(call.connection, call.organization_id, interview_id)
    texts = {row.id: " ".join(row.text.split()) for row in rows if traits_of(row.type).has_options}
    return {key: text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}…" for key, text in texts.items()}


async def _pages(
    call: Call, wanted: SessionFilters, criteria: Sequence[str], asked: Sequence[str]
) -> AsyncIterator[list[list[Cell]]]:
    after = None
    interview_id = call.query.interview_id
    while True:
        rows = await sessions.list_sessions(
            call.context.database.read,
            call.organization_id,
            interview_id,  # export_sessions has checked that the caller may see it
            limit=ROWS_AT_ONCE,
            after=after,
            projects=None if interview_id else call.caller.project_ids,
            reviewer_id=call.caller.user_id,
            wanted=wanted,
        )
        people = await _of_people(call, [row.id for row in rows])
        table = await asyncio.to_thread(_table, call, rows, criteria, people)
        chosen = await _chosen(call, rows, asked) if asked else [[] for _ in rows]
        yield [[*cells, *more] for cells, more in zip(table, chosen, strict=True)]
        if len(rows) < ROWS_AT_ONCE:
            return
        after = (rows[-1].created_at, rows[-1].id)


async def _chosen(call: Call, rows: Sequence[sessions.Session], asked: Sequence[str]) -> list[list[Cell]]:
    """For each session, the last choice in answer to each of these questions."""
    found: dict[tuple[str, str], str] = {}
    ids = [row.id for row in rows]
    for answer in await exports.list_choices(call.context.database.read, call.organization_id, ids, asked):
        data = (without_replaced(answer.data, answer.content) if answer.is_corrected else answer.data) or {}
        own = [data["other"]] if "other" in data else []
        if chosen := [*data.get("choice", ()), *own]:
            found[answer.session_id, answer.question_id] = BETWEEN_OPTIONS.join(chosen)
    return await asyncio.to_thread(_hidden, found, rows, asked, call.query.hides_names)


def _hidden(
    found: Mapping[tuple[str, str], str], rows: Sequence[sessions.Session], asked: Sequence[str], hides: bool
) -> list[list[Cell]]:
    hiders = [name_hider(row.participant_name if hides else None) for row in rows]
    return [
        [_figure(hide(found[row.id, question])) if (row.id, question) in found else None for question in asked]
        for row, hide in zip(rows, hiders, strict=True)
    ]


def _figure(text: str) -> Cell:
    """A value of a scale as a number, so that spreadsheets can calculate with it; other options as text."""
    return int(text) if _SCALE.fullmatch(text) else text


@dataclass(frozen=True, slots=True)
class _OfPeople:
    """Ratings keyed by session and criterion, then by person; decisions keyed by session."""

    levels: Mapping[tuple[str, str], Mapping[str, str]]
    decisions: Mapping[str, str]
    early: frozenset[str]  # sessions decided while their report was preliminary


async def _of_people(call: Call, ids: Sequence[str]) -> _OfPeople:
    where = (call.context.database.read, call.organization_id, ids)
    levels: dict[tuple[str, str], dict[str, str]] = {}
    for row in await exports.list_ratings(*where):
        given = levels.setdefault((row.session_id, row.criterion), {})
        given.pop(row.user_id, None)
        if row.verdict != "SET_ASIDE":
            given[row.user_id] = f"{NO_EVIDENCE if row.level is None else row.level} ({row.person})"
    newest = {row.session_id: row for row in await exports.list_decisions(*where)}
    decided = {session_id: f"{row.verdict} ({row.person})" for session_id, row in newest.items()}
    early = frozenset(session_id for session_id, row in newest.items() if row.is_preliminary)
    return _OfPeople(levels, decided, early)


def _table(
    call: Call, rows: Sequence[sessions.Session], criteria: Sequence[str], people: _OfPeople
) -> list[list[Cell]]:
    return [_cells(call, row, criteria, people) for row in rows]


def _cells(call: Call, row: sessions.Session, criteria: Sequence[str], people: _OfPeople) -> list[Cell]:
    is_hidden, is_blind = hides_levels(call.caller, row), rates_blind(call.caller, row)
    is_ready, hides = row.report_status == "READY", call.query.hides_names
    scores = row.scores if is_ready and gives_levels(row.purpose) else None
    levels = {score["criterion"]: score["level"] for score in orjson.loads(scores or "null") or ()}
    rated = [(_level(levels, name, is_hidden), _human(people, row.id, name, is_blind)) for name in criteria]
    return [
        row.id,
        row.interview_title,
        *((None, None) if hides else (row.participant_name, email_for(call.caller, row.participant_email))),
        row.status,
        row.end_reason,
        row.report_status,
        row.language,
        _stamp(row.started_at),
        _stamp(row.completed_at),
        round(row.total_duration_seconds / 60, 1),
        row.message_count,
        _summary(row, is_hidden, name_hider(row.participant_name if hides else None)) if is_ready else None,
        people.decisions.get(row.id),
        None if row.report_status is None else _yes(preliminary_until(row, call.now) is not None),
        None if row.id not in people.decisions else _yes(row.id in people.early),
        row.synthetic_voice,
        *(cell for pair in rated for cell in pair),
    ]


def _summary(row: sessions.Session, is_hidden: bool, hide: Hide) -> str | None:
    if not row.summary:
        return None
    return HIDDEN if is_hidden else hide(row.summary)


def _level(levels: Mapping[str, int | None], name: str, is_hidden: bool) -> Cell:
    if name not in levels:
        return None
    level = levels[name]
    return HIDDEN if is_hidden else NO_EVIDENCE if level is None else level


def _human(people: _OfPeople, session_id: str, name: str, is_blind: bool) -> Cell:
    given = people.levels.get((session_id, name))
    return None if not given else HIDDEN if is_blind else "; ".join(given.values())


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _stamp(at: int | None) -> str | None:
    return None if at is None else iso(at)[:19].replace("T", " ")


async def _csv(head: Sequence[str], pages: AsyncIterator[list[list[Cell]]]) -> AsyncIterator[bytes]:
    yield BOM.encode() + csv_lines([head])
    async for rows in pages:
        yield await asyncio.to_thread(csv_lines, rows)


async def _xlsx(title: str, head: Sequence[str], pages: AsyncIterator[list[list[Cell]]]) -> AsyncIterator[bytes]:
    book = Workbook(title, head)
    async for rows in pages:
        await asyncio.to_thread(book.append, rows)
    with tempfile.TemporaryDirectory(prefix="aural-export-") as folder:
        path = Path(folder) / "sessions.xlsx"
        await asyncio.to_thread(book.save, path)
        with path.open("rb") as file:
            while chunk := await asyncio.to_thread(file.read, _CHUNK_BYTES):
                yield chunk
