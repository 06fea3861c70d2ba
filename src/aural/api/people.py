"""Names the person behind a rating, a comment or a decision, even if the request used a key."""

from __future__ import annotations

from aural.accounts import repository as users
from aural.api.operations import Call
from aural.api.validation import Json
from aural.platform.errors import ConflictError
from aural.sessions.repository import Session


async def who_says(call: Call) -> Json:
    """The columns for the caller's user id and current name."""
    person = await users.find_user(call.connection, call.caller.user_id)
    return {"user_id": call.caller.user_id, "person": call.caller.name if person is None else person.name}


def require_ended(session: Session, what: str) -> None:
    """Raises ConflictError if the session is running or, if `what` is "rate", the candidate has withdrawn consent."""
    if session.status == "IN_PROGRESS":
        raise ConflictError(f"This session is still running. You can {what} when it has ended.")
    if session.end_reason == "CONSENT_WITHDRAWN" and what == "rate":
        raise ConflictError("The candidate has withdrawn consent, so this session can no longer be rated.")
