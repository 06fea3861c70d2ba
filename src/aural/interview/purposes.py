"""What an interview is for, and what follows from it."""

from __future__ import annotations


def is_comparable(purpose: str) -> bool:
    """Whether its sessions may be set against each other. Whoever practises is nobody's competitor."""
    return purpose != "PRACTICE"
