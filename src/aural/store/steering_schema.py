"""Organizations, their plans and what they used, and what they choose for themselves: model, brand, times."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, String, Table, Text, text

from aural.store.columns import at, metadata, organization, row_id

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
)

usage_months = Table(
    "usage_months",
    metadata,
    Column("organization_id", String(36), ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True),
    Column("month", String(7), primary_key=True),  # 2026-11, UTC
    Column("session_seconds", BigInteger, nullable=False, server_default=text("0")),
    Column("ai_tokens", BigInteger, nullable=False, server_default=text("0")),
)


def _days() -> list[Column[int]]:
    """For how many days each kind is kept. null: until somebody erases it, or as the organization says."""
    return [Column(f"{kind}_days", Integer) for kind in ("transcript", "files", "integrity", "requests")]


# One row an organization, made when something is chosen first.
organization_settings = Table(
    "organization_settings",
    metadata,
    Column("organization_id", String(36), ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True),
    # DEPLOYMENT: what AURAL_MODEL says; GUIDED: none; OWN: what follows.
    Column("engine", String(12), nullable=False, server_default=text("'DEPLOYMENT'")),
    Column("model", Text),
    Column("model_address", Text),
    Column("model_key", LargeBinary),  # encrypted
    Column("output_mode", String(10), nullable=False, server_default=text("'native'")),
    Column("engine_version", Integer, nullable=False, server_default=text("0")),  # rises with each change of these
    Column("brand_name", Text),
    Column("accent", String(7)),
    Column("interview_language", String(64)),
    Column("report_language", String(64)),
    *_days(),
    Column("version", Integer, nullable=False, server_default=text("1")),  # the ETag
    at("updated_at"),
)

logos = Table(
    "logos",
    metadata,
    Column("organization_id", String(36), ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True),
    Column("content", LargeBinary, nullable=False),  # a small PNG that we made
    at("updated_at"),
)

# Where an interview's sessions are kept for another time.
interview_retention = Table(
    "interview_retention",
    metadata,
    Column("interview_id", String(36), ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=True),
    organization(),
    *_days(),
    at("updated_at"),
)

# Sessions of which nothing may be erased for now.
legal_holds = Table(
    "legal_holds",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    organization(),
    Column("user_id", String(36)),  # no reference: it outlives the person's account
    Column("actor", Text, nullable=False),
    Column("reason", Text, nullable=False),
    at("created_at"),
)
