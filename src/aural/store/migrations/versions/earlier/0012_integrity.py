"""Integrity signals of a session, and the candidate's comments on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "integrity"
down_revision = "recordings"


def upgrade() -> None:
    op.create_table(
        "integrity_signals",
        _text("id", 36),
        _text("organization_id", 36),
        _text("session_id", 36),
        _text("client_id", 36),
        _text("kind", 12),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_integrity_signals"),
        *_owners("integrity_signals"),
        sa.UniqueConstraint("session_id", "client_id", name="uq_integrity_signals_session_id_client_id"),
    )
    op.create_index("ix_integrity_signals_session", "integrity_signals", ["session_id", "at", "id"])
    op.create_table(
        "integrity_watches",
        _text("session_id", 36),
        sa.Column("started_at", sa.BigInteger(), autoincrement=False, nullable=False),
        _text("organization_id", 36),
        sa.Column("ended_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "started_at", name="pk_integrity_watches"),
        *_owners("integrity_watches"),
    )
    op.create_table(
        "integrity_comments",
        _text("session_id", 36),
        _text("item_id", 48),
        _text("organization_id", 36),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("commented_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "item_id", name="pk_integrity_comments"),
        *_owners("integrity_comments"),
    )


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _owners(table: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    return tuple(
        sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete="CASCADE")
        for column, target in (("organization_id", "organizations.id"), ("session_id", "sessions.id"))
    )
