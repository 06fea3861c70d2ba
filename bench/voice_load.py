"""Runs eight spoken interviews at once on one server: `python -m bench.voice_load --people 8 --turns 10`.

Each person says recorded clips in real time, one for each question. The delays are what the person hears: from the end
of a turn to the first sound of the reply. Candidates who come when all voice slots are in use are offered chat. With
`--minutes 30`, new interviews keep starting for 30 minutes, and the memory is printed every five minutes. The bench
fails if the memory grows.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aural.cli.talk import TurnedAwayError
from bench.processes import cpu_seconds, memory_bytes
from tests.voice.losing import Person, Result, Rig, children
from tests.voice.speech import list_clips

SHORTEST, LONGEST = 3.0, 12.0  # seconds of a clip
MISHEARD = "ami-es2011a-40s"  # contains a name that no STT engine spells right
SAMPLE_SECONDS = 2.0
TARGET_SECONDS = 1.2
TOLD_MINUTES = 5.0
# Engines and caches fill up at first. Each memory figure by minute is the median of this many samples.
WARM_SECONDS, MEDIAN_SAMPLES = 120.0, 15
# This slope adds 1 GB in a day of full load; in half an hour, a smaller one can't be distinguished from noise.
MOST_SLOPE_MB_AN_HOUR = 40.0
LEAST_SLOPE_MINUTES = 20.0  # in a shorter run, the slope means nothing


@dataclass
class Sample:
    at: float
    cpu: float  # seconds used by all processes so far
    memory: int


@dataclass
class Load:
    result: Result
    delays: list[float] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    refusal: str = ""
    seconds: float = 0.0

    def rows(self) -> list[tuple[str, str, str]]:
        result = self.result
        third = max(1, len(self.samples) // 3)
        first, last = self.samples[:third], self.samples[-third:]
        cuts = statistics.quantiles(self.delays, n=100, method="inclusive") if len(self.delays) > 1 else [0.0] * 99
        return [
            ("end of turn to first sound, p50", f"{cuts[49]:.2f} s", ""),
            ("end of turn to first sound, p95", f"{cuts[94]:.2f} s", f"≤ {TARGET_SECONDS} s"),
            ("replies measured", str(len(self.delays)), ""),
            ("answers spoken, fully stored", f"{result.clips}, {result.clips - result.lost_halves / 2:g}", "the same"),
            ("faults", str(result.faults() or "none"), "none"),
            ("processors in use, first and last third", f"{busy(first):.2f}, {busy(last):.2f}", "flat"),
            ("memory, first and last third", f"{megabytes(first)}, {megabytes(last)} MB", "flat"),
            ("memory, slope after two minutes", self._told(self.slope()), f"≤ {MOST_SLOPE_MB_AN_HOUR:g} MB/h"),
            ("memory, slope of the last two thirds", self._told(_slope(self.samples[third:])), ""),
            ("one more person is offered chat", "yes" if "typing" in self.refusal else "no", "yes"),
        ]

    def slope(self) -> float:
        """Megabytes per hour after the warm-up."""
        began = self.samples[0].at + WARM_SECONDS if self.samples else 0.0
        return _slope([sample for sample in self.samples if sample.at >= began])

    def is_flat(self) -> bool:
        return not self._tells_slope() or self.slope() <= MOST_SLOPE_MB_AN_HOUR

    def _tells_slope(self) -> bool:
        seconds = self.samples[-1].at - self.samples[0].at if self.samples else 0.0
        return seconds >= LEAST_SLOPE_MINUTES * 60

    def _told(self, slope: float) -> str:
        return f"{slope:+.1f} MB/h" if self._tells_slope() else f"not in under {LEAST_SLOPE_MINUTES:g} minutes"

    def memories(self) -> list[tuple[float, int]]:
        """(minutes since all began to speak, megabytes): at the start, every five minutes, and at the end."""
        told: list[tuple[float, int]] = []
        for place, sample in enumerate(self.samples):
            minutes = (sample.at - self.samples[0].at) / 60
            if place == len(self.samples) - 1 or minutes >= len(told) * TOLD_MINUTES:
                told.append((minutes, megabytes(self.samples[max(0, place + 1 - MEDIAN_SAMPLES) : place + 1])))
        return told


def _slope(samples: list[Sample]) -> float:
    """Megabytes per hour, by least squares; 0 if there are too few samples."""
    points = [(sample.at / 3600, sample.memory / 1e6) for sample in samples]
    return statistics.linear_regression(*zip(*points, strict=True)).slope if len(points) > 1 else 0.0


def busy(samples: list[Sample]) -> float:
    seconds = samples[-1].at - samples[0].at
    return (samples[-1].cpu - samples[0].cpu) / seconds if seconds else 0.0


def megabytes(samples: list[Sample]) -> int:
    return round(statistics.median(sample.memory for sample in samples) / 1e6)


class Speaker(Person):
    """Notes how long each reply took, and stays in the room until one more person has tried to enter."""

    def __init__(self, rig: Rig, number: int, clips: Sequence[str], delays: list[float], asked: asyncio.Event) -> None:
        super().__init__(rig, number, clips, {})
        self._delays, self._ended_at, self._asked = delays, 0.0, asked

    async def before_leaving(self) -> None:
        await self._asked.wait()

    def enter(self, slug: str) -> None:
        super().enter(slug)
        self.device.write = self._note

    def _note(self, event: dict[str, Any]) -> None:
        if event["kind"] == "turn_end":
            self._ended_at = event["t"]
        elif event["kind"] == "audio" and self._ended_at:
            self._delays.append(event["t"] - self._ended_at)
            self._ended_at = 0.0


def load(data_dir: Path, *, people: int, turns: int, minutes: float, longest_seconds: float = LONGEST) -> Load:
    fitting = [clip["id"] for clip in list_clips() if SHORTEST <= clip["seconds"] <= longest_seconds]
    return asyncio.run(_load(data_dir, people, turns, minutes * 60, [name for name in fitting if name != MISHEARD]))


async def _load(data_dir: Path, people: int, turns: int, seconds: float, clips: list[str]) -> Load:
    rig = await asyncio.to_thread(Rig, data_dir, AURAL_VOICE_SESSIONS=str(people))
    done, began, asked = Load(rig.result), time.monotonic(), asyncio.Event()
    watching = asyncio.create_task(watch(rig, people, done.samples))
    turned_away = asyncio.create_task(ask_for_one_more(rig, people))
    turned_away.add_done_callback(lambda _: asked.set())
    try:
        speakers = [Speaker(rig, n, choose(clips, n, turns), done.delays, asked) for n in range(people)]
        await rig.take(speakers, until=began + seconds)
        done.refusal = await turned_away
    finally:
        watching.cancel()
        turned_away.cancel()
        await asyncio.gather(watching, turned_away, return_exceptions=True)
        await asyncio.to_thread(rig.served.stop)
    done.seconds = time.monotonic() - began
    return done


def choose(clips: list[str], number: int, turns: int) -> list[str]:
    """Clips for one person. At any time, each person says a different one."""
    return [clips[(number + turn) % len(clips)] for turn in range(turns)]


async def watch(rig: Rig, people: int, samples: list[Sample]) -> None:
    """Samples the server and its children from the time when everything is loaded and all speak."""
    await until_all_speak(rig, people)
    while True:
        pids = [rig.served.process.pid, *children(rig.served.process.pid)]
        cpu, memory = sum(map(cpu_seconds, pids)), sum(map(memory_bytes, pids))
        samples.append(Sample(time.monotonic(), cpu, memory))
        await asyncio.sleep(SAMPLE_SECONDS)


async def until_all_speak(rig: Rig, people: int) -> None:
    while len(rig.people) < people or not all(person.last_loud for person in rig.people):  # noqa: ASYNC110 - many events
        await asyncio.sleep(0.2)


async def ask_for_one_more(rig: Rig, people: int) -> str:
    """The message for a person who comes when all voice slots are in use."""
    await until_all_speak(rig, people)
    late = Person(rig, people, (), {})
    late.enter(rig.slug)
    try:
        await late.until(lambda: late.device.is_asked)
    except TurnedAwayError as refusal:
        return str(refusal)
    finally:
        await late.device.leave()
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--turns", type=int, default=10, help="turns in each interview")
    parser.add_argument("--minutes", type=float, default=0.0, help="how long new interviews begin")
    given = parser.parse_args()
    print(f"{given.people} people, {given.turns} turns each, {os.cpu_count()} processors", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        done = load(Path(folder), people=given.people, turns=given.turns, minutes=given.minutes)
    print(f"{done.result.sessions} interviews in {done.seconds:.0f} s")
    print(f"{'':44}{'Aural':>20}   target")
    for name, value, target in done.rows():
        print(f"{name:44}{value:>20}   {target}")
    print("memory of the server and its children, in MB by minutes:")
    print("  " + ", ".join(f"{memory} at {minutes:.1f}" for minutes, memory in done.memories()))
    if done.result.faults() or not done.refusal or not done.is_flat():
        sys.exit(1)


if __name__ == "__main__":
    main()
