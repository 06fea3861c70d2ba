"""An incidental remark doesn't lower the best answer's level, even if the judge averages."""

from __future__ import annotations

from bench.combined import count_below, scored_sessions


def test_no_criterion_ends_below_its_best_answer() -> None:
    sessions = list(scored_sessions())
    below_by_the_mean, total = count_below(sessions, says_strongest=False)
    assert (below_by_the_mean, total) == (14, 19), "this judge lowers most of them"
    assert count_below(sessions, says_strongest=True) == (0, 19)
