"""The remaining tokens are checked before each turn. Once they are used up, the guided interviewer continues."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from sqlalchemy import select, update

from aural.guard.secrets import Secrets
from aural.interviewers import Interviewers
from aural.organizations.repository import take_organization
from aural.settings import load_settings
from aural.settings.budgets import TOKENS_OF_SESSION
from aural.store import schema
from aural.store.database import open_database
from aural.usage import repository as usage
from tests.clocks import START, FakeClock
from tests.faulty_provider import FaultyProvider
from tests.room.conftest import ANSWER, House
from tests.room.conftest import clock as clock
from tests.room.conftest import open_house as open_house
from tests.room.test_consent import begin_with, end
from tests.room.test_consent import provider as provider


async def test_no_model_is_used_once_the_plans_tokens_are_used_up(database_url: str, tmp_path: Path) -> None:
    settings = load_settings(
        data_dir=tmp_path,
        database_url=database_url,
        secret_key="s" * 40,
        model="a-model",
        model_base_url="http://127.0.0.1:9/v1",
    )
    database, clock = open_database(database_url), FakeClock()
    interviewers = Interviewers(settings, database, clock, Secrets(settings.secret_key))
    free = await take_organization(database, "Acme", START, "free")
    other = await take_organization(database, "Other", START, "free")
    assert await interviewers.of(free.id) is interviewers.model
    async with database.transaction() as transaction:
        most = (await usage.read_usage(transaction, free.id, START)).ai_tokens.limit
        assert most is not None
        await usage.add_tokens(transaction, free.id, most, START)
    assert await interviewers.of(free.id) is interviewers.guided
    assert await interviewers.of(other.id) is interviewers.model
    await interviewers.close()
    await database.close()


async def test_a_session_that_used_its_tokens_is_continued_by_the_guided_interviewer(
    open_house: Callable[..., Awaitable[House]], provider: FaultyProvider
) -> None:
    server = {"model": "m", "model_base_url": f"{provider.address}/well/v1", "model_word_seconds": 60}
    house = await open_house(**server)
    criteria = [{"name": "Care", "description": "Takes care"}]
    questions = [{"text": f"What is part {number} of your work?"} for number in range(1, 5)]
    interview = await house.interview(*questions, assessmentCriteria=criteria)
    spender, _ = await begin_with(house, interview, None)
    assert provider.requests
    database, sessions = house.server.database, schema.sessions
    (spent,) = await database.read.rows(select(sessions.c.id, sessions.c.organization_id, sessions.c.ai_tokens))
    month = await usage.read_usage(database.read, spent.organization_id, house.clock.now())
    assert spent.ai_tokens == month.ai_tokens.used > 0
    async with database.transaction() as transaction:
        await transaction.run(
            update(sessions).where(sessions.c.id == spent.id).values(ai_tokens=TOKENS_OF_SESSION.most)
        )
    provider.requests.clear()
    await spender.answer(ANSWER)
    await spender.next("ack")
    await spender.my_turn()
    assert provider.requests == []
    other, _ = await begin_with(house, interview, None)
    assert provider.requests
    await end(other)
    await end(spender)
    assert (await house.reported(spent.id))["scores"][0]["level"] == 3
