"""Tables of invitations: candidates, email templates, imports and résumés."""

from __future__ import annotations

from typing import NamedTuple, TypedDict

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, text

from aural.store.columns import at, metadata, organization, partial_index, ref, row_id

candidates = Table(
    "candidates",
    metadata,
    row_id(),
    organization(),
    ref("interview_id", "interviews.id"),
    Column("name", Text),
    Column("email", Text),
    Column("phone", Text),
    Column("notes", Text),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("token_encrypted", LargeBinary, nullable=False),
    Column("session_id", String(36)),
    at("created_at"),
    at("updated_at"),
    # When the invitation was last emailed, the link was first opened, and the reminder was sent.
    at("invited_at", nullable=True),
    at("opened_at", nullable=True),
    at("reminded_at", nullable=True),
    # When the link can no longer start an interview, and when it was revoked.
    at("expires_at", nullable=True),
    at("revoked_at", nullable=True),
    # The status of the last email: QUEUED, SENT, FAILED, UNKNOWN (the server stopped while sending it) or WITHHELD.
    Column("mail_status", String(8)),
    Column("mail_error", Text),
    Column("retakes", Integer, nullable=False, server_default=text("0")),
    Column("version", Integer, nullable=False, server_default=text("1")),  # the ETag
    # The address that the organization entered or an emailed code proved, in lower case. Null: the candidate only
    # typed it.
    Column("known_email", Text),
    # How it became known: INVITED or CODE. Null for rows of earlier versions: CODE if the row has an `entrance_hash`.
    Column("known_by", String(8)),
    # Identifies a start by a public link, so that a retry isn't a second start. Null: invited by a personal link.
    Column("entrance_hash", LargeBinary),
    Index("ix_candidates_interview_page", "interview_id", "created_at", "id"),
    Index("ix_candidates_organization_page", "organization_id", "created_at", "id"),
    Index("ix_candidates_entrance", "interview_id", "entrance_hash", unique=True),
    partial_index("ix_candidates_to_remind", "invited_at", condition="invited_at IS NOT NULL AND reminded_at IS NULL"),
)


class Candidate(NamedTuple):
    """A candidate with their `status`, the status of their session, and columns of the interview."""

    id: str
    organization_id: str
    interview_id: str
    name: str | None
    email: str | None
    phone: str | None
    notes: str | None
    token_hash: bytes
    token_encrypted: bytes
    session_id: str | None
    created_at: int
    updated_at: int
    invited_at: int | None
    opened_at: int | None
    reminded_at: int | None
    expires_at: int | None
    revoked_at: int | None
    mail_status: str | None
    mail_error: str | None
    retakes: int
    version: int
    known_email: str | None
    known_by: str | None
    entrance_hash: bytes | None
    status: str
    session_status: str | None
    interview_title: str
    public_slug: str | None
    interview_is_active: bool
    last_activity_at: int


# An interview's templates for emails to its candidates and about them. If there is no row or a column is null, the
# built-in template in the interview's language applies, and there is no reminder, default expiry or notification.
letters = Table(
    "letters",
    metadata,
    Column("interview_id", String(36), ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=True),
    organization(),
    Column("invitation_subject", Text),
    Column("invitation_text", Text),
    Column("reminder_subject", Text),
    Column("reminder_text", Text),
    Column("remind_after_days", Integer),
    Column("expire_after_days", Integer),
    Column("done_note_to", Text),
    Column("version", Integer, nullable=False, server_default=text("1")),
)


class EmailTemplates(NamedTuple):
    interview_id: str
    organization_id: str
    invitation_subject: str | None
    invitation_text: str | None
    reminder_subject: str | None
    reminder_text: str | None
    remind_after_days: int | None
    expire_after_days: int | None
    done_note_to: str | None
    version: int


# A list that was read from a file. Its rows are deleted when they are written as candidates, or after a day.
imports = Table(
    "imports",
    metadata,
    row_id(),
    organization(),
    ref("interview_id", "interviews.id", index=True),
    Column("file_name", Text, nullable=False),
    Column("columns", JSON, nullable=False),
    Column("rows", JSON, nullable=False),
    Column("mapping", JSON, nullable=False),
    # The corrected fields, keyed by line number. Null: the line is skipped.
    Column("edits", JSON, nullable=False, server_default=text("'{}'")),
    Column("row_count", Integer, nullable=False),
    Column("written_count", Integer, nullable=False, server_default=text("0")),  # rows that were processed
    Column("created_count", Integer, nullable=False, server_default=text("0")),
    Column("is_done", Boolean, nullable=False, server_default=text("false")),
    Column("allows_missing_email", Boolean, nullable=False, server_default=text("false")),
    Column("version", Integer, nullable=False, server_default=text("1")),
    at("created_at"),
    at("expires_at"),
    Index("ix_imports_expires_at", "expires_at"),
)


class ImportColumn(TypedDict):
    name: str
    samples: list[str]
    guess: str | None


class Import(NamedTuple):
    """A list. `rows`: the number and cells of each line."""

    id: str
    organization_id: str
    interview_id: str
    file_name: str
    columns: list[ImportColumn]
    rows: list[tuple[int, list[str]]]
    mapping: dict[str, int | None]
    edits: dict[str, dict[str, str | None] | None]
    row_count: int
    written_count: int
    created_count: int
    is_done: bool
    allows_missing_email: bool
    version: int
    created_at: int
    expires_at: int


# The text of a résumé, if a member chose to keep it.
resumes = Table(
    "resumes",
    metadata,
    Column("candidate_id", String(36), ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True),
    organization(),
    Column("file_name", Text),
    Column("text", Text, nullable=False),
    at("created_at"),
)
