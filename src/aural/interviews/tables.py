"""Tables for interviews, their questions and versions, and the question library."""

from __future__ import annotations

from typing import Any, NamedTuple, NotRequired, TypedDict

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from aural.engine.authoring.drafts import Purpose
from aural.engine.plan import StoredFact, StoredProbe
from aural.engine.question_types import QuestionType
from aural.store.columns import at, metadata, organization, partial_index, ref, row_id


class StoredAnchor(TypedDict):
    level: int
    text: str


class StoredCriterion(TypedDict):
    """A criterion, with the API's names. `anchors` and `questionIds` are missing in old interviews."""

    name: str
    description: str
    anchors: NotRequired[list[StoredAnchor]]
    questionIds: NotRequired[list[str]]


def _settings() -> list[Column[Any]]:
    """The settings of an interview. Versions, copies and files contain them, and changes are listed in this order."""
    return [
        Column("title", Text, nullable=False),
        Column("purpose", String(10), nullable=False, server_default=text("'HIRING'")),
        Column("description", Text),
        Column("objective", Text),
        Column("chat_enabled", Boolean, nullable=False),
        Column("voice_enabled", Boolean, nullable=False),
        Column("video_enabled", Boolean, nullable=False),
        Column("ai_name", Text, nullable=False),
        Column("ai_tone", String(16), nullable=False),
        Column("follow_up_depth", String(16), nullable=False),
        Column("language", String(64), nullable=False),
        Column("time_limit_minutes", Integer),
        Column("anti_cheating_enabled", Boolean, nullable=False),
        Column("face_count_enabled", Boolean, nullable=False, server_default=text("false")),
        Column("next_steps", Text),
        Column("contact_email", Text),
        Column("max_pauses", Integer, nullable=False, server_default=text("3")),
        Column("max_pause_minutes", Integer, nullable=False, server_default=text("10")),
        Column("blind_rating", Boolean),  # people rate before they see the AI's levels; null: depends on the purpose
        Column("approved_facts", JSON, nullable=False, server_default=text("'[]'")),
        Column("assessment_criteria", JSON, nullable=False),
    ]


def _question() -> list[Column[Any]]:
    """The content of a question, in an interview or in the library."""
    return [
        Column("text", Text, nullable=False),
        Column("description", Text),
        Column("type", String(16), nullable=False),
        Column("is_required", Boolean, nullable=False),
        Column("options", JSON),
        Column("probe_on_short", Boolean, nullable=False),
        Column("follow_up_depth", String(16)),  # null: the interview's
        Column("probes", JSON(none_as_null=True)),  # null: the suggested ones
        Column("starter_code", Text),
        Column("time_limit_seconds", Integer),
    ]


INTERVIEW_SETTINGS = tuple(str(column.name) for column in _settings())
QUESTION_CONTENT = tuple(str(column.name) for column in _question())

interviews = Table(
    "interviews",
    metadata,
    row_id(),
    organization(),
    ref("project_id", "projects.id"),
    *_settings(),
    # When the copy is deleted, with its session. Set only on the hidden copy that a preview runs on.
    at("preview_until", nullable=True),
    # An interview is live (active), a draft, or archived (neither).
    Column("is_active", Boolean, nullable=False),
    Column("is_draft", Boolean, nullable=False, server_default=text("false")),
    at("published_at", nullable=True),  # when it was first live
    Column("require_invite", Boolean, nullable=False),
    Column("public_slug", String(120), unique=True),
    Column("session_count", Integer, nullable=False, server_default=text("0")),
    Column("version", Integer, nullable=False, server_default=text("1")),  # the ETag
    at("created_at"),
    at("updated_at"),
    Index("ix_interviews_organization_page", "organization_id", "created_at", "id"),
    Index("ix_interviews_project_page", "project_id", "created_at", "id"),
    # With the last column, the index is enough to count active interviews without previews.
    Index("ix_interviews_active_page", "organization_id", "is_active", "created_at", "id", "preview_until"),
    partial_index("ix_interviews_preview_until", "preview_until", condition="preview_until IS NOT NULL"),
)


class Interview(NamedTuple):
    """An interview with the number of its questions. `assessment_criteria` and `approved_facts` are JSON texts."""

    id: str
    organization_id: str
    project_id: str
    title: str
    purpose: str
    description: str | None
    objective: str | None
    chat_enabled: bool
    voice_enabled: bool
    video_enabled: bool
    ai_name: str
    ai_tone: str
    follow_up_depth: str
    language: str
    time_limit_minutes: int | None
    anti_cheating_enabled: bool
    face_count_enabled: bool
    next_steps: str | None
    contact_email: str | None
    max_pauses: int
    max_pause_minutes: int
    blind_rating: bool | None
    approved_facts: str
    assessment_criteria: str
    preview_until: int | None
    is_active: bool
    is_draft: bool
    published_at: int | None
    require_invite: bool
    public_slug: str | None
    session_count: int
    version: int
    created_at: int
    updated_at: int
    question_count: int


class LinkedInterview(NamedTuple):
    """An interview found by its link, with the brand, the model and the retention of its organization.

    `kept_days`: how long a candidate is kept after the interview; None until they are erased."""

    id: str
    organization_id: str
    title: str
    purpose: Purpose
    description: str | None
    objective: str | None
    chat_enabled: bool
    voice_enabled: bool
    video_enabled: bool
    ai_name: str
    ai_tone: str
    follow_up_depth: str
    language: str
    time_limit_minutes: int | None
    anti_cheating_enabled: bool
    face_count_enabled: bool
    next_steps: str | None
    contact_email: str | None
    max_pauses: int
    max_pause_minutes: int
    blind_rating: bool | None
    approved_facts: list[StoredFact]
    assessment_criteria: list[StoredCriterion]
    preview_until: int | None
    is_active: bool
    require_invite: bool
    public_slug: str
    organization_name: str
    accent: str | None
    is_test: bool
    engine: str | None
    model: str | None
    model_address: str | None
    asks_self_identification: bool | None
    logo_at: int | None
    kept_days: int | None


questions = Table(
    "questions",
    metadata,
    row_id(),
    organization(),
    ref("interview_id", "interviews.id"),
    Column("position", Integer, nullable=False),  # `order` on the wire; a reserved word in SQL
    *_question(),
    Column("version", Integer, nullable=False, server_default=text("1")),
    at("created_at"),
    at("updated_at"),
    Index("ix_questions_interview_position", "interview_id", "position"),
)


class Question(NamedTuple):
    """A question with its interview's language, which its suggested probes depend on."""

    id: str
    organization_id: str
    interview_id: str
    position: int
    text: str
    description: str | None
    type: QuestionType
    is_required: bool
    options: list[str] | None
    probe_on_short: bool
    follow_up_depth: str | None
    probes: list[StoredProbe] | None
    starter_code: str | None
    time_limit_seconds: int | None
    version: int
    created_at: int
    updated_at: int
    language: str


# An interview's content when it was published or a session started. Rows never change, and no content is stored twice.
interview_versions = Table(
    "interview_versions",
    metadata,
    row_id(),
    organization(),
    ref("interview_id", "interviews.id"),
    Column("number", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("content", JSON, nullable=False),
    at("created_at"),
    UniqueConstraint("interview_id", "number"),
    UniqueConstraint("interview_id", "digest"),
    Index("ix_interview_versions_page", "interview_id", "created_at", "id"),
)

library_questions = Table(
    "library_questions",
    metadata,
    row_id(),
    organization(),
    ref("project_id", "projects.id"),
    *_question(),
    Column("tags", Text, nullable=False),  # each tag between line feeds, so that a search matches whole tags
    Column("version", Integer, nullable=False, server_default=text("1")),
    at("created_at"),
    at("updated_at"),
    Index("ix_library_questions_page", "organization_id", "created_at", "id"),
    Index("ix_library_questions_project_page", "project_id", "created_at", "id"),
)


class LibraryQuestion(NamedTuple):
    id: str
    organization_id: str
    project_id: str
    text: str
    description: str | None
    type: QuestionType
    is_required: bool
    options: list[str] | None
    probe_on_short: bool
    follow_up_depth: str | None
    probes: list[StoredProbe] | None
    starter_code: str | None
    time_limit_seconds: int | None
    tags: str
    version: int
    created_at: int
    updated_at: int
