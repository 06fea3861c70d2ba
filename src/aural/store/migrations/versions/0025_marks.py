"""Synthetic speech: a session's voice, and where a recording is marked as synthetic."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "marks"
down_revision = "preliminary"


def upgrade() -> None:
    op.add_column("sessions", sa.Column("synthetic_voice", sa.Text()))
    op.add_column("recordings", sa.Column("mark", sa.String(8)))
