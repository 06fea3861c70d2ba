"""Access to accounts: team invitations, password reset links, identities at a provider, and preferences."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "access"
down_revision = "accounts"


def upgrade() -> None:
    op.add_column("users", sa.Column("language", sa.String(16)))
    op.add_column("users", sa.Column("theme", sa.String(8)))
    op.add_column("users", sa.Column("email_confirmed_at", sa.BigInteger()))
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organization_id", sa.String(36), nullable=False),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("project_ids", sa.JSON()),
        sa.Column("email", sa.Text()),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("token_encrypted", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        _cascade("invitations", "organization_id", "organizations.id"),
        _cascade("invitations", "created_by", "users.id"),
        sa.UniqueConstraint("hash", name="uq_invitations_hash"),
    )
    op.create_index("ix_invitations_page", "invitations", ["organization_id", "created_at", "id"])
    op.create_table(
        "resets",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("user_id", sa.String(36)),
        sa.Column("hash", sa.LargeBinary()),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_resets"),
        _cascade("resets", "user_id", "users.id"),
        sa.UniqueConstraint("hash", name="uq_resets_hash"),
    )
    op.create_index("ix_resets_user_id", "resets", ["user_id"])
    op.create_table(
        "identities",
        sa.Column("issuer", sa.String(500), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "subject", name="pk_identities"),
        _cascade("identities", "user_id", "users.id"),
    )
    op.create_index("ix_identities_user_id", "identities", ["user_id"])


def _cascade(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete="CASCADE")
