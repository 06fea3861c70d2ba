"""The tables of submissions in progress: code and drawings, and the keystrokes of code."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table, Text, text

from aural.store.columns import at, metadata, organization

works = Table(
    "works",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("question_id", String(36), primary_key=True),
    organization(),
    Column("code", JSON),
    # The drawing's id is that of the file with its scene.
    Column("scene_id", String(36)),
    Column("picture_id", String(36)),
    Column("board_text", Text),
    at("saved_at"),
)


class Work(NamedTuple):
    session_id: str
    question_id: str
    organization_id: str
    code: dict[str, str] | None
    scene_id: str | None
    picture_id: str | None
    board_text: str | None
    saved_at: int


keystrokes = Table(
    "keystrokes",
    metadata,
    Column("session_id", String(36), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("question_id", String(36), primary_key=True),
    Column("start", Integer, primary_key=True, autoincrement=False),
    organization(),
    Column("count", Integer, nullable=False),
    Column("size_bytes", Integer, nullable=False, server_default=text("0")),  # of the events as JSON
    Column("events", JSON, nullable=False),
    at("created_at"),
)
