"""The question library: save, find, change and delete questions. To use one in an interview, create it there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints

from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.representation import Time, represent
from aural.api.validation import Json, Name, Query, defaults, on_wire, partial, refuse
from aural.engine.question_types import QuestionType
from aural.interviews import examples
from aural.interviews import library_repository as library
from aural.interviews.endpoints import require_project
from aural.interviews.probe_endpoints import own_library_probes, own_on_wire
from aural.interviews.question_schemas import Deleted, QuestionFields, QuestionIn, check_kind, columns_of

operations = Operations("Library")
MOST_TAGS = 20


def _folded(tags: list[str]) -> list[str]:
    return sorted({" ".join(tag.lower().split()) for tag in tags})


Tag = Annotated[Name, StringConstraints(max_length=40)]
Tags = Annotated[list[Tag], Field(max_length=MOST_TAGS), AfterValidator(_folded)]


class LibraryQuestionIn(QuestionIn):
    """A question for the library. Its `order` is ignored."""

    tags: Tags = Field([], description="Stored in lower case, without duplicates.")


LibraryQuestionChange = partial(
    LibraryQuestionIn, "LibraryQuestionChange", "The changes. Omitted fields keep their values."
)


class LibraryQuestionOut(QuestionFields):
    """A question in the library."""

    id: str
    tags: list[str]
    created_at: Time
    updated_at: Time


class LibraryQuery(Query):
    """Filters for library questions. A filter that you leave out matches all of them."""

    q: Annotated[str, Field(max_length=200)] | None = Field(None, description="Text that the question contains.")
    tag: Annotated[str, Field(max_length=40)] | None = Field(None, description="A complete tag, not part of one.")
    type: QuestionType | None = None


class Forgotten(Deleted):
    """A question deleted from the library."""


def library_json(row: library.LibraryQuestion) -> Json:
    return represent(
        LibraryQuestionOut,
        row,
        required=row.is_required,
        follow_up_enabled=row.probe_on_short,
        probes=own_on_wire(row.probes),
        tags=row.tags.split("\n")[1:-1],
    )


def _etag(row: library.LibraryQuestion) -> str:
    return f'"{row.version}"'


def _stored(values: Mapping[str, Any]) -> Json:
    """The columns to store. Library questions have no position, and their tags are stored as one text."""
    kept = {name: value for name, value in columns_of(values).items() if name != "position"}
    if "tags" in kept:
        kept["tags"] = "".join(f"\n{tag}" for tag in kept["tags"]) + "\n"
    return kept


async def find_library_question(call: Call, *, lock: bool) -> library.LibraryQuestion | None:
    """The question of `/library/{id}`."""
    reach = (call.organization_id, call.caller.project_ids)
    return await library.find_question(call.connection, *reach, call.id, lock=lock)


@operations.get(
    "/library",
    id="listLibrary",
    summary="List library questions",
    description="The question library, newest first.",
    answer=Answer(LibraryQuestionOut, examples.LIBRARY_QUESTION, is_list=True),
    query=LibraryQuery,
    paging="always",
)
async def list_library(call: Call) -> Reply:
    rows = await library.list_questions(
        call.connection,
        call.organization_id,
        call.caller.project_ids,
        limit=(call.page.limit or 0) + 1,
        after=call.page.after,
        wanted=call.query.model_dump(exclude_none=True),
    )
    return page_reply(call, rows, library_json)


@operations.post(
    "/library",
    id="saveToLibrary",
    summary="Save a question to the library",
    description="To use it in an interview, send the response as a new question there.",
    answer=Answer(LibraryQuestionOut, examples.LIBRARY_QUESTION, has_etag=True),
    role="MEMBER",
    body=Body(LibraryQuestionIn, {"text": "Why?", "tags": ["Design"]}, check=check_kind),
)
async def save_to_library(call: Call) -> Reply:
    values = _stored({**defaults(LibraryQuestionIn), **call.body})
    values["probes"] = own_library_probes(values["probes"], values["text"], values["type"])
    project = await require_project(call)
    call.id = await library.insert_question(call.connection, call.organization_id, project, values, call.now)
    return await _reply(call)


@operations.get(
    "/library/{id}",
    id="getLibraryQuestion",
    summary="Get a library question",
    description="The ETag is its version, for `If-Match`.",
    answer=Answer(LibraryQuestionOut, examples.LIBRARY_QUESTION, has_etag=True),
    find=find_library_question,
)
async def get_library_question(call: Call) -> Reply:
    return Reply(library_json(call.found), _etag(call.found))


async def _reply(call: Call) -> Reply:
    row = await find_library_question(call, lock=False)
    assert row is not None
    return Reply(library_json(row), _etag(row))


@operations.patch(
    "/library/{id}",
    id="updateLibraryQuestion",
    summary="Change a library question",
    description="Omitted fields keep their values. Interviews that use it are not changed.",
    answer=Answer(LibraryQuestionOut, examples.LIBRARY_QUESTION, has_etag=True),
    find=find_library_question,
    role="MEMBER",
    body=Body(LibraryQuestionChange, {"tags": ["design"]}, check=check_kind, stored=library_json),
)
async def update_library_question(call: Call) -> Reply:
    wire = on_wire(LibraryQuestionIn, call.body)
    refuse(check_kind({**library_json(call.found), **wire}, wire))
    call.require_match(_etag(call.found))
    values = _stored({"type": call.found.type, **call.body})
    if "probes" in values:
        values["probes"] = own_library_probes(values["probes"], values.get("text", call.found.text), values["type"])
    values = call.changes(values, call.found)
    if values:
        await library.update_question(call.connection, call.organization_id, call.found, values, call.now)
    return await _reply(call)


@operations.delete(
    "/library/{id}",
    id="deleteLibraryQuestion",
    summary="Delete a library question",
    description="Deletes it only from the library. Interviews that use it keep it.",
    answer=Answer(Forgotten, {"id": examples.LIBRARY_ID, "deleted": True}),
    find=find_library_question,
    role="MEMBER",
)
async def delete_library_question(call: Call) -> Reply:
    call.require_match(_etag(call.found))
    await library.delete_question(call.connection, call.organization_id, call.id)
    return Reply({"id": call.id, "deleted": True})
