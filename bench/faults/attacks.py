"""Checks that each attack test fails without the guard that it tests.

   python -m bench.faults.attacks                 every guard
   python -m bench.faults.attacks sso-nonce       one guard, by name
   python -m bench.faults.attacks --at 672fe4f    with the tests of another commit

`attacks.toml` lists the guards: `old`, which occurs once in `file`, is replaced with `new`, and then each of `tests`
must fail. The copy is a clone of the commit, in `.tools/faults`. A run takes about 85 minutes.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from bench.faults.plant import FOLDER, ROOT, NotApplicableError, Tree, read_toml

_SECONDS = 300  # if the removed guard is a deadline, its test hangs
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


def main() -> None:
    given = _parse()
    attacks = [one for one in read_toml("attacks.toml")["attack"] if not given.only or one["name"] in given.only]
    revision = subprocess.run(
        ["git", "rev-parse", given.at], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
    tree = Tree(ROOT / ".tools" / "faults" / "attacks", revision)
    passed = [one["name"] for one in attacks if not _is_found(tree, **one)]
    print(f"guards whose tests fail without them: {len(attacks) - len(passed)} of {len(attacks)}")
    sys.exit(1 if passed else 0)


def _is_found(tree: Tree, name: str, file: str, old: str, new: str, tests: list[str]) -> bool:
    try:
        with tree.planted(file, old, new):
            silent = [test for test in tests if not _fails(tree.folder, test)]
    except NotApplicableError as error:
        print(f"{name:40} NOT PLANTED: {error}", flush=True)
        return False
    print(f"{name:40} {f'STILL PASSED: {silent}' if silent else 'found'}", flush=True)
    return not silent


def _fails(folder: Path, test: str) -> bool:
    page = test.removeprefix("web/")
    python = [".venv/bin/python", "-m", "pytest", "-q", "--tb=line", "-rfE", test]
    command = python if page == test else ["tools/npm", "test", "--silent", "--", page]
    out = subprocess.PIPE
    # In its own process group, so that a timeout also ends what the test has started.
    with subprocess.Popen(command, cwd=folder, stdout=out, stderr=out, text=True, start_new_session=True) as process:
        try:
            said, _ = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return True
    return bool(process.returncode) and (page != test or bool(_FAILED.search(said)))


def _parse() -> argparse.Namespace:
    summary, _, examples = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        description=summary, epilog=examples, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("only", nargs="*", help=f"names of guards, as in {FOLDER.name}/attacks.toml (default: all)")
    parser.add_argument("--at", default="HEAD", help="the commit whose tests are run (default: HEAD)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
