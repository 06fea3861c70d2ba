"""The personal links of candidates as a table, for deployments that send no email."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import Field, StringConstraints

from aural.api.operations import Call, Operations, Reply
from aural.candidates import repository as candidates
from aural.candidates.endpoints import candidate_json, wanted_by
from aural.candidates.repository import CandidateFilters
from aural.candidates.schemas import CandidatesQuery
from aural.interviews import repository as interviews
from aural.platform.clock import iso
from aural.platform.errors import NotFoundError
from aural.reports.documents.table import BOM, Cell, csv_lines

operations = Operations("Candidates")
MOST = 100
_ROWS_AT_ONCE = 100
_HEAD = ("Name", "E-mail", "Phone", "Interview", "Status", "Link", "Expires (UTC)")
_Id = Annotated[str, StringConstraints(max_length=64)]


class LinksQuery(CandidatesQuery):
    """The filters of the list of candidates, and more. The order is always newest first."""

    ids: Annotated[list[_Id], Field(max_length=MOST)] = Field(default=[], description="Only these candidates.")


@operations.get(
    "/candidates/links",
    id="exportLinks",
    summary="Download personal links",
    description="A CSV file with one row per candidate and the link to send them, newest first. Takes all filters of "
    "the list of candidates. Spreadsheets do not run its cells as formulas.",
    answer=None,
    media_types=("text/csv; charset=utf-8",),
    query=LinksQuery,
    role="MEMBER",
    may_miss=True,
)
async def export_links(call: Call) -> Reply:
    interview_id = call.query.interview_id or None
    if interview_id is not None:
        await _require_interview(call, interview_id)
    wanted = replace(wanted_by(call, None), interview_id=interview_id, ids=tuple(call.query.ids))
    name = f"links-{iso(call.now)[:10]}.csv"
    return Reply(None, chunks=_lines(call, wanted), file_name=name, media_type="text/csv; charset=utf-8")


async def _require_interview(call: Call, interview_id: str) -> None:
    """Raises NotFoundError: a file without rows would look as if the interview had no candidates."""
    reach = (call.organization_id, call.caller.project_ids)
    if await interviews.find_interview(call.connection, *reach, interview_id) is None:
        raise NotFoundError


async def _lines(call: Call, wanted: CandidateFilters) -> AsyncIterator[bytes]:
    """The file page by page, so that no list of candidates is in memory as a whole."""
    yield BOM.encode() + csv_lines([_HEAD])
    after = None
    while True:
        rows = await candidates.list_candidates(
            call.context.database.read, call.organization_id, wanted, limit=_ROWS_AT_ONCE, after=after, now=call.now
        )
        yield await asyncio.to_thread(_table, call, rows)
        if len(rows) < _ROWS_AT_ONCE:
            return
        after = (rows[-1].created_at, rows[-1].id)


def _table(call: Call, rows: Sequence[candidates.Candidate]) -> bytes:
    return csv_lines(_cells(call, row) for row in rows)


def _cells(call: Call, row: candidates.Candidate) -> list[Cell]:
    values = candidate_json(call, row, row.public_slug)
    expires = None if row.expires_at is None else iso(row.expires_at)
    link = values["inviteUrl"]
    return [values["name"], values["email"], values["phone"], row.interview_title, row.status, link, expires]
