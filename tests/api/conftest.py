"""The API of each test: new organizations in a database that the tests of a worker share.

The tests also share its open connections, as the requests of one server do, and therefore one event loop. Opening
connections for each test and preparing each statement on them took longer than most tests do.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.api.world import Storage, World, make_world, open_storage

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents and item.get_closest_marker("asyncio") is not None:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def shared_url(request: pytest.FixtureRequest) -> str:
    """One migrated database of each kind for all API tests of this worker. No test sees another's organizations."""
    if request.param == "postgres":
        return str(request.getfixturevalue("_postgres_databases").create(migrated=True))
    folder = Path(tempfile.mkdtemp(dir=request.getfixturevalue("_sqlite_folder")))
    shutil.copyfile(request.getfixturevalue("_sqlite_template"), folder / "aural.db")
    return f"sqlite:///{folder / 'aural.db'}"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def storage(shared_url: str) -> AsyncIterator[Storage]:
    async with open_storage(shared_url) as storage:
        yield storage


@pytest_asyncio.fixture(loop_scope="session")
async def world(storage: Storage, tmp_path: Path) -> AsyncIterator[World]:
    async with make_world(storage, tmp_path) as world:
        yield world


@pytest_asyncio.fixture(loop_scope="session")
async def limited(storage: Storage, tmp_path: Path) -> AsyncIterator[World]:
    """A world with the default limit: 60 requests a minute for each key."""
    async with make_world(storage, tmp_path, limit=60) as world:
        yield world


@pytest_asyncio.fixture(loop_scope="session")
async def free(storage: Storage, tmp_path: Path) -> AsyncIterator[World]:
    """A world on the `free` plan: 3 templates, 2 session hours."""
    async with make_world(storage, tmp_path, plan="free") as world:
        yield world
