"""The first tables and the plans, frozen as they were at the time. Later revisions change them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

revision = "first"
down_revision = None

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[str]:
    return Column("id", String(36), primary_key=True)


def _ref(name: str, target: str, *, nullable: bool = False, index: bool = False) -> Column[str]:
    return Column(name, String(36), ForeignKey(target, ondelete="CASCADE"), nullable=nullable, index=index)


def _organization() -> Column[str]:
    return _ref("organization_id", "organizations.id")


def _at(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=nullable)


def _partial_index(name: str, column: str, condition: str) -> Index:
    return Index(name, column, sqlite_where=text(condition), postgresql_where=text(condition))


deployment = Table(
    "deployment", metadata, Column("name", String(40), primary_key=True), Column("value", Text, nullable=False)
)


plans = Table(
    "plans",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("templates", Integer),
    Column("session_hours", Integer),
    Column("ai_tokens", BigInteger),
    Column("seats", Integer),
    Column("rate_limit_per_minute", Integer),
)

organizations = Table(
    "organizations",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("plan", String(40), ForeignKey("plans.name"), nullable=False),
    Column("reserved_seconds", BigInteger, nullable=False, server_default=text("0")),
    _at("created_at"),
)

projects = Table(
    "projects",
    metadata,
    _id(),
    _organization(),
    Column("name", Text, nullable=False),
    _at("created_at"),
    UniqueConstraint("organization_id", "name"),
)

users = Table(
    "users",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("email", Text, unique=True),
    _at("created_at"),
)

memberships = Table(
    "memberships",
    metadata,
    Column("organization_id", String(36), ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", String(36), ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(10), nullable=False),
    _at("created_at"),
)

api_keys = Table(
    "api_keys",
    metadata,
    _id(),
    _organization(),
    _ref("user_id", "users.id"),
    Column("name", Text, nullable=False),
    Column("role", String(10), nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("project_ids", JSON),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("prefix", String(16), nullable=False),
    _at("expires_at", nullable=True),
    _at("last_used_at", nullable=True),
    _at("revoked_at", nullable=True),
    _at("created_at"),
)

usage_months = Table(
    "usage_months",
    metadata,
    Column("organization_id", String(36), ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("session_seconds", BigInteger, nullable=False, server_default=text("0")),
    Column("ai_tokens", BigInteger, nullable=False, server_default=text("0")),
)

interviews = Table(
    "interviews",
    metadata,
    _id(),
    _organization(),
    _ref("project_id", "projects.id"),
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
    Column("max_pauses", Integer, nullable=False, server_default=text("3")),
    Column("max_pause_minutes", Integer, nullable=False, server_default=text("10")),
    Column("approved_facts", JSON, nullable=False, server_default=text("'[]'")),
    Column("next_steps", Text),
    Column("contact_email", Text),
    Column("is_active", Boolean, nullable=False),
    Column("require_invite", Boolean, nullable=False),
    Column("public_slug", String(120), unique=True),
    Column("session_count", Integer, nullable=False, server_default=text("0")),
    Column("version", Integer, nullable=False, server_default=text("1")),
    _at("created_at"),
    _at("updated_at"),
    Index("ix_interviews_organization_page", "organization_id", "created_at", "id"),
    Index("ix_interviews_project_page", "project_id", "created_at", "id"),
    Index("ix_interviews_organization_active", "organization_id", "is_active"),
)

questions = Table(
    "questions",
    metadata,
    _id(),
    _organization(),
    _ref("interview_id", "interviews.id"),
    Column("text", Text, nullable=False),
    Column("description", Text),
    Column("type", String(16), nullable=False),
    Column("position", Integer, nullable=False),
    Column("is_required", Boolean, nullable=False),
    Column("options", JSON),
    Column("probe_on_short", Boolean, nullable=False),
    Column("starter_code", Text),
    Column("time_limit_seconds", Integer),
    Column("version", Integer, nullable=False, server_default=text("1")),
    _at("created_at"),
    _at("updated_at"),
    Index("ix_questions_interview_position", "interview_id", "position"),
)

candidates = Table(
    "candidates",
    metadata,
    _id(),
    _organization(),
    _ref("interview_id", "interviews.id"),
    Column("name", Text),
    Column("email", Text),
    Column("phone", Text),
    Column("notes", Text),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("token_encrypted", LargeBinary, nullable=False),
    Column("session_id", String(36)),
    _at("created_at"),
    _at("updated_at"),
    Index("ix_candidates_interview_page", "interview_id", "created_at", "id"),
)

sessions = Table(
    "sessions",
    metadata,
    _id(),
    _organization(),
    _ref("interview_id", "interviews.id"),
    _ref("candidate_id", "candidates.id", index=True),
    Column("status", String(12), nullable=False),
    Column("end_reason", String(20)),
    Column("report_status", String(14)),
    Column("participant_name", Text),
    Column("participant_email", Text),
    Column("language", String(64), nullable=False),
    Column("message_count", Integer, nullable=False, server_default=text("0")),
    Column("aside_count", Integer, nullable=False, server_default=text("0")),
    Column("total_duration_seconds", Integer, nullable=False, server_default=text("0")),
    Column("reserved_seconds", Integer, nullable=False, server_default=text("0")),
    Column("attachment", Integer, nullable=False, server_default=text("0")),
    Column("attached_client", String(36)),
    Column("attached_by", String(120)),
    _at("attached_until", nullable=True),
    _at("last_activity_at"),
    _at("started_at"),
    _at("completed_at", nullable=True),
    _at("review_sent_at", nullable=True),
    _at("corrected_at", nullable=True),
    Column("remark", Text),
    _at("created_at"),
    _at("updated_at"),
    Index("ix_sessions_interview_page", "interview_id", "created_at", "id"),
    _partial_index("ix_sessions_running", "last_activity_at", "status = 'IN_PROGRESS'"),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    _organization(),
    Column("plan", JSON, nullable=False),
)

consents = Table(
    "consents",
    metadata,
    _id(),
    _organization(),
    _ref("session_id", "sessions.id", index=True),
    Column("item", String(24), nullable=False),
    Column("text_version", String(40), nullable=False),
    Column("language", String(64), nullable=False),
    _at("given_at"),
    _at("withdrawn_at", nullable=True),
)

log_entries = Table(
    "log_entries",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _organization(),
    Column("kind", String(24), nullable=False),
    Column("data", JSON, nullable=False),
    _at("at"),
    Column("client_id", String(36)),
    UniqueConstraint("session_id", "client_id"),
)

messages = Table(
    "messages",
    metadata,
    _id(),
    _organization(),
    _ref("session_id", "sessions.id"),
    Column("seq", Integer, nullable=False),
    Column("role", String(10), nullable=False),
    Column("content", Text, nullable=False),
    Column("question_id", String(36)),
    Column("kind", String(16), nullable=False),
    Column("move", String(16)),
    Column("origin", JSON),
    Column("data", JSON),
    _at("created_at"),
    UniqueConstraint("session_id", "seq"),
)

reports = Table(
    "reports",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    _organization(),
    Column("revision", Integer, nullable=False),
    Column("summary", Text),
    Column("insights", JSON, nullable=False),
    Column("themes", JSON, nullable=False),
    Column("sentiment", String(10)),
    Column("scores", JSON),
    Column("evidence", JSON, nullable=False),
    Column("reason", Text),
    Column("origin", JSON),
    _at("created_at"),
)

jobs = Table(
    "jobs",
    metadata,
    _id(),
    _organization(),
    Column("kind", String(24), nullable=False),
    _ref("session_id", "sessions.id", nullable=True, index=True),
    Column("payload", JSON, nullable=False),
    Column("dedup", String(120), unique=True),
    Column("state", String(8), nullable=False),
    _at("run_at"),
    _at("lease_until", nullable=True),
    Column("worker", String(36)),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("max_attempts", Integer, nullable=False),
    Column("error", Text),
    _at("created_at"),
    _at("updated_at"),
    _partial_index("ix_jobs_due", "run_at", "state IN ('queued', 'running')"),
)

job_steps = Table(
    "job_steps",
    metadata,
    Column("job_id", String(36), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(60), primary_key=True),
    Column("result", JSON, nullable=False),
    _at("created_at"),
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("key_id", String(36), ForeignKey("api_keys.id", ondelete="CASCADE"), primary_key=True),
    Column("operation", String(200), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("request_hash", LargeBinary, nullable=False),
    Column("status", Integer),
    Column("body", LargeBinary),
    _at("lease_until"),
    _at("expires_at"),
    Index("ix_idempotency_keys_expires_at", "expires_at"),
)

tickets = Table(
    "tickets",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    _organization(),
    _ref("session_id", "sessions.id"),
    _at("expires_at"),
)

room_cookies = Table(
    "room_cookies",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    _organization(),
    _ref("candidate_id", "candidates.id"),
    _at("expires_at"),
)

files = Table(
    "files",
    metadata,
    _id(),
    _organization(),
    _ref("session_id", "sessions.id", nullable=True, index=True),
    Column("kind", String(24), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False, index=True),
    Column("is_kept", Boolean, nullable=False),
    _at("created_at"),
)

works = Table(
    "works",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("question_id", String(36), primary_key=True),
    _organization(),
    Column("code", JSON),
    Column("scene_id", String(36)),
    Column("picture_id", String(36)),
    Column("board_text", Text),
    _at("saved_at"),
)

keystrokes = Table(
    "keystrokes",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("question_id", String(36), primary_key=True),
    Column("start", Integer, primary_key=True, autoincrement=False),
    _organization(),
    Column("count", Integer, nullable=False),
    Column("events", JSON, nullable=False),
    _at("created_at"),
)

accommodations = Table(
    "accommodations",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("item", String(24), primary_key=True),
    _organization(),
    _at("given_at"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _organization(),
    Column("content", Text),
    Column("note", Text),
    Column("is_left_out", Boolean, nullable=False),
    Column("reason", Text),
    _at("corrected_at"),
)

requests = Table(
    "requests",
    metadata,
    _id(),
    _organization(),
    _ref("interview_id", "interviews.id"),
    _ref("candidate_id", "candidates.id", nullable=True, index=True),
    _ref("session_id", "sessions.id", nullable=True, index=True),
    Column("kind", String(20), nullable=False),
    Column("name", Text),
    Column("email", Text),
    Column("message", Text),
    Column("state", String(8), nullable=False),
    _at("created_at"),
    _at("updated_at"),
    Index("ix_requests_interview_page", "interview_id", "created_at", "id"),
)

codes = Table(
    "codes",
    metadata,
    Column("candidate_id", String(36), ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True),
    _organization(),
    Column("hash", LargeBinary),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    _at("expires_at", nullable=True),
    _at("asked_at"),
    Column("asked_count", Integer, nullable=False),
    _at("counted_since"),
)

access_log = Table(
    "access_log",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("key_id", String(36), ForeignKey("api_keys.id", ondelete="CASCADE"), primary_key=True),
    Column("hour_at", BigInteger, primary_key=True, autoincrement=False),
    _organization(),
    _at("seen_at"),
)

receipts = Table(
    "receipts",
    metadata,
    Column("id", String(36), primary_key=True),
    _organization(),
    _ref("interview_id", "interviews.id"),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("cleaned", JSON, nullable=False),
    _at("erased_at"),
)

limits_metadata = MetaData()
rate_limits = Table(
    "rate_limits",
    limits_metadata,
    Column("bucket", String(80), primary_key=True),
    Column("hits", Text, nullable=False),
    prefixes=["UNLOGGED"],
)


# Name, templates, session hours, AI tokens, seats, requests per minute. None means no limit, or the deployment's limit.
PLANS = [
    ("self-hosted", None, None, None, None, None),
    ("free", 3, 2, 50_000, 2, None),
    ("pro", 25, 100, 500_000, 10, None),
]


def upgrade() -> None:
    connection = op.get_bind()
    metadata.create_all(connection)
    connection.execute(plans.insert(), [dict(zip(plans.c.keys(), plan, strict=True)) for plan in PLANS])
    if connection.dialect.name == "postgresql":
        limits_metadata.create_all(connection)
