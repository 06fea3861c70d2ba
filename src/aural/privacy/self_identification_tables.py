"""Tables that are kept apart from judgments about people: self-identification, and the keys of the audit log."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table

from aural.store.columns import at, metadata, organization

# A candidate's voluntary answer about sex and ethnicity, given after the interview. Separate from the candidate and the
# session, so that no reviewer's query or export and no interviewer reads it by accident. null: not answered.
self_identifications = Table(
    "self_identifications",
    metadata,
    Column("candidate_id", String(36), ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True),
    organization(),
    Column("sex", String(20)),
    Column("ethnicity", String(20)),
    at("answered_at"),
)

# The audit log's key for a person. It is erased with the person; after that, no id leads to the person's log entries.
person_keys = Table(
    "person_keys",
    metadata,
    Column("candidate_id", String(36), ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True),
    organization(),
    Column("key", LargeBinary, nullable=False),
)
