"""Loses connections, reloads pages and kills servers during spoken answers: `python -m bench.voice_losses --drops 100`.

Uses a real server with its embedded speech engines, recorded speech in real time, and the client of `aural talk
--audio`. The drops happen at random moments, from the first sound of an answer to three seconds after its last one.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests import postgres
from tests.voice.losing import CLIPS, Result, lose, plan_drops

DROPS_A_CLIP = 2  # at most, in one round


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--drops", type=int, default=40)
    parser.add_argument("--people", type=int, default=4, help="candidates interviewed at the same time")
    parser.add_argument("--seed", type=int, default=None, help="seed of an earlier run, to repeat its moments")
    parser.add_argument("--postgres", action="store_true", help="use a PostgreSQL started for this run")
    given = parser.parse_args()
    seed = random.randrange(1 << 32) if given.seed is None else given.seed
    print(f"{'PostgreSQL' if given.postgres else 'SQLite'}, {given.people} people at a time, seed {seed}", flush=True)
    server = postgres.Server() if given.postgres else None
    try:
        rounds = drop_many(given.drops, given.people, random.Random(seed), server)
    finally:
        if server is not None:
            server.stop()
    if not report(rounds):
        sys.exit(1)


def drop_many(drops: int, people: int, chance: random.Random, server: postgres.Server | None) -> list[Result]:
    rounds, url = [], None if server is None else server.url
    while drops > 0:
        now = min(drops, people * len(CLIPS) * DROPS_A_CLIP)
        drops -= now
        with tempfile.TemporaryDirectory() as folder:
            rounds.append(lose(Path(folder), plan_drops(now, people, chance), url))
        print(f"  {dict(rounds[-1].drops)}, faults: {rounds[-1].faults() or 'none'}", flush=True)
    return rounds


def report(rounds: list[Result]) -> bool:
    """Prints the table; returns whether it found no faults."""
    drops = sum((result.drops for result in rounds), Counter[str]())
    clips, sessions = sum(result.clips for result in rounds), sum(result.sessions for result in rounds)
    print(f"{drops.total()} drops ({', '.join(f'{name} {count}' for name, count in sorted(drops.items()))})")
    print(f"{sessions} interviews, {clips} spoken answers")
    faults = dict.fromkeys(("lost_halves", "doubled_halves", "doubled_frames"), 0)
    for result in rounds:
        for name, count in result.faults().items():
            faults[name] = faults.get(name, 0) + (len(count) if name == "broken" else count)
    for name, count in faults.items():
        print(f"{name.replace('_', ' '):24}{count:>6}   target 0")
    return not any(faults.values())


if __name__ == "__main__":
    main()
