"""Tables of signals about how an interview was taken. The interviewer and the scores never use them."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint

from aural.store.columns import at, metadata, organization, ref, row_id

integrity_signals = Table(
    "integrity_signals",
    metadata,
    row_id(),
    organization(),
    ref("session_id", "sessions.id"),
    Column("client_id", String(36), nullable=False),  # the page's own id: a signal sent twice is stored once
    Column("kind", String(12), nullable=False),
    Column("data", JSON, nullable=False),
    at("at"),
    UniqueConstraint("session_id", "client_id"),
    Index("ix_integrity_signals_session", "session_id", "at", "id"),
)

# When the page was watching. Without this, a lack of signals could also mean that nothing was watched.
integrity_watches = Table(
    "integrity_watches",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("started_at", BigInteger, primary_key=True, autoincrement=False),
    organization(),
    at("ended_at"),
)

# The candidate's comment on one item of the timeline.
integrity_comments = Table(
    "integrity_comments",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("item_id", String(48), primary_key=True),
    organization(),
    Column("comment", Text, nullable=False),
    at("commented_at"),
)
