"""Invites: the state of a candidate's link and emails, an interview's email templates, imports, and résumés."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "inviting"
down_revision = "drafting"


def upgrade() -> None:
    for name in ("invited_at", "opened_at", "reminded_at", "expires_at", "revoked_at"):
        op.add_column("candidates", sa.Column(name, sa.BigInteger()))
    op.add_column("candidates", sa.Column("mail_status", sa.String(8)))
    op.add_column("candidates", sa.Column("mail_error", sa.Text()))
    op.add_column("candidates", _number("retakes", 0))
    op.add_column("candidates", _number("version", 1))
    op.create_index("ix_candidates_organization_page", "candidates", ["organization_id", "created_at", "id"])
    waiting = sa.text("invited_at IS NOT NULL AND reminded_at IS NULL")
    op.create_index(
        "ix_candidates_to_remind", "candidates", ["invited_at"], sqlite_where=waiting, postgresql_where=waiting
    )
    _create_letters()
    _create_imports()
    op.create_table(
        "resumes",
        sa.Column("candidate_id", sa.String(36), nullable=False),
        sa.Column("organization_id", sa.String(36), nullable=False),
        sa.Column("file_name", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("candidate_id", name="pk_resumes"),
        _cascade("resumes", "candidate_id", "candidates.id"),
        _cascade("resumes", "organization_id", "organizations.id"),
    )


def _create_letters() -> None:
    op.create_table(
        "letters",
        sa.Column("interview_id", sa.String(36), nullable=False),
        sa.Column("organization_id", sa.String(36), nullable=False),
        *(
            sa.Column(f"{kind}_{part}", sa.Text())
            for kind in ("invitation", "reminder")
            for part in ("subject", "text")
        ),
        sa.Column("remind_after_days", sa.Integer()),
        sa.Column("expire_after_days", sa.Integer()),
        sa.Column("done_note_to", sa.Text()),
        _number("version", 1),
        sa.PrimaryKeyConstraint("interview_id", name="pk_letters"),
        _cascade("letters", "interview_id", "interviews.id"),
        _cascade("letters", "organization_id", "organizations.id"),
    )


def _create_imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organization_id", sa.String(36), nullable=False),
        sa.Column("interview_id", sa.String(36), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("columns", "rows", "mapping")),
        sa.Column("edits", sa.JSON(), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("row_count", sa.Integer(), nullable=False),
        _number("written_count", 0),
        _number("created_count", 0),
        sa.Column("is_done", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        _number("version", 1),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
        _cascade("imports", "organization_id", "organizations.id"),
        _cascade("imports", "interview_id", "interviews.id"),
    )
    op.create_index("ix_imports_interview_id", "imports", ["interview_id"])
    op.create_index("ix_imports_expires_at", "imports", ["expires_at"])


def _number(name: str, default: int) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text(str(default)))


def _cascade(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete="CASCADE")
