"""Getting in: the rest of it."""

from __future__ import annotations

revision = "access"
down_revision = "accounts"


def upgrade() -> None:
    """Nothing yet."""
