"""Whether a message answers the question, asks back, strays, is angry, or gives orders."""

from __future__ import annotations

import math
from collections.abc import Mapping

from aural.interview.features import Features

FEW_LEFT = 8  # words beside an order are no answer yet
SURE = 0.65
KINDS = ("answer", "asks-back", "off-topic", "hostile", "instruction")


def choose_kind(f: Features, relatedness: float | None, leaning: Mapping[str, float] | None, left: int) -> str:
    """The likeliest kind. `leaning` is what a sentence model thinks: a share for each kind.

    `left` are the words that remain without those meant for the machine: an order is one by its form, not by its sound,
    and beside a real answer it is only passed over.
    """
    if left < f.words and (left * 2 <= f.words or left <= FEW_LEFT):
        return "instruction"
    scores = dict(leaning) if leaning is not None else _scores(f, relatedness)
    if not shows_anger(f) and scores["hostile"] < SURE:
        scores["hostile"] = 0.0  # whoever says "you" speaks to somebody, and need not be angry
    likeliest = max(KINDS, key=lambda kind: scores[kind])
    is_sure = leaning is not None and leaning["instruction"] >= SURE
    return "answer" if likeliest == "instruction" and not is_sure else likeliest


def shows_anger(f: Features) -> bool:
    """Whether there is any sign of it, in words: "you" alone is none."""
    return bool(f.abuse or f.machines or f.distress or f.refusals or f.at_you)


def _scores(f: Features, relatedness: float | None) -> dict[str, float]:
    return {
        "answer": 1.2 + 0.3 * math.log1p(f.words) * (0.0 if f.questions else 1.0) * 0.5 + min(1.0, 3 * f.overlap),
        "asks-back": _asking(f),
        "off-topic": _straying(f, relatedness),
        "hostile": _anger(f),
        "instruction": 0.85 * max(0.0, f.steering),
    }


def _asking(f: Features) -> float:
    if not f.questions or f.words > 60:
        return 0.4 * min(f.which, 2) if f.words <= 40 else 0.0
    return (
        1.6
        + 0.8 * min(f.which, 2)
        + 0.6 * f.ends_asking
        + (0.6 if f.words <= 25 else -0.5)
        - 0.8 * f.abuse
        - 0.5 * f.digressions
    )


def _straying(f: Features, relatedness: float | None) -> float:
    score = 0.7 * min(f.small_talk, 3) + 1.0 * min(f.digressions, 2) - 2.0 * f.overlap
    if relatedness is not None:
        score += 1.2 if relatedness < 0.05 else (-1.5 if relatedness > 0.3 else 0.0)
    return score


def _anger(f: Features) -> float:
    score = (
        1.5 * min(f.abuse, 3)
        + 1.2 * min(f.refusals, 2)
        + 0.9 * min(f.at_you, 2)
        + 0.8 * min(f.machines, 2)
        + 0.8 * min(f.distress, 2)
    )
    return score - (1.0 if f.words > 80 else 0.0)
