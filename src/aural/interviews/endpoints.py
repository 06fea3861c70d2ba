"""Interviews: list, create, read, change, archive, unarchive, publish and unpublish."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Mapping
from typing import Any

from aural.api.examples import INTERVIEW_ID
from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.validation import Json, defaults, on_wire, refuse
from aural.interviews import examples
from aural.interviews import question_repository as questions
from aural.interviews import repository as interviews
from aural.interviews import version_repository as versions
from aural.interviews.content import content_of
from aural.interviews.criteria_schemas import check_links, criteria_columns
from aural.interviews.question_schemas import question_json
from aural.interviews.schemas import (
    Archived,
    InterviewChange,
    InterviewDetail,
    InterviewIn,
    InterviewOut,
    InterviewQuery,
    Published,
    Unpublished,
    check_modes,
    interview_etag,
    interview_json,
)
from aural.organizations import settings_repository as settings
from aural.platform.errors import ConflictError, ForbiddenError
from aural.usage import repository as usage
from aural.webhooks.event_repository import record_event

operations = Operations("Interviews")
_SLUG_CHARACTERS = 60
_TAIL_BYTES = 5


async def find_interview(call: Call, *, lock: bool) -> interviews.Interview | None:
    """The interview of `/interviews/{id}…`."""
    reach = (call.organization_id, call.caller.project_ids)
    return await interviews.find_interview(call.connection, *reach, call.id, lock=lock)


@operations.get(
    "/interviews",
    id="listInterviews",
    summary="List interviews",
    description="Interviews that the caller can access, including archived ones, newest first.",
    answer=Answer(InterviewOut, examples.INTERVIEW, is_list=True),
    query=InterviewQuery,
    paging="always",
)
async def list_interviews(call: Call) -> Reply:
    page = call.page
    rows = await interviews.list_interviews(
        call.connection,
        call.organization_id,
        call.caller.project_ids,
        limit=(page.limit or 0) + 1,
        after=page.after,
        wanted=call.query.model_dump(exclude_none=True),
    )
    return page_reply(call, rows, interview_json)


async def require_project(call: Call) -> str:
    """The project to create an interview in. Raises ForbiddenError if the caller cannot access any."""
    project = await interviews.find_first_project(call.connection, call.organization_id, call.caller.project_ids)
    if project is None:
        raise ForbiddenError(
            "This key cannot access any project. Use a key for a project, or for the whole organization."
        )
    return project


@operations.post(
    "/interviews",
    id="createInterview",
    summary="Create an interview",
    description="The interview is active, invite-only, and in the first project that the caller can access. With "
    "`isDraft`, it takes no candidates until it is published.",
    answer=Answer(InterviewOut, examples.INTERVIEW, has_etag=True),
    role="MEMBER",
    body=Body(
        InterviewIn, {"title": "Backend screening", "voiceEnabled": True, "chatEnabled": True}, check=check_modes
    ),
    plan_limit="templates",
    locks_organization=True,
)
async def create_interview(call: Call) -> Reply:
    project = await require_project(call)
    refuse(check_links(call.body.get("assessment_criteria", ()), ()))
    if not call.body.get("is_draft"):
        await require_template(call)
    language, _ = await settings.find_languages(call.connection, call.organization_id)
    values = {**defaults(InterviewIn), **({"language": language} if language else {}), **_columns(call.body)}
    call.id = await interviews.insert_interview(call.connection, call.organization_id, project, values, call.now)
    return await reply_with(call)


def _columns(values: Mapping[str, Any]) -> Json:
    if "assessment_criteria" not in values:
        return dict(values)
    return {**values, "assessment_criteria": criteria_columns(values["assessment_criteria"])}


async def reply_with(call: Call) -> Reply:
    """The reply with the interview's state after a write."""
    row = await find_interview(call, lock=False)
    assert row is not None
    return Reply(interview_json(row), interview_etag(row))


@operations.get(
    "/interviews/{id}",
    id="getInterview",
    summary="Get an interview",
    description="Includes its questions in order, and the number of its sessions.",
    answer=Answer(InterviewDetail, {**examples.INTERVIEW, "questions": [examples.QUESTION]}, has_etag=True),
    find=find_interview,
)
async def get_interview(call: Call) -> Reply:
    rows = await questions.list_questions(call.connection, call.organization_id, call.id)
    data = interview_json(call.found)
    data["_count"]["questions"] = len(rows)  # so that the count always equals the list's length
    return Reply({**data, "questions": [question_json(row) for row in rows]}, interview_etag(call.found))


@operations.patch(
    "/interviews/{id}",
    id="updateInterview",
    summary="Update an interview",
    description="Omitted fields keep their values. Running sessions keep the version they started with. "
    "`isDraft: false` publishes a draft, by invitation only; it needs at least one question.",
    answer=Answer(InterviewOut, examples.INTERVIEW, has_etag=True),
    find=find_interview,
    role="MEMBER",
    body=Body(InterviewChange, {"voiceEnabled": True}, check=check_modes, stored=interview_json),
    plan_limit="templates",
    locks_organization=lambda call: call.body.get("is_draft") is False,
    conflicts=True,
)
async def update_interview(call: Call) -> Reply:
    wire = on_wire(InterviewIn, call.body)
    refuse(check_modes({**interview_json(call.found), **wire}, wire))
    if call.body.get("assessment_criteria"):
        there = await questions.list_questions(call.connection, call.organization_id, call.id)
        refuse(check_links(call.body["assessment_criteria"], {row.id for row in there}))
    call.require_match(interview_etag(call.found))
    is_published = call.found.is_draft and call.body.get("is_draft") is False
    if call.body.get("is_draft") and not call.found.is_draft:
        raise ConflictError("A published interview can't become a draft again. Archive it, or duplicate it as a draft.")
    values = call.changes(_columns(call.body), interviews.stored_values(call.found))
    if values:
        values |= await _make_live(call) if is_published else {}
        await interviews.update_interview(call.connection, call.organization_id, call.found, values, call.now)
    if is_published:
        await _note_published(call)
        call.audited_as = "publishInterview"
    return await reply_with(call)


async def _make_live(call: Call) -> Json:
    """The columns of the interview once it is live. Raises ConflictError for a draft without questions."""
    row = call.found
    if row.published_at is None and not row.question_count:
        raise ConflictError("This draft has no questions. Add at least one, then publish it.")
    if not row.is_active:
        await require_template(call)
    return {"is_active": True, "is_draft": False, "published_at": row.published_at or call.now}


async def _note_published(call: Call) -> None:
    await record_event(call.connection, call.organization_id, "interview.published", call.now, interview_id=call.id)
    await _keep_version(call)


@operations.delete(
    "/interviews/{id}",
    id="archiveInterview",
    summary="Archive an interview",
    description="The interview accepts no new sessions. Existing ones remain. Archiving it twice is not an error. "
    "Drafts can be archived too.",
    answer=Answer(Archived, {"id": INTERVIEW_ID, "archived": True}, has_etag=True),
    find=find_interview,
    role="MEMBER",
)
async def archive_interview(call: Call) -> Reply:
    call.require_match(interview_etag(call.found))
    if call.found.is_active or call.found.is_draft:
        values = {"is_active": False, "is_draft": False}
        await interviews.update_interview(call.connection, call.organization_id, call.found, values, call.now)
        await record_event(call.connection, call.organization_id, "interview.archived", call.now, interview_id=call.id)
    return Reply({"id": call.id, "archived": True}, (await reply_with(call)).etag)


@operations.post(
    "/interviews/{id}/unarchive",
    id="unarchiveInterview",
    summary="Restore an archived interview",
    description="The same people as before can take it again. Restoring an active interview changes nothing. An "
    "interview that was never published becomes a draft again.",
    answer=Answer(InterviewOut, examples.INTERVIEW, has_etag=True),
    find=find_interview,
    role="MEMBER",
    plan_limit="templates",
    locks_organization=True,
)
async def unarchive_interview(call: Call) -> Reply:
    """Keeps the interview's access settings from before it was archived."""
    is_draft = call.found.published_at is None
    if not is_draft and not call.found.is_active:
        await require_template(call)
    if not call.found.is_active and not call.found.is_draft:
        values = {"is_active": not is_draft, "is_draft": is_draft}
        await interviews.update_interview(call.connection, call.organization_id, call.found, values, call.now)
    return await reply_with(call)


async def require_template(call: Call) -> None:
    await usage.require_template(call.connection, call.organization_id, call.now, call.context.settings.upgrade_url)


def make_slug(title: str) -> str:
    """A slug such as `backend-screening-` with a random suffix: readable, but not guessable from the title."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG_CHARACTERS].strip("-")
    return f"{words or 'interview'}-{secrets.token_hex(_TAIL_BYTES)}"


@operations.post(
    "/interviews/{id}/publish",
    id="publishInterview",
    summary="Publish an interview",
    description="Activates it, lets anyone with the link take it, and returns the link. A draft needs at least one "
    "question. To publish a draft by invitation only, set its `isDraft` to false.",
    answer=Answer(
        Published,
        {
            "id": INTERVIEW_ID,
            "publicSlug": examples.INTERVIEW["publicSlug"],
            "url": f"https://aural.example.com/i/{examples.INTERVIEW['publicSlug']}",
        },
        has_etag=True,
    ),
    find=find_interview,
    role="MEMBER",
    plan_limit="templates",
    locks_organization=True,
)
async def publish_interview(call: Call) -> Reply:
    row = call.found
    live = await _make_live(call)
    slug = row.public_slug or make_slug(row.title)
    if not row.is_active or row.require_invite or row.public_slug is None:
        values = {**live, "require_invite": False, "public_slug": slug}
        await interviews.update_interview(call.connection, call.organization_id, row, values, call.now)
        await record_event(call.connection, call.organization_id, "interview.published", call.now, interview_id=call.id)
    await _keep_version(call)
    data = {"id": call.id, "publicSlug": slug, "url": f"{call.context.settings.public_url}/i/{slug}"}
    return Reply(data, (await reply_with(call)).etag)


async def _keep_version(call: Call) -> None:
    """Saves the published content as a version, even before a session starts on it."""
    asked = await questions.list_questions(call.connection, call.organization_id, call.id)
    said = content_of(await find_interview(call, lock=False), asked)  # with the changes of this call
    await versions.take_version(call.connection, call.organization_id, call.id, said, call.now)


@operations.post(
    "/interviews/{id}/unpublish",
    id="unpublishInterview",
    summary="Unpublish an interview",
    description="Afterwards, the interview is invite-only, and its public link no longer works. The slug stays, "
    "because candidates' links contain it.",
    answer=Answer(
        Unpublished,
        {"id": INTERVIEW_ID, "requireInvite": True, "publicSlug": examples.INTERVIEW["publicSlug"]},
        has_etag=True,
    ),
    find=find_interview,
    role="MEMBER",
)
async def unpublish_interview(call: Call) -> Reply:
    if not call.found.require_invite:
        await interviews.update_interview(
            call.connection, call.organization_id, call.found, {"require_invite": True}, call.now
        )
    data = {"id": call.id, "requireInvite": True, "publicSlug": call.found.public_slug}
    return Reply(data, (await reply_with(call)).etag)
