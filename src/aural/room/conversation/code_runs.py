"""The sentence that a transcript shows for one run of the candidate's code."""

from __future__ import annotations

from typing import Any

from aural import lang


def run_sentence(run: dict[str, Any], language: str) -> str:
    sentence = lang.of(language).text("transcript", f"runs.{run['outcome']}")
    return sentence.format(milliseconds=run["milliseconds"])
