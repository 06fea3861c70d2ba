"""What an interview is for, and what follows from it."""

from __future__ import annotations


def is_comparable(purpose: str) -> bool:
    """Whether its sessions may be set against each other. Whoever practises is nobody's competitor."""
    return purpose != "PRACTICE"


def withholds(purpose: str) -> bool:
    """Whether its reports leave out what candidates disclose about protected matters, such as health or religion."""
    return purpose == "HIRING"


def gives_levels(purpose: str) -> bool:
    """Whether answers are rated. In research there is nothing to pass: what people say is what was looked for."""
    return purpose != "RESEARCH"
