"""Drafting and rehearsing interviews."""

from __future__ import annotations

revision = "drafting"
down_revision = "authoring"


def upgrade() -> None:
    """Nothing yet."""
