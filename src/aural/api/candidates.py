"""Candidates: whom a creator invites, each by a personal link."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Annotated, Any

from pydantic import Field

from aural.api.interviews import make_slug
from aural.api.operations import Call, Reply, page_reply
from aural.api.validation import Email, Input, Json, LongText, Output, ShortText
from aural.clock import iso
from aural.ids import new_id
from aural.store import candidates, interviews, usage
from aural.store.database import Row

MOST_CANDIDATES = 500


class CandidateIn(Input):
    """Somebody to invite. All fields are optional."""

    name: ShortText | None = Field(None, description="Display name.")
    email: Email | None = Field(None, description="Contact e-mail; kept in lower case.")
    phone: Annotated[ShortText, Field(max_length=50)] | None = Field(None, description="Phone number.")
    notes: LongText | None = Field(None, description="Notes for your team; candidates never see them.")


class CandidateOut(Output):
    """An invitation. `inviteToken` and `inviteUrl` are null for a VIEWER: whoever has them can take the interview."""

    id: str
    interview_id: str
    name: str | None
    email: str | None
    phone: str | None
    notes: str | None
    invite_token: str | None
    invite_url: str | None
    session_id: str | None
    created_at: str
    updated_at: str


def _candidate_json(call: Call, row: Row[Any] | SimpleNamespace, slug: str | None) -> Json:
    token = url = None
    if call.caller.role != "VIEWER":
        token = call.context.secrets.decrypt(row.token_encrypted)
        url = f"{call.context.settings.public_url}/i/{slug}?token={token}"
    return {
        "id": row.id,
        "interviewId": row.interview_id,
        "name": row.name,
        "email": row.email,
        "phone": row.phone,
        "notes": row.notes,
        "inviteToken": token,
        "inviteUrl": url,
        "sessionId": row.session_id,
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
    }


async def list_candidates(call: Call) -> Reply:
    limit = call.page.limit
    rows = await candidates.list_candidates(
        call.connection,
        call.organization_id,
        call.id,
        limit=None if limit is None else limit + 1,
        after=call.page.after,
    )
    slug = call.found.public_slug
    return page_reply(call, rows, lambda row: _candidate_json(call, row, slug))


async def create_candidates(call: Call) -> Reply:
    items = call.body if isinstance(call.body, list) else [call.body]
    await usage.require_hours(call.connection, call.organization_id, call.now, call.context.settings.upgrade_url)
    interview = call.found
    slug = interview.public_slug
    if slug is None:
        slug = make_slug(interview.title)
        await interviews.update_interview(
            call.connection, call.organization_id, interview, {"public_slug": slug}, call.now
        )
    rows = [_new_row(call, item) for item in items]
    await candidates.insert_candidates(call.connection, call.organization_id, rows)
    return Reply([_candidate_json(call, SimpleNamespace(**row, session_id=None), slug) for row in rows])


def _new_row(call: Call, item: Json) -> Json:
    token = call.context.secrets.new_token()
    sealed = {"token_hash": call.context.secrets.digest(token), "token_encrypted": call.context.secrets.encrypt(token)}
    made = {"id": new_id(), "interview_id": call.id, "created_at": call.now, "updated_at": call.now}
    return {"name": None, "email": None, "phone": None, "notes": None, **item, **sealed, **made}
