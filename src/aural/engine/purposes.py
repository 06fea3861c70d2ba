"""Rules that depend on the purpose of an interview."""

from __future__ import annotations


def is_comparable(purpose: str) -> bool:
    """Whether sessions may be compared. People who practice don't compete with each other."""
    return purpose != "PRACTICE"


def withholds(purpose: str) -> bool:
    """Whether reports leave out what candidates disclose about protected matters, such as health or religion."""
    return purpose == "HIRING"


def gives_levels(purpose: str) -> bool:
    """Whether answers are rated. Research isn't a test: the answers themselves are the result."""
    return purpose != "RESEARCH"
