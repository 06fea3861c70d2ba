"""Tables of invitations: candidates, email templates, imports and résumés."""

from __future__ import annotations

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
    # When the invitation was emailed last, the link opened first, the reminder sent.
    at("invited_at", nullable=True),
    at("opened_at", nullable=True),
    at("reminded_at", nullable=True),
    # Until when the link opens a new interview, and since when it opens none.
    at("expires_at", nullable=True),
    at("revoked_at", nullable=True),
    # The status of the last email: QUEUED, SENT, FAILED or UNKNOWN (the server died while it was sent).
    Column("mail_status", String(8)),
    Column("mail_error", Text),
    Column("retakes", Integer, nullable=False, server_default=text("0")),
    Column("version", Integer, nullable=False, server_default=text("1")),  # the ETag
    # The address that the organization entered or an emailed code proved, in lower case. Null: the candidate only
    # typed it.
    Column("known_email", Text),
    Column("entrance_hash", LargeBinary),  # of a start by an open link: a repeated request is the same start
    Index("ix_candidates_interview_page", "interview_id", "created_at", "id"),
    Index("ix_candidates_organization_page", "organization_id", "created_at", "id"),
    Index("ix_candidates_entrance", "interview_id", "entrance_hash", unique=True),
    partial_index("ix_candidates_to_remind", "invited_at", "invited_at IS NOT NULL AND reminded_at IS NULL"),
)

# Email templates of an interview, to its candidates and about them. Without a row, or where null: the built-in
# templates in the interview's language, no reminder and no note.
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
    # By line: the corrected fields, or null where the line is left out.
    Column("edits", JSON, nullable=False, server_default=text("'{}'")),
    Column("row_count", Integer, nullable=False),
    Column("written_count", Integer, nullable=False, server_default=text("0")),  # rows that were processed
    Column("created_count", Integer, nullable=False, server_default=text("0")),
    Column("is_done", Boolean, nullable=False, server_default=text("false")),
    Column("version", Integer, nullable=False, server_default=text("1")),
    at("created_at"),
    at("expires_at"),
    Index("ix_imports_expires_at", "expires_at"),
)

# The text of a résumé, if the creator chose to keep it.
resumes = Table(
    "resumes",
    metadata,
    Column("candidate_id", String(36), ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True),
    organization(),
    Column("file_name", Text),
    Column("text", Text, nullable=False),
    at("created_at"),
)
