"""The session's clock: running time counts, stops are kept for the report, and nothing counts backwards."""

from __future__ import annotations

from aural.engine.stopwatch import Stop, Stopwatch
from tests.clocks import START

RUNNING = Stopwatch().started(START)


def test_only_running_time_counts_in_whole_seconds() -> None:
    assert [RUNNING.elapsed_seconds(START + passed) for passed in (0, 999, 1000, 1999)] == [0, 0, 1, 1]
    paused = RUNNING.stopped(START + 2999, "pause")
    assert (paused.ran, paused.since) == (2999, None)
    assert paused.elapsed_seconds(START + 90_000) == 2
    assert paused.started(START + 60_000).elapsed_seconds(START + 60_001) == 3


def test_before_the_start_nothing_counts() -> None:
    assert Stopwatch().elapsed_seconds(START) == 0
    assert Stopwatch().stopped(START, "pause") == Stopwatch()


def test_a_clock_that_jumps_back_subtracts_nothing() -> None:
    again = RUNNING.stopped(START + 1999, "pause").started(START + 9000)
    assert again.elapsed_seconds(START + 5000) == 1
    assert again.stopped(START + 5000, "pause").ran == 1999


def test_each_stop_is_kept_with_its_reason_and_its_whole_seconds() -> None:
    paused, problem = Stop("pause", START + 2000, 3), Stop("problem", START + 9000, 4)
    watch = RUNNING.stopped(START + 2000, "pause").started(START + 5000)
    assert (watch.stops, watch.why, watch.since) == ((paused,), None, START + 5000)
    watch = watch.stopped(START + 9000, "problem").started(START + 13_999)
    assert watch.stops == (paused, problem)
    watch = watch.stopped(START + 20_000, "disconnected").started(START + 19_000)
    assert watch.stops == (paused, problem, Stop("disconnected", START + 20_000, 0))


def test_the_first_start_ends_no_stop() -> None:
    assert Stopwatch(since=START, why=None) == RUNNING


def test_a_running_clock_is_not_started_again_and_a_stopped_one_not_stopped_again() -> None:
    assert RUNNING.started(START + 5000) is RUNNING
    paused = RUNNING.stopped(START + 2000, "pause")
    assert paused.stopped(START + 5000, "problem") is paused
    assert (paused.why, paused.stood_at) == ("pause", START + 2000)
