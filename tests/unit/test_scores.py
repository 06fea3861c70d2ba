"""Levels: the median of what was rated; no evidence is never a zero."""

from __future__ import annotations

import pytest

from aural.interview.scores import middle, spread, strongest, valid


@pytest.mark.parametrize(
    ("levels", "level"),
    [
        ([3, 4, 3], 3),
        ([1, 4, 2], 2),
        ([2, 3], 2),  # between two the lower one
        ([4, 4, None], 4),
        ([4, None, None], None),  # most raters saw no evidence
        ([3, None], None),
        ([None, None, None], None),
        ([], None),
    ],
)
def test_the_level_is_the_median_of_those_who_saw_evidence(levels: list[int | None], level: int | None) -> None:
    assert middle(levels) == level


def test_no_evidence_in_one_answer_does_not_undo_what_another_showed() -> None:
    assert strongest([None, 2, 3]) == 3
    assert strongest([None, None]) is None


def test_a_level_off_the_scale_is_no_level() -> None:
    assert [valid(level) for level in (0, 1, 4, 5, -3, None)] == [None, 1, 4, None, None, None]


def test_the_spread_says_how_far_ratings_are_apart() -> None:
    assert spread([2, 4, None]) == 2
    assert spread([]) == 0
