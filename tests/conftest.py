"""Fixtures for every test: new databases of both kinds, and no network beyond this machine."""

from __future__ import annotations

import gc
import os
import random
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from aural.guard.files import documents
from tests import compiled, hashing, network, one_database, postgres, records
from tests.waiting import PATIENCE_SECONDS

gc.disable()  # until everything is imported
network.guard()
compiled.share()
hashing.make_cheap()
records.check()
documents.SECONDS = PATIENCE_SECONDS  # the child keeps its own limit of processor time
# The time that an example takes depends on the load of the machine, so there is no deadline. Each run tries the same
# examples, so that a change is tested with the same ones as the change before it; `--hypothesis-profile drawn` draws
# others.
settings.register_profile("drawn", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("alike", settings.get_profile("drawn"), derandomize=True)
settings.load_profile("alike")

#: About how many seconds these files take on two processors, most of which they spend waiting for clocks and processes.
LONG = {
    "voice/test_children": 100,
    "voice/test_losses": 75,
    "abuse/test_fuzz": 55,
    "talk/test_llama": 45,
    "crash/test_kill": 40,
    "docs/test_shell": 40,
    "voice/test_session_time": 40,
    "voice/test_voice_session": 30,
    "voice/test_abuse": 25,
    "room/test_several_servers": 20,
    "voice/test_load": 20,
    "crash/test_drops": 15,
}

MOST_OF_A_NAME = 60  # characters
SHUFFLE = "AURAL_TEST_SHUFFLE"  # a seed

_server: postgres.Server | None = None


def _start_postgres() -> str:
    """The URL of a running server: the one that the environment names, or our own, which the first use starts."""
    global _server
    if postgres.VARIABLE not in os.environ:
        _server = postgres.Server()
        os.environ[postgres.VARIABLE] = _server.url
    return os.environ[postgres.VARIABLE]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--one-database",
        action="store_true",
        help="run most tests of the API, the room and attacks on one of the two databases: see tests/one_database.py",
    )


def pytest_configure(config: pytest.Config) -> None:
    # With several workers, the process that outlives them must own the server; the workers inherit its URL.
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        _start_postgres()


def pytest_make_parametrize_id(val: object) -> str | None:
    """Shortens an id that is the value itself: every worker creates and sends all ids, and some have megabytes."""
    if isinstance(val, str | bytes) and len(val) > MOST_OF_A_NAME:
        return f"{val[:MOST_OF_A_NAME]!a} and {len(val) - MOST_OF_A_NAME} more"
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Gives each worker its share of the long files first, so that none of them is still running one at the end.
    `AURAL_TEST_SHUFFLE=7` runs the tests in a random order instead, the same one for each seed.

    pytest-xdist gives each worker a piece of the list, all of the same length, and a worker that has finished takes
    tests from the end of another's piece. All workers must find the same order.
    """
    if config.getoption("--one-database"):
        items[:], dropped = one_database.split(items)
        config.hook.pytest_deselected(items=dropped)
    if SHUFFLE in os.environ:
        _shuffle(items, os.environ[SHUFFLE])
        return
    workers = int(getattr(config, "workerinput", {}).get("workercount", 1))
    heads: list[list[pytest.Item]] = [[] for _ in range(workers)]
    loads = [0] * workers
    by_file: defaultdict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        by_file[f"{item.path.parent.name}/{item.path.stem}"].append(item)
    for name, seconds in sorted(LONG.items(), key=lambda long: -long[1]):
        least = loads.index(min(loads))
        found = by_file[name]
        heads[least] += found
        loads[least] += seconds if found else 0
    begun = {item for head in heads for item in head}
    others = iter([item for item in items if item not in begun])
    ordered: list[pytest.Item] = []
    for worker, head in enumerate(heads):
        ends = len(items) * (worker + 1) // workers
        ordered += head
        ordered += islice(others, max(0, ends - len(ordered)))
    items[:] = [*ordered, *others]


def _shuffle(items: list[pytest.Item], seed: str) -> None:
    """Shuffles the files, and the tests within each. Tests of a file stay together, because fixtures of the whole file
    need that.
    """
    chance = random.Random(seed)
    files = list(dict.fromkeys(item.path for item in items))
    chance.shuffle(files)
    places = {path: place for place, path in enumerate(files)}
    items.sort(key=lambda item: (places[item.path], chance.random()))


def pytest_collection_finish() -> None:
    """Keeps what has been imported out of garbage collection, which would otherwise scan it again and again."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 20)


def pytest_unconfigure() -> None:
    global _server
    if _server is not None:
        _server.stop()
        os.environ.pop(postgres.VARIABLE, None)
        _server = None


@pytest.fixture(autouse=True)
def _no_outside_network() -> Iterator[None]:
    network.attempts.clear()
    yield
    assert not network.attempts, f"This test tried to reach {network.attempts}."


def _migrate(url: str) -> None:
    from aural.store.migrate import migrate

    migrate(url)


@pytest.fixture(scope="session")
def _sqlite_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="aural-test-", dir=postgres.find_fast_folder()))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _sqlite_template(_sqlite_folder: Path) -> Path:
    path = _sqlite_folder / "template.db"
    _migrate(f"sqlite:///{path}")
    assert not path.with_name("template.db-wal").exists(), "the migration left its connection open"
    return path


@pytest.fixture(scope="session")
def _postgres_databases(_worker: str) -> Iterator[postgres.Databases]:
    name = f"aural_test_{os.getpid()}_{_worker}"
    databases = postgres.Databases(_start_postgres(), name, _migrate)
    yield databases
    databases.close()


@pytest.fixture(scope="session")
def _worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture
def _create_sqlite(_sqlite_folder: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., str]]:
    folder = Path(tempfile.mkdtemp(dir=_sqlite_folder))

    def create(*, migrated: bool = True) -> str:
        path = Path(tempfile.mkdtemp(dir=folder)) / "aural.db"
        if migrated:
            shutil.copyfile(request.getfixturevalue("_sqlite_template"), path)
        return f"sqlite:///{path}"

    yield create
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def _create_postgres(_postgres_databases: postgres.Databases) -> Iterator[Callable[..., str]]:
    made: list[str] = []

    def create(*, migrated: bool = True) -> str:
        made.append(_postgres_databases.create(migrated=migrated))
        return made[-1]

    yield create
    for url in made:
        _postgres_databases.drop(url)


@pytest.fixture
def sqlite_url(_create_sqlite: Callable[..., str]) -> str:
    """The URL of a new SQLite database, migrated and empty."""
    return _create_sqlite()


@pytest.fixture
def postgres_url(_create_postgres: Callable[..., str]) -> str:
    """The URL of a new PostgreSQL database, migrated and empty."""
    return _create_postgres()


@pytest.fixture(params=["sqlite", "postgres"])
def create_database(request: pytest.FixtureRequest) -> Callable[..., str]:
    """Runs the test on both kinds of database, and lets it create several; `migrated=False` gives one with no
    tables.
    """
    creator: Callable[..., str] = request.getfixturevalue(f"_create_{request.param}")
    return creator


@pytest.fixture
def database_url(create_database: Callable[..., str]) -> str:
    """The URL of a new database, migrated and empty. The test runs on SQLite and on PostgreSQL."""
    return create_database()
