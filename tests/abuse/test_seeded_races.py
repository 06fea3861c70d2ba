"""Races in 200 random arrangements: who asks for what, in which order, through which server, and after which delay.

Each arrangement depends only on its seed, which a failure names.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import select

from aural.engine.log import Connected, Disconnected
from aural.organizations.repository import take_organization
from aural.platform.errors import PlanLimitError
from aural.sessions.abandon_service import abandon_silent_sessions
from aural.sessions.conversation.log import OutdatedError
from aural.sessions.ending_repository import end_at_once
from aural.sessions.service import Sessions
from aural.store import schema
from aural.store.database import Database
from aural.usage import repository as usage
from tests.abuse.test_races import Attempt, take_hour, take_seat, take_template
from tests.abuse.test_races import databases as databases
from tests.api.world import Json, World, open_world
from tests.clocks import START
from tests.unit.reporting import House, answered, asked, event, open_house, started

SEEDS = range(200)
CROWDS = [2, 3, 4, 6, 8, 32]
PLACES: dict[Attempt, int] = {take_template: 3, take_seat: 1, take_hour: 2}
"""How many of each are free in the plan `free`."""
Act = Callable[[], Awaitable[Any]]


async def race(dice: random.Random, acts: list[Act]) -> list[Any]:
    """Begins all acts at a barrier, each after a random number of steps of the others."""
    barrier = asyncio.Barrier(len(acts))

    async def do(act: Act, steps: int) -> Any:
        await barrier.wait()
        for _ in range(steps):
            await asyncio.sleep(0)
        return await act()

    dice.shuffle(acts)
    return await asyncio.gather(*(do(act, dice.randrange(30)) for act in acts))


async def test_races_for_the_places_of_a_plan_admit_exactly_as_many_as_are_free(databases: list[Database]) -> None:
    for seed in SEEDS:
        await race_for_places(seed, databases)


async def race_for_places(seed: int, databases: list[Database]) -> None:
    dice = random.Random(seed)
    organization = await take_organization(databases[0], f"Acme {seed}", START, "free")

    async def take(attempt: Attempt, number: int, database: Database) -> Attempt | None:
        try:
            async with database.transaction() as transaction:
                await attempt(transaction, organization.id, number)
        except PlanLimitError:
            return None
        return attempt

    def act(attempt: Attempt, number: int) -> Act:
        database = dice.choice(databases)
        return lambda: take(attempt, number, database)

    wanted = dice.choices(list(PLACES), k=dice.choice(CROWDS))
    taken = Counter(await race(dice, [act(attempt, number) for number, attempt in enumerate(wanted)]))
    del taken[None]
    assert taken == {attempt: min(PLACES[attempt], count) for attempt, count in Counter(wanted).items()}
    figures = await usage.read_usage(databases[0].read, organization.id, START)
    used = [figures.templates.used, figures.seats.used - 1, figures.reserved_hours]  # one seat is the owner's
    assert used == [taken[attempt] for attempt in PLACES]


async def test_races_to_end_a_session_end_it_and_count_its_time_once(
    databases: list[Database], database_url: str
) -> None:
    async with open_house(database_url) as house:
        for seed in SEEDS:
            await race_to_end(seed, databases, house)
            figures = await usage.read_usage(house.database.read, house.organization_id, house.clock.now())
            assert round(figures.session_hours.used * 3600) == 60 * (seed + 1)


async def race_to_end(seed: int, databases: list[Database], house: House) -> None:
    dice = random.Random(seed)
    session_id = await house.begun()
    said = (started, event(Connected(1_500)), asked, answered("I added an index."), event(Disconnected(62_000)))
    await house.say(session_id, *said)
    house.clock.at += 3_600_000

    async def withdraw(database: Database) -> None:
        async with database.transaction() as transaction:
            await end_at_once(transaction, house.organization_id, session_id, house.clock.now())

    async def abandon(database: Database) -> None:
        sessions = Sessions(database, house.clock, has_mail=False, wake_jobs=lambda: None)
        await abandon_silent_sessions(sessions, after_seconds=60)

    async def end(way: Callable[[Database], Awaitable[None]], database: Database) -> None:
        with suppress(OutdatedError):  # another one has just ended it
            await way(database)

    def act() -> Act:
        way, database = dice.choice([withdraw, abandon]), dice.choice(databases)
        return lambda: end(way, database)

    await race(dice, [act() for _ in range(dice.choice(CROWDS))])
    log, jobs = schema.log_entries.c, schema.jobs.c
    kinds = await house.database.read.rows(select(log.kind).where(log.session_id == session_id))
    assert [row.kind for row in kinds].count("ended") == 1
    reports = select(jobs.dedup).where(jobs.dedup.startswith(f"analyse:{session_id}:"))
    assert len(await house.database.read.rows(reports)) == 1


async def test_races_to_publish_and_order_questions_give_one_link_and_no_gaps(
    database_url: str, tmp_path: Path
) -> None:
    async with open_world(database_url, tmp_path) as world:
        for seed in SEEDS:
            await race_to_publish(seed, world)


async def race_to_publish(seed: int, world: World) -> None:
    dice = random.Random(seed)
    interview = await world.interview()
    path = f"/interviews/{interview['id']}"
    made = await world.questions(interview, *"abcd")

    def call(method: str, path: str, body: Any = None) -> Act:
        client = dice.choice([world.owner, world.member])
        return lambda: client.data(method, path, body)

    def new(number: int) -> Json:
        return {"text": f"new {number}", "order": dice.randrange(6)}

    published, added, deleted = dice.randint(2, 4), dice.randint(1, 4), dice.randint(0, 2)
    acts = [call("POST", f"{path}/publish") for _ in range(published)]
    acts += [call("POST", f"{path}/questions", [new(number)]) for number in range(added)]
    acts += [call("DELETE", f"/questions/{question['id']}") for question in made[:deleted]]
    acts += [call("PATCH", f"/questions/{question['id']}", {"order": dice.randrange(6)}) for question in made[2:]]
    answers = await race(dice, acts)
    assert len({answer["publicSlug"] for answer in answers if "publicSlug" in answer}) == 1
    orders = [order for order, _ in await world.orders(interview)]
    assert orders == list(range(4 + added - deleted))
