"""The month that the law allows for an answer ends on the same day, or on the last day of a shorter month."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aural.engine.privacy.deadlines import answer_until


def ms(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=UTC).timestamp()) * 1000  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("asked", "until"),
    [
        ((2026, 4, 1, 12, 31), (2026, 5, 1, 12, 31)),
        ((2026, 1, 31, 8, 0), (2026, 2, 28, 8, 0)),
        ((2028, 1, 31, 8, 0), (2028, 2, 29, 8, 0)),
        ((2026, 12, 15, 0, 0), (2027, 1, 15, 0, 0)),
    ],
)
def test_a_human_review_is_due_within_a_month_and_an_adjustment_has_no_deadline(
    asked: tuple[int, ...], until: tuple[int, ...]
) -> None:
    assert answer_until("human_review", ms(*asked) + 7, None) == ms(*until) + 7
    assert answer_until("adjustment", ms(*asked), None) is None


def test_the_month_for_an_erasure_begins_when_it_was_requested() -> None:
    assert answer_until("adjustment", ms(2026, 1, 1), ms(2026, 3, 31)) == ms(2026, 4, 30)
