"""The parts of the campaign, and their sizes."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from bench.campaign import faults
from bench.campaign.checker import Findings, judge
from bench.campaign.progress import Batch, Size
from bench.campaign.witness import Witness, witnessing
from tests import postgres
from tests.crash.drops import drop_many
from tests.crash.rig import kill_many

PEOPLE = 20  # candidates interviewed at the same time, in the part "drops"

Run = Callable[[Batch, Path], tuple[int, Findings]]
"""Runs a batch with an empty data folder; returns the number of injected faults and the findings."""


def run_kills(batch: Batch, folder: Path) -> tuple[int, Findings]:
    """Kills the server with SIGKILL at commit points, in an order that depends on the seed."""
    with witnessing(folder) as witness:
        chance = random.Random(batch.seed)
        outcome = kill_many(folder, kills=batch.count, chance=chance, watch=witness.watch)
        return outcome.kills, _found(witness, outcome.faults())


def run_kills_postgres(batch: Batch, folder: Path) -> tuple[int, Findings]:
    server = postgres.Server()
    try:
        with witnessing(folder, server.url) as witness:
            given = {"chance": random.Random(batch.seed), "database_url": server.url, "watch": witness.watch}
            outcome = kill_many(folder, kills=batch.count, **given)
            return outcome.kills, _found(witness, outcome.faults())
    finally:
        server.stop()


def run_drops(batch: Batch, folder: Path) -> tuple[int, Findings]:
    """Cuts connections, reloads pages, changes devices and kills servers at random moments."""
    with witnessing(folder) as witness:
        people = min(PEOPLE, batch.count)
        result = drop_many(folder, drops=batch.count, people=people, seed=batch.seed, watch=witness.watch)
        return result.drops.total(), _found(witness, result.faults())


def _found(witness: Witness, besides: dict[str, int]) -> Findings:
    """Adds `besides`, the faults that the rig found, to the witness's findings; faults found by both count once."""
    assert witness.seen is not None
    found = judge(witness.seen)
    found.lost = max(found.lost, besides.pop("lost", 0))
    found.twice = max(found.twice, besides.pop("duplicated", 0))
    found.other = max(found.other, sum(besides.values()))
    return found


PARTS: dict[str, tuple[Size, Run]] = {
    "kills": (Size(1_000, 20), run_kills),
    "kills-postgres": (Size(200, 20), run_kills_postgres),
    "drops": (Size(10_000, 250), run_drops),
    "disk": (Size(40, 2), faults.run_disk),
    "clock": (Size(80, 4), faults.run_clock),
    "postgres-restarts": (Size(60, 3), faults.run_restarts),
    "postgres-failovers": (Size(20, 1), faults.run_failover),
    "bucket": (Size(60, 3), faults.run_bucket),
    "model": (Size(400, 20), faults.run_model),
}
