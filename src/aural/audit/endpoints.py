"""The audit log: list, export, and verify that it is as it was written."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, time
from typing import Any, Literal

from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply, page_reply
from aural.api.reach import require_whole
from aural.api.validation import Day, Json, Output, Query, ShortText, refuse
from aural.audit import chain_repository as audit_chain
from aural.audit import examples
from aural.audit import repository as audit
from aural.guard.audit import log as audit_log
from aural.guard.audit.keys import find_audit_keys
from aural.platform.clock import iso
from aural.store.database import Row

operations = Operations("Audit")
MOST_EXPORTED = 50_000
_PAGE = 1_000
_DAY_MS = 86_400_000
_COLUMNS = ("at", "who", "by", "operation", "what", "objectId", "address", "count", "lastAt", "detail", "number")
# Summaries of logged operations that aren't operations of the API.
_BY_ITSELF = {
    "enforceRetention": "Erase candidates past their retention period",
    "withdrawConsent": "Withdraw consent",
    "eraseMe": "Erase one's data as a candidate",
    "auditBias": "Audit for bias",
    "viewRecording": "Watch a recording",
}
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class AuditQuery(Query):
    """Filters for the log's lines."""

    user_id: ShortText | None = Field(default=None, description="By this person, or by a key in their name.")
    operation: ShortText | None = Field(default=None, description="An operation's id, such as `createShare`.")
    object_id: ShortText | None = Field(
        default=None, description="The object: its id, or a stand-in for the id of a person."
    )
    since: Day | None = Field(
        default=None, alias="from", description="From this day on (UTC), with lines whose `lastAt` is on it."
    )
    until: Day | None = Field(default=None, alias="to", description="Up to and including this day (UTC).")


class AuditEntryOut(Output):
    """One line. Lines are never changed, except for the count of a change that is repeated within five minutes."""

    id: str
    at: str
    who: str = Field(description="The person's name, or the key's, as it was then.")
    user_id: str | None
    key_id: str | None = Field(description="null: in the browser.")
    operation: str
    what: str = Field(description="The operation in words.")
    object_id: str | None = Field(
        description="Of a candidate or a session, a digest under the person's own key, which an erase destroys."
    )
    address: str | None = Field(description="The network address that it came from, where it is known.")
    detail: dict[str, Any] | None
    count: int = Field(description="How often, within five minutes.")
    last_at: str | None = Field(description="The last time, if it happened more than once.")
    number: int | None = Field(description="Position in the chain. null: too new to be in it.")


class BreakOut(Output):
    """The first place where the chain is broken."""

    number: int
    entry_id: str | None = Field(description="null: the line is missing.")
    why: Literal["CHANGED", "MISSING"]


class VerdictOut(Output):
    """Whether the audit log is as it was written."""

    is_intact: bool
    checked: int = Field(description="Lines that are intact.")
    waiting: int = Field(description="Lines of the last minutes, which are not in the chain yet.")
    sealed_at: str | None
    broken: BreakOut | None
    public_key: str = Field(description="The key with which `aural audit verify` checks an exported log.")


def _entry_json(call: Call, row: Row[Any]) -> Json:
    return {
        "id": row.id,
        "at": iso(row.at),
        "who": row.actor,
        "userId": row.user_id,
        "keyId": row.key_id,
        "operation": row.operation,
        "what": {**call.summaries, **_BY_ITSELF}.get(row.operation, row.operation),
        "objectId": row.object_id,
        "address": row.address,
        "detail": row.detail,
        "count": row.count,
        "lastAt": None if row.last_at is None else iso(row.last_at),
        "number": row.number,
    }


def _wanted(query: AuditQuery) -> audit.AuditFilters:
    since, until = (None if day is None else _midnight(day) for day in (query.since, query.until))
    refuse([("to", "must not be before `from`")] if since is not None and until is not None and until < since else [])
    until = None if until is None else until + _DAY_MS
    return audit.AuditFilters(query.user_id, query.operation, query.object_id, since, until)


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp()) * 1000


@operations.get(
    "/audit",
    id="listAudit",
    summary="List the audit log",
    description="Newest first: changes, sessions that were read, files that were downloaded, sign-ins.",
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
    return page_reply(call, rows, lambda row: _entry_json(call, row))


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
    broken = found.broken
    return Reply(
        {
            "isIntact": broken is None,
            "checked": found.checked,
            "waiting": found.waiting,
            "sealedAt": None if found.sealed_at is None else iso(found.sealed_at),
            "publicKey": audit_log.public_key(call.context.secrets),
            "broken": None
            if broken is None
            else {"number": broken.number, "entryId": broken.entry_id, "why": broken.why},
        }
    )


@operations.get(
    "/audit/log",
    id="exportAuditLog",
    summary="Export the chain, signed",
    description="One JSON object per line, for `aural audit verify`: it needs no server and no secret, and names the "
    "first line that was changed. It contains random ids and keyed digests, no name and no address, and every "
    "change answered before the export.",
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
    description="As a CSV file, at most 50,000 lines, with every change that was answered before.",
    answer=None,
    role="ADMIN",
    query=AuditQuery,
    media_types=("text/csv; charset=utf-8",),
)
async def export_audit(call: Call) -> Reply:
    """Exports the lines as CSV, newest first. Raises BadRequestError if there are too many for one file."""
    require_whole(call)
    await call.context.gate.notes.settle()
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    count, after, wanted = 0, None, _wanted(call.query)
    while True:
        rows = await audit.list_entries(call.connection, call.organization_id, wanted, limit=_PAGE, after=after)
        writer.writerows([_cells(call, row) for row in rows])
        count += len(rows)
        if len(rows) < _PAGE:
            break
        refuse(
            [("from", f"leaves more than {MOST_EXPORTED:,} lines; ask for fewer days")] if count > MOST_EXPORTED else []
        )
        after = (rows[-1].at, rows[-1].id)
    content = ("\ufeff" + made.getvalue()).encode()
    return Reply(None, file=content, file_name="audit.csv", media_type="text/csv; charset=utf-8")


def _cells(call: Call, row: Row[Any]) -> list[str]:
    entry = _entry_json(call, row) | {"by": "key" if row.key_id else "browser"}
    return [_cell(entry[name]) for name in _COLUMNS]


def _cell(value: Any) -> str:
    """The value as text that spreadsheets don't interpret as a formula."""
    text = "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(_FORMULAS) else text
