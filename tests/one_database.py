"""Which tests of the API, the room and attacks run on one database only, and which on both.

Nearly every statement is the same on SQLite and on PostgreSQL, and running each of these tests on both takes a fifth of
the suite's time. With `--one-database`, half of them run on SQLite and the others on PostgreSQL; the choice depends on
a test's name alone. `both_databases.txt` lists those that still run on both: races, locks, limits, erasure, and
the only tests of some statement on one of the two. To write the list again:

    python -m pytest tests -n 4 -k "sqlite or postgres" -p tests.one_database
    python -m tests.one_database
"""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

ROOT = Path(__file__).parents[1]
LIST = Path(__file__).parent / "both_databases.txt"
NOTES = ROOT / ".tools" / "statements"  # a file for each process, with the statements of each test
FOLDERS = {"api", "room", "abuse"}
KINDS = ("sqlite", "postgres")
#: Files whose tests are about what the two databases do differently.
WHOLE = (
    *("api/test_concurrency", "api/test_idempotency", "api/test_limits", "api/test_overtaken", "api/test_paging"),
    *("api/test_webhook_races", "abuse/test_races", "abuse/test_starts", "abuse/test_tenants", "room/test_forgetting"),
    *("room/test_holding", "room/test_rolling_upgrade", "room/test_several_servers"),
)
RACES = re.compile(r"at_once|at_the_same|simultaneous|race|concurrent|two_processes|two_servers")


def split(items: Iterable[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The tests to run, and those that are left to the other database."""
    kept, dropped = [], []
    for item in items:
        params = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        kind = next((kind for kind in KINDS if kind in params.values()), None)
        (kept if kind is None or is_chosen(item.nodeid, kind) else dropped).append(item)
    return kept, dropped


def is_chosen(test: str, kind: str) -> bool:
    """Whether this test with this database is run."""
    pair = name_of_pair(test, kind)
    return Path(pair).parts[1] not in FOLDERS or pair in on_both() or KINDS[crc32(pair.encode()) % len(KINDS)] == kind


def name_of_pair(test: str, kind: str) -> str:
    """The name that the test has in common on both databases."""
    head, bracket, tail = test.partition("[")
    return head + bracket + tail.replace(kind, "*", 1)


@cache
def on_both() -> frozenset[str]:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


# --- writing the list -------------------------------------------------------------------------------------------------

_now = ""
_noted: dict[tuple[str, str, int], None] = {}


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Notes each statement that a test runs, with the kind of the database."""
    from aural.store import database

    for reader in (database._SqliteReader, database._SqliteTransaction):
        _listen(reader, "sqlite")
    for reader in (database._PostgresReader, database._PostgresTransaction):
        _listen(reader, "postgres")


def _listen(reader: Any, kind: str) -> None:
    for name in ("rows", "row", "run"):
        setattr(reader, name, _noting(getattr(reader, name), kind))


def _noting(real: Any, kind: str) -> Any:
    from sqlalchemy.dialects import postgresql

    async def run(self: Any, statement: Any, parameters: Any = None) -> Any:
        text = str(statement.compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
        _noted[_now, kind, crc32(text.encode())] = None
        return await real(self, statement, parameters)

    return run


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    global _now
    _now = item.nodeid
    return (yield)


def pytest_unconfigure() -> None:
    if _noted:
        NOTES.mkdir(parents=True, exist_ok=True)
        lines = (f"{kind} {statement} {test}\n" for test, kind, statement in _noted)
        (NOTES / f"{os.getpid()}.txt").write_text("".join(lines), encoding="utf-8")


def choose(notes: Iterable[str]) -> set[str]:
    """The pairs to run on both: those of WHOLE and RACES, and as many as it takes to run each statement on both."""
    tests = defaultdict[tuple[str, str], set[str]](set)
    for line in notes:
        kind, statement, test = line.rstrip("\n").split(" ", 2)
        tests[kind, statement].add(name_of_pair(test, kind))
    pairs = {pair for found in tests.values() for pair in found if "*" in pair and Path(pair).parts[1] in FOLDERS}
    chosen = {pair for pair in pairs if _is_about_databases(pair)}
    missing = {
        key: found
        for key, found in tests.items()
        if found <= pairs and not any(pair in chosen or _half(pair) == key[0] for pair in found)
    }
    return chosen | set(_cover(missing))


def _is_about_databases(pair: str) -> bool:
    path, _, name = pair.partition("::")
    return RACES.search(name) is not None or path.removeprefix("tests/").removesuffix(".py") in WHOLE


def _half(pair: str) -> str:
    return KINDS[crc32(pair.encode()) % len(KINDS)]


def _cover(missing: Mapping[tuple[str, str], set[str]]) -> Iterator[str]:
    """A few tests that together run all missing statements: always the one that runs the most of those left."""
    left = dict(missing)
    while left:
        counts = Counter(pair for found in left.values() for pair in found)
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        yield best
        left = {key: found for key, found in left.items() if best not in found}


def main() -> None:
    notes = [line for path in NOTES.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()]
    head = "# Tests that run on both databases in every run. Written by `python -m tests.one_database`.\n"
    LIST.write_text(head + "".join(f"{pair}\n" for pair in sorted(choose(notes))), encoding="utf-8")


if __name__ == "__main__":
    main()
