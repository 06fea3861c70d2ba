"""How the address of a candidate became known: the organization entered it, or an emailed code proved it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "known_by"
down_revision = "kept_etags"


def upgrade() -> None:
    op.add_column("candidates", sa.Column("known_by", sa.String(8), nullable=True))
