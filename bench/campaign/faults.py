"""Breaks the disk, clock, PostgreSQL, bucket or model while candidates are interviewed, and repairs it in the end."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from typing import Any

from bench.campaign import jumping_server
from bench.campaign.bucket import Recording, ShakyLine, bucket
from bench.campaign.checker import Findings
from bench.campaign.progress import Batch
from bench.campaign.stage import LIMIT_MINUTES, PLAN, START_SECONDS, Stage
from bench.campaign.standby import DURABLE, Pair, crash
from bench.campaign.witness import witnessing
from tests import faulty_provider
from tests.disks import LimitedDisk, make_mounted_disk
from tests.faulty_provider import FaultyProvider, Send
from tests.postgres import Server
from tests.serving import Served, start

HOUR = 3600
JUMPS = ((HOUR, 0), (-HOUR, 0), (HOUR, -HOUR, 0), (-HOUR, HOUR, 0))  # each ends with the right time
HALF_DEAD = ("hang", "hang-midway", "half-json", "500", "503", "die", "close", "drip", "cut-short", "well")
WATCHED: dict[str, Any] = {"plan": PLAN, "session_limit": LIMIT_MINUTES * 60}

Counted = tuple[int, Findings]


def run_disk(batch: Batch, folder: Path) -> Counted:
    """Fills the disk for a few seconds, again and again."""
    prepared = folder / "prepared"
    prepared.mkdir()
    disk = make_mounted_disk(folder) if batch.index % 2 == 0 else LimitedDisk()

    async def fill(stage: Stage) -> int:
        for _ in range(stage.count):
            await stage.moment()
            await asyncio.to_thread(disk.fill)
            await stage.seconds(1, 5)
            disk.empty()
        return stage.count

    with witnessing(prepared, **WATCHED) as witness:

        def serve(stage: Stage) -> Served:
            served = disk.start(prepared, **stage.settings)
            witness.away = None if disk.seen == prepared else disk.seen
            return served

        return asyncio.run(Stage(prepared, batch, witness, serve=serve).run(fill))


def run_clock(batch: Batch, folder: Path) -> Counted:
    """Sets the clock an hour forward or back, then right again."""
    offset = folder / "offset"
    jumping_server.set_offset(offset, 0)

    async def jump(stage: Stage) -> int:
        jumps = 0
        while jumps < stage.count:
            for seconds in stage.chance.choice(JUMPS):
                await stage.moment()
                jumping_server.set_offset(offset, seconds)
                jumps += 1
        return jumps

    def serve(stage: Stage) -> Served:
        clock: dict[str, Any] = {"first": jumping_server.shift, "given": [str(offset)]}
        return start(folder, port=stage.port, within_seconds=START_SECONDS, **clock, **stage.settings)

    with witnessing(folder, clock=offset, **WATCHED) as witness:
        return asyncio.run(Stage(folder, batch, witness, serve=serve).run(jump))


def run_restarts(batch: Batch, folder: Path) -> Counted:
    """Stops or crashes PostgreSQL, and restarts it after a few seconds."""
    server = Server(DURABLE)

    async def restart(stage: Stage) -> int:
        for _ in range(stage.count):
            await stage.moment()
            await asyncio.to_thread(crash if stage.chance.random() < 0.5 else Server._end, server)
            await stage.seconds(0, 4)
            await asyncio.to_thread(server.restart)
        return stage.count

    try:
        with witnessing(folder, server.url, **WATCHED) as witness:
            return asyncio.run(Stage(folder, batch, witness, database_url=server.url).run(restart))
    finally:
        server.stop()


def run_failover(batch: Batch, folder: Path) -> Counted:
    """Crashes PostgreSQL, and lets its synchronous standby take over."""
    pair = Pair(folder)

    async def fail_over(stage: Stage) -> int:
        await stage.moment()
        await asyncio.to_thread(pair.fail)
        await stage.seconds(0, 4)
        await asyncio.to_thread(pair.fail_over)
        await stage.moment()
        return 1

    try:
        with witnessing(folder, pair.url, **WATCHED) as witness:
            return asyncio.run(Stage(folder, batch, witness, database_url=pair.url).run(fail_over))
    finally:
        pair.stop()


def run_bucket(batch: Batch, folder: Path) -> Counted:
    """Lets the bucket respond with 503, then slowly, while a candidate is recorded."""

    async def run() -> Counted:
        async with ShakyLine(port, random.Random(batch.seed)) as line:
            stage = Stage(folder, batch, witness, settings=line.settings)
            faults, found = await stage.run(lambda stage: shake(stage, line))
            found.other += stage.bytes_wrong
            return faults, found

    async def shake(stage: Stage, line: ShakyLine) -> int:
        recording = Recording(stage.served.url, stage.slug)
        sending = asyncio.create_task(recording.run(lambda: stage.seconds(0.05, 0.4)))
        for number in range(stage.count):
            await stage.moment()
            line.turn("busy" if number % 2 == 0 else "slow")
            await stage.seconds(3, 12)
            line.turn("well")
        await sending
        stage.bytes_wrong = await recording.count_faults(port)
        return stage.count

    with bucket() as port, witnessing(folder, **WATCHED) as witness:
        return asyncio.run(run())


def run_model(batch: Batch, folder: Path) -> Counted:
    """Connects a model that hangs, breaks off, answers with half a JSON document or a 5xx, and sometimes answers
    correctly; then disconnects it.
    """
    chance = random.Random(batch.seed)
    faults = 0

    async def half_dead(provider: FaultyProvider, body: dict[str, Any], send: Send) -> None:
        nonlocal faults
        fault = chance.choice(HALF_DEAD)
        faults += fault != "well"
        await faulty_provider.FAULTS[fault](provider, body, send)

    async def wait(stage: Stage) -> int:
        while faults < stage.count:  # noqa: ASYNC110 - the server decides when to call the model
            await asyncio.sleep(0.1)
        await stage.restart(AURAL_MODEL="", AURAL_MODEL_BASE_URL="", AURAL_MODEL_API_KEY="")
        return faults

    async def run() -> Counted:
        provider = FaultyProvider()
        async with provider.running() as url:
            settings = {"AURAL_MODEL_BASE_URL": f"{url}/half-dead/v1", "AURAL_MODEL": "half-dead"}
            settings |= {"AURAL_MODEL_API_KEY": "x", "AURAL_MODEL_WORD_SECONDS": "1", "AURAL_MODEL_JUDGE_SECONDS": "5"}
            _, found = await Stage(folder, batch, witness, settings=settings).run(wait)
        return faults, found

    faulty_provider.FAULTS["half-dead"] = half_dead
    with witnessing(folder, **WATCHED) as witness:
        return asyncio.run(run())
