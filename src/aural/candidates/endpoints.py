"""Candidates, each invited by a personal link."""

from __future__ import annotations

from collections.abc import Sequence

from aural.api.operations import Answer, Body, Call, Operations, Page, Reply, page_reply
from aural.api.representation import represent
from aural.api.requests import DEFAULT_LIMIT
from aural.api.validation import Json, Problem, end_of, refuse, start_of
from aural.candidates import examples
from aural.candidates import repository as candidates
from aural.candidates import resume_repository as resumes
from aural.candidates.email_template_repository import find_letters
from aural.candidates.repository import CandidateFilters
from aural.candidates.schemas import READ_ONLY, CandidateIn, CandidateOut, CandidateQuery
from aural.engine.privacy.addresses import masked, masked_phone
from aural.interviews import repository as interviews
from aural.interviews.endpoints import find_interview, make_slug
from aural.platform.errors import ConflictError
from aural.platform.ids import new_id
from aural.store.listing import Order
from aural.usage import repository as usage
from aural.webhooks.event_repository import record_invitations

operations = Operations("Candidates")
MOST_CANDIDATES = 500
DAY_MS = 86_400_000


def candidate_json(call: Call, row: candidates.Candidate, slug: str | None) -> Json:
    is_viewer = not call.caller.permissions.sees_contacts
    token = url = None
    if not is_viewer:
        token = call.context.secrets.open_token(row.token_encrypted, row.token_hash)
        url = f"{call.context.settings.public_url}/i/{slug}?token={token}"
    return represent(
        CandidateOut,
        row,
        email=masked(row.email) if is_viewer and row.email else row.email,
        phone=masked_phone(row.phone) if is_viewer and row.phone else row.phone,
        invite_token=token,
        invite_url=url,
    )


def wanted_by(call: Call, interview_id: str | None) -> CandidateFilters:
    """The filters in the call's query, limited to the projects that the caller can access."""
    query = call.query
    reach = call.caller.project_ids if interview_id is None else None  # otherwise, find_interview has checked access
    by_name_only = not call.caller.permissions.sees_contacts
    return CandidateFilters(
        interview_id,
        reach,
        tuple(query.status),
        query.q.strip() or None,
        by_name_only,
        tuple(query.mail_status),
        invited_since=start_of(query.invited_from),
        invited_until=end_of(query.invited_to),
        active_since=start_of(query.active_from),
        active_until=end_of(query.active_to),
    )


async def read_page(
    call: Call, wanted: CandidateFilters
) -> tuple[list[candidates.Candidate], dict[str, int | str] | None]:
    """The candidates on the requested page and one more, and their sort keys by id (None for the default order)."""
    limit, after = call.page.limit, call.page.after
    where = (call.connection, call.organization_id, wanted)
    more = None if limit is None else limit + 1
    if (call.query.sort, call.query.order) == ("createdAt", "desc"):
        return await candidates.list_candidates(*where, limit=more, after=after, now=call.now), None
    order = Order(call.query.sort, is_descending=call.query.order == "desc")
    limit = limit or DEFAULT_LIMIT
    call.page = Page(limit, after)
    return await candidates.list_sorted(*where, order, limit=limit + 1, after=after, now=call.now)


@operations.get(
    "/interviews/{id}/candidates",
    id="listCandidates",
    summary="List candidates",
    description="Newest first, unless `sort` says otherwise. Returns one page if `limit`, `cursor` or another order is "
    "given, otherwise all candidates that match.",
    query=CandidateQuery,
    answer=Answer(CandidateOut, examples.CANDIDATE, is_list=True),
    find=find_interview,
    paging="on request",
)
async def list_candidates(call: Call) -> Reply:
    rows, keys = await read_page(call, wanted_by(call, call.id))
    slug = call.found.public_slug
    return page_reply(call, rows, lambda row: candidate_json(call, row, slug), keys)


@operations.post(
    "/interviews/{id}/candidates",
    id="createCandidates",
    summary="Invite candidates",
    description="Takes one object or an array of at most 500, and creates all or none. Each gets a personal link.",
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
    require_published(call.found)
    await usage.require_hours(call.connection, call.organization_id, call.now, call.context.settings.upgrade_url)
    slug = await take_slug(call, call.found)
    made = await invite(call, call.id, items)
    found = await candidates.list_these(call.connection, call.organization_id, call.id, made, call.now)
    rows = {row.id: row for row in found}
    return Reply([candidate_json(call, rows[candidate_id], slug) for candidate_id in made])


def _past_ends(call: Call, items: Sequence[Json]) -> list[Problem]:
    prefixes = [f"{at}." for at in range(len(items))] if isinstance(call.body, list) else [""]
    ends = zip(prefixes, items, strict=True)
    return [(f"{prefix}expiresAt", "must be in the future") for prefix, item in ends if is_past(item, call.now)]


def is_past(values: Json, now: int) -> bool:
    expires_at = values.get("expires_at")
    return expires_at is not None and expires_at <= now


def require_published(interview: interviews.Interview) -> None:
    """Raises ConflictError for a draft or an archived interview, which take no candidates."""
    if interview.is_draft:
        raise ConflictError("This interview is a draft. Publish it, then invite candidates.")
    if not interview.is_active:
        raise ConflictError("This interview is archived. Restore it, then invite candidates.")


async def take_slug(call: Call, interview: interviews.Interview) -> str:
    """The interview's slug, which is created if it has none."""
    if interview.public_slug is not None:
        return interview.public_slug
    slug = make_slug(interview.title)
    await interviews.update_interview(call.connection, call.organization_id, interview, {"public_slug": slug}, call.now)
    return slug


async def invite(call: Call, interview_id: str, items: Sequence[Json]) -> list[str]:
    """Adds candidates to an interview. Returns their ids."""
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
    return made


def _new_row(call: Call, interview_id: str, item: Json, until: int | None) -> Json:
    token = call.context.secrets.new_token()
    sealed = {"token_hash": call.context.secrets.digest(token), "token_encrypted": call.context.secrets.encrypt(token)}
    made = {"id": new_id(), "interview_id": interview_id, "created_at": call.now, "updated_at": call.now}
    given = {name: item.get(name) for name in ("name", "email", "phone", "notes")}
    return {
        **given,
        **candidates.address_entered(given["email"]),
        "expires_at": item.get("expires_at") or until,
        **sealed,
        **made,
    }
