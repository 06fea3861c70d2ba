"""Shared reports."""

from __future__ import annotations

revision = "sharing"
down_revision = "deciding"


def upgrade() -> None:
    """Nothing yet."""
