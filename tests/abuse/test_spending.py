"""The remaining tokens are checked before each turn. Once they are used up, the guided interviewer continues."""

from __future__ import annotations

from pathlib import Path

from aural.guard.secrets import Secrets
from aural.interviewers import Interviewers
from aural.organizations.repository import take_organization
from aural.settings import load_settings
from aural.store.database import open_database
from aural.usage import repository as usage
from tests.clocks import START, FakeClock


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
