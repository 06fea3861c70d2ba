"""A candidate's verified address, the time of an erasure that left requests with the same, unverified address, and the
number of codes sent to a typed address."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "identity"
down_revision = "budgets"


def upgrade() -> None:
    op.add_column("candidates", sa.Column("known_email", sa.Text()))
    op.add_column("requests", sa.Column("erase_asked_at", sa.BigInteger()))
    op.create_table(
        "code_budgets",
        sa.Column("organization_id", sa.String(36), nullable=False),
        sa.Column("address_hash", sa.LargeBinary(), nullable=False),
        sa.Column("asked_count", sa.Integer(), nullable=False),
        sa.Column("counted_since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name="fk_code_budgets_organization_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "address_hash", name="pk_code_budgets"),
    )
    op.create_index("ix_code_budgets_counted_since", "code_budgets", ["counted_since"])
