"""An organization's settings, its retention and legal holds, and the chain of its audit log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "steering"
down_revision = "sharing"


def upgrade() -> None:
    op.add_column("api_keys", sa.Column("last_used_from", sa.String(45)))
    _audit()
    op.create_table(
        "organization_settings",
        sa.Column("organization_id", sa.String(36), nullable=False),
        sa.Column("engine", sa.String(12), nullable=False, server_default=sa.text("'DEPLOYMENT'")),
        sa.Column("model", sa.Text()),
        sa.Column("model_address", sa.Text()),
        sa.Column("model_key", sa.LargeBinary()),
        sa.Column("output_mode", sa.String(10), nullable=False, server_default=sa.text("'native'")),
        sa.Column("engine_version", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("brand_name", sa.Text()),
        sa.Column("accent", sa.String(7)),
        sa.Column("interview_language", sa.String(64)),
        sa.Column("report_language", sa.String(64)),
        sa.Column("transcript_days", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", name="pk_organization_settings"),
        _cascade("organization_settings", "organization_id", "organizations.id"),
    )
    op.create_table(
        "logos",
        sa.Column("organization_id", sa.String(36), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", name="pk_logos"),
        _cascade("logos", "organization_id", "organizations.id"),
    )
    op.create_table(
        "interview_retention",
        sa.Column("interview_id", sa.String(36), nullable=False),
        sa.Column("organization_id", sa.String(36), nullable=False),
        sa.Column("transcript_days", sa.Integer()),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("interview_id", name="pk_interview_retention"),
        _cascade("interview_retention", "interview_id", "interviews.id"),
        _cascade("interview_retention", "organization_id", "organizations.id"),
    )
    _holds()


def _holds() -> None:
    op.create_table(
        "legal_holds",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organization_id", sa.String(36), nullable=False),
        sa.Column("interview_id", sa.String(36)),
        sa.Column("candidate_id", sa.String(36)),
        sa.Column("session_id", sa.String(36)),
        sa.Column("user_id", sa.String(36)),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_legal_holds"),
        _cascade("legal_holds", "organization_id", "organizations.id"),
        _cascade("legal_holds", "interview_id", "interviews.id"),
        _cascade("legal_holds", "candidate_id", "candidates.id"),
        _cascade("legal_holds", "session_id", "sessions.id"),
    )
    for column in ("interview_id", "candidate_id", "session_id"):
        op.create_index(f"ix_legal_holds_{column}", "legal_holds", [column])
    op.create_index("ix_legal_holds_organization_page", "legal_holds", ["organization_id", "created_at", "id"])


def _audit() -> None:
    with op.batch_alter_table("audit_entries") as table:
        table.add_column(sa.Column("address", sa.String(45)))
        table.add_column(sa.Column("count", sa.Integer(), nullable=False, server_default=sa.text("1")))
        table.add_column(sa.Column("last_at", sa.BigInteger()))
        table.add_column(sa.Column("number", sa.Integer()))
        table.add_column(sa.Column("hash", sa.LargeBinary()))
        table.add_column(sa.Column("actor_hash", sa.LargeBinary()))
        table.create_unique_constraint("uq_audit_entries_organization_id_number", ["organization_id", "number"])
        table.create_index("ix_audit_entries_object", ["organization_id", "object_id", "at"])
    unsealed = sa.text("number IS NULL")
    op.create_index(
        "ix_audit_entries_unsealed", "audit_entries", ["at"], sqlite_where=unsealed, postgresql_where=unsealed
    )
    op.create_table(
        "audit_chains",
        sa.Column("organization_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", name="pk_audit_chains"),
        _cascade("audit_chains", "organization_id", "organizations.id"),
    )


def _cascade(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete="CASCADE")
