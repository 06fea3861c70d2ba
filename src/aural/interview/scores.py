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


def carried(levels: Sequence[int | None]) -> int | None:
    """One level out of those of several answers: what the best two carry together, rounded down.

    So answers about other things take nothing away, and one lucky answer among many isn't enough for the top.
    """
    best = sorted((level for level in levels if level is not None), reverse=True)[:2]
    return sum(best) // len(best) if best else None


def valid(level: int | None) -> int | None:
    """The level, or None where it is outside the scale."""
    return level if level is not None and LOWEST_LEVEL <= level <= HIGHEST_LEVEL else None
