"""Measures the tests: plants faults in copies of the source tree, and counts those that the tests find.

    python -m bench.faults                     plants every fault, and runs the tests of its area
    python -m bench.faults webhooks no-label   plants the faults of an area or with a name
    python -m bench.faults --whole 10          plants ten, drawn by --seed, and runs `make check` and `make test`
    python -m bench.faults --at 672fe4f        measures the tests of another commit

The copies are clones of the commit, in `.tools/faults`. A run takes about half an hour on two cores.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from bench.faults.plant import ROOT, Fault, NotApplicableError, Outcome, Tree, read_areas, read_faults


def main() -> None:
    given = parse()
    faults = [fault for fault in read_faults() if not given.only or {fault.name, fault.place} & set(given.only)]
    if given.whole:
        faults = random.Random(given.seed).sample(faults, given.whole)
    areas = read_areas()
    revision = subprocess.run(
        ["git", "rev-parse", given.at], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
    trees: SimpleQueue[Tree] = SimpleQueue()
    for number in range(1 if given.whole else given.trees):
        tree = Tree(ROOT / ".tools" / "faults" / f"tree-{number}", revision)
        if any(fault.is_in_pages for fault in faults):
            tree.require_clean()
        trees.put(tree)

    def judge(fault: Fault) -> Outcome:
        tree = trees.get()
        try:
            return tree.judge_whole(fault) if given.whole else tree.judge(fault, areas[fault.place])
        except NotApplicableError as error:
            return Outcome(None, 0, str(error))
        finally:
            trees.put(tree)

    sys.exit(0 if report(faults, judge, given.trees) else 1)


def report(faults: list[Fault], judge: Callable[[Fault], Outcome], at_once: int) -> bool:
    """Prints each outcome as soon as it is known. Returns whether every fault was caught."""
    # Server faults come first: a fault in the pages leaves a faulty build, which only the next such fault replaces.
    faults = sorted(faults, key=lambda fault: fault.is_in_pages)
    caught = 0
    with ThreadPoolExecutor(at_once) as pool:
        for fault, outcome in zip(faults, pool.map(judge, faults), strict=True):
            caught += outcome.caught_by is not None
            found = outcome.caught_by or (
                f"NOT PLANTED: {outcome.problem}" if outcome.problem else f"MISSED: {fault.what}"
            )
            print(f"{fault.place:16} {fault.name:44} {outcome.seconds:5.0f} s  {found}", flush=True)
    print(f"caught: {caught} of {len(faults)}")
    return caught == len(faults)


def parse() -> argparse.Namespace:
    summary, _, examples = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        description=summary, epilog=examples, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("only", nargs="*", help="areas or names of faults (default: all)")
    parser.add_argument("--at", default="HEAD", help="the commit whose tests are measured (default: HEAD)")
    parser.add_argument("--trees", type=int, default=2, help="copies that work in parallel (default: 2)")
    parser.add_argument("--whole", type=int, default=0, metavar="N", help="run all that CI runs, against N faults")
    parser.add_argument("--seed", type=int, default=16, help="seed of the draw for --whole (default: 16)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
