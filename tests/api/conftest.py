"""The API of each test: organizations of its own in a database that the tests of a worker share."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.api.world import World, open_world


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def shared_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """One migrated database of each kind for all API tests of this worker: no test sees another's organizations."""
    if request.param == "postgres":
        return str(request.getfixturevalue("_postgres_databases").create(migrated=True))
    folder: Path = request.getfixturevalue("_sqlite_folder") / "api"
    folder.mkdir()
    shutil.copyfile(request.getfixturevalue("_sqlite_template"), folder / "aural.db")
    return f"sqlite:///{folder / 'aural.db'}"


@pytest.fixture
async def world(shared_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(shared_url, tmp_path) as world:
        yield world


@pytest.fixture
async def limited(shared_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """As deployed: 60 requests a minute for each key."""
    async with open_world(shared_url, tmp_path, limit=60) as world:
        yield world


@pytest.fixture
async def free(shared_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """On the plan `free`: 3 templates, 2 session hours."""
    async with open_world(shared_url, tmp_path, plan="free") as world:
        yield world
