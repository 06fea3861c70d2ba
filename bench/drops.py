"""Drops a thousand connections of running interviews, and checks what is lost: `python -m bench.drops --drops 1000`.

- reload: the page is loaded again with the same client id and its unacknowledged messages; it requests everything again
- cut: the connection breaks without notice, in the middle of a frame, or after an answer was stored and before its
  acknowledgement arrived
- kill: the server is killed with SIGKILL and started again
- switch: another device takes over
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
from pathlib import Path

from tests import postgres
from tests.crash.drops import KINDS, Result, drop_many

TARGET_SECONDS = 2.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drops", type=int, default=1000)
    parser.add_argument("--people", type=int, default=20, help="candidates interviewed at the same time")
    parser.add_argument("--seed", type=int, default=None, help="seed of an earlier run, to repeat its moments")
    parser.add_argument("--postgres", action="store_true", help="use a PostgreSQL started for this run")
    given = parser.parse_args()
    seed = random.randrange(1 << 32) if given.seed is None else given.seed
    print(f"{'PostgreSQL' if given.postgres else 'SQLite'}, {given.people} people at a time, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        server = postgres.Server() if given.postgres else None
        try:
            url = None if server is None else server.url
            result = drop_many(Path(folder), drops=given.drops, people=given.people, seed=seed, database_url=url)
        finally:
            if server is not None:
                server.stop()
    report(result)
    if result.faults():
        sys.exit(1)


def report(result: Result) -> None:
    print(f"{'':8}{'drops':>6}{'p50 s':>8}{'p95 s':>8}{'most s':>8}   from the drop to the welcome")
    for kind in KINDS:
        _row(kind, result.drops[kind], result.waits[kind])
    _row("all", result.drops.total(), [wait for waits in result.waits.values() for wait in waits])
    restarts = result.restarts
    print(
        f"{len(restarts)} kills cut {len(result.waits['kill'])} clients off; waits count from when the server was "
        f"healthy again, after {statistics.median(restarts):.1f} s (p50), {max(restarts):.1f} s at most"
    )
    print(f"{result.sessions} interviews, {result.finished} finished; {result.answers} answers, {result.stored} stored")
    print(f'{result.asked} times a candidate had to choose "Continue here", as the previous device reconnected first')
    print("faults:", result.faults() or "none", f"  (target: none, p95 ≤ {TARGET_SECONDS:.0f} s)")


def _row(name: str, count: int, waits: list[float]) -> None:
    cuts = statistics.quantiles(waits, n=20, method="inclusive") if len(waits) > 1 else [0.0] * 19
    print(f"{name:8}{count:>6}{cuts[9]:>8.2f}{cuts[18]:>8.2f}{max(waits, default=0):>8.2f}")


if __name__ == "__main__":
    main()
