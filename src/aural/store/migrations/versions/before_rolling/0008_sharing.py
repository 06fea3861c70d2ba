"""Shared reports, and the rows from which figures across sessions are computed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "sharing"
down_revision = "deciding"


def upgrade() -> None:
    _shares()
    _session_facts()
    _other_facts()


def _shares() -> None:
    op.create_table(
        "shares",
        _text("id", 36),
        _text("organization_id", 36),
        _text("session_id", 36),
        _text("user_id", 36),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("shows_names", sa.Boolean(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("view_count", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("last_viewed_at", sa.BigInteger()),
        _at("expires_at"),
        sa.Column("revoked_at", sa.BigInteger()),
        _at("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_shares"),
        _cascade("shares", "organization_id", "organizations.id"),
        _cascade("shares", "session_id", "sessions.id"),
        sa.UniqueConstraint("hash", name="uq_shares_hash"),
    )
    op.create_index("ix_shares_session_page", "shares", ["session_id", "created_at", "id"])
    op.create_table(
        "share_views",
        _text("id", 36),
        _text("organization_id", 36),
        _text("session_id", 36),
        _text("share_id", 36),
        _text("network", 64),
        sa.Column("browser", sa.Text()),
        _at("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_share_views"),
        _cascade("share_views", "organization_id", "organizations.id"),
        _cascade("share_views", "session_id", "sessions.id"),
        _cascade("share_views", "share_id", "shares.id"),
    )
    op.create_index("ix_share_views_session_id", "share_views", ["session_id"])
    op.create_index("ix_share_views_page", "share_views", ["share_id", "created_at", "id"])


def _session_facts() -> None:
    counts = ("question", "answered", "repeat", "rephrase", "redirect", "problem", "pause", "interruption")
    op.create_table(
        "session_facts",
        *_owners(),
        _at("held_at"),
        sa.Column("is_finished", sa.Boolean(), nullable=False),
        sa.Column("sentiment", sa.String(10)),
        *(_count(f"{name}_count") for name in counts),
        _count("seconds"),
        sa.Column("limit_seconds", sa.Integer()),
        *_keys("session_facts"),
    )
    op.create_index("ix_session_facts_interview", "session_facts", ["interview_id", "held_at"])


def _other_facts() -> None:
    op.create_table(
        "question_facts",
        *_owners(),
        _text("question_id", 36),
        _count("position"),
        _text("outcome", 10),
        _count("seconds"),
        _count("follow_up_count"),
        _at("held_at"),
        *_keys("question_facts", "question_id"),
    )
    counted = ["outcome", "seconds", "follow_up_count", "position", "held_at", "organization_id", "session_id"]
    op.create_index("ix_question_facts_interview", "question_facts", ["interview_id", "question_id", *counted])
    op.create_table(
        "criterion_facts",
        *_owners(),
        _text("criterion", 200),
        sa.Column("level", sa.Integer()),
        _at("held_at"),
        *_keys("criterion_facts", "criterion"),
    )
    counted = ["criterion", "level", "held_at", "organization_id"]
    op.create_index("ix_criterion_facts_interview", "criterion_facts", ["interview_id", *counted])
    op.create_table(
        "theme_facts",
        *_owners(),
        _count("position"),
        _text("theme", 200),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("question_id", sa.String(36)),
        sa.Column("sentiment", sa.String(10)),
        _at("held_at"),
        *_keys("theme_facts", "position"),
    )
    counted = ["theme", "held_at", "sentiment", "label"]
    op.create_index("ix_theme_facts_interview", "theme_facts", ["interview_id", *counted, "organization_id"])
    op.create_index("ix_theme_facts_question", "theme_facts", ["question_id", "held_at"])
    op.create_index("ix_theme_facts_organization", "theme_facts", ["organization_id", *counted, "interview_id"])


def _owners() -> tuple[sa.Column[str], ...]:
    return _text("session_id", 36), _text("organization_id", 36), _text("interview_id", 36)


def _keys(table: str, *more: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.PrimaryKeyConstraint("session_id", *more, name=f"pk_{table}"),
        _cascade(table, "session_id", "sessions.id"),
        _cascade(table, "organization_id", "organizations.id"),
        _cascade(table, "interview_id", "interviews.id"),
    )


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _at(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _cascade(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete="CASCADE")
