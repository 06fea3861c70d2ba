"""Retention: how long sessions and their reports are kept, and a preview of what a new period would erase."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic.alias_generators import to_camel

from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.reach import require_whole
from aural.api.representation import represent
from aural.api.validation import Input, Json, Output, Query, no_default
from aural.interviews.endpoints import find_interview
from aural.organizations import settings_repository as settings
from aural.organizations.model_endpoints import read_settings, settings_etag
from aural.platform.clock import iso
from aural.privacy import clearing_repository as clearing
from aural.privacy import examples
from aural.privacy import request_retention_repository as requests
from aural.privacy import retention_repository as retention
from aural.privacy.data_kinds_repository import KINDS, Kind, KindName
from aural.privacy.retention_repository import DAY_MS, DAYS, Rule
from aural.store.database import Connection
from aural.store.slow import slow_reader

operations = Operations("Settings")
MOST_DAYS = 3650
SOON_DAYS = 30
MOST_TOUCHED = 20
Days = Annotated[int, Field(ge=1, le=MOST_DAYS)]
_KEPT = (
    "How many days a candidate is kept after their last session ended or, if none began, after the invitation was last "
    "used or expired. null: until someone erases them."
)
_MEDIA = "How many days recordings are kept after their session ended. null: as long as the candidate is kept."
_INTEGRITY = (
    "How many days integrity signals and keystrokes are kept after their session ended. null: as long as the candidate "
    "is kept."
)


class RetentionChange(Input):
    """Fields to change. Omitted fields stay the same."""

    transcript_days: Days | None = Field(default=None, json_schema_extra=no_default, description=_KEPT)
    media_days: Days | None = Field(default=None, json_schema_extra=no_default, description=_MEDIA)
    integrity_days: Days | None = Field(default=None, json_schema_extra=no_default, description=_INTEGRITY)


class RetentionOut(Output):
    """How long candidates are kept, with their sessions, answers and reports, and which data is erased earlier."""

    transcript_days: int | None = Field(description=_KEPT)
    media_days: int | None = Field(description=_MEDIA)
    integrity_days: int | None = Field(description=_INTEGRITY)
    tonight_at: str = Field(description="When the next erasure begins: after midnight, UTC.")


class OwnRetentionChange(RetentionChange):
    """Fields to change. Omitted fields stay the same."""

    follows_organization: bool = Field(
        False, json_schema_extra=no_default, description="true: the organization's retention applies."
    )


class OwnRetentionOut(Output):
    """How long the candidates of this interview are kept."""

    follows_organization: bool
    transcript_days: int | None = Field(description=f"The setting that applies here. {_KEPT}")
    media_days: int | None = Field(description=f"The setting that applies here. {_MEDIA}")
    integrity_days: int | None = Field(description=f"The setting that applies here. {_INTEGRITY}")
    organization_days: int | None
    organization_media_days: int | None
    organization_integrity_days: int | None


class InterviewKeptOut(Output):
    """An interview with its own retention period."""

    interview_id: str
    title: str
    transcript_days: int | None
    media_days: int | None
    integrity_days: int | None


class ErasuresQuery(Query):
    transcript_days: Days | None = Field(None, description="The period to preview, in days. Omitted: no limit.")
    media_days: Days | None = Field(None, description="The same for recordings.")
    integrity_days: Days | None = Field(None, description="The same for integrity signals and keystrokes.")


class Amount(Output):
    candidates: int
    sessions: int


class TouchedOut(Output):
    """An interview with candidates who would be erased."""

    interview_id: str
    title: str
    candidates: int
    sessions: int
    first_at: str = Field(description="The night in which the first of them is erased.")


class KindOut(Output):
    """Data that is erased before the rest of a session."""

    kind: KindName
    sessions: int = Field(description="The number of sessions that lose data of this kind tonight.")
    later_sessions: int = Field(description=f"The number that lose it in the next {SOON_DAYS} days, including tonight.")


class RequestsDueOut(Output):
    """Requests that belong to no candidate, as those from the page where an interview begins."""

    tonight: int = Field(description="The number of requests that are deleted tonight.")
    soon: int = Field(description=f"The number that are deleted in the next {SOON_DAYS} days, including tonight.")
    undecided: int = Field(description=f"How many of those in the next {SOON_DAYS} days still wait for a decision.")
    held: int = Field(description="Requests that would be deleted by then, but are kept by a legal hold.")


class ErasuresOut(Output):
    """A preview of what a retention period would erase. It changes and erases nothing."""

    tonight_at: str
    tonight: Amount
    soon: Amount = Field(description=f"Erasures in the next {SOON_DAYS} days, including tonight's.")
    held: Amount = Field(description="Candidates who would be erased by then, but are kept by a legal hold.")
    requests: RequestsDueOut
    kinds: list[KindOut]
    interviews: list[TouchedOut] = Field(description=f"At most {MOST_TOUCHED}, those with the earliest erasures first.")


def night_after(at: int) -> int:
    """The midnight (UTC) at or after an instant."""
    return at + (-at % DAY_MS)


def next_night(now: int) -> int:
    return night_after(now + 1)


@operations.get(
    "/settings/retention",
    id="getRetention",
    summary="Get the retention of candidates",
    description="How long candidates are kept, with their sessions, transcripts and reports. Recordings and integrity "
    "data may be deleted earlier. Interviews may have their own retention.",
    answer=Answer(RetentionOut, examples.RETENTION, has_etag=True),
)
async def get_retention(call: Call) -> Reply:
    row = await read_settings(call)
    return Reply(represent(RetentionOut, row, tonight_at=iso(next_night(call.now))), settings_etag(row))


@operations.patch(
    "/settings/retention",
    id="updateRetention",
    summary="Set the retention of candidates",
    description="Candidates past their retention period are erased the following night (UTC), and requests that belong "
    "to no candidate are deleted. Preview the erasures first.",
    answer=Answer(RetentionOut, examples.RETENTION, has_etag=True),
    role="ADMIN",
    body=Body(RetentionChange, {"transcriptDays": 180}),
    locks_organization=True,
)
async def update_retention(call: Call) -> Reply:
    require_whole(call)
    row = await read_settings(call)
    call.require_match(settings_etag(row))
    values = call.changes(call.body, row)
    if values:
        await settings.change_settings(call.connection, call.organization_id, values, call.now)
        call.audit_detail = {to_camel(name): days for name, days in values.items()}
    return await get_retention(call)


@operations.get(
    "/settings/retention/interviews",
    id="listOwnRetention",
    summary="List interviews with their own retention",
    description="Newest first.",
    answer=Answer(InterviewKeptOut, examples.OWN_RETENTION, is_list=True),
    paging="always",
)
async def list_own(call: Call) -> Reply:
    page = call.page
    rows = await retention.list_own(
        call.connection, call.organization_id, call.caller.project_ids, limit=(page.limit or 0) + 1, after=page.after
    )
    return page_reply(call, rows, lambda row: represent(InterviewKeptOut, row, interview_id=row.id))


@operations.get(
    "/settings/erasures",
    id="previewErasures",
    summary="Preview what would be erased",
    description="Lists what a retention period of the organization would erase, and when. Nothing is set or erased.",
    answer=Answer(ErasuresOut, examples.ERASURES),
    query=ErasuresQuery,
)
async def preview_erasures(call: Call) -> Reply:
    """Previews a retention period of the organization."""
    require_whole(call)
    return await _preview(call, None)


@operations.get(
    "/interviews/{id}/retention",
    id="getInterviewRetention",
    summary="Get the retention of an interview's candidates",
    description="Also says whether the interview follows the organization's retention.",
    answer=Answer(OwnRetentionOut, examples.INTERVIEW_RETENTION, has_etag=True),
    find=find_interview,
)
async def get_own(call: Call) -> Reply:
    own = await retention.find_own(call.connection, call.organization_id, call.id)
    theirs = await retention.find_days(call.connection, call.organization_id)
    days = own or theirs
    data = represent(
        *(OwnRetentionOut, days),
        follows_organization=own is None,
        organization_days=theirs.transcript_days,
        organization_media_days=theirs.media_days,
        organization_integrity_days=theirs.integrity_days,
    )
    changed_at = 0 if own is None else own.updated_at
    return Reply(data, f'"{changed_at}-{days.transcript_days}-{days.media_days}-{days.integrity_days}"')


@operations.patch(
    "/interviews/{id}/retention",
    id="updateInterviewRetention",
    summary="Set the retention of an interview's candidates",
    description="Replaces the organization's retention; `followsOrganization` restores it.",
    answer=Answer(OwnRetentionOut, examples.INTERVIEW_RETENTION, has_etag=True),
    find=find_interview,
    role="ADMIN",
    body=Body(OwnRetentionChange, {"transcriptDays": 30}),
)
async def update_own(call: Call) -> Reply:
    before = await get_own(call)
    assert before.etag is not None
    call.require_match(before.etag)
    own = {"followsOrganization": before.data["followsOrganization"] and not call.body}
    wanted = own | {to_camel(name): value for name, value in call.body.items()}
    if not call.changes(wanted, before.data):
        return before
    if wanted["followsOrganization"]:
        await retention.drop_own(call.connection, call.organization_id, call.id)
    else:
        days = {name: call.body.get(name, before.data[to_camel(name)]) for name in DAYS}
        await retention.set_own(call.connection, call.organization_id, call.id, days, call.now)
    after = await get_own(call)
    call.audit_detail = {name: after.data[name] for name in ("followsOrganization", *map(to_camel, DAYS))}
    return after


@operations.get(
    "/interviews/{id}/erasures",
    id="previewInterviewErasures",
    summary="Preview what would be erased of an interview",
    description="Lists what a retention period of the interview would erase, and when. Nothing is set or erased.",
    answer=Answer(ErasuresOut, examples.ERASURES),
    find=find_interview,
    query=ErasuresQuery,
)
async def preview_own(call: Call) -> Reply:
    """Previews a retention period of this interview."""
    return await _preview(call, call.id)


async def _preview(call: Call, interview_id: str | None) -> Reply:
    rule = Rule(call.query.transcript_days, interview_id)
    tonight = next_night(call.now)
    until = tonight + SOON_DAYS * DAY_MS
    read = slow_reader(call.context.database)
    found = await retention.sum_up(read, call.organization_id, rule, tonight=tonight, until=until)
    touched = await retention.list_touched(read, call.organization_id, rule, until=until, most=MOST_TOUCHED)
    data = {
        "tonightAt": iso(tonight),
        "tonight": _amount(found.candidates, found.sessions),
        "soon": _amount(found.later_candidates, found.later_sessions),
        "held": _amount(found.held_candidates, found.held_sessions),
        "requests": await _requests_json(call, read, rule, tonight, until),
        "kinds": [await _kind_json(call, read, kind, interview_id, tonight, until) for kind in KINDS],
        "interviews": [
            represent(TouchedOut, row, first_at=iso(max(tonight, night_after(row.first_at)))) for row in touched
        ],
    }
    return Reply(data)


async def _requests_json(call: Call, read: Connection, rule: Rule, tonight: int, until: int) -> Json:
    first, all_due = [await requests.count_due(read, call.organization_id, rule, at) for at in (tonight, until)]
    return {
        "tonight": first.requests,
        "soon": all_due.requests,
        "undecided": all_due.undecided,
        "held": all_due.held,
    }


async def _kind_json(
    call: Call, read: Connection, kind: Kind, interview_id: str | None, tonight: int, until: int
) -> Json:
    rule = Rule(getattr(call.query, kind.column), interview_id)
    sessions, later = [await clearing.count_due(read, call.organization_id, kind, rule, at) for at in (tonight, until)]
    return {"kind": kind.name, "sessions": sessions, "laterSessions": later}


def _amount(candidates: int, sessions: int) -> Json:
    return {"candidates": candidates, "sessions": sessions}
