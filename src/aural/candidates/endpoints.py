"""Candidates, each invited by a personal link."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.validation import Json, Problem, refuse
from aural.candidates import examples
from aural.candidates import repository as candidates
from aural.candidates import resume_repository as resumes
from aural.candidates.email_template_repository import find_letters
from aural.candidates.repository import CandidateFilters
from aural.candidates.schemas import READ_ONLY, CandidateIn, CandidateOut, CandidateQuery
from aural.engine.privacy.addresses import masked, masked_phone
from aural.interviews import repository as interviews
from aural.interviews.endpoints import find_interview, make_slug
from aural.platform.clock import iso, iso_or_none
from aural.platform.ids import new_id
from aural.store.database import Row
from aural.usage import repository as usage
from aural.webhooks.event_repository import record_invitations

operations = Operations("Candidates")
MOST_CANDIDATES = 500
DAY_MS = 86_400_000
_NEW: Json = {
    "status": "NOT_INVITED", "session_id": None, "invited_at": None, "opened_at": None, "reminded_at": None,
    "revoked_at": None, "mail_status": None, "mail_error": None, "retakes": 0, "version": 1,
}  # fmt: skip


def candidate_json(call: Call, row: Row[Any] | SimpleNamespace, slug: str | None) -> Json:
    is_viewer = call.caller.role == "VIEWER"
    token = url = None
    if not is_viewer:
        token = call.context.secrets.open_token(bytes(row.token_encrypted), bytes(row.token_hash))
        url = f"{call.context.settings.public_url}/i/{slug}?token={token}"
    return {
        "id": row.id,
        "interviewId": row.interview_id,
        "name": row.name,
        "email": masked(row.email) if is_viewer and row.email else row.email,
        "phone": masked_phone(row.phone) if is_viewer and row.phone else row.phone,
        "notes": row.notes,
        "inviteToken": token,
        "inviteUrl": url,
        "sessionId": row.session_id,
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
        "status": row.status,
        "invitedAt": iso_or_none(row.invited_at),
        "openedAt": iso_or_none(row.opened_at),
        "remindedAt": iso_or_none(row.reminded_at),
        "expiresAt": iso_or_none(row.expires_at),
        "revokedAt": iso_or_none(row.revoked_at),
        "mailStatus": row.mail_status,
        "mailError": row.mail_error,
        "retakes": row.retakes,
    }


def wanted_by(call: Call, interview_id: str | None) -> CandidateFilters:
    """The filters of the call's query, limited to the caller's reach."""
    query = call.query
    reach = call.caller.project_ids if interview_id is None else None  # else the interview was found within it
    by_name_only = call.caller.role == "VIEWER"
    return CandidateFilters(interview_id, reach, tuple(query.status), query.q.strip() or None, by_name_only)


@operations.get(
    "/interviews/{id}/candidates",
    id="listCandidates",
    summary="List candidates",
    description="Invitations, newest first, all or those asked for; a page where `limit` or `cursor` is given.",
    query=CandidateQuery,
    answer=Answer(CandidateOut, examples.CANDIDATE, is_list=True),
    find=find_interview,
    paging="on request",
)
async def list_candidates(call: Call) -> Reply:
    limit = call.page.limit
    rows = await candidates.list_candidates(
        call.connection,
        call.organization_id,
        wanted_by(call, call.id),
        limit=None if limit is None else limit + 1,
        after=call.page.after,
        now=call.now,
    )
    slug = call.found.public_slug
    return page_reply(call, rows, lambda row: candidate_json(call, row, slug))


@operations.post(
    "/interviews/{id}/candidates",
    id="createCandidates",
    summary="Invite candidates",
    description="One object or an array of at most 500, all or nothing; answers a personal link for each.",
    answer=Answer(CandidateOut, examples.CANDIDATE, is_list=True),
    find=find_interview,
    role="MEMBER",
    body=Body(CandidateIn, {"name": "Alex", "email": "alex@example.com"}, most=MOST_CANDIDATES, read_only=READ_ONLY),
    plan_limit="session_hours",
    locks_organization=True,
)
async def create_candidates(call: Call) -> Reply:
    items = call.body if isinstance(call.body, list) else [call.body]
    refuse(_past_ends(call, items))
    await usage.require_hours(call.connection, call.organization_id, call.now, call.context.settings.upgrade_url)
    slug = await take_slug(call, call.found)
    made = await invite(call, call.id, items)
    return Reply([candidate_json(call, row, slug) for row in made])


def _past_ends(call: Call, items: Sequence[Json]) -> list[Problem]:
    prefixes = [f"{at}." for at in range(len(items))] if isinstance(call.body, list) else [""]
    ends = zip(prefixes, items, strict=True)
    return [(f"{prefix}expiresAt", "must be in the future") for prefix, item in ends if is_past(item, call.now)]


def is_past(values: Json, now: int) -> bool:
    expires_at = values.get("expires_at")
    return expires_at is not None and expires_at <= now


async def take_slug(call: Call, interview: Row[Any]) -> str:
    """The interview's public name, which is created if there is none."""
    if interview.public_slug is not None:
        return str(interview.public_slug)
    slug = make_slug(interview.title)
    await interviews.update_interview(call.connection, call.organization_id, interview, {"public_slug": slug}, call.now)
    return slug


async def invite(call: Call, interview_id: str, items: Sequence[Json]) -> list[SimpleNamespace]:
    """Adds candidates to an interview. Returns them as their rows will be read."""
    letters = await find_letters(call.connection, call.organization_id, interview_id)
    days = None if letters is None else letters.expire_after_days
    until = None if days is None else call.now + days * DAY_MS
    rows = [_new_row(call, interview_id, item, until) for item in items]
    await candidates.insert_candidates(call.connection, call.organization_id, rows)
    made = [row["id"] for row in rows]
    await record_invitations(call.connection, call.organization_id, interview_id, made, call.now)
    kept = [
        {"candidate_id": row["id"], "file_name": None, "text": item["resume_text"], "created_at": call.now}
        for row, item in zip(rows, items, strict=True)
        if item.get("resume_text")
    ]
    await resumes.insert_resumes(call.connection, call.organization_id, kept)
    return [SimpleNamespace(**_NEW, **row) for row in rows]


def _new_row(call: Call, interview_id: str, item: Json, until: int | None) -> Json:
    token = call.context.secrets.new_token()
    sealed = {"token_hash": call.context.secrets.digest(token), "token_encrypted": call.context.secrets.encrypt(token)}
    made = {"id": new_id(), "interview_id": interview_id, "created_at": call.now, "updated_at": call.now}
    given = {name: item.get(name) for name in ("name", "email", "phone", "notes")}
    given["known_email"] = given["email"] and given["email"].lower()
    return {**given, "expires_at": item.get("expires_at") or until, **sealed, **made}
