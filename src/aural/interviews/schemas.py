"""The API schemas of interviews, and the rules that their settings must meet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from aural.api.representation import Time, represent
from aural.api.validation import Email, Input, Json, LongText, Name, Output, Paragraph, Problem, Query, partial, shaped
from aural.interviews.criteria_schemas import MOST_CRITERIA, Criterion, CriterionOut
from aural.interviews.question_schemas import Depth, QuestionOut
from aural.interviews.tables import Interview

Tone = Literal["CASUAL", "PROFESSIONAL", "FORMAL", "FRIENDLY"]


Purpose = Literal["HIRING", "RESEARCH", "PRACTICE"]


def _language(tag: str) -> str:
    from langcodes import tag_is_valid  # takes a tenth of the startup time, and only writes need it

    if not tag_is_valid(tag):
        raise ValueError(_NO_LANGUAGE)
    return tag


_NO_LANGUAGE = "must be a language tag such as en, de or zh-Hant (BCP 47)"


# A pattern cannot check whether a subtag exists.
_TAG = shaped(re.compile("^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$"), _NO_LANGUAGE)


Language = Annotated[Name, Field(max_length=64), *_TAG, AfterValidator(_language)]


NextSteps = Annotated[LongText, Field(max_length=1_000)]


class ApprovedFact(Input):
    """A fact about the company or the role that the interviewer may tell candidates, word for word."""

    topic: Name
    text: Paragraph


class InterviewSettings(Input):
    """An interview's settings, without its questions and criteria."""

    title: Name = Field(description="Display name.")
    purpose: Purpose = Field("HIRING", description="Purpose of the interview. PRACTICE sessions are never compared.")
    description: LongText | None = Field(None, description="Longer description.")
    objective: LongText | None = Field(None, description="What you want to learn from candidates.")
    chat_enabled: bool = Field(True, description="Text chat. At least one of chat and voice must be on.")
    voice_enabled: bool = Field(False, description="Voice.")
    video_enabled: bool = Field(False, description="Video. Needs chat or voice.")
    ai_name: Name = Field("Aural", description="The name that the interviewer goes by.")
    ai_tone: Tone = Field("PROFESSIONAL", description="How the interviewer sounds.")
    follow_up_depth: Depth = Field(
        "MODERATE",
        description="LIGHT, MODERATE and DEEP allow at most 0, 2 and 5 follow-ups per question; with the purpose "
        "RESEARCH, 2, 5 and 5.",
    )
    language: Language = Field("en", description="BCP 47 tag of the session's language.")
    time_limit_minutes: Annotated[int, Field(ge=1, le=480)] | None = Field(None, description="null: no limit.")
    anti_cheating_enabled: bool = Field(False, description="Anti-cheating signals, where supported.")
    face_count_enabled: bool = Field(
        False,
        description="If `antiCheatingEnabled` is on too and the candidate agrees to this separately, the page counts "
        "the faces in front of the camera, in at most one picture every 2 s, and notes when it finds no face or "
        "more than one. No picture leaves the browser, and no one is recognized.",
    )
    next_steps: NextSteps | None = Field(None, description="Next steps after the interview, shown to candidates.")
    contact_email: Email | None = Field(
        None, description="The address that candidates can contact. It also gets their requests and problem reports."
    )
    max_pauses: Annotated[int, Field(ge=0, le=10)] = Field(3, description="How many times a candidate may pause.")
    max_pause_minutes: Annotated[int, Field(ge=1, le=60)] = Field(10, description="How long one pause may last.")
    approved_facts: list[ApprovedFact] = Field(
        [],
        max_length=50,
        description="Answers that the interviewer may give about the company or the role, word for word.",
    )
    blind_rating: bool | None = Field(
        None, description="Whether people rate before they see the AI's levels. null: on for HIRING, otherwise off."
    )


IS_DRAFT = Field(
    False,
    description="A draft takes no candidates, and doesn't count toward the plan. `false` publishes it, by invitation "
    "only. A published interview can't become a draft again.",
)


class InterviewIn(InterviewSettings):
    """A new interview."""

    assessment_criteria: list[Criterion] = Field([], max_length=MOST_CRITERIA, description="Rubric for the report.")
    is_draft: bool = IS_DRAFT


class InterviewQuery(Query):
    """Filters for interviews. A filter that you leave out matches all of them."""

    q: Annotated[str, Field(max_length=200)] | None = Field(None, description="Text that the title contains.")
    is_active: bool | None = Field(
        None, description="true: only active interviews. false: only drafts and archived ones."
    )
    is_draft: bool | None = Field(None, description="true: only drafts. false: only active and archived interviews.")
    is_archived: bool | None = Field(
        None, description="true: only archived interviews. false: only drafts and active ones."
    )
    project_id: Annotated[str, Field(max_length=64)] | None = Field(
        None, description="Only interviews of this project."
    )
    purpose: Purpose | None = Field(None, description="Only interviews with this purpose.")
    mode: Literal["chat", "voice", "video"] | None = Field(None, description="Only interviews that offer this mode.")


InterviewChange = partial(InterviewIn, "InterviewChange", "The changes. Omitted fields keep their values.")


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
    is_active: bool = Field(description="false: the interview is a draft or archived, and takes no candidates.")
    is_draft: bool
    published_at: Time | None = Field(description="When the interview was first published. null: it never was.")
    require_invite: bool
    public_slug: str | None
    created_at: Time
    updated_at: Time


class InterviewOut(InterviewFields):
    """An interview with its counts."""

    counts: InterviewCounts = Field(alias="_count")


class InterviewDetail(InterviewOut):
    """An interview with its questions, in order."""

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


def interview_etag(row: Interview) -> str:
    return f'"{row.version}"'


def interview_json(row: Interview) -> Json:
    return represent(InterviewOut, row, counts={"questions": row.question_count, "sessions": row.session_count})


def check_modes(values: Mapping[str, object], sent: Mapping[str, object]) -> list[Problem]:
    """Checks that chat or voice is on. Video needs one of them, so it needs no check of its own."""
    if values["chatEnabled"] is False and values["voiceEnabled"] is False:
        paths = [path for path in ("chatEnabled", "voiceEnabled") if path in sent] or ["chatEnabled"]
        return [(path, "cannot be false: at least one of chatEnabled and voiceEnabled must be true") for path in paths]
    return []
