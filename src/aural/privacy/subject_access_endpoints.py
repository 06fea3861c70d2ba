"""All data about one candidate as a file, for the admin who answers a subject access request."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
from pydantic.alias_generators import to_camel

from aural.api.operations import Call, Operations, Reply
from aural.api.validation import Json
from aural.candidates.invite_endpoints import find_candidate
from aural.platform.clock import iso
from aural.privacy import subject_access_repository as subject_access
from aural.reports.level_service import list_hidden

operations = Operations("Candidates")


@operations.get(
    "/candidates/{id}/data",
    id="exportCandidate",
    summary="Export all data about a candidate",
    description="Returns every row about the candidate as one JSON file, including comments and ratings by others, for "
    "a subject access request. It leaves out data that only the candidate may read: adjustments, and sex and "
    "ethnicity. These are in the export that candidates create themselves.",
    answer=None,
    find=find_candidate,
    role="ADMIN",
    media_types=("application/json",),
)
async def export_candidate(call: Call) -> Reply:
    """All rows, by table.

    Tables that only the candidate may read are named but left out. So are tables of what the AI wrote and other people
    rated, for a reviewer who hasn't rated yet.
    """
    held = await subject_access.list_holdings(call.connection, call.organization_id, call.id)
    ids = [session["id"] for session in held["sessions"]]
    is_hidden = await list_hidden(call.connection, call.organization_id, call.caller, ids)
    content = await asyncio.to_thread(_file, held, subject_access.JUDGED if is_hidden else frozenset())
    return Reply(None, file=content, file_name="candidate.json", media_type="application/json")


def _file(held: subject_access.Held, hidden: frozenset[str]) -> bytes:
    shown = {name: rows for name, rows in held.items() if name not in hidden}
    data: Json = {to_camel(name): [_row_json(row) for row in rows] for name, rows in shown.items()}
    data["hiddenUntilRated"] = sorted(map(to_camel, hidden))
    data["onlyForThePerson"] = [to_camel(str(table.name)) for table in subject_access.APART]
    return orjson.dumps(data, option=orjson.OPT_INDENT_2)


def _row_json(row: dict[str, Any]) -> Json:
    return {to_camel(name): _value(name, value) for name, value in row.items() if name != "organization_id"}


def _value(name: str, value: object) -> object:
    return iso(value) if isinstance(value, int) and (name == "at" or name.endswith("_at")) else value
