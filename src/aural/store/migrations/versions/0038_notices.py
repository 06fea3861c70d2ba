"""The emails of an organization can be counted over a short time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "notices"
down_revision = "confirmed_operation"


def upgrade() -> None:
    mails = sa.text("kind = 'mail'")
    op.create_index(
        "ix_jobs_mails", "jobs", ["organization_id", "created_at"], sqlite_where=mails, postgresql_where=mails
    )
