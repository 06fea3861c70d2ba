"""Tables for candidates' adjustments, corrections, requests and codes, access to sessions, and receipts of erasures."""

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

# Adjustments that a candidate needs to take part. Separate from the session, so that no reviewer's query and no
# interviewer reads them by accident.
accommodations = Table(
    "accommodations",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("item", String(24), primary_key=True),
    organization(),
    at("given_at"),
)

# A candidate's correction of an answer. The message keeps the original words.
corrections = Table(
    "corrections",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    organization(),
    Column("content", Text),  # null: unchanged
    Column("note", Text),
    Column("is_left_out", Boolean, nullable=False),
    Column("reason", Text),
    at("corrected_at"),
)

# A candidate's request to a person: for an interview with a person, for a review of the result, or for an adjustment.
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
    at("erase_asked_at", nullable=True),  # when a candidate with the same, unverified address was erased
    # The organization's decision: APPROVED, REFUSED or ERASED, and the reason for the person who asked. Null: not
    # decided, or only marked as done.
    Column("outcome", String(8)),
    Column("reason", Text),
    Column("decided_by", Text),
    at("decided_at", nullable=True),
    Column("receipt_id", String(36)),  # of an erased request, whose name, address and message are deleted
    Index("ix_requests_interview_page", "interview_id", "created_at", "id"),
    Index("ix_requests_organization_page", "organization_id", "state", "created_at", "id"),
)


class Request(NamedTuple):
    """A request with details of its interview, and the candidate's columns that show how its address was verified."""

    id: str
    organization_id: str
    interview_id: str
    candidate_id: str | None
    session_id: str | None
    kind: str
    name: str | None
    email: str | None
    message: str | None
    state: str
    created_at: int
    updated_at: int
    erase_asked_at: int | None
    outcome: str | None
    reason: str | None
    decided_by: str | None
    decided_at: int | None
    receipt_id: str | None
    interview_title: str
    contact_email: str | None
    language: str
    purpose: str
    known_email: str | None
    known_by: str | None
    entrance_hash: bytes | None


# A keyed hash of the last code emailed to a candidate, and the number of codes requested recently.
codes = Table(
    "codes",
    metadata,
    Column("candidate_id", String(36), ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True),
    organization(),
    Column("hash", LargeBinary),  # null: its email hasn't been written yet
    Column("tries", Integer, nullable=False, server_default=text("0")),
    at("expires_at", nullable=True),
    at("asked_at"),
    Column("asked_count", Integer, nullable=False),
    at("counted_since"),
)

# The number of codes sent to a typed, unverified email address, and of requests from a network address, by the
# address's keyed hash. Kept for a day, even if the candidate who typed or used the address is erased.
code_budgets = Table(
    "code_budgets",
    metadata,
    Column("organization_id", String(36), ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True),
    Column("address_hash", LargeBinary, primary_key=True),
    Column("asked_count", Integer, nullable=False),
    at("counted_since"),
    Index("ix_code_budgets_counted_since", "counted_since"),
)

# Access to a session: one row per API key and hour.
access_log = Table(
    "access_log",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("key_id", String(36), ForeignKey("api_keys.id", ondelete="CASCADE"), primary_key=True),
    Column("hour_at", BigInteger, primary_key=True, autoincrement=False),
    organization(),
    at("seen_at"),
)

# The record of an erasure, without personal data. The candidate's link finds the receipt by the link's hash.
receipts = Table(
    "receipts",
    metadata,
    Column("id", String(36), primary_key=True),
    organization(),
    ref("interview_id", "interviews.id"),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("cleaned", JSON, nullable=False),
    at("erased_at"),
    Column("not_reached", JSON),  # what the erasure leaves elsewhere, and until when
)
