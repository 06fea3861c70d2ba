"""Chinese questions aren't counted by their words: question marks and the patterns of question_checks.toml decide."""

from __future__ import annotations

from collections.abc import Sequence


def count(_sentences: Sequence[str]) -> int | None:
    return None


def requests_or_asks(sentence: str) -> bool:
    return sentence.rstrip().endswith(("?", "？"))


def split_lead_in(sentence: str) -> tuple[str, str]:
    return "", sentence
