"""The audit log: list it, export it, and verify that it is unchanged."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply, page_reply
from aural.api.reach import require_whole
from aural.api.representation import Time, represent
from aural.api.validation import Day, Json, Output, Query, ShortText, end_of, refuse, start_of
from aural.audit import chain_repository as audit_chain
from aural.audit import examples
from aural.audit import object_repository as objects
from aural.audit import repository as audit
from aural.audit.object_repository import Kind
from aural.guard.audit import log as audit_log
from aural.guard.audit.keys import find_audit_keys

operations = Operations("Audit")
MOST_EXPORTED = 50_000
_PAGE = 100  # a longer page would block the event loop for longer while it is read
_COLUMNS = ("at", "who", "by", "operation", "what", "objectId", "address", "count", "lastAt", "detail", "number")
# Summaries of logged operations that aren't operations of the API.
_BY_ITSELF = {
    "confirmOperation": "Confirm an operation with the identity provider",
    "enforceRetention": "Erase data past its retention period",
    "withdrawConsent": "Withdraw consent",
    "eraseMe": "Erase your data as a candidate",
    "auditBias": "Audit for bias",
    "viewRecording": "Watch a recording",
}
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class AuditQuery(Query):
    """Filters for the log's lines."""

    user_id: ShortText | None = Field(
        default=None, description="Lines about actions of this person, or of a key that acts for them."
    )
    operation: ShortText | None = Field(default=None, description="An operation's id, such as `createShare`.")
    object_id: ShortText | None = Field(
        default=None, description="The object's id, or the digest that replaces it in the log."
    )
    since: Day | None = Field(
        default=None,
        alias="from",
        description="Lines from this day (UTC) on, including earlier ones whose `lastAt` is on this day or later.",
    )
    until: Day | None = Field(default=None, alias="to", description="Lines up to and including this day (UTC).")


class ObjectOut(Output):
    """The subject of a line, with its current name. Names are not stored in the log."""

    kind: Kind
    id: str
    name: str | None = Field(description="A person's name, or an interview's title. null: unknown.")


class AuditEntryOut(Output):
    """One line. Lines are never changed, except for the count of a change that is repeated within five minutes."""

    id: str
    at: Time
    who: str = Field(description="The name of the person or the key at that time.")
    user_id: str | None
    key_id: str | None = Field(description="null: no key was used.")
    operation: str
    what: str = Field(description="The operation in words.")
    object_id: str | None = Field(
        description="For a candidate, session or recording: a digest under the candidate's own key, which is destroyed "
        "when the candidate is erased."
    )
    about: ObjectOut | None = Field(
        description="The candidate, session, recording, interview or member. null: it is something else, or it is gone."
    )
    address: str | None = Field(description="The network address that the request came from, if known.")
    detail: dict[str, object] | None
    count: int = Field(description="How often it happened within five minutes.")
    last_at: Time | None = Field(description="The last time, if it happened more than once.")
    number: int | None = Field(description="Position in the chain. null: too new to be in it.")


class BreakOut(Output):
    """The first place where the chain is broken."""

    number: int
    entry_id: str | None = Field(description="null: the line is missing.")
    why: Literal["CHANGED", "MISSING"]


class VerdictOut(Output):
    """Whether the audit log is unchanged."""

    is_intact: bool
    checked: int = Field(description="The number of intact lines.")
    waiting: int = Field(description="The number of lines from the last minutes, which are not in the chain yet.")
    sealed_at: Time | None
    broken: BreakOut | None
    public_key: str = Field(description="The key with which `aural audit verify` checks an exported log.")


def _entry_json(call: Call, row: audit.AuditEntry, named: objects.Named | None = None) -> Json:
    what = _BY_ITSELF.get(row.operation) or call.summaries.get(row.operation, row.operation)
    return represent(
        AuditEntryOut,
        row,
        who=row.actor,
        what=what,
        count=row.times,
        about=None if named is None else represent(ObjectOut, named),
    )


def _wanted(query: AuditQuery) -> audit.AuditFilters:
    since, until = start_of(query.since), end_of(query.until)
    refuse([("to", "must not be before `from`")] if since is not None and until is not None and until <= since else [])
    return audit.AuditFilters(query.user_id, query.operation, query.object_id, since, until)


@operations.get(
    "/audit",
    id="listAudit",
    summary="List the audit log",
    description="Changes, sessions that were read, files that were downloaded, and sign-ins, newest first.",
    answer=Answer(AuditEntryOut, examples.ENTRY, is_list=True),
    role="ADMIN",
    query=AuditQuery,
    paging="always",
)
async def list_audit(call: Call) -> Reply:
    require_whole(call)
    page = call.page
    rows = await audit.list_entries(
        call.connection, call.organization_id, _wanted(call.query), limit=(page.limit or 0) + 1, after=page.after
    )
    ids = {row.object_id for row in rows if row.object_id is not None}
    named = await objects.find_objects(call.connection, call.organization_id, ids)
    return page_reply(call, rows, lambda row: _entry_json(call, row, named.get(row.object_id or "")))


@operations.get(
    "/audit/chain",
    id="verifyAudit",
    summary="Verify the chain",
    description="Whether every line of the audit log is present and unchanged.",
    answer=Answer(VerdictOut, examples.VERDICT),
    role="ADMIN",
)
async def verify_audit(call: Call) -> Reply:
    require_whole(call)
    keys = await find_audit_keys(call.connection, call.context.secrets)
    found = await audit_chain.verify(call.connection, call.organization_id, keys)
    broken = None if found.broken is None else represent(BreakOut, found.broken)
    public_key = audit_log.public_key(call.context.secrets)
    return Reply(represent(VerdictOut, found, is_intact=broken is None, broken=broken, public_key=public_key))


@operations.get(
    "/audit/log",
    id="exportAuditLog",
    summary="Export the chain, signed",
    description="One JSON object per line, for `aural audit verify`, which needs no server and no secret, and names "
    "the first line that was changed. The file contains random ids and keyed digests, but no names or addresses. It "
    "has every change that was made before the export.",
    answer=None,
    role="ADMIN",
    media_types=("application/x-ndjson",),
)
async def export_log(call: Call) -> Reply:
    """Exports the whole log up to now, signed. `aural audit verify` checks it (guard/audit/log.py)."""
    require_whole(call)
    context = call.context
    await context.gate.notes.settle()
    await audit_log.complete_log(context.database, call.organization_id, context.secrets, call.now)
    chunks = audit_log.write_log(context.database.read, call.organization_id, context.secrets, call.now)
    return Reply(None, chunks=chunks, file_name="audit.jsonl", media_type="application/x-ndjson")


@operations.get(
    "/audit/export",
    id="exportAudit",
    summary="Export the audit log",
    description="A CSV file of the lines that match, with every change that was made before the export. Returns 400 "
    f"if more than {MOST_EXPORTED:,} lines match.",
    answer=None,
    role="ADMIN",
    query=AuditQuery,
    media_types=("text/csv; charset=utf-8",),
)
async def export_audit(call: Call) -> Reply:
    """Exports the lines as CSV, newest first. Raises BadRequestError if there are too many for one file."""
    require_whole(call)
    await call.context.gate.notes.settle()
    pages = ["\ufeff".encode(), _lines([_COLUMNS])]
    count, after, wanted = 0, None, _wanted(call.query)
    while True:
        rows = await audit.list_entries(call.connection, call.organization_id, wanted, limit=_PAGE, after=after)
        pages.append(await asyncio.to_thread(_table, call, rows))
        count += len(rows)
        if len(rows) < _PAGE:
            break
        refuse(
            [("from", f"selects more than {MOST_EXPORTED:,} lines; ask for fewer days")]
            if count > MOST_EXPORTED
            else []
        )
        after = (rows[-1].at, rows[-1].id)
    return Reply(None, file=b"".join(pages), file_name="audit.csv", media_type="text/csv; charset=utf-8")


def _table(call: Call, rows: Sequence[audit.AuditEntry]) -> bytes:
    return _lines([_cells(call, row) for row in rows])


def _lines(rows: Sequence[Sequence[str]]) -> bytes:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows(rows)
    return made.getvalue().encode()


def _cells(call: Call, row: audit.AuditEntry) -> list[str]:
    entry = _entry_json(call, row) | {"by": "key" if row.key_id else "browser"}
    return [_cell(entry[name]) for name in _COLUMNS]


def _cell(value: object) -> str:
    """The value as text that spreadsheets don't interpret as a formula."""
    text = "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(_FORMULAS) else text
