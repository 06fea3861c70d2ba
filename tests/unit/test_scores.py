"""Levels: the median of what was rated; no evidence is never a zero."""

from __future__ import annotations

import pytest

from aural.interview.scores import carried, middle, valid


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


@pytest.mark.parametrize(
    ("levels", "level"),
    [
        ([None, 3, None], 3),
        ([4, 2], 3),
        ([4, 1, 1, 3], 3),
        ([4, 4, 1, None], 4),
        ([3, 2, 1], 2),
        ([None], None),
        ([], None),
    ],
)
def test_several_answers_carry_what_the_best_two_show(levels: list[int | None], level: int | None) -> None:
    assert carried(levels) == level


def test_a_level_off_the_scale_is_no_level() -> None:
    assert [valid(level) for level in (0, 1, 4, 5, -3, None)] == [None, 1, 4, None, None, None]
