"""The fixtures do what they promise."""

import socket
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from aural.store.database import open_database
from tests import compiled, network
from tests.house.source import list_python


async def count_tables(url: str) -> int:
    database = open_database(url)
    names = "pg_tables WHERE schemaname = 'public'" if database.dialect == "postgresql" else "sqlite_master"
    row = await database.read.row(sa.text(f"SELECT count(*) FROM {names}"))
    await database.close()
    assert row is not None
    return int(row[0])


def test_browser_tests_that_share_a_module_fixture_are_in_one_group() -> None:
    """Otherwise each worker creates its own server, browser page or interpreter."""
    files = {path.name: path.read_text() for path in list_python("tests") if path.match("tests/web/test_*.py")}
    sharing = {name for name, text in files.items() if 'scope="module"' in text and text.count("def test_") > 1}
    assert {name for name in sharing if "xdist_group" not in files[name]} == set()


async def test_the_database_url_fixture_points_to_a_migrated_database(database_url: str) -> None:
    assert await count_tables(database_url) > 10


async def test_create_database_creates_an_empty_or_a_migrated_database(create_database: Callable[..., str]) -> None:
    empty, migrated = create_database(migrated=False), create_database()
    assert await count_tables(empty) == 0
    assert await count_tables(migrated) > 10


@pytest.mark.parametrize("host", ["192.0.2.1", "example.com", "2001:db8::1"])
def test_the_outside_network_is_refused(host: str) -> None:
    with pytest.raises(network.OutsideNetworkError):
        socket.create_connection((host, 80), timeout=1)
    assert network.attempts.pop() == host


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", ""])
def test_this_machine_is_allowed(host: str) -> None:
    assert network.is_local(host)


async def test_a_statement_is_compiled_once_for_all_databases_of_a_kind(create_database: Callable[..., str]) -> None:
    """A dialect that is created for each engine, as by a function, takes a sixth of the time of the room's tests."""
    kept = []
    for _ in range(2):
        database = open_database(create_database())
        async with database.transaction() as transaction:
            await transaction.row(sa.select(sa.literal("once for all databases")))
        await database.close()
        kept.append(set(compiled.kept()))
    assert kept[0] == kept[1] != set()
