"""A new secret key: data written with the former key works before, during and after the rotation, and is written
again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select

from aural.api.app import Api
from aural.api.context import Context
from aural.api.cursors import read_cursor, write_cursor
from aural.api.speaking import NoVoice
from aural.audit import chain_repository as audit_chain
from aural.guard.audit import log as audit_log
from aural.guard.audit.anchor import read_anchor, write_anchor
from aural.guard.audit.keys import find_audit_keys
from aural.guard.auth.gate import Gate
from aural.guard.deployment import list_uses, require_secrets
from aural.guard.http import links
from aural.guard.secrets import BOUND, Secrets, WrongSecretError
from aural.jobs.key_rotation import write_again
from aural.platform.errors import BadRequestError
from aural.settings import SettingsError
from aural.store import deployment, hashes, idempotency, schema
from aural.store.database import Database
from tests.api.seeds import seed_integration, seed_session, seed_share, seed_webhook
from tests.api.world import Client, Json, World, open_world

OLD, NEW, THIRD = "s" * 40, "n" * 40, "t" * 40
FORMER = f"1:{OLD} 2:{NEW}"
"""For a host that can read data written with the new key, but doesn't write with it yet."""
NEWER = f"2:{NEW} 1:{OLD}"
ALONE = f"2:{NEW}"


@pytest_asyncio.fixture(loop_scope="session")
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(database_url, tmp_path) as world:
        await require_secrets(world.database, world.secrets)
        yield world


def host(world: World, secret_key: str) -> World:
    """Another server on the same database, with these secret keys."""
    secrets, settings = Secrets(secret_key), world.settings.model_copy(update={"secret_key": secret_key})
    limits = world.api.gate._limits
    gate = Gate(world.database, limits, secrets, world.clock, 6000, settings.public_url)
    api = Api(Context(world.database, world.clock, settings, secrets, gate, voice=NoVoice()))
    return replace(world, api=api, secrets=secrets, settings=settings, clients={})


def at(world: World, client: Client) -> Client:
    """The client of the same user at another server."""
    there = Client(world.api, None, world.address)
    there.headers.update(client.headers)
    return there


async def start(world: World, secret_key: str) -> World:
    await require_secrets(world.database, Secrets(secret_key))
    return host(world, secret_key)


async def one(database: Database, column: Any, row_id: str) -> bytes:
    row = await database.read.row(select(column.label("value")).where(column.table.c.id == row_id))
    assert row is not None
    return bytes(row.value)


async def works(server: World, person: Client, candidate: Json, kept: Json, share: str, organization: str) -> None:
    """Checks that everything issued before still works at this server."""
    assert (await server.owner.get("/organization")).status_code == 200
    there = at(server, person)
    assert (await there.get("/me")).status_code == 200
    named = await there.request("PATCH", "/me", json={"name": "Robin"})
    assert named.status_code == 200, named.text
    shown = await server.owner.data("GET", f"/candidates/{candidate['id']}")
    assert shown["inviteToken"] == candidate["inviteToken"]
    path, body = kept["path"], kept["body"]
    again = await server.owner.request("POST", path, json=body, headers={"Idempotency-Key": "once 1"})
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json()["data"][0]["id"] == candidate["id"]
    assert (await server.with_key(None).get(f"/shared/{share}")).status_code == 200
    verdict = await audit_chain.verify(
        server.database.read, organization, await find_audit_keys(server.database.read, server.secrets)
    )
    assert verdict.broken is None


async def test_keys_links_cursors_and_logs_work_throughout_a_rotation(world: World) -> None:
    interview = await world.interview()
    kept = {"path": f"/interviews/{interview['id']}/candidates", "body": {"name": "Mina"}}
    made = await world.owner.request("POST", kept["path"], json=kept["body"], headers={"Idempotency-Key": "once 1"})
    (candidate,) = made.json()["data"]
    person = await world.sign_in(world.acme.owner_id)
    webhook, _ = await seed_webhook(world)
    integration = await seed_integration(world)
    _, share = await seed_share(world, await seed_session(world, interview))
    link = links.MediaLink(*(world.acme.id for _ in range(4)), world.clock.now() + 3_600_000)
    media, cursor = links.sign(world.secrets, link), write_cursor(world.secrets, "list", (1, "a"))
    told = (person, candidate, kept, share, world.acme.id)
    await seal(world)
    lines = await log_of(world)
    async with world.database.transaction() as transaction:
        anchor = await write_anchor(transaction, world.acme.id, world.secrets, world.clock.now())

    former = await start(world, FORMER)
    await works(former, *told)
    newer = await start(world, NEWER)
    for server in (newer, former, newer):
        await works(server, *told)
        assert links.read(server.secrets, media, world.clock.now()) == link
        assert read_cursor(server.secrets, "list", cursor) == (1, "a")
    key = await newer.issue(world.acme, "VIEWER")
    fresh = await newer.candidate(interview)
    assert (await former.with_key(key).get("/organization")).status_code == 200
    assert (await former.owner.data("GET", f"/candidates/{fresh['id']}"))["inviteToken"] == fresh["inviteToken"]
    await seal(newer)
    await seal(former)
    await works(newer, *told)

    assert await write_again(former.database, former.secrets) == 0
    assert await write_again(newer.database, newer.secrets) > 0
    assert await write_again(newer.database, newer.secrets) == 0
    await works(former, *told)
    await seal(newer)
    uses = await list_uses(world.database.read, newer.secrets, 1)
    assert set(uses) == {"API keys", "answers kept for repeated requests"}
    for persona in ("member", "viewer", "neighbour", "stranger"):
        assert (await newer.with_key(world.keys[persona]).get("/organization")).status_code in (200, 403)
    with pytest.raises(SettingsError, match="still needs secret key 1: answers kept"):
        await require_secrets(world.database, Secrets(ALONE))
    world.clock.pass_seconds(2 * 86_400)
    await forget_kept(world)
    assert await list_uses(world.database.read, newer.secrets, 1) == {}

    alone = await start(world, ALONE)
    assert (await alone.owner.get("/organization")).status_code == 200
    assert (await at(alone, person).get("/me")).status_code == 200
    shown = await alone.owner.data("GET", f"/candidates/{candidate['id']}")
    assert shown["inviteToken"] == candidate["inviteToken"]
    await are_written_again(alone, webhook, integration)
    with pytest.raises(BadRequestError):
        read_cursor(alone.secrets, "list", cursor)
    assert audit_log.verify_log(lines, anchor=read_anchor(anchor.encode())).problem is None
    await holds_anchor(alone, anchor)
    with pytest.raises(SettingsError, match="another secret key"):
        await require_secrets(world.database, Secrets(OLD))


async def are_written_again(server: World, webhook: str, integration: str) -> None:
    sealed = await one(server.database, schema.webhooks.c.secret_encrypted, webhook)
    assert server.secrets.unseal(sealed, "webhook", server.acme.id, webhook) == "whsec_c2VjcmV0"
    assert (await one(server.database, schema.integrations.c.key_hash, integration))[-1:] == b"\x02"


async def holds_anchor(server: World, anchor: str) -> None:
    """Checks that the log exported under the new key begins with the entries that the earlier anchor covers."""
    lines = await log_of(server)
    verified = audit_log.verify_log(lines, audit_log.public_key(server.secrets), read_anchor(anchor.encode()))
    assert verified.problem is None


async def seal(world: World) -> None:
    world.clock.pass_seconds(audit_chain.SEALED_AFTER_MS / 1000 + 1)
    keys = await find_audit_keys(world.database.read, world.secrets)
    await audit_chain.seal_all(world.database, keys, world.clock.now())


async def log_of(world: World) -> list[bytes]:
    parts = audit_log.write_log(world.database.read, world.acme.id, world.secrets, world.clock.now())
    return b"".join([part async for part in parts]).splitlines()


async def forget_kept(world: World) -> None:
    async with world.database.transaction() as transaction:
        await idempotency.purge(transaction, world.clock.now())


async def test_a_rotation_that_was_killed_is_resumed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    interview = await world.interview()
    candidates = [await world.candidate(interview) for _ in range(5)]
    newer = await start(world, NEWER)
    monkeypatch.setattr(hashes, "MOST_AT_ONCE", 2)
    count = 0

    def dies(database: Database) -> Any:
        class Dying:
            read = database.read

            def transaction(self) -> Any:
                nonlocal count
                count += 1
                if count == 2:
                    raise KeyboardInterrupt
                return database.transaction()

        return Dying()

    with pytest.raises(KeyboardInterrupt):
        await write_again(dies(world.database), newer.secrets)
    assert (await list_uses(world.database.read, newer.secrets, 1))["candidates' links"] == 3
    for candidate in candidates:  # some have been written again, the others not yet
        shown = await newer.owner.data("GET", f"/candidates/{candidate['id']}")
        assert shown["inviteToken"] == candidate["inviteToken"]
    assert await write_again(world.database, newer.secrets) == 3
    assert "candidates' links" not in await list_uses(world.database.read, newer.secrets, 1)


async def test_a_host_with_only_the_old_key_does_not_start_once_the_new_one_is_used(world: World) -> None:
    await start(world, NEWER)
    with pytest.raises(SettingsError, match="written under secret key 2, which this host doesn't have"):
        await require_secrets(world.database, Secrets(OLD))
    await start(world, FORMER)


async def test_removing_a_secret_key_too_early_reports_what_still_needs_it(world: World) -> None:
    await start(world, NEWER)
    with pytest.raises(SettingsError, match=r"still needs secret key 1: API keys .5.*Add it to AURAL_SECRET_KEY"):
        await require_secrets(world.database, Secrets(ALONE))
    with pytest.raises(SettingsError, match="another secret key"):
        await require_secrets(world.database, Secrets(f"2:{NEW} 1:{THIRD}"))
    async with world.database.transaction() as transaction:
        assert await deployment.drop_secret(transaction, 1)
    alone = await start(world, ALONE)
    assert (await alone.owner.get("/organization")).status_code == 401


async def test_an_api_key_is_rehashed_at_its_next_use(world: World) -> None:
    newer = await start(world, NEWER)
    before = await key_hashes(world)
    assert (await newer.owner.get("/organization")).status_code == 200
    (moved,) = set(await key_hashes(world)) - set(before)
    assert moved == newer.secrets.digest(world.keys["owner"])
    assert moved[-1:] == b"\x02"
    former = host(world, FORMER)
    assert (await former.owner.get("/organization")).status_code == 200
    assert moved in await key_hashes(world), "a host that writes with the former key moved it back"


async def key_hashes(world: World) -> Sequence[bytes]:
    return [bytes(row.hash) for row in await world.database.read.rows(select(schema.api_keys.c.hash))]


async def test_the_audit_log_verifies_after_two_rotations(world: World) -> None:
    await world.interview()
    await seal(world)
    newer = await start(world, NEWER)
    await seal(newer)
    async with world.database.transaction() as transaction:
        await deployment.drop_secret(transaction, 1)
    third = await start(world, f"3:{THIRD} {ALONE}")
    await seal(third)
    async with world.database.transaction() as transaction:
        await deployment.drop_secret(transaction, 2)
    last = await start(world, f"3:{THIRD}")
    keys = await find_audit_keys(world.database.read, last.secrets)
    assert (await audit_chain.verify(world.database.read, world.acme.id, keys)).broken is None
    assert len(keys.retired) == 2
    without = replace(keys, retired=())
    assert (await audit_chain.verify(world.database.read, world.acme.id, without)).broken is not None


async def test_the_end_of_an_audit_chain_is_resealed_under_the_new_key(world: World) -> None:
    await world.interview()
    await seal(world)
    newer = await start(world, NEWER)
    keys = await find_audit_keys(world.database.read, Secrets(ALONE))
    assert (await audit_chain.verify(world.database.read, world.acme.id, keys)).broken is not None
    await seal(newer)  # even without new entries
    assert (await audit_chain.verify(world.database.read, world.acme.id, keys)).broken is None


def test_an_encrypted_value_contains_its_key_version() -> None:
    old, new = Secrets(OLD), Secrets(NEWER)
    sealed = new.seal("text", "what")
    assert sealed.startswith(BOUND + b"\x02")
    assert new.unseal(old.seal("text", "what"), "what") == "text"
    assert new.decrypt(old.encrypt("text")) == "text"
    assert new.is_code(old.digest_code("a", "b", "c", "1"), "a", "b", "c", "1")
    for secrets in (old, Secrets(f"2:{THIRD}")):
        with pytest.raises(WrongSecretError):
            secrets.unseal(sealed, "what")
