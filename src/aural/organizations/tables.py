"""Tables for organizations: plans, usage, settings (model, brand, retention) and legal holds."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, text

from aural.store.columns import at, metadata, organization, ref, row_id

plans = Table(
    "plans",
    metadata,
    Column("name", String(40), primary_key=True),
    # null: no limit
    Column("templates", Integer),
    Column("session_hours", Integer),
    Column("ai_tokens", BigInteger),
    Column("seats", Integer),
    Column("rate_limit_per_minute", Integer),
    Column("recording_bytes", BigInteger),  # stored at the same time
)

organizations = Table(
    "organizations",
    metadata,
    row_id(),
    Column("name", Text, nullable=False, unique=True),
    Column("plan", String(40), ForeignKey("plans.name"), nullable=False),
    # Seconds promised to running sessions: reserved at the start, settled at the end.
    Column("reserved_seconds", BigInteger, nullable=False, server_default=text("0")),
    at("created_at"),
    # On a test organization (test_organization_repository.py): the organization it belongs to. null: not a test one.
    ref("test_of", "organizations.id", nullable=True),
    Index("ix_organizations_test_of", "test_of", unique=True),
)

usage_months = Table(
    "usage_months",
    metadata,
    Column("organization_id", String(36), ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True),
    Column("month", String(7), primary_key=True),  # 2026-11, UTC
    Column("session_seconds", BigInteger, nullable=False, server_default=text("0")),
    Column("ai_tokens", BigInteger, nullable=False, server_default=text("0")),
)


# One row per organization, created when it first changes a setting.
organization_settings = Table(
    "organization_settings",
    metadata,
    Column("organization_id", String(36), ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True),
    # DEPLOYMENT: the model of AURAL_MODEL; GUIDED: no model; OWN: the model in the columns below.
    Column("engine", String(12), nullable=False, server_default=text("'DEPLOYMENT'")),
    Column("model", Text),
    Column("model_address", Text),
    Column("model_key", LargeBinary),  # encrypted
    Column("output_mode", String(10), nullable=False, server_default=text("'native'")),
    Column("engine_version", Integer, nullable=False, server_default=text("0")),  # raised with each change of the above
    Column("brand_name", Text),
    Column("accent", String(7)),
    Column("interview_language", String(64)),
    Column("report_language", String(64)),
    # Retention of candidates, and of kinds of data that may be erased earlier (privacy/data_kinds_repository.py).
    # null: no limit.
    Column("transcript_days", Integer),
    Column("version", Integer, nullable=False, server_default=text("1")),  # the ETag
    at("updated_at"),
    Column("media_days", Integer),
    Column("integrity_days", Integer),
    Column("asks_self_identification", Boolean, nullable=False, server_default=text("false")),
)

logos = Table(
    "logos",
    metadata,
    Column("organization_id", String(36), ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True),
    Column("content", LargeBinary, nullable=False),  # a small PNG that we made
    at("updated_at"),
)

# An interview's own retention, where it differs from the organization's. null: until a person erases the data.
interview_retention = Table(
    "interview_retention",
    metadata,
    Column("interview_id", String(36), ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=True),
    organization(),
    Column("transcript_days", Integer),
    at("updated_at"),
    Column("media_days", Integer),
    Column("integrity_days", Integer),
)

# While a legal hold exists, neither people nor jobs may erase what it covers: all candidates of an interview, one
# candidate, or the candidate of a session.
legal_holds = Table(
    "legal_holds",
    metadata,
    row_id(),
    organization(),
    ref("interview_id", "interviews.id", nullable=True, index=True),
    ref("candidate_id", "candidates.id", nullable=True, index=True),
    ref("session_id", "sessions.id", nullable=True, index=True),
    Column("user_id", String(36)),  # no reference: it outlives the person's account
    Column("actor", Text, nullable=False),
    Column("reason", Text, nullable=False),
    at("created_at"),
    Index("ix_legal_holds_organization_page", "organization_id", "created_at", "id"),
)
