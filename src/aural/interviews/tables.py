"""Tables for interviews, their questions and versions, and the question library."""

from __future__ import annotations

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

from aural.store.columns import at, metadata, organization, partial_index, ref, row_id

interviews = Table(
    "interviews",
    metadata,
    row_id(),
    organization(),
    ref("project_id", "projects.id"),
    Column("title", Text, nullable=False),
    Column("description", Text),
    Column("objective", Text),
    Column("assessment_criteria", JSON, nullable=False),
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
    Column("max_pauses", Integer, nullable=False, server_default=text("3")),
    Column("max_pause_minutes", Integer, nullable=False, server_default=text("10")),
    Column("approved_facts", JSON, nullable=False, server_default=text("'[]'")),
    Column("next_steps", Text),
    Column("contact_email", Text),
    Column("blind_rating", Boolean),  # people rate before they see the AI's levels; null: depends on the purpose
    Column("purpose", String(10), nullable=False, server_default=text("'HIRING'")),
    # Set only on the hidden copy that a preview runs on: when it is deleted, with its session.
    at("preview_until", nullable=True),
    Column("is_active", Boolean, nullable=False),
    Column("require_invite", Boolean, nullable=False),
    Column("public_slug", String(120), unique=True),
    Column("session_count", Integer, nullable=False, server_default=text("0")),
    Column("version", Integer, nullable=False, server_default=text("1")),  # the ETag
    at("created_at"),
    at("updated_at"),
    Index("ix_interviews_organization_page", "organization_id", "created_at", "id"),
    Index("ix_interviews_project_page", "project_id", "created_at", "id"),
    # The last column lets the index alone count active interviews, which excludes previews.
    Index("ix_interviews_active_page", "organization_id", "is_active", "created_at", "id", "preview_until"),
    partial_index("ix_interviews_preview_until", "preview_until", "preview_until IS NOT NULL"),
)

questions = Table(
    "questions",
    metadata,
    row_id(),
    organization(),
    ref("interview_id", "interviews.id"),
    Column("text", Text, nullable=False),
    Column("description", Text),
    Column("type", String(16), nullable=False),
    Column("position", Integer, nullable=False),  # `order` on the wire; a reserved word in SQL
    Column("is_required", Boolean, nullable=False),
    Column("options", JSON),
    Column("probe_on_short", Boolean, nullable=False),
    Column("follow_up_depth", String(16)),  # null: the interview's
    Column("probes", JSON(none_as_null=True)),  # null: the suggested ones
    Column("starter_code", Text),
    Column("time_limit_seconds", Integer),
    Column("version", Integer, nullable=False, server_default=text("1")),
    at("created_at"),
    at("updated_at"),
    Index("ix_questions_interview_position", "interview_id", "position"),
)

# An interview's content when it was published or a session started. Never changed; the same content has one number.
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
    Column("text", Text, nullable=False),
    Column("description", Text),
    Column("type", String(16), nullable=False),
    Column("is_required", Boolean, nullable=False),
    Column("options", JSON),
    Column("probe_on_short", Boolean, nullable=False),
    Column("follow_up_depth", String(16)),
    Column("probes", JSON(none_as_null=True)),
    Column("starter_code", Text),
    Column("time_limit_seconds", Integer),
    Column("tags", Text, nullable=False),  # each between line feeds, so that a search matches whole tags
    Column("version", Integer, nullable=False, server_default=text("1")),
    at("created_at"),
    at("updated_at"),
    Index("ix_library_questions_page", "organization_id", "created_at", "id"),
    Index("ix_library_questions_project_page", "project_id", "created_at", "id"),
)
