"""On a slow server, captions stop first, then new candidates are refused. The level does not change with each turn."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from aural.settings import Settings
from aural.voice.admission import SAMPLE_SECONDS, Admission
from aural.voice.load import BOUNDS, FEWEST, REMOTE_BOUNDS, WINDOW_SECONDS, Level, Load
from aural.voice.opening import choose_bounds
from aural.voice.pipeline.metrics import STAGES, Seen
from aural.voice.slots import VoiceSlots
from bench import voice_load as bench
from tests.virtual_time import VirtualTimeLoop, pass_time
from tests.voice.conftest import SpokenHouse
from tests.voice.losing import Result
from tests.voice.test_voice_session import ANSWER


class Scripted:
    """A load with a clock that is set by hand."""

    def __init__(self) -> None:
        self.at = 0.0
        self.load = Load(now=lambda: self.at)

    def measure(self, signal: str, seconds: float, times: int = 20) -> Level:
        for _ in range(times):
            self.load.saw(signal, seconds)
        return self.load.measure()


def test_captions_stop_before_slots_are_refused() -> None:
    for signal, bounds in BOUNDS.items():
        assert Scripted().measure(signal, bounds.busy * 0.99) == Level.CALM
        assert Scripted().measure(signal, bounds.busy) == Level.BUSY
        assert Scripted().measure(signal, bounds.full) == Level.FULL


def test_a_few_slow_turns_refuse_no_one() -> None:
    scripted = Scripted()
    scripted.measure("answer", 0.3)
    assert scripted.measure("answer", 9.0, times=1) == Level.CALM
    assert Scripted().measure("answer", 9.0, times=4) == Level.CALM


def test_a_level_ends_only_well_below_its_bound() -> None:
    scripted, full = Scripted(), BOUNDS["answer"].full
    assert scripted.measure("answer", full) == Level.FULL
    scripted.at += WINDOW_SECONDS + 1
    assert scripted.measure("answer", full * 0.8) == Level.FULL
    scripted.at += WINDOW_SECONDS + 1
    assert scripted.measure("answer", full * 0.7) == Level.BUSY
    scripted.at += WINDOW_SECONDS + 1
    assert scripted.measure("answer", BOUNDS["answer"].busy * 0.7) == Level.CALM


def test_what_was_slow_a_minute_ago_no_longer_counts() -> None:
    scripted = Scripted()
    assert scripted.measure("queue", 5.0) == Level.FULL
    scripted.at += WINDOW_SECONDS + 1
    assert scripted.load.measure() == Level.CALM


def test_a_slow_provider_does_not_count_as_load_of_this_server() -> None:
    load = Load(REMOTE_BOUNDS)
    for _ in range(20):
        load.saw("answer", 9.0)
    assert load.measure() == Level.CALM


def test_the_load_is_measured_while_candidates_are_heard_and_forgotten_after(tmp_path: Path) -> None:
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        loop = runner.get_loop()
        admission = Admission(VoiceSlots(tmp_path, 2), Load(now=loop.time))
        runner.run(_hear_one_after_the_other(admission))


async def _hear_one_after_the_other(admission: Admission) -> None:
    slot = admission.take(is_back=False)
    assert slot is not None
    for _ in range(20):
        admission.load.saw("answer", 5.0)
    await pass_time(2 * SAMPLE_SECONDS)
    assert admission.load.level == Level.FULL
    assert not admission.may_caption()
    assert not admission.has_free()
    assert admission.count_free() == (2, 0)
    assert admission.take(is_back=False) is None
    back = admission.take(is_back=True)
    assert back is not None
    back.give_back()
    slot.give_back()
    await pass_time(2 * SAMPLE_SECONDS)
    assert admission.take(is_back=False) is not None
    admission.close()


async def test_on_a_slow_server_new_candidates_are_offered_chat_and_others_continue(spoken: SpokenHouse) -> None:
    first, token = await spoken.listening()
    await first.say(*ANSWER)
    await first.next("kept")
    slow(spoken, Level.FULL)
    second, _ = await spoken.begin()
    refused = await second.switch_on()
    assert (refused["on"], refused["reason"]) == (False, "full")
    await first.cut()
    again = await spoken.enter(token)
    again.stream = first.stream
    assert (await again.switch_on())["on"]


async def test_on_a_busy_server_there_are_no_captions_before_the_end_of_a_turn(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    await voice.say(*ANSWER)
    await voice.next("caption", final=False)
    await voice.next("state", state="listening")
    slow(spoken, Level.BUSY)
    known = len(voice.heard)
    await voice.say(*ANSWER)
    await voice.next("caption", final=True)
    assert [frame["final"] for frame in voice.heard[known:] if frame["type"] == "caption"] == [True]


def slow(spoken: SpokenHouse, level: Level) -> None:
    """Records twenty answers that waited this long for the STT engine."""
    seconds = BOUNDS["queue"].busy if level == Level.BUSY else BOUNDS["queue"].full
    for _ in range(20):
        spoken.service.seen.load.saw("queue", seconds)
    spoken.service.seen.load.measure()


async def test_every_stage_of_a_turn_is_measured(spoken: SpokenHouse) -> None:
    voice, _ = await spoken.listening()
    await voice.say(*ANSWER)
    await voice.next("level")
    seen = spoken.service.seen.percentiles()
    assert set(seen) == set(STAGES) - {"queue"}  # only an embedded STT engine has a queue
    assert all(stage["count"] >= 1 and stage["p50"] <= stage["p95"] for stage in seen.values())
    assert seen["first sound"]["p50"] >= seen["answer"]["p50"]


def test_only_some_stages_count_as_load() -> None:
    seen = Seen(Load())
    for _ in range(20):
        seen.add("end of turn", 9.0)
        seen.add("reply", 9.0)
    assert seen.load.measure() == Level.CALM


def test_the_bench_distinguishes_growing_memory_from_initial_loading() -> None:
    """Half an hour, in which the engines are loaded during the first two minutes."""
    for grown_mb_an_hour, is_flat in ((0.0, True), (20.0, True), (100.0, False)):
        done = bench.Load(Result())
        for second in range(0, 1802, 2):
            filled = 600e6 * min(1.0, second / 60)
            done.samples.append(bench.Sample(second, 0.0, int(filled + grown_mb_an_hour * 1e6 * second / 3600)))
        assert done.slope() == pytest.approx(grown_mb_an_hour, abs=0.1)
        assert done.is_flat() is is_flat
        assert [round(minutes) for minutes, _ in done.memories()] == [0, 5, 10, 15, 20, 25, 30]


def test_if_load_is_ignored_the_level_is_always_calm() -> None:
    load = Load(choose_bounds(Settings(voice_load="ignored")))
    for _ in range(FEWEST):
        load.saw("loop", 100.0)
    assert load.measure() is Level.CALM
