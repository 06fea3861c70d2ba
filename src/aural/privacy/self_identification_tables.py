"""Tables that keep people apart from what is judged of them: how they identify themselves, and their keys."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table

from aural.store.columns import at, metadata, organization

# What a candidate chose to say about sex and ethnicity, after the interview. Apart from the candidate and the session,
# so that no reviewer's query, no export for reviewers and no interviewer comes across it. null: not answered.
self_identifications = Table(
    "self_identifications",
    metadata,
    Column("candidate_id", String(36), ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True),
    organization(),
    Column("sex", String(20)),
    Column("ethnicity", String(20)),
    at("answered_at"),
)

# The key under which the audit log speaks of a person. It goes with the person: then no id leads into the log any more.
person_keys = Table(
    "person_keys",
    metadata,
    Column("candidate_id", String(36), ForeignKey("candidates.id", ondelete="CASCADE"), primary_key=True),
    organization(),
    Column("key", LargeBinary, nullable=False),
)
