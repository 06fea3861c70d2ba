"""The table of rehearsals, which contains nothing that a real candidate said."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text

from aural.store.columns import at, metadata, organization, ref, row_id

# Generic candidates take the interview as it is when the job runs. `result`: one object for each candidate who is done.
rehearsals = Table(
    "rehearsals",
    metadata,
    row_id(),
    organization(),
    ref("interview_id", "interviews.id"),
    Column("status", String(10), nullable=False),
    Column("kinds", JSON, nullable=False),
    Column("is_played", Boolean, nullable=False),  # whether a model speaks for the candidates
    Column("done", Integer, nullable=False),
    Column("origin", JSON),
    Column("result", JSON, nullable=False),
    Column("error", Text),
    at("created_at"),
    at("updated_at"),
    Index("ix_rehearsals_page", "interview_id", "created_at", "id"),
)
