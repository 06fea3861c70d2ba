"""A request that waits for another change is carried out on the result of that change."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest
from sqlalchemy import delete

from aural.organizations import member_repository as members
from aural.organizations import settings_repository as settings
from aural.privacy import request_repository as requests
from aural.reports import comment_repository as comments
from aural.sessions import correction_repository as corrections
from aural.store import schema
from aural.store.database import Connection
from aural.usage import repository as usage
from tests.api.locks import wait_until_somebody_waits
from tests.api.seeds import seed_comment, seed_report, seed_request, seed_session
from tests.api.world import Json, World


async def overtake(
    world: World, request: Awaitable[httpx2.Response], change: Callable[[Connection], Awaitable[object]]
) -> int:
    """The status of a request that arrives while another change is not committed yet."""
    async with world.database.transaction() as transaction:
        await change(transaction)
        asked = asyncio.ensure_future(request)
        await wait_until_somebody_waits(world.database, transaction, asked)
    return (await asked).status_code


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/settings/model", {"engine": "GUIDED"}),
        ("/settings/brand", {"name": "Second"}),
        ("/settings/languages", {"report": "de"}),
        ("/settings/retention", {"transcriptDays": 90}),
        ("/settings/fairness", {"asksSelfIdentification": True}),
        ("/settings/brand/logo", None),
    ],
)
async def test_a_setting_that_was_changed_meanwhile_fails_the_precondition(
    world: World, path: str, body: Json | None
) -> None:
    await world.owner.data("PATCH", "/settings/brand", {"name": "Zero"})
    match = {"If-Match": (await world.owner.get("/settings/brand")).headers["ETag"]}
    method, more = ("DELETE", {}) if body is None else ("PATCH", {"json": body})

    async def change(transaction: Connection) -> None:
        await usage.lock_organization(transaction, world.acme.id)
        await settings.change_settings(transaction, world.acme.id, {"brand_name": "First"}, world.clock.now())

    assert await overtake(world, world.owner.request(method, path, headers=match, **more), change) == 412
    assert (await world.owner.data("GET", "/settings/brand"))["name"] == "First"


async def test_a_providers_key_is_not_sent_to_an_address_that_was_changed_meanwhile(world: World) -> None:
    own = {"engine": "OWN", "model": "some-model", "address": "https://one.example.com/v1", "key": "sk-one"}
    await world.owner.data("PATCH", "/settings/model", own)

    async def change(transaction: Connection) -> None:
        await usage.lock_organization(transaction, world.acme.id)
        values = {"model_address": "https://two.example.com/v1", "model_key": world.secrets.encrypt("sk-two")}
        await settings.change_engine(transaction, world.acme.id, values, world.clock.now())

    back = world.owner.patch("/settings/model", json={"address": own["address"]})
    assert await overtake(world, back, change) == 200
    model = await world.owner.data("GET", "/settings/model")
    assert (model["address"], model["hasKey"]) == (own["address"], False)


async def test_a_request_that_was_closed_meanwhile_fails_the_precondition(world: World) -> None:
    request = await seed_request(world, await world.interview())
    path = f"/requests/{request}"
    match = {"If-Match": (await world.owner.patch(path, json={})).headers["ETag"]}

    async def change(transaction: Connection) -> None:
        await requests.set_request_state(transaction, world.acme.id, request, "DONE", world.clock.now())

    opened = world.owner.patch(path, json={"state": "OPEN"}, headers=match)
    assert await overtake(world, opened, change) == 412


async def test_a_comment_that_was_edited_meanwhile_fails_the_precondition(world: World) -> None:
    session = await seed_session(world, await world.interview())
    comment = await seed_comment(world, session)
    path = f"/sessions/{session}/comments/{comment}"
    match = {"If-Match": (await world.owner.patch(path, json={})).headers["ETag"]}

    async def change(transaction: Connection) -> None:
        now = world.clock.now() + 1
        await corrections.lock_session(transaction, world.acme.id, session)
        await comments.change_comment(transaction, world.acme.id, session, comment, "First", now)

    assert await overtake(world, world.owner.patch(path, json={"text": "Second"}, headers=match), change) == 412


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("comments", {"text": "Good."}),
        ("decisions", {"verdict": "HOLD", "reason": "Later."}),
        ("ratings", {"criterion": "Design", "verdict": "LEVEL", "level": 2, "reason": "Thin."}),
        ("shares", {"expiresAt": "2026-07-01T00:00:00.000Z"}),
        ("holds", {"reason": "A matter"}),
    ],
)
async def test_no_one_can_write_to_a_session_that_was_erased_meanwhile(world: World, path: str, body: Json) -> None:
    session = await seed_session(world, await world.interview())
    await seed_report(world, session, "READY")
    robin = await world.sign_in(await world.join("OWNER"))
    await robin.data("GET", "/me")

    async def change(transaction: Connection) -> None:
        await transaction.run(delete(schema.sessions).where(schema.sessions.c.id == session))

    assert await overtake(world, robin.post(f"/sessions/{session}/{path}", json=body), change) == 404


async def test_a_member_who_is_being_removed_creates_no_key(world: World) -> None:
    user_id = await world.join("ADMIN")
    robin = await world.sign_in(user_id)
    await robin.data("GET", "/me")

    async def change(transaction: Connection) -> None:
        await usage.lock_organization(transaction, world.acme.id)
        await members.leave(transaction, world.acme.id, user_id, world.clock.now())

    made: Any = robin.post("/keys", json={"name": "Hold on"})
    assert await overtake(world, made, change) == 403
