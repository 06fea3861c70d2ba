"""Previews of interviews: a real room with a temporary copy, which isn't listed, counted or reported."""

from __future__ import annotations

from aural.accounts import repository as users
from aural.api.operations import Answer, Call, Operations, Reply
from aural.api.validation import Output
from aural.candidates import repository as candidates
from aural.interviews import examples
from aural.interviews.copy_endpoints import copy_of
from aural.interviews.endpoints import find_interview, make_slug
from aural.platform.clock import iso
from aural.platform.errors import ConflictError
from aural.platform.ids import new_id

operations = Operations("Interviews")
PREVIEW_MS = 4 * 3_600_000
"""How long a preview's link works. Soon after, the copy and its conversation are deleted."""


class PreviewLink(Output):
    """The link to the preview. You take part as a candidate, under your own name."""

    url: str
    expires_at: str


@operations.post(
    "/interviews/{id}/preview",
    id="previewInterview",
    summary="Preview an interview",
    description="Returns a link to a real room with a copy of the interview. The link works for four hours. Previews "
    "are not counted, listed or reported.",
    mode="LIVE",
    answer=Answer(PreviewLink, examples.PREVIEW),
    find=find_interview,
    role="MEMBER",
)
async def preview_interview(call: Call) -> Reply:
    if not call.found.question_count:
        raise ConflictError("There are no questions yet. Add one, then preview the interview.")
    until = call.now + PREVIEW_MS
    slug = make_slug("preview")
    hidden = {"preview_until": until, "public_slug": slug, "contact_email": None}
    interview_id = await copy_of(call, call.found, **hidden)
    secrets = call.context.secrets
    token = secrets.new_token()
    person = await users.find_user(call.connection, call.caller.user_id)
    row = {
        "id": new_id(),
        "interview_id": interview_id,
        "name": call.caller.name if person is None else person.name,
        "email": None if person is None else person.email,
        "phone": None,
        "notes": None,
        "token_hash": secrets.digest(token),
        "token_encrypted": secrets.encrypt(token),
        "session_id": None,
        "created_at": call.now,
        "updated_at": call.now,
    }
    await candidates.insert_candidates(call.connection, call.organization_id, [row])
    return Reply({"url": f"{call.context.settings.public_url}/i/{slug}?token={token}", "expiresAt": iso(until)})
