"""A repeated request gets the first answer, and is carried out only once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from aural.organizations import key_repository as keys
from aural.organizations.repository import take_organization
from aural.platform.errors import ConflictError, StorageUnavailableError
from aural.store import idempotency, schema
from aural.store.database import Database, open_database
from aural.store.idempotency import Claim, Fresh, OtherBody, Replay, StillRunning
from tests.clocks import START
from tests.lost_commits import lose_commit

MINUTE = 60_000
DAY = 24 * 60 * MINUTE


@dataclass
class Client:
    database: Database
    key_ids: tuple[str, str]

    async def claim(
        self, body: bytes = b"a", *, now: int = START, operation: str = "POST /x", key: str = "k", who: int = 0
    ) -> Claim:
        return await idempotency.claim(self.database, self.key_ids[who], operation, key, body, now)

    async def complete(self, fresh: Claim, status: int = 200) -> None:
        assert isinstance(fresh, Fresh)
        async with self.database.transaction() as transaction:
            await idempotency.complete(transaction, fresh, status, b"answer", b"", None)


@pytest.fixture
async def client(database_url: str) -> AsyncIterator[Client]:
    database = open_database(database_url)
    made = await take_organization(database, "Acme", START)
    async with database.transaction() as transaction:
        ids = [
            await keys.create_key(
                transaction, made.id, user_id=made.owner_id, name="k", role="OWNER", key_hash=name, prefix="", now=START
            )
            for name in (b"1", b"2")
        ]
    yield Client(database, (ids[0], ids[1]))
    await database.close()


async def test_a_repeated_request_gets_the_first_response(client: Client) -> None:
    await client.complete(await client.claim(), 404)
    assert await client.claim(now=START + DAY - 1) == Replay(404, b"answer", None, is_sealed=True)


async def test_a_repeated_key_with_another_body_is_recognized(client: Client) -> None:
    first = await client.claim()
    assert await client.claim(b"b") == OtherBody()
    await client.complete(first)
    assert await client.claim(b"b") == OtherBody()


async def test_the_wait_for_a_running_request_grows_until_its_lease_ends(client: Client) -> None:
    await client.claim()
    waits = [await client.claim(now=START + ran) for ran in (0, 400, 5_000, 20_000, 59_999)]
    assert waits == [StillRunning(seconds) for seconds in (1, 1, 10, 40, 1)]


async def test_keys_operations_and_callers_are_separate(client: Client) -> None:
    claims = [
        await client.claim(),
        await client.claim(key="other"),
        await client.claim(operation="POST /y"),
        await client.claim(who=1),
    ]
    assert all(isinstance(claim, Fresh) for claim in claims)


async def test_a_released_claim_may_be_repeated_at_once(client: Client) -> None:
    first = await client.claim()
    assert isinstance(first, Fresh)
    await idempotency.release(client.database, first)
    assert isinstance(await client.claim(), Fresh)


async def test_the_claim_of_a_dead_process_expires_after_a_minute(client: Client) -> None:
    await client.claim()
    assert isinstance(await client.claim(now=START + MINUTE - 1), StillRunning)
    assert isinstance(await client.claim(now=START + MINUTE), Fresh)


@pytest.mark.parametrize("is_away_then", [False, True])
async def test_a_claim_whose_commit_may_have_succeeded_is_dropped_or_expires(
    client: Client, monkeypatch: pytest.MonkeyPatch, is_away_then: bool
) -> None:
    lose_commit(client.database, monkeypatch, select(schema.idempotency_keys), is_away_then=is_away_then)
    with pytest.raises(StorageUnavailableError) as caught:
        await client.claim()
    assert caught.value.status == 503
    monkeypatch.undo()
    assert isinstance(await client.claim(now=START + 1), StillRunning if is_away_then else Fresh)
    assert isinstance(await client.claim(now=START + MINUTE + 1), Fresh)


async def test_a_request_that_was_taken_over_saves_nothing(client: Client) -> None:
    slow = await client.claim()
    quick = await client.claim(now=START + MINUTE)
    with pytest.raises(ConflictError):
        await client.complete(slow, 201)
    await client.complete(quick, 200)
    assert await client.claim(now=START + MINUTE) == Replay(200, b"answer", None, is_sealed=True)


async def test_a_response_is_stored_only_if_its_transaction_commits(client: Client) -> None:
    fresh = await client.claim()
    assert isinstance(fresh, Fresh)
    with suppress(RuntimeError):
        async with client.database.transaction() as transaction:
            await idempotency.complete(transaction, fresh, 200, b"answer", b"", None)
            raise RuntimeError
    assert isinstance(await client.claim(), StillRunning)


async def test_a_response_is_stored_for_a_day_and_then_purged(client: Client) -> None:
    await client.complete(await client.claim())
    async with client.database.transaction() as transaction:
        assert await idempotency.purge(transaction, START + DAY - 1) == 0
        assert await idempotency.purge(transaction, START + DAY) == 1
    assert isinstance(await client.claim(now=START + DAY), Fresh)


async def test_an_expired_response_is_not_replayed_even_before_the_purge(client: Client) -> None:
    await client.complete(await client.claim())
    assert isinstance(await client.claim(b"b", now=START + DAY), Fresh)


async def test_only_one_of_simultaneous_requests_is_carried_out(client: Client) -> None:
    claims = await asyncio.gather(*(client.claim() for _ in range(16)))
    assert sum(isinstance(claim, Fresh) for claim in claims) == 1
    assert all(isinstance(claim, Fresh | StillRunning) for claim in claims)
