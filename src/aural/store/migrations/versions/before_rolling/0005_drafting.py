"""Drafting and rehearsing interviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "drafting"
down_revision = "authoring"


def upgrade() -> None:
    op.create_table(
        "rehearsals",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organization_id", sa.String(36), nullable=False),
        sa.Column("interview_id", sa.String(36), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("is_played", sa.Boolean(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("origin", sa.JSON()),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rehearsals"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name="fk_rehearsals_organization_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_rehearsals_interview_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_rehearsals_page", "rehearsals", ["interview_id", "created_at", "id"])
