"""Retention of media and integrity data, data that erasures don't reach, self-identification, and the audit log's keys
for people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "privacy"
down_revision = "steering"


def upgrade() -> None:
    for table in ("organization_settings", "interview_retention"):
        op.add_column(table, sa.Column("media_days", sa.Integer()))
        op.add_column(table, sa.Column("integrity_days", sa.Integer()))
    asks: sa.Column[bool] = sa.Column(
        "asks_self_identification", sa.Boolean(), nullable=False, server_default=sa.text("false")
    )
    op.add_column("organization_settings", asks)
    op.add_column("receipts", sa.Column("not_reached", sa.JSON()))
    op.add_column("audit_entries", sa.Column("address_hash", sa.LargeBinary()))
    op.create_table(
        "self_identifications",
        *_of_candidate(),
        sa.Column("sex", sa.String(20)),
        sa.Column("ethnicity", sa.String(20)),
        sa.Column("answered_at", sa.BigInteger(), nullable=False),
        *_keys("self_identifications"),
    )
    op.create_table(
        "person_keys",
        *_of_candidate(),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        *_keys("person_keys"),
    )


def _of_candidate() -> tuple[sa.Column[str], ...]:
    return (
        sa.Column("candidate_id", sa.String(36), nullable=False),
        sa.Column("organization_id", sa.String(36), nullable=False),
    )


def _keys(table: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.PrimaryKeyConstraint("candidate_id", name=f"pk_{table}"),
        _cascade(table, "candidate_id", "candidates.id"),
        _cascade(table, "organization_id", "organizations.id"),
    )


def _cascade(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete="CASCADE")
