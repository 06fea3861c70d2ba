"""The last template, session hour, seat or name of a plan: no limit is exceeded, however many ask for it at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from aural.organizations import repository as organizations
from aural.organizations.repository import take_organization
from aural.platform.errors import PlanLimitError
from aural.store.database import Connection, Database, open_database
from aural.usage import repository as usage
from tests.clocks import START
from tests.unit.test_usage import URL, add_interview
from tests.waiting import PATIENCE_SECONDS

Attempt = Callable[[Connection, str, int], Awaitable[object]]


@pytest.fixture
async def databases(database_url: str) -> AsyncIterator[list[Database]]:
    """Two databases, as two server processes would have them. They wait long for locks, because the last
    transaction of a crowd waits for all the others.
    """
    databases = [open_database(database_url, busy_seconds=PATIENCE_SECONDS) for _ in range(2)]
    yield databases
    for database in databases:
        await database.close()


async def take_template(connection: Connection, organization_id: str, number: int) -> None:
    await usage.require_template(connection, organization_id, START, URL)
    await add_interview(connection, organization_id)


async def take_seat(connection: Connection, organization_id: str, number: int) -> None:
    person = {"name": "Kim", "email": f"kim{number}@example.com", "role": "MEMBER"}
    await organizations.add_member(connection, organization_id, now=START, upgrade_url=URL, **person)


async def take_hour(connection: Connection, organization_id: str, number: int) -> None:
    await usage.reserve_session(connection, organization_id, 3600, START, URL)


@pytest.mark.parametrize("crowd", [2, 8, 32])
@pytest.mark.parametrize(("attempt", "places"), [(take_template, 3), (take_seat, 1), (take_hour, 2)])
async def test_simultaneous_requests_never_exceed_the_plans_limits(
    databases: list[Database], attempt: Attempt, places: int, crowd: int
) -> None:
    organization = await take_organization(databases[0], "Acme", START, "free")
    barrier = asyncio.Barrier(crowd)

    async def try_it(number: int) -> bool:
        await barrier.wait()
        try:
            async with databases[number % 2].transaction() as transaction:
                await attempt(transaction, organization.id, number)
        except PlanLimitError:
            return False
        return True

    outcomes = await asyncio.gather(*(try_it(number) for number in range(crowd)))
    assert sum(outcomes) == min(places, crowd)
    figures = await usage.read_usage(databases[0].read, organization.id, START)
    for figure in (figures.templates, figures.seats):
        assert figure.limit is not None
        assert figure.used <= figure.limit
    assert figures.reserved_hours <= 2


async def test_tokens_and_hours_used_at_the_same_time_are_all_counted(databases: list[Database]) -> None:
    organization = await take_organization(databases[0], "Acme", START)

    async def use(number: int) -> None:
        async with databases[number % 2].transaction() as transaction:
            await usage.settle_session(transaction, organization.id, reserved_seconds=0, used_seconds=36, now=START)
            await usage.add_tokens(transaction, organization.id, 10, START)

    await asyncio.gather(*(use(number) for number in range(32)))
    figures = await usage.read_usage(databases[0].read, organization.id, START)
    assert (figures.ai_tokens.used, round(figures.session_hours.used * 3600)) == (320, 32 * 36)


async def test_simultaneous_requests_create_an_organization_once(databases: list[Database]) -> None:
    made = await asyncio.gather(*(take_organization(databases[number % 2], "Acme", START) for number in range(8)))
    assert len({organization.id for organization in made}) == 1
    assert len(await organizations.list_projects(databases[0].read, made[0].id)) == 1
