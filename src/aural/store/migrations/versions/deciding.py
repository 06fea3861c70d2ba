"""Ratings, comments and decisions."""

from __future__ import annotations

revision = "deciding"
down_revision = "inviting"


def upgrade() -> None:
    """Nothing yet."""
