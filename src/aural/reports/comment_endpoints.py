"""People's comments on a session or on one of its messages. Candidates never see them."""

from __future__ import annotations

from pydantic import Field

from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.people import who_says
from aural.api.representation import Time, represent
from aural.api.validation import Input, Json, Output, Prompt, no_default, refuse
from aural.platform.errors import ForbiddenError
from aural.reports import comment_repository as comments
from aural.reports import examples
from aural.sessions.endpoints import find_session

operations = Operations("Reviews")


class CommentIn(Input):
    """A comment on the session or on one of its messages."""

    text: Prompt
    message_id: str | None = Field(
        None, max_length=36, description="The message that the comment is about. If null, it is about the session."
    )


class CommentChange(Input):
    """The new text of a comment."""

    text: Prompt = Field("", json_schema_extra=no_default)


class CommentOut(Output):
    id: str
    message_id: str | None
    text: str
    person: str
    is_mine: bool
    created_at: Time
    edited_at: Time | None


class CommentDeleted(Output):
    id: str
    deleted: bool


def _comment_json(call: Call, row: comments.Comment) -> Json:
    return represent(CommentOut, row, is_mine=row.user_id == call.caller.user_id)


def _etag(row: comments.Comment) -> str:
    return f'"{row.edited_at or row.created_at}"'


async def find_comment(call: Call, *, lock: bool) -> comments.Comment | None:
    """The comment of `/sessions/{id}/comments/{commentId}`, if the caller may see it. The session's lock covers it."""
    if await find_session(call, lock=lock) is None:
        return None
    return await comments.find_comment(call.connection, call.organization_id, call.id, call.part_id)


@operations.get(
    "/sessions/{id}/comments",
    id="listComments",
    summary="List comments",
    description="Comments on a session and on its messages, newest first.",
    answer=Answer(CommentOut, examples.COMMENT, is_list=True),
    find=find_session,
    paging="on request",
)
async def list_comments(call: Call) -> Reply:
    page = call.page
    rows = await comments.list_comments(
        call.connection,
        call.organization_id,
        call.id,
        limit=None if page.limit is None else page.limit + 1,
        after=page.after,
    )
    return page_reply(call, rows, lambda row: _comment_json(call, row))


@operations.post(
    "/sessions/{id}/comments",
    id="createComment",
    summary="Comment on a session",
    description="Adds a comment to the session or to one of its messages.",
    answer=Answer(CommentOut, examples.COMMENT, has_etag=True),
    find=find_session,
    role="MEMBER",
    body=Body(CommentIn, {"text": examples.COMMENT["text"]}),
)
async def create_comment(call: Call) -> Reply:
    where = (call.connection, call.organization_id, call.id)
    message_id = call.body.get("message_id")
    if message_id is not None and not await comments.has_message(*where, message_id):
        refuse([("messageId", "isn't a message of this session")])
    values = await who_says(call) | {"text": call.body["text"], "message_id": message_id}
    return await _read(call, await comments.insert_comment(*where, values, call.now))


@operations.patch(
    "/sessions/{id}/comments/{commentId}",
    id="updateComment",
    summary="Change a comment",
    description="You can change only your own comments.",
    answer=Answer(CommentOut, {**examples.COMMENT, "editedAt": examples.MADE_AT}, has_etag=True),
    find=find_comment,
    role="MEMBER",
    body=Body(CommentChange, {"text": examples.COMMENT["text"]}),
)
async def update_comment(call: Call) -> Reply:
    _require_own(call)
    call.require_match(_etag(call.found))
    where = (call.connection, call.organization_id, call.id, call.part_id)
    values = call.changes(call.body, call.found)
    if values:
        await comments.change_comment(*where, values["text"], call.now)
    return await _read(call, call.part_id)


@operations.delete(
    "/sessions/{id}/comments/{commentId}",
    id="deleteComment",
    summary="Delete a comment",
    description="You can delete only your own comments.",
    answer=Answer(CommentDeleted, {"id": examples.PART_ID, "deleted": True}),
    find=find_comment,
    role="MEMBER",
)
async def delete_comment(call: Call) -> Reply:
    _require_own(call)
    call.require_match(_etag(call.found))
    await comments.delete_comment(call.connection, call.organization_id, call.id, call.part_id)
    return Reply({"id": call.part_id, "deleted": True})


async def _read(call: Call, comment_id: str) -> Reply:
    row = await comments.find_comment(call.connection, call.organization_id, call.id, comment_id)
    assert row is not None
    return Reply(_comment_json(call, row), _etag(row))


def _require_own(call: Call) -> None:
    if call.found.user_id != call.caller.user_id:
        raise ForbiddenError("Only the author of a comment can change or delete it.")
