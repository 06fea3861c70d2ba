"""How good the tests are: plants faults in copies of the tree, and counts those that the tests find.

    python -m bench.faults                     every fault, against the tests of its area
    python -m bench.faults webhooks no-label   by area or name
    python -m bench.faults --whole 10          ten drawn by --seed, each against `make check` and `make test`
    python -m bench.faults --at 672fe4f        the tests of another commit

The copies are clones of what is committed, in `.tools/faults`; a run takes about half an hour on two cores.
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
    """Prints each outcome as soon as it is there. Whether every fault was caught."""
    # The server's first: a fault in the pages leaves a faulty build behind, which the next one replaces.
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
    parser.add_argument("only", nargs="*", help="areas or names of faults (all of them)")
    parser.add_argument("--at", default="HEAD", help="the commit whose tests are judged (HEAD)")
    parser.add_argument("--trees", type=int, default=2, help="how many copies work at the same time (2)")
    parser.add_argument("--whole", type=int, default=0, metavar="N", help="N faults against everything that CI runs")
    parser.add_argument("--seed", type=int, default=16, help="which ones --whole draws (16)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
