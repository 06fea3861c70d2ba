"""Lists of candidates in which rows may have no email address."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "email_needed"
down_revision = "views"


def upgrade() -> None:
    op.add_column(
        "imports", sa.Column("allows_missing_email", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
