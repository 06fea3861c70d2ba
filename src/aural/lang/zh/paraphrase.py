"""Chinese questions aren't paraphrased: they are repeated unchanged."""

from __future__ import annotations


def in_other_words(_question: str) -> str | None:
    return None
