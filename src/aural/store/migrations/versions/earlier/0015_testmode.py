"""Test mode: an organization can have a test organization for its test data, on a separate plan."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "testmode"
down_revision = "webhooks"


def upgrade() -> None:
    # SQL that both databases understand, because Alembic can't add a foreign key to an existing SQLite table.
    op.execute(
        "ALTER TABLE organizations ADD COLUMN test_of VARCHAR(36) "
        "CONSTRAINT fk_organizations_test_of REFERENCES organizations (id) ON DELETE CASCADE"
    )
    op.create_index("ix_organizations_test_of", "organizations", ["test_of"], unique=True)
    plans = sa.table("plans", *map(sa.column, ("name", "templates", "session_hours", "recording_bytes")))
    op.execute(plans.insert().values(name="test", templates=100, session_hours=100, recording_bytes=0))
