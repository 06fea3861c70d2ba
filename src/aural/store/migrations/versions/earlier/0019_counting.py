"""An index for counting dead jobs without reading completed ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "counting"
down_revision = "entrance"


def upgrade() -> None:
    dead = sa.text("state = 'dead'")
    op.create_index("ix_jobs_dead", "jobs", ["organization_id"], sqlite_where=dead, postgresql_where=dead)
