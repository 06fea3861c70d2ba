"""The arithmetic of scores. Levels are 1 to 4; None means "no evidence" and never counts as zero."""

from __future__ import annotations

from collections.abc import Sequence

LOWEST_LEVEL, HIGHEST_LEVEL = 1, 4


def middle(levels: Sequence[int | None]) -> int | None:
    """The median of the given levels, the lower of two; None unless more than half of the ratings gave one."""
    given = sorted(level for level in levels if level is not None)
    if 2 * len(given) <= len(levels):
        return None
    return given[(len(given) - 1) // 2]


def strongest(levels: Sequence[int | None]) -> int | None:
    """The highest level that was shown: a strength seen in one answer isn't undone by answers to other questions."""
    return max((level for level in levels if level is not None), default=None)


def valid(level: int | None) -> int | None:
    """The level, or None where it is outside the scale."""
    return level if level is not None and LOWEST_LEVEL <= level <= HIGHEST_LEVEL else None


def spread(levels: Sequence[int | None]) -> int:
    """How far apart the ratings are: 0 where all agree."""
    given = [level for level in levels if level is not None]
    return max(given) - min(given) if given else 0
