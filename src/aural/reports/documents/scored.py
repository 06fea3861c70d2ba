"""A criterion in a report: its level, why, what would raise it, and how consistent the ratings were."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aural.engine.scores import HIGHEST_LEVEL, interval, middle, spread, valid
from aural.reports.analysis.faithful import TranscriptVocabulary, faithful
from aural.reports.analysis.judgement import Rating


def score_of(
    criterion: str, rating: Rating | None, evidence: Sequence[str], said: TranscriptVocabulary
) -> dict[str, Any]:
    """A criterion's entry in `scores`. Drops levels without evidence, and sentences that say more than was said."""
    levels = rating.levels if rating else ()
    ratings = [valid(level) if evidence else None for level in levels]
    level = middle(ratings)
    is_lowered = level == middle(list(map(valid, levels)))  # otherwise it dropped for lack of quotes
    return {
        "criterion": criterion,
        "level": level,
        "ratings": ratings,
        "evidence": list(evidence),
        "why": _sentence(rating.why if rating else "", said),
        "wouldRaise": None if level == HIGHEST_LEVEL else _sentence(rating.would_raise if rating else "", said),
        "spread": spread(ratings),
        "interval": interval(ratings),
        "loweredFrom": rating.lowered_from if rating and is_lowered else None,
    }


def _sentence(text: str, said: TranscriptVocabulary) -> str | None:
    return faithful(text, said) or None
