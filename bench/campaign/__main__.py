"""Breaks a running deployment in many ways, and checks that nothing is lost and nothing happens twice.

`python -m bench campaign --share 0.05` runs a twentieth of each part; `--only kills` runs one part. `--resume FILE`
continues a run that was stopped by Ctrl-C, SIGTERM or a power cut, and repeats batches that could not run to their end;
a run prints the path of FILE when it starts.
Batches mostly wait, so several run at once (`--jobs`); their number doesn't change a seed's choices.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from pathlib import Path

from bench.campaign.checker import Findings
from bench.campaign.parts import PARTS
from bench.campaign.progress import Plan, Progress, list_batches
from bench.campaign.running import SIZES, interrupt_when_stopped, run_all
from bench.campaign.table import render


def main() -> None:
    given = read_arguments()
    progress = open_progress(given)
    interrupt_when_stopped()
    print(f"Seed {progress.plan.seed}; the progress is in {progress.path}.", flush=True)
    try:
        run_all(progress, given.jobs)
    except KeyboardInterrupt:
        print(f"\nStopped. Continue with --resume {progress.path}", flush=True)
    print(render(list_rows(progress)))
    if any(found.faults for _, _, _, found in list_rows(progress)):
        sys.exit(1)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench campaign", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, help="seed of an earlier run, to repeat its choices (default: random)")
    parser.add_argument("--only", action="append", choices=list(PARTS), help="run only this part; can be repeated")
    parser.add_argument("--share", type=float, default=1.0, help="fraction of the full counts, above 0 (default: 1)")
    parser.add_argument("--resume", type=Path, metavar="FILE", help="continue the run whose progress is in FILE")
    jobs = 2 * (os.cpu_count() or 1)
    parser.add_argument("--jobs", type=int, default=jobs, help="number of batches at once (default: %(default)s)")
    given = parser.parse_args()
    if given.share <= 0:
        parser.error("--share must be above 0")
    if given.jobs < 1:
        parser.error("--jobs must be at least 1")
    if given.resume and (given.seed is not None or given.only or given.share != 1.0):
        parser.error("--resume reads seed, parts and share from FILE; don't pass them")
    return given


def open_progress(given: argparse.Namespace) -> Progress:
    if given.resume:
        try:
            return Progress.resume(given.resume)
        except (OSError, ValueError) as error:
            sys.exit(str(error))
    seed = random.SystemRandom().randrange(1 << 32) if given.seed is None else given.seed
    plan = Plan(seed, given.share, tuple(name for name in PARTS if not given.only or name in given.only))
    return Progress.begin(Path(".tools/campaigns") / f"{time.strftime('%Y%m%dT%H%M%S')}-{seed}.jsonl", plan)


def list_rows(progress: Progress) -> list[tuple[str, int, int, Findings]]:
    wanted = dict.fromkeys(progress.plan.parts, 0)
    for batch in list_batches(progress.plan, SIZES):
        wanted[batch.part] += batch.count
    return [(part, progress.sum_of(part)[0], wanted[part], progress.sum_of(part)[1]) for part in progress.plan.parts]


if __name__ == "__main__":
    main()
