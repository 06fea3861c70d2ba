"""Tables of shared reports, and of the facts from which figures across sessions are computed."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from aural.store.columns import at, metadata, organization, ref, row_id

# A link that opens a report without an account. Only the keyed hash of its token is stored.
shares = Table(
    "shares",
    metadata,
    row_id(),
    organization(),
    ref("session_id", "sessions.id"),
    Column("user_id", String(36), nullable=False),  # not a foreign key: the share outlives the person's account
    Column("created_by", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("shows_names", Boolean, nullable=False),
    Column("parts", JSON, nullable=False),
    Column("view_count", Integer, nullable=False, server_default=text("0")),
    at("last_viewed_at", nullable=True),
    at("expires_at"),
    at("revoked_at", nullable=True),
    at("created_at"),
    Index("ix_shares_session_page", "session_id", "created_at", "id"),
)


class Share(NamedTuple):
    """A shared link, with the `end_reason` of its session."""

    id: str
    organization_id: str
    session_id: str
    user_id: str
    created_by: str
    hash: bytes
    shows_names: bool
    parts: list[str]
    view_count: int
    last_viewed_at: int | None
    expires_at: int
    revoked_at: int | None
    created_at: int
    end_reason: str | None


# Each view of a shared report. `network`: the visitor's address without its last part.
share_views = Table(
    "share_views",
    metadata,
    row_id(),
    organization(),
    ref("session_id", "sessions.id", index=True),
    ref("share_id", "shares.id"),
    Column("network", String(64), nullable=False),
    Column("browser", Text),
    at("created_at"),
    Index("ix_share_views_page", "share_id", "created_at", "id"),
)


def _facts() -> tuple[Column[str], ...]:
    """The columns of every table of facts. Facts are written and replaced in the transaction that saves a report."""
    session = Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    return session, organization(), ref("interview_id", "interviews.id")


# How a session went, as counts and seconds, without any of its words.
session_facts = Table(
    "session_facts",
    metadata,
    *_facts(),
    at("held_at"),  # sessions.created_at
    Column("is_finished", Boolean, nullable=False),
    Column("sentiment", String(10)),
    Column("question_count", Integer, nullable=False),
    Column("answered_count", Integer, nullable=False),
    Column("repeat_count", Integer, nullable=False),
    Column("rephrase_count", Integer, nullable=False),
    Column("redirect_count", Integer, nullable=False),
    Column("problem_count", Integer, nullable=False),
    Column("pause_count", Integer, nullable=False),
    Column("interruption_count", Integer, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("limit_seconds", Integer),  # null: no limit
    Index("ix_session_facts_interview", "interview_id", "held_at"),
)

question_facts = Table(
    "question_facts",
    metadata,
    *_facts(),
    Column("question_id", String(36), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("outcome", String(10), nullable=False),  # answered, skipped, left, unreached
    Column("seconds", Integer, nullable=False),
    Column("follow_up_count", Integer, nullable=False),
    at("held_at"),
    # The index contains every column that the figures need, so that 80,000 answers are added up without reading rows.
    Index(
        "ix_question_facts_interview",
        *("interview_id", "question_id", "outcome", "seconds", "follow_up_count", "position", "held_at"),
        *("organization_id", "session_id"),
    ),
)

criterion_facts = Table(
    "criterion_facts",
    metadata,
    *_facts(),
    Column("criterion", String(200), primary_key=True),
    Column("level", Integer),  # null: no evidence
    at("held_at"),
    Index("ix_criterion_facts_interview", "interview_id", "criterion", "level", "held_at", "organization_id"),
)

# A theme of a report, with the candidate's words that support it.
theme_facts = Table(
    "theme_facts",
    metadata,
    *_facts(),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("theme", String(200), nullable=False),  # the case-folded label, so that the same theme counts as one
    Column("label", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("question_id", String(36)),
    Column("sentiment", String(10)),
    Column("held_at", BigInteger, nullable=False),
    Index("ix_theme_facts_interview", "interview_id", "theme", "held_at", "sentiment", "label", "organization_id"),
    Index("ix_theme_facts_question", "question_id", "held_at"),
    Index("ix_theme_facts_organization", "organization_id", "theme", "held_at", "sentiment", "label", "interview_id"),
)

FACTS: tuple[Table, ...] = (session_facts, question_facts, criterion_facts, theme_facts)
