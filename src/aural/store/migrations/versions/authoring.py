"""Writing interviews."""

from __future__ import annotations

revision = "authoring"
down_revision = "access"


def upgrade() -> None:
    """Nothing yet."""
