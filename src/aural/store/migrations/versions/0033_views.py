"""Views of lists that people save."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "views"
down_revision = "drafts"
_REFERENCES = {"organization_id": "organizations.id", "user_id": "users.id", "interview_id": "interviews.id"}


def upgrade() -> None:
    op.create_table(
        "saved_views",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organization_id", sa.String(36), nullable=False),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("interview_id", sa.String(36)),
        sa.Column("list", sa.String(10), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [target], name=f"fk_saved_views_{column}", ondelete="CASCADE")
            for column, target in _REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name="pk_saved_views"),
    )
    for column in _REFERENCES:
        op.create_index(f"ix_saved_views_{column}", "saved_views", [column])
