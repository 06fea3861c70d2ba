"""Tables for what a candidate asks for, corrects and may do afterwards, without an account."""

from __future__ import annotations

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

# What somebody needs to take part. Apart from the session, where no reviewer's query and no interviewer finds it.
accommodations = Table(
    "accommodations",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("item", String(24), primary_key=True),
    organization(),
    at("given_at"),
)

# A candidate's correction of an answer; the words as they were said stay in the message.
corrections = Table(
    "corrections",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    organization(),
    Column("content", Text),  # null: as it was
    Column("note", Text),
    Column("is_left_out", Boolean, nullable=False),
    Column("reason", Text),
    at("corrected_at"),
)

# Somebody asks for a person: instead of the interview, to look at its result, or for an adjustment.
requests = Table(
    "requests",
    metadata,
    row_id(),
    organization(),
    ref("interview_id", "interviews.id"),
    ref("candidate_id", "candidates.id", nullable=True, index=True),
    ref("session_id", "sessions.id", nullable=True, index=True),
    Column("kind", String(20), nullable=False),
    Column("name", Text),
    Column("email", Text),
    Column("message", Text),
    Column("state", String(8), nullable=False),
    at("created_at"),
    at("updated_at"),
    at("erase_asked_at", nullable=True),  # since when a candidate with the same address, unproved, was erased
    # What the organization decided: APPROVED, REFUSED or ERASED, and what the person is told. Null: nothing yet, or
    # only marked as done.
    Column("outcome", String(8)),
    Column("reason", Text),
    Column("decided_by", Text),
    at("decided_at", nullable=True),
    Column("receipt_id", String(36)),  # of an erased one, which has no name, address and message any more
    Index("ix_requests_interview_page", "interview_id", "created_at", "id"),
    Index("ix_requests_organization_page", "organization_id", "state", "created_at", "id"),
)

# The code that was e-mailed to a candidate last, as a keyed hash, and how many were asked for lately.
codes = Table(
    "codes",
    metadata,
    Column("candidate_id", String(36), ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True),
    organization(),
    Column("hash", LargeBinary),  # null: its mail is not made yet
    Column("tries", Integer, nullable=False, server_default=text("0")),
    at("expires_at", nullable=True),
    at("asked_at"),
    Column("asked_count", Integer, nullable=False),
    at("counted_since"),
)

# How many codes went to an address that was only typed, by a keyed hash of it: it outlives who typed it, for a day.
code_budgets = Table(
    "code_budgets",
    metadata,
    Column("organization_id", String(36), ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True),
    Column("address_hash", LargeBinary, primary_key=True),
    Column("asked_count", Integer, nullable=False),
    at("counted_since"),
    Index("ix_code_budgets_counted_since", "counted_since"),
)

# Who has looked at a session: once an hour for each key.
access_log = Table(
    "access_log",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("key_id", String(36), ForeignKey("api_keys.id", ondelete="CASCADE"), primary_key=True),
    Column("hour_at", BigInteger, primary_key=True, autoincrement=False),
    organization(),
    at("seen_at"),
)

# What is left of somebody who was erased: nothing personal. The link's hash lets the link say so.
receipts = Table(
    "receipts",
    metadata,
    Column("id", String(36), primary_key=True),
    organization(),
    ref("interview_id", "interviews.id"),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("cleaned", JSON, nullable=False),
    at("erased_at"),
    Column("not_reached", JSON),  # what an erase leaves elsewhere, and until when
)
