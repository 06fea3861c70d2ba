"""Measures the throughput of 1, 2 and 4 server processes over one PostgreSQL, and whether their shared counts are
exact.

`python -m bench.throughput`. Candidates who answer at once talk to one host. Then more requests arrive at once than the
rate limit admits, and more interviews are created at once than a plan allows. Needs root and `ip`.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
import urllib.error
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from aural.cli.answerers import Frame
from aural.cli.scripted import Candidate
from aural.cli.talk import Link, Talk
from bench.hosts import CORE, network
from bench.load import PERSONAS, publish
from bench.scale import ROOT, Answerer, Deployment, deployed, make_key
from tests.crash.rig import get, post

SECONDS, CLIENTS = 20.0, 60
LIMIT, REQUESTS = 300, 600
PLACES, WANTED = 3, 20  # interviews that the plan `free` allows, and those that are requested
AT_ONCE = 24
COLUMNS = ("processes", "answers/s", "turn p50 ms", "turn p95 ms", "jobs run twice", "admitted", "interviews made")


class Hurried(Answerer):
    """Answers at once, and notes how long each turn took, in seconds."""

    def __init__(self, candidate: Candidate, number: int, waits: list[float]) -> None:
        super().__init__(candidate, number, 0.0)
        self.waits, self.sent_at = waits, 0.0

    async def answer(self, room: Frame, spoken: Frame) -> Frame:
        if self.sent_at:
            self.waits.append(time.perf_counter() - self.sent_at)
        frame = await super().answer(room, spoken)
        self.sent_at = time.perf_counter()
        return frame


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, network(1):
        asyncio.run(compare(Path(folder)))


async def compare(folder: Path) -> None:
    print(f"{os.cpu_count()} processors for servers, PostgreSQL and {CLIENTS} candidates together")
    print("".join(f"{name:>17}" for name in COLUMNS))
    for workers in (1, 2, 4):
        row: list[Any] = [workers]
        for name, rate_limit, measure in (("talk", 0, throughput), ("count", LIMIT, exactness)):
            own = folder / f"{name}-{workers}"
            own.mkdir()
            async with deployed(own, workers=workers, hosts=1, source=ROOT, rate_limit=rate_limit) as there:
                row += await measure(there)
        print("".join(f"{figure:>17}" for figure in row), flush=True)


async def throughput(there: Deployment) -> list[str]:
    """Answers per second, the time of a turn, and how many jobs ran more than once."""
    slug = await asyncio.to_thread(publish, there.url, there.key, Candidate.load(PERSONAS[0]).persona)
    waits: list[float] = []
    tasks = [asyncio.create_task(_hurry(there, slug, number, waits)) for number in range(CLIENTS)]
    await asyncio.sleep(5)
    waits.clear()
    await asyncio.sleep(SECONDS)
    seen = sorted(waits)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    p50, p95 = seen[len(seen) // 2] * 1000, seen[int(len(seen) * 0.95)] * 1000
    return [f"{len(seen) / SECONDS:.1f}", f"{p50:.1f}", f"{p95:.1f}", await _count_repeated()]


async def _hurry(there: Deployment, slug: str, number: int, waits: list[float]) -> None:
    """Takes interviews as one candidate after another."""
    while True:
        answerer = Hurried(Candidate.load(PERSONAS[0]), number, waits)
        answerer.email = f"{number}-{time.monotonic()}@example.com"
        talk = Talk(Link.parse(f"{there.url}/i/{slug}"), answerer, lambda _m: None, tell=lambda _t: None)
        with suppress(Exception):
            await talk.run()


async def _count_repeated() -> str:
    import asyncpg

    connection = await asyncpg.connect(f"postgresql://postgres@{CORE}/postgres")
    done = "SELECT count(*), count(*) FILTER (WHERE attempts > 1) FROM jobs WHERE state = 'done' AND kind = 'analyse'"
    count, repeated = await connection.fetchrow(done)
    await connection.close()
    return f"{repeated} of {count}"


async def exactness(there: Deployment) -> list[str]:
    """Sends too many requests, and creates too many interviews; returns how many of each are accepted."""
    key = await asyncio.to_thread(make_key, there.hosts[0], "Small", "free", "--create")
    admitted = await asyncio.to_thread(_count, REQUESTS, lambda _n: get(there.url, there.key, "/interviews"))
    made = await asyncio.to_thread(_count, WANTED, lambda n: post(there.url, key, "/interviews", {"title": f"No. {n}"}))
    return [f"{admitted} of {LIMIT}", f"{made} of {PLACES}"]


def _count(times: int, call: Callable[[int], Any]) -> int:
    """How many of `times` parallel calls aren't refused."""

    def passes(number: int) -> bool:
        try:
            call(number)
        except urllib.error.HTTPError as error:
            if error.code in (403, 429):
                return False
            raise
        return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(passes, range(times)))


if __name__ == "__main__":
    main()
