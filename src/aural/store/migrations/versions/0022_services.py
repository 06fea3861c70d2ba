"""The services named in the text that a candidate agreed to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "services"
down_revision = "snapshot_probes"


def upgrade() -> None:
    op.add_column("consents", sa.Column("services", sa.JSON()))
