"""Who reaches what: a caller that is restricted to projects, and what belongs to the organization as a whole."""

from __future__ import annotations

from collections.abc import Collection

from aural.api.operations import Call
from aural.errors import ForbiddenError

_WHOLE = "This concerns the whole organization, and this key reaches some of its projects only."


def is_within(reach: Collection[str] | None, wanted: Collection[str] | None) -> bool:
    """Whether all that is wanted lies within reach. None: all projects."""
    return reach is None or (wanted is not None and set(wanted) <= set(reach))


def require_whole(call: Call) -> None:
    """Raises ForbiddenError for a caller that is restricted to projects."""
    if call.caller.project_ids is not None:
        raise ForbiddenError(_WHOLE)
