"""The people who rate, comment or decide. Each is a named person, even if the request used a key."""

from __future__ import annotations

from typing import Any

from aural.accounts import repository as users
from aural.api.operations import Call
from aural.api.validation import Json
from aural.platform.errors import ConflictError
from aural.store.database import Row


async def who_says(call: Call) -> Json:
    """The columns that name the caller's user, with the current name."""
    person = await users.find_user(call.connection, call.caller.user_id)
    return {"user_id": call.caller.user_id, "person": call.caller.name if person is None else person.name}


def require_ended(row: Row[Any], what: str) -> None:
    """Raises ConflictError while the session runs, or, for `what` "rate", if the candidate has withdrawn consent."""
    if row.status == "IN_PROGRESS":
        raise ConflictError(f"This session is still running. You can {what} when it has ended.")
    if row.end_reason == "CONSENT_WITHDRAWN" and what == "rate":
        raise ConflictError("The candidate has withdrawn consent. Nothing is judged any more.")
