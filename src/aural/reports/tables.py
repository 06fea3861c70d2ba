"""Tables of a session's results: reports, and people's ratings, comments and decisions."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, text

from aural.store.columns import at, metadata, organization, ref, row_id


def _person() -> tuple[Column[str], Column[str]]:
    # The id isn't a foreign key, and the name is the one at the time, since a rating or decision outlives its author's
    # account.
    return Column("user_id", String(36), nullable=False), Column("person", Text, nullable=False)


reports = Table(
    "reports",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    organization(),
    Column("revision", Integer, nullable=False),
    Column("summary", Text),
    Column("insights", JSON, nullable=False),
    Column("themes", JSON, nullable=False),
    Column("sections", JSON(none_as_null=True)),  # those without a column of their own, by name; null: none
    Column("sentiment", String(10)),
    Column("scores", JSON),
    Column("evidence", JSON, nullable=False),
    Column("reason", Text),  # why NOT_SCORABLE or FAILED, or a note for the reader
    Column("origin", JSON),
    at("created_at"),
)

# A person's rating of one criterion. All are kept; each person's newest one counts.
human_ratings = Table(
    "human_ratings",
    metadata,
    row_id(),
    organization(),
    ref("session_id", "sessions.id"),
    *_person(),
    Column("criterion", Text, nullable=False),
    Column("verdict", String(12), nullable=False),
    Column("level", Integer),  # null: no evidence, or set aside
    Column("reason", Text),
    at("created_at"),
    Index("ix_human_ratings_page", "session_id", "created_at", "id"),
)


class HumanRating(NamedTuple):
    id: str
    organization_id: str
    session_id: str
    user_id: str
    person: str
    criterion: str
    verdict: str
    level: int | None
    reason: str | None
    created_at: int


# People who have rated anything in a session, and the time when they had rated every criterion. From then on,
# a blind reviewer sees the AI's levels.
reviewers = Table(
    "reviewers",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", String(36), primary_key=True),
    organization(),
    at("rated_at"),
    at("revealed_at", nullable=True),
)

# Comments on a session, or on one of its messages.
comments = Table(
    "comments",
    metadata,
    row_id(),
    organization(),
    ref("session_id", "sessions.id"),
    Column("message_id", String(36)),
    *_person(),
    Column("text", Text, nullable=False),
    at("created_at"),
    at("edited_at", nullable=True),
    Index("ix_comments_page", "session_id", "created_at", "id"),
)


class Comment(NamedTuple):
    id: str
    organization_id: str
    session_id: str
    message_id: str | None
    user_id: str
    person: str
    text: str
    created_at: int
    edited_at: int | None


# Decisions of named people. All are kept; the newest is in sessions.decision.
decisions = Table(
    "decisions",
    metadata,
    row_id(),
    organization(),
    ref("session_id", "sessions.id"),
    *_person(),
    Column("verdict", String(8), nullable=False),
    Column("reason", Text, nullable=False),
    # Made while the candidate could still correct the answers behind the report.
    Column("is_preliminary", Boolean, nullable=False, server_default=text("false")),
    at("created_at"),
    Index("ix_decisions_page", "session_id", "created_at", "id"),
)


class Decision(NamedTuple):
    id: str
    organization_id: str
    session_id: str
    user_id: str
    person: str
    verdict: str
    reason: str
    is_preliminary: bool
    created_at: int


# Reports that were replaced by a newer one, unchanged.
past_reports = Table(
    "past_reports",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    organization(),
    Column("revision", Integer, nullable=False),
    Column("summary", Text),
    Column("insights", JSON, nullable=False),
    Column("themes", JSON, nullable=False),
    Column("sections", JSON(none_as_null=True)),
    Column("sentiment", String(10)),
    Column("scores", JSON),
    Column("evidence", JSON, nullable=False),
    Column("reason", Text),
    Column("origin", JSON),
    at("created_at"),
)

# A copy of the current report's levels, one per row, so that lists can filter by them.
report_levels = Table(
    "report_levels",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("criterion", Text, primary_key=True),
    organization(),
    Column("level", Integer),  # null: no evidence
)
