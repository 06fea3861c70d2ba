"""Paraphrases of questions: none in Chinese, where questions are repeated unchanged."""

from __future__ import annotations


def in_other_words(_question: str) -> str | None:
    return None
