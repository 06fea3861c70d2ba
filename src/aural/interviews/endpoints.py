"""Interviews: list, create, read, change, archive, bring back, publish and unpublish."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from orjson import Fragment
from pydantic import AfterValidator, Field

from aural.api.operations import Call, Reply, page_reply
from aural.api.validation import (
    Email,
    Input,
    Json,
    LongText,
    Name,
    Output,
    Paragraph,
    Problem,
    Query,
    defaults,
    on_wire,
    partial,
    refuse,
    shaped,
)
from aural.engine.content import content_of
from aural.engine.webhooks import INTERVIEW_ARCHIVED, INTERVIEW_PUBLISHED
from aural.interviews import question_repository as questions
from aural.interviews import repository as interviews
from aural.interviews import version_repository as versions
from aural.interviews.criteria_schemas import MOST_CRITERIA, Criterion, CriterionOut, check_links, criteria_columns
from aural.interviews.question_endpoints import Depth, QuestionOut, question_json
from aural.organizations import settings_repository as settings
from aural.platform.clock import iso
from aural.platform.errors import ForbiddenError
from aural.store.database import Row
from aural.usage import repository as usage
from aural.webhooks.event_repository import record_event

Tone = Literal["CASUAL", "PROFESSIONAL", "FORMAL", "FRIENDLY"]
Purpose = Literal["HIRING", "RESEARCH", "PRACTICE"]
_SLUG_CHARACTERS = 60
_TAIL_BYTES = 5


def _language(tag: str) -> str:
    from langcodes import tag_is_valid  # a tenth of the start, and needed at the first write only

    if not tag_is_valid(tag):
        raise ValueError(_NO_LANGUAGE)
    return tag


_NO_LANGUAGE = "must be a language tag such as en, de or zh-Hant (BCP 47)"
# Which subtags there are, no pattern can say.
_TAG = shaped(re.compile("^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$"), _NO_LANGUAGE)
Language = Annotated[Name, Field(max_length=64), *_TAG, AfterValidator(_language)]


NextSteps = Annotated[LongText, Field(max_length=1_000)]


class ApprovedFact(Input):
    """What the interviewer may tell a candidate about the company or the role, word for word."""

    topic: Name
    text: Paragraph


class Settings(Input):
    """All that an interview is but for its questions and criteria."""

    title: Name = Field(description="Display name.")
    purpose: Purpose = Field("HIRING", description="What it is for. Sessions of PRACTICE are never compared.")
    description: LongText | None = Field(None, description="Longer description.")
    objective: LongText | None = Field(None, description="What you want to learn from candidates.")
    chat_enabled: bool = Field(True, description="Text chat. At least one of chat and voice stays on.")
    voice_enabled: bool = Field(False, description="Voice.")
    video_enabled: bool = Field(False, description="Video; needs chat or voice.")
    ai_name: Name = Field("Aural", description="The name that the interviewer goes by.")
    ai_tone: Tone = Field("PROFESSIONAL", description="How the interviewer sounds.")
    follow_up_depth: Depth = Field("MODERATE", description="Up to 0, 2 or 5 follow-ups a question.")
    language: Language = Field("en", description="BCP 47 tag of the session's language.")
    time_limit_minutes: Annotated[int, Field(ge=1, le=480)] | None = Field(None, description="null: no limit.")
    anti_cheating_enabled: bool = Field(False, description="Anti-cheating signals where supported.")
    face_count_enabled: bool = Field(
        False,
        description="Where `antiCheatingEnabled` is on, too, and the candidate agrees to just this: the page counts "
        "the faces before the camera, at most one picture in 2 s, and tells when there is none or more than one. No "
        "picture leaves the browser; nobody is recognized.",
    )
    next_steps: NextSteps | None = Field(None, description="What happens after the interview, told to candidates.")
    contact_email: Email | None = Field(None, description="Whom candidates turn to; told of requests and problems.")
    max_pauses: Annotated[int, Field(ge=0, le=10)] = Field(3, description="How often a candidate may pause.")
    max_pause_minutes: Annotated[int, Field(ge=1, le=60)] = Field(10, description="How long one pause may last.")
    approved_facts: list[ApprovedFact] = Field(
        [], max_length=50, description="What the interviewer may answer about the company or the role, word for word."
    )
    blind_rating: bool | None = Field(
        None, description="People rate before they see the AI's levels. null: on for HIRING, off for all else."
    )


class InterviewIn(Settings):
    """A new interview."""

    assessment_criteria: list[Criterion] = Field([], max_length=MOST_CRITERIA, description="Rubric for the report.")


class InterviewQuery(Query):
    """Which interviews are listed; what is left out holds for all."""

    q: Annotated[str, Field(max_length=200)] | None = Field(None, description="Words that stand in the title.")
    is_active: bool | None = Field(None, description="true: not archived; false: archived.")
    project_id: Annotated[str, Field(max_length=64)] | None = Field(None, description="Those of one project.")
    purpose: Purpose | None = Field(None, description="Those for one purpose.")
    mode: Literal["chat", "voice", "video"] | None = Field(None, description="Those that offer this mode.")


InterviewChange = partial(InterviewIn, "InterviewChange", "What to change; what is left out stays as it is.")


class ApprovedFactOut(Output):
    topic: str
    text: str


class SessionCount(Output):
    sessions: int


class InterviewCounts(Output):
    questions: int
    sessions: int


class SettingsOut(Output):
    title: str
    purpose: Purpose
    description: str | None
    objective: str | None
    chat_enabled: bool
    voice_enabled: bool
    video_enabled: bool
    ai_name: str
    ai_tone: Tone
    follow_up_depth: Depth
    language: str
    time_limit_minutes: int | None
    anti_cheating_enabled: bool
    face_count_enabled: bool
    next_steps: str | None
    contact_email: str | None
    max_pauses: int
    max_pause_minutes: int
    approved_facts: list[ApprovedFactOut]
    blind_rating: bool | None


class InterviewFields(SettingsOut):
    id: str
    project_id: str
    assessment_criteria: list[CriterionOut]
    is_active: bool
    require_invite: bool
    public_slug: str | None
    created_at: str
    updated_at: str


class InterviewOut(InterviewFields):
    """An interview with its counts."""

    counts: InterviewCounts = Field(alias="_count")


class InterviewDetail(InterviewOut):
    """An interview with its questions in their order."""

    questions: list[QuestionOut]


class Archived(Output):
    id: str
    archived: Literal[True]


class Published(Output):
    id: str
    public_slug: str
    url: str


class Unpublished(Output):
    id: str
    require_invite: Literal[True]
    public_slug: str | None


def interview_etag(row: Row[Any]) -> str:
    return f'"{row.version}"'


def interview_json(row: Row[Any]) -> Json:
    return {
        "id": row.id,
        "projectId": row.project_id,
        "title": row.title,
        "purpose": row.purpose,
        "description": row.description,
        "objective": row.objective,
        "assessmentCriteria": Fragment(row.assessment_criteria),
        "chatEnabled": row.chat_enabled,
        "voiceEnabled": row.voice_enabled,
        "videoEnabled": row.video_enabled,
        "aiName": row.ai_name,
        "aiTone": row.ai_tone,
        "followUpDepth": row.follow_up_depth,
        "language": row.language,
        "timeLimitMinutes": row.time_limit_minutes,
        "antiCheatingEnabled": row.anti_cheating_enabled,
        "faceCountEnabled": row.face_count_enabled,
        "nextSteps": row.next_steps,
        "contactEmail": row.contact_email,
        "maxPauses": row.max_pauses,
        "maxPauseMinutes": row.max_pause_minutes,
        "approvedFacts": Fragment(row.approved_facts),
        "blindRating": row.blind_rating,
        "isActive": row.is_active,
        "requireInvite": row.require_invite,
        "publicSlug": row.public_slug,
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
        "_count": {"questions": row.question_count, "sessions": row.session_count},
    }


def check_modes(values: Mapping[str, Any], sent: Mapping[str, Any]) -> list[Problem]:
    """At least one of chat and voice stays on; so video, which needs one of them, always has it."""
    if values["chatEnabled"] is False and values["voiceEnabled"] is False:
        paths = [path for path in ("chatEnabled", "voiceEnabled") if path in sent] or ["chatEnabled"]
        return [(path, "cannot be false while the other of chatEnabled and voiceEnabled is") for path in paths]
    return []


async def find_interview(call: Call, *, lock: bool) -> Row[Any] | None:
    """The interview of `/interviews/{id}…`."""
    reach = (call.organization_id, call.caller.project_ids)
    return await interviews.find_interview(call.connection, *reach, call.id, lock=lock)


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
    """The project that a new interview belongs to. Raises ForbiddenError where the caller reaches none."""
    project = await interviews.find_first_project(call.connection, call.organization_id, call.caller.project_ids)
    if project is None:
        raise ForbiddenError("This key reaches no project. Use a key of a project, or of the whole organization.")
    return project


async def create_interview(call: Call) -> Reply:
    project = await require_project(call)
    refuse(check_links(call.body.get("assessment_criteria", ()), ()))
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
    """The interview as it is now, after a write."""
    row = await find_interview(call, lock=False)
    assert row is not None
    return Reply(interview_json(row), interview_etag(row))


async def get_interview(call: Call) -> Reply:
    rows = await questions.list_questions(call.connection, call.organization_id, call.id)
    data = interview_json(call.found)
    data["_count"]["questions"] = len(rows)  # the list and its length never differ
    return Reply({**data, "questions": [question_json(row) for row in rows]}, interview_etag(call.found))


async def update_interview(call: Call) -> Reply:
    wire = on_wire(InterviewIn, call.body)
    refuse(check_modes({**interview_json(call.found), **wire}, wire))
    if call.body.get("assessment_criteria"):
        there = await questions.list_questions(call.connection, call.organization_id, call.id)
        refuse(check_links(call.body["assessment_criteria"], {row.id for row in there}))
    call.require_match(interview_etag(call.found))
    if call.body:
        values = _columns(call.body)
        await interviews.update_interview(call.connection, call.organization_id, call.found, values, call.now)
    return await reply_with(call)


async def archive_interview(call: Call) -> Reply:
    call.require_match(interview_etag(call.found))
    if call.found.is_active:
        await interviews.update_interview(
            call.connection, call.organization_id, call.found, {"is_active": False}, call.now
        )
        await record_event(call.connection, call.organization_id, INTERVIEW_ARCHIVED, call.now, interview_id=call.id)
    return Reply({"id": call.id, "archived": True}, (await reply_with(call)).etag)


async def unarchive_interview(call: Call) -> Reply:
    """As it was before it was archived: who may take it has not changed."""
    if not call.found.is_active:
        await require_template(call)
        await interviews.update_interview(
            call.connection, call.organization_id, call.found, {"is_active": True}, call.now
        )
    return await reply_with(call)


async def require_template(call: Call) -> None:
    await usage.require_template(call.connection, call.organization_id, call.now, call.context.settings.upgrade_url)


def make_slug(title: str) -> str:
    """`backend-screening-` and a random tail: a name that is legible and cannot be guessed from the title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG_CHARACTERS].strip("-")
    return f"{words or 'interview'}-{secrets.token_hex(_TAIL_BYTES)}"


async def publish_interview(call: Call) -> Reply:
    row = call.found
    if not row.is_active:
        await require_template(call)
    slug = row.public_slug or make_slug(row.title)
    if not row.is_active or row.require_invite or row.public_slug is None:
        values = {"is_active": True, "require_invite": False, "public_slug": slug}
        await interviews.update_interview(call.connection, call.organization_id, row, values, call.now)
        await record_event(call.connection, call.organization_id, INTERVIEW_PUBLISHED, call.now, interview_id=call.id)
    await _keep_version(call)
    data = {"id": call.id, "publicSlug": slug, "url": f"{call.context.settings.public_url}/i/{slug}"}
    return Reply(data, (await reply_with(call)).etag)


async def _keep_version(call: Call) -> None:
    """What is published is a version, whether somebody takes it or not."""
    asked = await questions.list_questions(call.connection, call.organization_id, call.id)
    said = content_of(call.found, asked)
    await versions.take_version(call.connection, call.organization_id, call.id, said, call.now)


async def unpublish_interview(call: Call) -> Reply:
    if not call.found.require_invite:
        await interviews.update_interview(
            call.connection, call.organization_id, call.found, {"require_invite": True}, call.now
        )
    data = {"id": call.id, "requireInvite": True, "publicSlug": call.found.public_slug}
    return Reply(data, (await reply_with(call)).etag)
