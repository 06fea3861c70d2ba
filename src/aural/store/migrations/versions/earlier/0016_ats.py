"""Connected applicant tracking systems, and the candidates that each of them has sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "ats"
down_revision = "testmode"


def upgrade() -> None:
    op.create_table(
        "integrations",
        _text("id", 36),
        _text("organization_id", 36),
        sa.Column("project_id", sa.String(36)),
        _text("vendor", 12),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("key_encrypted", sa.LargeBinary(), nullable=False),
        sa.Column("is_key_known", sa.Boolean(), nullable=False),
        sa.Column("previous_key_hash", sa.LargeBinary()),
        sa.Column("previous_key_encrypted", sa.LargeBinary()),
        sa.Column("previous_until", sa.BigInteger()),
        sa.Column("vendor_key_encrypted", sa.LargeBinary()),
        sa.Column("is_enabled", sa.Boolean(), nullable=False),
        sa.Column("used_at", sa.BigInteger()),
        _at("created_at"),
        _at("updated_at"),
        sa.PrimaryKeyConstraint("id", name="pk_integrations"),
        sa.UniqueConstraint("key_hash", name="uq_integrations_key_hash"),
        _cascade("integrations", "organization_id", "organizations.id"),
        _cascade("integrations", "project_id", "projects.id"),
    )
    op.create_index("ix_integrations_organization_id", "integrations", ["organization_id", "created_at", "id"])
    op.create_index("ix_integrations_previous_key_hash", "integrations", ["previous_key_hash"])
    _assessments()


def _assessments() -> None:
    op.create_table(
        "assessments",
        _text("id", 36),
        _text("organization_id", 36),
        _text("integration_id", 36),
        _text("candidate_id", 36),
        sa.Column("vendor_id", sa.String(64)),
        sa.Column("callback_url", sa.Text()),
        sa.Column("job_number", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("told", sa.String(64)),
        sa.Column("told_state", sa.String(14)),
        sa.Column("told_at", sa.BigInteger()),
        sa.Column("error", sa.Text()),
        sa.Column("cancelled_at", sa.BigInteger()),
        _at("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_assessments"),
        sa.UniqueConstraint("integration_id", "vendor_id", name="uq_assessments_integration_id_vendor_id"),
        _cascade("assessments", "organization_id", "organizations.id"),
        _cascade("assessments", "integration_id", "integrations.id"),
        _cascade("assessments", "candidate_id", "candidates.id"),
    )
    op.create_index("ix_assessments_candidate_id", "assessments", ["candidate_id"])
    op.create_index("ix_assessments_page", "assessments", ["integration_id", "created_at", "id"])


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _at(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _cascade(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete="CASCADE")
