"""Checks for callers that may be restricted to projects: whether they can access a project, or all of them."""

from __future__ import annotations

from collections.abc import Collection

from aural.api.operations import Call
from aural.api.validation import refuse
from aural.organizations import repository as organizations
from aural.platform.errors import ForbiddenError

_WHOLE = "This concerns the whole organization, and this key can access only some of its projects."


def is_within(reach: Collection[str] | None, wanted: Collection[str] | None) -> bool:
    """Whether the caller can access all wanted projects. None, in either argument, means all projects."""
    return reach is None or (wanted is not None and set(wanted) <= set(reach))


def require_whole(call: Call) -> None:
    """Raises ForbiddenError for a caller that is restricted to projects."""
    if call.caller.project_ids is not None:
        raise ForbiddenError(_WHOLE)


async def require_project(call: Call, project_id: str | None) -> None:
    """Raises BadRequestError if the caller can't access this project, or it doesn't exist. None means all projects."""
    if not is_within(call.caller.project_ids, None if project_id is None else [project_id]):
        refuse([("projectId", "must be one of the projects that you can access")])
    known = {row.id for row in await organizations.list_projects(call.connection, call.organization_id)}
    if project_id is not None and project_id not in known:
        refuse([("projectId", "is not a project that you can access")])
