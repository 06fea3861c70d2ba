"""The arithmetic of scores. Levels are 1 to 4; None means "no evidence" and never counts as zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

LOWEST_LEVEL, HIGHEST_LEVEL = 1, 4


class Interval(TypedDict):
    """`low`: None if at least one rating found no evidence. `confidence`: 0 to 1."""

    low: int | None
    high: int
    confidence: float


def middle(levels: Sequence[int | None]) -> int | None:
    """The median of the given levels, or the lower of the two middle ones.

    None unless more than half of the ratings gave a level.
    """
    given = sorted(level for level in levels if level is not None)
    if 2 * len(given) <= len(levels):
        return None
    return given[(len(given) - 1) // 2]


def spread(levels: Sequence[int | None]) -> int | None:
    """The highest given level minus the lowest; None if no rating gave a level."""
    given = [level for level in levels if level is not None]
    return max(given) - min(given) if given else None


def interval(levels: Sequence[int | None]) -> Interval | None:
    """From the lowest to the highest rating; None for a single rating or a median of "no evidence".

    The median of all ratings that this judge would ever give is outside the interval only if all k ratings fell on one
    side of it. For each side, the probability of that is at most (1/2)^k, so the confidence is at least 1 - 2 (1/2)^k:
    75 % for three ratings, 94 % for five. It measures how consistent this judge is, not whether the judge is right.
    """
    given = [level for level in levels if level is not None]
    if len(levels) < 2 or middle(levels) is None:
        return None
    low = min(given) if len(given) == len(levels) else None
    return {"low": low, "high": max(given), "confidence": round(1 - 2 ** (1 - len(levels)), 3)}


def is_above(level: int | None, other: int | None) -> bool:
    """Whether the first level is higher. "No evidence" counts like the lowest level."""
    return (level or LOWEST_LEVEL) > (other or LOWEST_LEVEL)


def valid(level: int | None) -> int | None:
    """The level, or None if it is outside the scale."""
    return level if level is not None and LOWEST_LEVEL <= level <= HIGHEST_LEVEL else None
