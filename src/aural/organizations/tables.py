"""Tables for organizations: plans, usage, settings (model, brand, retention), legal holds and saved views."""

from __future__ import annotations

from typing import Literal, NamedTuple

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
    Column("recording_bytes", BigInteger),  # limits the recordings that are stored at the same time
)


class Plan(NamedTuple):
    name: str
    templates: int | None
    session_hours: int | None
    ai_tokens: int | None
    seats: int | None
    rate_limit_per_minute: int | None
    recording_bytes: int | None


organizations = Table(
    "organizations",
    metadata,
    row_id(),
    Column("name", Text, nullable=False, unique=True),
    Column("plan", String(40), ForeignKey("plans.name"), nullable=False),
    # Seconds promised to running sessions: reserved at the start, settled at the end.
    Column("reserved_seconds", BigInteger, nullable=False, server_default=text("0")),
    at("created_at"),
    # For a test organization (test_organization_repository.py): the organization that it belongs to. Otherwise null.
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
    # Incremented when any of the columns above changes.
    Column("engine_version", Integer, nullable=False, server_default=text("0")),
    Column("brand_name", Text),
    Column("accent", String(7)),
    Column("interview_language", String(64)),
    Column("report_language", String(64)),
    # How long candidates are kept. media_days and integrity_days apply to data that may be erased earlier
    # (privacy/data_kinds_repository.py). null: no limit.
    Column("transcript_days", Integer),
    Column("version", Integer, nullable=False, server_default=text("1")),  # the ETag
    at("updated_at"),
    Column("media_days", Integer),
    Column("integrity_days", Integer),
    Column("asks_self_identification", Boolean, nullable=False, server_default=text("false")),
)


class OrganizationSettings(NamedTuple):
    """An organization's settings and its name. A setting is None if it was never set."""

    organization_id: str | None
    engine: str | None
    model: str | None
    model_address: str | None
    model_key: bytes | None
    output_mode: Literal["native", "tool", "prompted"] | None
    engine_version: int | None
    brand_name: str | None
    accent: str | None
    interview_language: str | None
    report_language: str | None
    transcript_days: int | None
    version: int | None
    updated_at: int | None
    media_days: int | None
    integrity_days: int | None
    asks_self_identification: bool | None
    organization_name: str


logos = Table(
    "logos",
    metadata,
    Column("organization_id", String(36), ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True),
    Column("content", LargeBinary, nullable=False),  # a small PNG, written by Aural
    at("updated_at"),
)

# An interview's retention, if it differs from the organization's. null: the data is kept until a person erases it.
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
    Column("user_id", String(36)),  # not a foreign key: the hold outlives the person's account
    Column("actor", Text, nullable=False),
    Column("reason", Text, nullable=False),
    at("created_at"),
    Index("ix_legal_holds_organization_page", "organization_id", "created_at", "id"),
)

# A list's filters and order under a name, for one person or for the organization.
saved_views = Table(
    "saved_views",
    metadata,
    row_id(),
    ref("organization_id", "organizations.id", index=True),
    ref("user_id", "users.id", index=True),
    ref("interview_id", "interviews.id", nullable=True, index=True),  # null: a list across interviews
    Column("list", String(10), nullable=False),  # candidates, sessions
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("is_shared", Boolean, nullable=False),
    at("created_at"),
    at("updated_at"),
)


class SavedView(NamedTuple):
    id: str
    organization_id: str
    user_id: str
    interview_id: str | None
    list: str
    name: str
    query: str
    is_shared: bool
    created_at: int
    updated_at: int
    person: str
