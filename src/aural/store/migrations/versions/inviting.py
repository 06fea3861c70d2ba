"""Inviting candidates."""

from __future__ import annotations

revision = "inviting"
down_revision = "drafting"


def upgrade() -> None:
    """Nothing yet."""
