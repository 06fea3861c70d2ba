"""Fixtures that many tests of this folder share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from aural.store.database import Database, open_database


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = open_database(database_url)
    yield database
    await database.close()
