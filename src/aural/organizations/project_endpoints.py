"""Projects: list, create, rename, delete empty ones, and move interviews between them."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field

from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.reach import require_whole
from aural.api.representation import Time, represent
from aural.api.validation import Input, Json, Name, Output, partial, refuse
from aural.integrations import repository as integrations
from aural.interviews import repository as interviews
from aural.interviews.endpoints import find_interview
from aural.interviews.examples import INTERVIEW
from aural.interviews.schemas import InterviewOut, interview_etag, interview_json
from aural.organizations import examples
from aural.organizations import project_repository as projects
from aural.platform.errors import ConflictError
from aural.store.database import DuplicateError
from aural.webhooks import repository as webhooks

operations = Operations("Projects")
MOST_PROJECTS = 1000
_MOST_NAMED = 5
_TAKEN = "There is already a project with this name. Choose another one."
_LAST = "An organization needs at least one project, and this is the only one."


class ProjectIn(Input):
    """A project."""

    name: Name


ProjectChange = partial(ProjectIn, "ProjectChange", "A project's new name.")


class OwnProjectOut(Output):
    """A folder of interviews. Members and keys can be restricted to certain projects."""

    id: str
    name: str
    interviews: int = Field(description="The number of interviews in it.")
    created_at: Time


class ProjectDeleted(Output):
    id: str
    deleted: bool


class MoveIn(Input):
    """The project to move an interview to."""

    project: Annotated[str, Field(max_length=36)] = Field(description="The id of a project that you can access.")


def project_json(row: projects.Project) -> Json:
    return represent(OwnProjectOut, row, interviews=row.interview_count)


async def find_project(call: Call, *, lock: bool) -> projects.Project | None:
    """The project of `/projects/{id}`. `lock` is ignored: the organization's lock covers this row too."""
    return await projects.find_project(call.connection, call.organization_id, call.caller.project_ids, call.id)


@operations.get(
    "/projects",
    id="listProjects",
    summary="List projects",
    description="Projects that the caller can access, newest first.",
    answer=Answer(OwnProjectOut, examples.PROJECT, is_list=True),
    paging="always",
)
async def list_projects(call: Call) -> Reply:
    page = call.page
    rows = await projects.list_projects(
        call.connection,
        call.organization_id,
        call.caller.project_ids,
        limit=(page.limit or 0) + 1,
        after=page.after,
    )
    return page_reply(call, rows, project_json)


async def _reply(call: Call) -> Reply:
    row = await find_project(call, lock=False)
    assert row is not None
    return Reply(project_json(row))


@operations.post(
    "/projects",
    id="createProject",
    summary="Create a project",
    description="Its name must be unique in the organization.",
    answer=Answer(OwnProjectOut, examples.PROJECT),
    role="ADMIN",
    body=Body(ProjectIn, {"name": examples.PROJECT["name"]}),
    locks_organization=True,
)
async def create_project(call: Call) -> Reply:
    require_whole(call)
    if await projects.count_projects(call.connection, call.organization_id) >= MOST_PROJECTS:
        raise ConflictError(f"An organization has at most {MOST_PROJECTS} projects.")
    try:
        call.id = await projects.insert_project(call.connection, call.organization_id, call.body["name"], call.now)
    except DuplicateError as error:
        raise ConflictError(_TAKEN) from error
    return await _reply(call)


@operations.patch(
    "/projects/{id}",
    id="renameProject",
    summary="Rename a project",
    description="Its name must be unique in the organization.",
    answer=Answer(OwnProjectOut, examples.PROJECT),
    find=find_project,
    role="ADMIN",
    body=Body(ProjectChange, {"name": examples.PROJECT["name"]}),
    conflicts=True,
    locks_organization=True,
    is_unversioned=True,
)
async def rename_project(call: Call) -> Reply:
    values = call.changes(call.body, call.found)
    if values:
        try:
            await projects.rename_project(call.connection, call.organization_id, call.id, values["name"])
        except DuplicateError as error:
            raise ConflictError(_TAKEN) from error
    return await _reply(call)


@operations.delete(
    "/projects/{id}",
    id="deleteProject",
    summary="Delete a project",
    description="The project must not have interviews, webhook endpoints or connections, and not be the "
    "organization's last one. Its library questions move to the oldest of the other projects.",
    answer=Answer(ProjectDeleted, {"id": examples.PROJECT["id"], "deleted": True}),
    find=find_project,
    role="ADMIN",
    conflicts=True,
    locks_organization=True,
    is_unversioned=True,
)
async def delete_project(call: Call) -> Reply:
    """Deletes a project. Members and keys restricted to it alone can no longer access any project."""
    require_whole(call)
    count = call.found.interview_count
    if count:
        what = "1 interview is" if count == 1 else f"{count} interviews are"
        raise ConflictError(f"{what} in this project. Move them to another one first.")
    if bound := await _list_bound(call):
        named = ", ".join(bound[:_MOST_NAMED])
        more = f" and {len(bound) - _MOST_NAMED} more" if len(bound) > _MOST_NAMED else ""
        raise ConflictError(f"Delete these first, because they belong to this project: {named}{more}.")
    if await projects.count_projects(call.connection, call.organization_id) < 2:
        raise ConflictError(_LAST)
    await projects.delete_project(call.connection, call.organization_id, call.id)
    return Reply({"id": call.id, "deleted": True})


async def _list_bound(call: Call) -> list[str]:
    """The webhook endpoints and connections of the project. They can't be moved, and would be deleted with it."""
    where = (call.connection, call.organization_id)
    endpoints = [row for row in await webhooks.list_webhooks(*where) if row.project_id == call.id]
    connections = [row for row in await integrations.list_integrations(*where) if row.project_id == call.id]
    hosts = [urlsplit(row.url).hostname or row.id for row in endpoints]
    named = [f"the webhook endpoint at {host}" for host in hosts]
    return named + [f"the connection to {row.vendor.capitalize()}" for row in connections]


@operations.tagged("Interviews").post(
    "/interviews/{id}/move",
    id="moveInterview",
    summary="Move an interview to another project",
    description="Its sessions and candidates move with it.",
    answer=Answer(InterviewOut, INTERVIEW, has_etag=True),
    find=find_interview,
    role="MEMBER",
    body=Body(MoveIn, {"project": examples.PROJECT["id"]}),
    locks_organization=True,
)
async def move_interview(call: Call) -> Reply:
    call.require_match(interview_etag(call.found))
    wanted = call.body["project"]
    target = await projects.find_project(call.connection, call.organization_id, call.caller.project_ids, wanted)
    if target is None:
        refuse([("project", "isn't a project here")])
    if wanted != call.found.project_id:
        await interviews.move_interview(call.connection, call.organization_id, call.id, wanted, call.now)
        call.audit_detail = {"from": call.found.project_id, "to": wanted}
    row = await find_interview(call, lock=False)
    assert row is not None
    return Reply(interview_json(row), interview_etag(row))
