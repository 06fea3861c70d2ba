"""Whether a decision was based on a report that the candidate's review could still change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "preliminary"
down_revision = "limits"


def upgrade() -> None:
    no = sa.text("false")
    op.add_column("decisions", sa.Column("is_preliminary", sa.Boolean(), nullable=False, server_default=no))
