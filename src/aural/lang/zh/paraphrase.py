"""A question in other words: none in Chinese, whose questions are repeated as they stand."""

from __future__ import annotations


def in_other_words(_question: str) -> str | None:
    return None
