"""Settings of an organization."""

from __future__ import annotations

revision = "steering"
down_revision = "sharing"


def upgrade() -> None:
    """Nothing yet."""
