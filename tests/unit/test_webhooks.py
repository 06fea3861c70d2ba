"""When a delivery is tried again, and in which order."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from aural.engine.webhooks import EVENTS, MOST_ATTEMPTS, RETRY_SECONDS, is_wanted, retry_after_seconds
from aural.jobs.worker import JobPostponedError
from aural.webhooks.bodies import body_of
from aural.webhooks.jobs import AT_ONCE, MOST_AT_ONCE, MOST_OF_ONE, Turns

HOUR = 3600


def test_attempts_continue_for_a_little_more_than_three_days() -> None:
    assert MOST_ATTEMPTS == 10
    assert 3 * 24 * HOUR < sum(RETRY_SECONDS) < 3.5 * 24 * HOUR
    assert sum(retry_after_seconds(attempt, 0.0) for attempt in range(1, MOST_ATTEMPTS)) > 2.5 * 24 * HOUR


def test_the_delay_before_an_attempt_varies_by_a_fifth() -> None:
    assert retry_after_seconds(2, 0.5) == 300
    assert retry_after_seconds(2, 0.0) == pytest.approx(240)
    assert retry_after_seconds(2, 1.0) == pytest.approx(360)


def test_a_longer_retry_after_is_respected_for_a_day_at_most() -> None:
    assert retry_after_seconds(1, 0.5, 120) == 120
    assert retry_after_seconds(4, 0.5, 120) == 2 * HOUR
    assert retry_after_seconds(1, 0.5, 10**9) == 24 * HOUR


def test_an_empty_filter_lets_every_event_through() -> None:
    assert all(is_wanted(event, []) for event in EVENTS)
    assert is_wanted("session.erased", ["session.erased"])
    assert not is_wanted("session.erased", ["session.started"])


def test_a_body_is_small_and_the_same_each_time() -> None:
    ids = {f"{name}Id": "019643d6-1a2b-7c3d-8e4f-5a6b7c8d9e0f" for name in ("interview", "session", "candidate")}
    made = {body_of("e1", "session.not_scorable", ids, 1_780_000_000_000) for _ in range(2)}
    assert len(made) == 1
    assert len(made.pop()) < 20_000


def test_deliveries_to_a_slow_endpoint_are_postponed_to_different_times() -> None:
    turns = Turns()
    for _ in range(MOST_AT_ONCE):
        turns.take("slow", "acme", 0)
    again = []
    for _ in range(3):
        with pytest.raises(JobPostponedError) as postponed:
            turns.take("slow", "acme", 0)
        again.append(postponed.value.after_ms)
    assert again == sorted(set(again))
    assert again[0] > 0
    turns.take("quick", "acme", 0)  # no delivery waits for this endpoint


def test_waiting_for_a_turn_uses_a_clock_that_is_never_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Turns were booked while the clock was an hour ahead; then it was corrected."""
    wall = [4_600.0]
    monkeypatch.setattr("time.time", lambda: wall[0])
    monkeypatch.setattr("time.time_ns", lambda: int(wall[0] * 1e9))
    turns, waits = Turns(), []
    with ExitStack() as busy:
        for _ in range(MOST_AT_ONCE):
            busy.enter_context(turns.held("slow", "acme"))
        for wall[0] in (4_600.0, 1_000.0):
            with pytest.raises(JobPostponedError) as postponed, turns.held("slow", "acme"):
                pass
            waits.append(postponed.value.after_ms)
    assert max(waits) < 1_000


def test_a_turn_that_is_given_back_can_be_taken() -> None:
    turns = Turns()
    for _ in range(MOST_AT_ONCE):
        turns.take("slow", "acme", 0)
    turns.give_back("slow", "acme", 10_000)
    turns.take("slow", "acme", 1)
    with pytest.raises(JobPostponedError) as postponed:
        turns.take("slow", "acme", 1)
    assert postponed.value.after_ms == 10_000 // MOST_AT_ONCE


def test_an_organization_with_many_slow_endpoints_leaves_turns_to_others() -> None:
    turns = Turns()
    for number in range(MOST_OF_ONE):
        turns.take(f"slow {number}", "acme", 0)
    with pytest.raises(JobPostponedError):
        turns.take("another", "acme", 0)
    turns.take("another", "umbra", 0)
    assert 3 * MOST_OF_ONE < AT_ONCE
