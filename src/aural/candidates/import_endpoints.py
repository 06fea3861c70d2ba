"""Lists of people from CSV or XLSX files, which are read, mapped, checked and corrected before anyone is invited."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from datetime import timedelta

from aural.api.operations import Answer, Body, Call, Operations, Reply, Upload
from aural.api.representation import represent
from aural.api.validation import Json, Problem, check_email, refuse
from aural.candidates import examples
from aural.candidates import import_repository as imports
from aural.candidates import repository as candidates
from aural.candidates.endpoints import MOST_CANDIDATES, invite, require_published, take_slug
from aural.candidates.import_schemas import MOST_CELL, ConfirmIn, FileQuery, ImportChange, ImportDeleted, ImportOut
from aural.engine.authoring.imports import FIELDS, KEPT, Checked, ImportRow, check_rows, has_head, list_columns
from aural.engine.privacy.addresses import masked, masked_phone
from aural.guard.files.documents import MOST_BYTES, read_numbered_table
from aural.interviews import repository as interviews
from aural.interviews.endpoints import find_interview
from aural.platform.errors import BadRequestError
from aural.platform.ids import new_id
from aural.reports.documents.table import BOM, csv_lines
from aural.usage import repository as usage

operations = Operations("Candidates")
MOST_SHOWN = 100
KEPT_MS = int(timedelta(days=1).total_seconds() * 1000)
_SENTENCES = {
    "EMAIL_INVALID": "is not an email address",
    "TOO_LONG": "is too long",
    "EMAIL_MISSING": "is missing, so no invitation can be sent",
    "NOBODY": "has neither a name nor an email address",
}
_IMPORTED = Answer(ImportOut, examples.IMPORT, has_etag=True)
_TABLES = (
    "text/csv",
    "text/plain",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/octet-stream",
)


def import_etag(row: imports.Import) -> str:
    return f'"{row.version}"'


async def find_import(call: Call, *, lock: bool) -> imports.Import | None:
    """The import of `/imports/{id}…`."""
    reach = (call.organization_id, call.caller.project_ids)
    return await imports.find_import(call.connection, *reach, call.id, lock=lock)


async def read_upload(call: Call) -> list[tuple[int, list[str]]]:
    return await read_numbered_table(call.body, call.request.media_type)


@operations.post(
    "/interviews/{id}/imports",
    id="createImport",
    summary="Read a list of candidates",
    description="Takes a CSV or XLSX file of at most 5,000 rows. Returns its columns, a guess at what they contain, "
    "and the rows to fix. No one is invited. The list is kept for a day.",
    prepare=read_upload,
    answer=_IMPORTED,
    find=find_interview,
    role="MEMBER",
    query=FileQuery,
    upload=Upload(MOST_BYTES, _TABLES),
)
async def create_import(call: Call) -> Reply:
    require_published(call.found)
    rows = [(line, [_kept(cell) for cell in cells]) for line, cells in call.prepared]
    is_headed = has_head(rows)
    columns = list_columns(rows, is_headed=is_headed)
    body = rows[1:] if is_headed else rows
    shown = [{"name": column.name, "samples": column.samples, "guess": column.guess} for column in columns]
    guessed = {column.guess: at for at, column in enumerate(columns) if column.guess}
    row: Json = {
        "id": new_id(),
        "interview_id": call.id,
        "file_name": call.query.file_name or "list",
        "columns": shown,
        "rows": body,
        "mapping": dict.fromkeys(FIELDS) | guessed,
        "edits": {},
        "row_count": len(body),
        "created_at": call.now,
        "expires_at": call.now + KEPT_MS,
    }
    await imports.insert_import(call.connection, call.organization_id, row)
    call.id = row["id"]
    return await _reply(call)


@operations.get(
    "/imports/{id}",
    id="getImport",
    summary="Get a list that is being imported",
    description="The list is checked against the candidates that the interview has now.",
    answer=_IMPORTED,
    find=find_import,
)
async def get_import(call: Call) -> Reply:
    return await _reply(call)


async def _reply(call: Call) -> Reply:
    row = await find_import(call, lock=False)
    assert row is not None
    call.shows_people_of = row.interview_id
    return Reply(_import_json(call, row, await _checked(call, row)), import_etag(row))


async def _checked(call: Call, row: imports.Import) -> Checked:
    """Checks the rows in a thread, because thousands of rows would delay running interviews."""
    invited = await candidates.list_emails(call.connection, call.organization_id, row.interview_id)
    rows = [] if row.is_done else row.rows
    return await asyncio.to_thread(_check_rows, row, rows, invited)


def _kept(cell: str) -> str:
    """The cell's text. A longer one is cut, but stays longer than every limit, so that its row is one to fix."""
    text = cell.strip()
    return text if len(text) <= MOST_CELL else f"{text[:MOST_CELL]}…"


def _check_rows(row: imports.Import, rows: list[tuple[int, list[str]]], invited: Collection[str]) -> Checked:
    needs_email = not row.allows_missing_email
    return check_rows(rows, row.mapping, row.edits, invited, check_email, needs_email=needs_email)


def _import_json(call: Call, row: imports.Import, checked: Checked) -> Json:
    hidden: Json = {"samples": []} if not call.caller.permissions.sees_contacts else {}
    written = {str(line) for line, cells in row.rows[: row.written_count] if not cells}
    left_out = sum(edit is None and line not in written for line, edit in row.edits.items())
    problems, known = checked.to_fix[:MOST_SHOWN], checked.known[:MOST_SHOWN]
    return represent(
        ImportOut,
        row,
        columns=[{"index": at, **column, **hidden} for at, column in enumerate(row.columns)],
        mapping=dict.fromkeys(FIELDS) | row.mapping,
        ready=len([person for person in checked.ready if person.at >= row.written_count]),
        to_fix=len(checked.to_fix),
        already_here=len(checked.known),
        left_out=left_out,
        problems=[_person(call, person) | {"reasons": _reasons(person)} for person in problems],
        known=[_person(call, person) | {"sameLine": person.same_line or None} for person in known],
        preview=[_person(call, person) for person in checked.ready[:5]],
    )


def _person(call: Call, person: ImportRow) -> Json:
    """The row's person, with email and phone masked for a VIEWER."""
    values = dict(person.values)
    if not call.caller.permissions.sees_contacts:
        values["email"] = masked(values["email"]) if values["email"] else None
        values["phone"] = masked_phone(values["phone"]) if values["phone"] else None
    return {"line": person.line} | {name: values[name] for name in KEPT}


def _reasons(person: ImportRow) -> list[Json]:
    return [
        {"field": problem.field, "code": problem.code, "message": _SENTENCES[problem.code]}
        for problem in person.problems
    ]


@operations.patch(
    "/imports/{id}",
    id="updateImport",
    summary="Map columns and fix rows",
    description="Checks the list again. No one is invited.",
    answer=_IMPORTED,
    find=find_import,
    role="MEMBER",
    body=Body(ImportChange, {"mapping": {"name": 0, "email": 1}, "rows": [{"line": 3, "email": "alex@example.com"}]}),
)
async def update_import(call: Call) -> Reply:
    """Changes only the import. Candidates stay unchanged."""
    row = call.found
    _require_open(row)
    values: Json = {}
    if "mapping" in call.body:
        values["mapping"] = _mapping(call.body["mapping"], len(row.columns))
    if call.body.get("rows"):
        values["edits"] = _edits(row, call.body["rows"])
    if "allows_missing_email" in call.body:
        values["allows_missing_email"] = call.body["allows_missing_email"]
    call.require_match(import_etag(row))
    values = call.changes(values, row._asdict() | {"mapping": dict.fromkeys(FIELDS) | row.mapping})
    if values:
        await imports.update_import(call.connection, call.organization_id, row, values)
    return await _reply(call)


def _require_open(row: imports.Import) -> None:
    if row.is_done or row.written_count:
        text = "This list is being imported, or was imported. Choose the file again to import more of it."
        raise BadRequestError(text, [("", "cannot be changed any more")])


def _mapping(sent: Mapping[str, int | None], width: int) -> Json:
    wire = {"first_name": "firstName", "last_name": "lastName"}
    mapping = {wire.get(name, name): at for name, at in sent.items()}
    wide = [name for name, at in mapping.items() if at is not None and at >= width]
    refuse([(f"mapping.{name}", "is not a column of this list") for name in wide])
    return dict.fromkeys(FIELDS) | mapping


def _edits(row: imports.Import, changes: list[Json]) -> Json:
    lines = {line for line, _ in row.rows}
    problems: list[Problem] = []
    edits = dict(row.edits)
    for at, change in enumerate(changes):
        if change["line"] not in lines:
            problems.append((f"rows.{at}.line", "isn't a line of this list"))
            continue
        key = str(change["line"])
        fixed = {name: change[name] or None for name in KEPT if change.get(name) is not None}
        edits[key] = None if change["is_left_out"] else {**(edits.get(key) or {}), **fixed}
    refuse(problems)
    return edits


@operations.get(
    "/imports/{id}/problems",
    id="getImportProblems",
    summary="Download the rows to fix",
    description="A CSV file with the reason for each row. Spreadsheets do not run its cells as formulas.",
    answer=None,
    media_types=("text/csv; charset=utf-8",),
    find=find_import,
)
async def get_problems(call: Call) -> Reply:
    """Returns the rows to fix as a file that spreadsheets open without running anything in it."""
    row = call.found
    checked = await asyncio.to_thread(_check_rows, row, row.rows, ())
    rows: list[list[str | int | None]] = [[*KEPT, "line", "problem"]]
    for person in checked.to_fix:
        why = "; ".join(f"{reason['field']} {reason['message']}" for reason in _reasons(person))
        shown = _person(call, person)
        rows.append([*(shown[name] for name in KEPT), person.line, why])
    content = BOM.encode() + csv_lines(rows)
    return Reply(None, file=content, file_name="rows-to-fix.csv", media_type="text/csv; charset=utf-8")


@operations.post(
    "/imports/{id}/confirm",
    id="confirmImport",
    summary="Import the ready rows",
    description="Creates candidates from the next 500 rows that are ready, all or none. Repeat it with the response's "
    "`writtenCount` until `isDone` is true. A repeated step creates no candidate twice.",
    answer=_IMPORTED,
    find=find_import,
    role="MEMBER",
    body=Body(ConfirmIn, {"from": 0}),
    plan_limit="session_hours",
    locks_organization=True,
)
async def confirm_import(call: Call) -> Reply:
    """Writes the next 500 rows that are ready, all or none. Skips rows to fix and candidates who already exist."""
    row = call.found
    if call.body["written_count"] != row.written_count or row.is_done:
        return await _reply(call)  # a repeated request: these rows are already written
    await usage.require_hours(call.connection, call.organization_id, call.now, call.context.settings.upgrade_url)
    checked = await _checked(call, row)
    waiting = [person for person in checked.ready if person.at >= row.written_count]
    batch = waiting[:MOST_CANDIDATES]
    if batch:
        reach = (call.organization_id, call.caller.project_ids)
        interview = await interviews.find_interview(call.connection, *reach, row.interview_id, lock=True)
        assert interview is not None
        require_published(interview)
        await take_slug(call, interview)
        await invite(call, row.interview_id, [person.values for person in batch])
    is_done = len(waiting) == len(batch)
    # The written rows are candidates now. The rows to fix can still be downloaded.
    bad = {person.line for person in checked.to_fix}
    gone = {line for line, _ in row.rows if line not in bad} if is_done else {person.line for person in batch}
    values: Json = imports.without_lines(row, gone) | {
        "written_count": len(row.rows) if is_done else batch[-1].at + 1,
        "created_count": row.created_count + len(batch),
        "is_done": is_done,
    }
    if is_done:
        values["rows"] = [each for each in row.rows if each[0] in bad]
        values["edits"] = {line: edit for line, edit in row.edits.items() if int(line) in bad}
    await imports.update_import(call.connection, call.organization_id, row, values)
    call.audit_detail = {"created": len(batch)}
    return await _reply(call)


@operations.delete(
    "/imports/{id}",
    id="deleteImport",
    summary="Discard a list",
    description="Deletes the list. Candidates created from it stay.",
    answer=Answer(ImportDeleted, {"id": examples.IMPORT_ID, "deleted": True}),
    find=find_import,
    role="MEMBER",
)
async def delete_import(call: Call) -> Reply:
    call.require_match(import_etag(call.found))
    await imports.delete_import(call.connection, call.organization_id, call.id)
    return Reply({"id": call.id, "deleted": True})
