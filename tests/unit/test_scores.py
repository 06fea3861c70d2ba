"""Levels: the median of the ratings. Missing evidence never counts as a zero."""

from __future__ import annotations

import pytest

from aural.engine.scores import interval, is_above, middle, spread, valid


@pytest.mark.parametrize(
    ("levels", "level"),
    [
        ([3, 4, 3], 3),
        ([1, 4, 2], 2),
        ([2, 3], 2),  # between two, the lower one
        ([4, 4, None], 4),
        ([4, None, None], None),  # most raters found no evidence
        ([3, None], None),
        ([None, None, None], None),
        ([], None),
    ],
)
def test_the_level_is_the_median_of_the_ratings_with_evidence(levels: list[int | None], level: int | None) -> None:
    assert middle(levels) == level


@pytest.mark.parametrize(
    ("levels", "width", "shown"),
    [
        ([3, 3, 4], 1, {"low": 3, "high": 4, "confidence": 0.75}),
        ([2, 2, 2, 2, 2], 0, {"low": 2, "high": 2, "confidence": 0.938}),
        ([4, 1, None], 3, {"low": None, "high": 4, "confidence": 0.75}),
        ([4, None, None], 0, None),
        ([3], 0, None),
        ([], None, None),
    ],
)
def test_the_interval_runs_from_the_lowest_rating_to_the_highest(
    levels: list[int | None], width: int | None, shown: dict[str, float | None] | None
) -> None:
    assert spread(levels) == width
    assert interval(levels) == shown


def test_a_missing_level_ranks_like_the_lowest_one() -> None:
    assert is_above(2, None)
    assert is_above(4, 3)
    assert not is_above(1, None)
    assert not is_above(None, 1)
    assert not is_above(3, 3)


def test_a_level_outside_the_scale_is_ignored() -> None:
    assert [valid(level) for level in (0, 1, 4, 5, -3, None)] == [None, 1, 4, None, None, None]
