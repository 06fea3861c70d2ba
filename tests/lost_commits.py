"""Plays a database connection that is lost during a commit, whose change was stored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import Select

from aural.platform.errors import StorageUnavailableError, UnknownOutcomeError
from aural.store.database import Connection, Database


def lose_commit(
    database: Database, monkeypatch: pytest.MonkeyPatch, found: Select[Any], *, is_away_then: bool = False
) -> None:
    """Loses the response to the first commit that stores a row which `found` returns.

    `is_away_then`: after that, no transaction can begin.
    """
    transaction, is_lost = database.transaction, False

    @asynccontextmanager
    async def losing() -> AsyncIterator[Connection]:
        nonlocal is_lost
        if is_lost and is_away_then:
            raise StorageUnavailableError("Nothing was changed.")
        is_this = False
        async with transaction() as connection:
            yield connection
            if not is_lost and await connection.rows(found):
                is_lost = is_this = True
        if is_this:
            raise UnknownOutcomeError

    monkeypatch.setattr(database, "transaction", losing)
