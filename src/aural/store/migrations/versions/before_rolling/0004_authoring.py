"""Writing interviews: purposes, anchors, versions, the question library, previews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "authoring"
down_revision = "access"

_INTERVIEWS = sa.table("interviews", sa.column("id", sa.String()), sa.column("assessment_criteria", sa.JSON()))


def upgrade() -> None:
    op.add_column("interviews", sa.Column("purpose", sa.String(10), nullable=False, server_default=sa.text("'HIRING'")))
    op.add_column("interviews", sa.Column("preview_until", sa.BigInteger()))
    op.create_index(
        "ix_interviews_preview_until",
        "interviews",
        ["preview_until"],
        sqlite_where=sa.text("preview_until IS NOT NULL"),
        postgresql_where=sa.text("preview_until IS NOT NULL"),
    )
    op.drop_index("ix_interviews_organization_active", "interviews")
    op.create_index(
        "ix_interviews_active_page",
        "interviews",
        ["organization_id", "is_active", "created_at", "id", "preview_until"],
    )
    op.add_column("questions", sa.Column("follow_up_depth", sa.String(16)))
    op.add_column("sessions", sa.Column("version_number", sa.Integer()))
    op.create_index("ix_sessions_version", "sessions", ["interview_id", "version_number"])
    _create_versions()
    _create_library()
    _complete_criteria()


def _create_versions() -> None:
    op.create_table(
        "interview_versions",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organization_id", sa.String(36), nullable=False),
        sa.Column("interview_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_interview_versions"),
        _cascade("interview_versions", "organization_id", "organizations.id"),
        _cascade("interview_versions", "interview_id", "interviews.id"),
        sa.UniqueConstraint("interview_id", "number", name="uq_interview_versions_interview_id_number"),
        sa.UniqueConstraint("interview_id", "digest", name="uq_interview_versions_interview_id_digest"),
    )
    op.create_index("ix_interview_versions_page", "interview_versions", ["interview_id", "created_at", "id"])


def _create_library() -> None:
    op.create_table(
        "library_questions",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("organization_id", sa.String(36), nullable=False),
        sa.Column("project_id", sa.String(36), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("description", sa.Text()),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("options", sa.JSON()),
        sa.Column("probe_on_short", sa.Boolean(), nullable=False),
        sa.Column("follow_up_depth", sa.String(16)),
        sa.Column("starter_code", sa.Text()),
        sa.Column("time_limit_seconds", sa.Integer()),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_library_questions"),
        _cascade("library_questions", "organization_id", "organizations.id"),
        _cascade("library_questions", "project_id", "projects.id"),
    )
    op.create_index("ix_library_questions_page", "library_questions", ["organization_id", "created_at", "id"])
    op.create_index("ix_library_questions_project_page", "library_questions", ["project_id", "created_at", "id"])


def _complete_criteria() -> None:
    """Adds empty lists of anchors and of the questions that contribute to a criterion."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(_INTERVIEWS)).all():
        if row.assessment_criteria:
            whole = [{**one, "anchors": [], "questionIds": []} for one in row.assessment_criteria]
            changed = sa.update(_INTERVIEWS).where(_INTERVIEWS.c.id == row.id).values(assessment_criteria=whole)
            connection.execute(changed)


def _cascade(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete="CASCADE")
