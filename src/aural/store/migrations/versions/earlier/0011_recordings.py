"""Recordings, which the candidate's page uploads in slices, and the plan's limit on their total size."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "recordings"
down_revision = "privacy"


def upgrade() -> None:
    op.add_column("plans", sa.Column("recording_bytes", sa.BigInteger()))
    plans = sa.table("plans", sa.column("name", sa.String), sa.column("recording_bytes", sa.BigInteger))
    for name, gigabytes in (("free", 2), ("pro", 100)):
        op.execute(plans.update().where(plans.c.name == name).values(recording_bytes=gigabytes << 30))
    _recordings()
    _takes()
    op.create_table(
        "recording_slices",
        _text("session_id", 36),
        _text("take_id", 36),
        _at("start"),
        _text("organization_id", 36),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "take_id", "start", name="pk_recording_slices"),
        sa.ForeignKeyConstraint(
            ["session_id", "take_id"],
            ["recording_takes.session_id", "recording_takes.id"],
            name="fk_recording_slices_session_id",
            ondelete="CASCADE",
        ),
        _cascade("recording_slices", "organization_id", "organizations.id"),
    )


def _recordings() -> None:
    is_open = sa.text("state = 'OPEN'")
    op.create_table(
        "recordings",
        _text("id", 36),
        _text("organization_id", 36),
        _text("session_id", 36),
        _text("track", 8),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("mime_type", 160),
        _text("state", 10),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
        sa.Column("duration_ms", sa.BigInteger()),
        sa.Column("object_name", sa.String(80)),
        sa.Column("reason", sa.Text()),
        _at("started_at"),
        sa.Column("ended_at", sa.BigInteger()),
        _at("created_at"),
        _at("updated_at"),
        sa.PrimaryKeyConstraint("id", name="pk_recordings"),
        _cascade("recordings", "organization_id", "organizations.id"),
        _cascade("recordings", "session_id", "sessions.id"),
        sa.UniqueConstraint("session_id", "track", "number", name="uq_recordings_session_id_track_number"),
    )
    op.create_index("ix_recordings_organization", "recordings", ["organization_id", "size_bytes"])
    op.create_index("ix_recordings_open", "recordings", ["updated_at"], sqlite_where=is_open, postgresql_where=is_open)


def _takes() -> None:
    op.create_table(
        "recording_takes",
        _text("session_id", 36),
        _text("id", 36),
        _text("organization_id", 36),
        _text("recording_id", 36),
        sa.Column("offset_bytes", sa.BigInteger(), nullable=False, server_default=sa.text("0")),
        sa.Column("slice_count", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        _at("started_at"),
        _at("last_at"),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("from_ms", sa.BigInteger()),
        sa.Column("duration_ms", sa.BigInteger()),
        sa.PrimaryKeyConstraint("session_id", "id", name="pk_recording_takes"),
        _cascade("recording_takes", "session_id", "sessions.id"),
        _cascade("recording_takes", "organization_id", "organizations.id"),
        _cascade("recording_takes", "recording_id", "recordings.id"),
    )
    op.create_index("ix_recording_takes_recording_id", "recording_takes", ["recording_id"])


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _at(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _cascade(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete="CASCADE")
