"""Saved views: a list's filters and order under a name, for one person or for the organization."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import parse_qsl

from pydantic import Field, StringConstraints

from aural.api.examples import INTERVIEW_ID, MADE
from aural.api.operations import Answer, Body, Call, Operations, Reply
from aural.api.queries import problems_of_query
from aural.api.representation import Time, represent
from aural.api.validation import Input, Json, Name, Output, Problem, Query, ShortText, partial, refuse, shaped
from aural.candidates.schemas import CandidatesQuery
from aural.engine.permissions import is_at_least
from aural.interviews import repository as interviews
from aural.organizations import view_repository as views
from aural.platform.errors import ConflictError, ForbiddenError
from aural.sessions.endpoints import SessionListQuery

operations = Operations("Views")
MOST_VIEWS = 100
ListName = Literal["candidates", "sessions"]
VIEW_ID = "019643f0-1a10-7c3e-9d2f-0b5f6a1c2d70"
EXAMPLE = {
    "id": VIEW_ID,
    "list": "candidates",
    "name": "Not opened yet",
    "query": "status=INVITED&sort=invitedAt&order=asc",
    "interviewId": INTERVIEW_ID,
    "isShared": True,
    "person": "Dana Reyes",
    "isMine": True,
    "createdAt": MADE,
    "updatedAt": MADE,
}
_QUERY = shaped(re.compile(r"^[!-~]*$"), "must be a query string: percent-encode spaces and other characters")


QueryText = Annotated[str, StringConstraints(max_length=2_000), *_QUERY]
# The parameters of each list's operation, and the names by which the pages' addresses call some of them.
_LISTS: dict[ListName, tuple[type[Query], dict[str, str]]] = {
    "candidates": (CandidatesQuery, {}),
    "sessions": (SessionListQuery, {"report": "reportStatus"}),
}
_PAGES_BOOLEANS = {"yes": "true", "no": "false"}


def _query_problems(list_: ListName, query: str) -> list[Problem]:
    """Allows only what narrows or sorts this list.

    Search words may name a candidate, and a view would keep the name after the candidate is erased.
    """
    model, names = _LISTS[list_]
    pairs = parse_qsl(query, keep_blank_values=True)
    if any(name == "q" for name, _ in pairs):
        return [("query", "must not contain q: searched words may name a candidate")]
    asked = [(names.get(name, name), _PAGES_BOOLEANS.get(value, value)) for name, value in pairs]
    return [("query", f"is not valid: `{name}` {text}") for name, text in problems_of_query(model, asked)]


class SavedViewIn(Input):
    """A view to save."""

    list_: ListName = Field(alias="list")
    name: Name
    query: QueryText = Field(
        description="Parameters of the list, such as `status=OPENED&sort=name`, without `limit`, `cursor` and `q`."
    )
    interview_id: ShortText | None = Field(
        None, description="The interview that the list is about. null: all interviews."
    )
    is_shared: bool = Field(False, description="Whether everyone in the organization sees it.")


class ViewText(Input):
    name: Name
    query: QueryText
    is_shared: bool = False


SavedViewChange = partial(ViewText, "SavedViewChange", "The changes. Omitted fields keep their values.")


class SavedViewOut(Output):
    """A saved view. Its author and admins can change a shared one."""

    id: str
    list_: ListName = Field(alias="list")
    name: str
    query: str
    interview_id: str | None
    is_shared: bool
    person: str = Field(description="The author's name.")
    is_mine: bool
    created_at: Time
    updated_at: Time


class ViewQuery(Query):
    list_: ListName | None = Field(None, alias="list", description="Only views of this list.")


class SavedViewDeleted(Output):
    id: str
    deleted: Literal[True]


def _view_json(call: Call, row: views.SavedView) -> Json:
    return represent(SavedViewOut, row, list_=row.list, is_mine=row.user_id == call.caller.user_id)


async def find_view(call: Call, *, lock: bool) -> views.SavedView | None:
    """The view of `/views/{id}`: the caller's own, or a shared one."""
    who = (call.organization_id, call.caller.user_id, call.caller.project_ids)
    return await views.find_view(call.connection, *who, call.id)


@operations.get(
    "/views",
    id="listViews",
    summary="List saved views",
    description="Your own views of lists and those that are shared in the organization, sorted by name.",
    answer=Answer(SavedViewOut, EXAMPLE, is_list=True),
    query=ViewQuery,
)
async def list_views(call: Call) -> Reply:
    who = (call.organization_id, call.caller.user_id, call.caller.project_ids)
    rows = await views.list_views(call.connection, *who)
    return Reply([_view_json(call, row) for row in rows if call.query.list_ in (None, row.list)])


@operations.post(
    "/views",
    id="createView",
    summary="Save a view",
    description="Saves a list's filters and order under a name, for you or for the organization.",
    answer=Answer(SavedViewOut, EXAMPLE),
    role="MEMBER",
    body=Body(
        SavedViewIn,
        {"list": "candidates", "name": "Not opened yet", "query": "status=INVITED&sort=invitedAt", "isShared": True},
    ),
)
async def create_view(call: Call) -> Reply:
    values = dict(call.body)
    problems = _query_problems(values["list_"], values["query"])
    refuse(problems + await _interview_problems(call, values.get("interview_id")))
    if await views.count_views(call.connection, call.organization_id, call.caller.user_id) >= MOST_VIEWS:
        raise ConflictError(f"You have {MOST_VIEWS} views already. Delete one first.")
    values["list"] = values.pop("list_")
    who = (call.organization_id, call.caller.user_id)
    call.id = await views.insert_view(call.connection, *who, {"is_shared": False, **values}, call.now)
    return await _reply(call)


async def _interview_problems(call: Call, interview_id: str | None) -> list[Problem]:
    reach = (call.organization_id, call.caller.project_ids)
    if not interview_id or await interviews.find_interview(call.connection, *reach, interview_id) is not None:
        return []
    return [("interviewId", "is not an interview that you can access")]


async def _reply(call: Call) -> Reply:
    row = await find_view(call, lock=False)
    assert row is not None
    return Reply(_view_json(call, row))


def _require_author(call: Call) -> None:
    if call.found.user_id != call.caller.user_id and not is_at_least(call.caller.role, "ADMIN"):
        raise ForbiddenError(f"Only {call.found.person} and admins can change this view. Save a copy for yourself.")


@operations.patch(
    "/views/{id}",
    id="updateView",
    summary="Change a saved view",
    description="Omitted fields keep their values. Only its author and admins can change a shared view.",
    answer=Answer(SavedViewOut, EXAMPLE),
    find=find_view,
    role="MEMBER",
    body=Body(SavedViewChange, {"name": "Invited, not opened"}),
    is_unversioned=True,
)
async def update_view(call: Call) -> Reply:
    _require_author(call)
    values = call.changes(call.body, call.found)
    if "query" in values:  # an unchanged one may be from an earlier version, which allowed more
        refuse(_query_problems(call.found.list, values["query"]))
    if not values:
        return await _reply(call)
    await views.update_view(call.connection, call.organization_id, call.id, values, call.now)
    # Not read again: an admin who stops sharing someone's view no longer finds it.
    return Reply(_view_json(call, call.found._replace(**values, updated_at=call.now)))


@operations.delete(
    "/views/{id}",
    id="deleteView",
    summary="Delete a saved view",
    description="Only its author and admins can delete a shared view.",
    answer=Answer(SavedViewDeleted, {"id": VIEW_ID, "deleted": True}),
    find=find_view,
    role="MEMBER",
    is_unversioned=True,
)
async def delete_view(call: Call) -> Reply:
    _require_author(call)
    await views.delete_view(call.connection, call.organization_id, call.id)
    return Reply({"id": call.id, "deleted": True})
