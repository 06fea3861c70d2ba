"""A body may take a minute to arrive. A caller who loses a key, a role or the organization meanwhile can do no more."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable

import orjson
import pytest

from aural.organizations import repository as organizations
from tests.api.world import Client, Json, World

KEY = {"name": "Hold on", "role": "ADMIN"}


async def drip(body: Json, deed: Awaitable[object]) -> AsyncIterator[bytes]:
    """Yields the body, in the middle of which `deed` happens."""
    sent = orjson.dumps(body)
    yield sent[:1]
    await deed
    yield sent[1:]


async def slowly(someone: Client, method: str, path: str, body: Json, deed: Awaitable[object], **more: str) -> int:
    """The status of a request whose body is complete only after the deed."""
    headers = {"Content-Type": "application/json", **more}
    return (await someone.request(method, path, content=drip(body, deed), headers=headers)).status_code


async def names_of_keys(world: World) -> list[str]:
    return [key["name"] for key in await world.owner.data("GET", "/keys")]


async def test_a_key_revoked_during_a_request_creates_no_other(world: World) -> None:
    made = await world.owner.data("POST", "/keys", {"name": "Old", "role": "ADMIN"})
    revoking = world.owner.data("DELETE", f"/keys/{made['id']}")
    assert await slowly(world.with_key(made["key"]), "POST", "/keys", KEY, revoking) == 401
    assert KEY["name"] not in await names_of_keys(world)


async def test_a_key_that_expires_during_a_request_is_refused(world: World) -> None:
    made = await world.owner.data("POST", "/keys", {"name": "Short", "role": "ADMIN", "expiresInDays": 1})

    async def wait() -> None:
        world.clock.pass_seconds(86_400)

    assert await slowly(world.with_key(made["key"]), "POST", "/interviews", {"title": "Late"}, wait()) == 401
    assert await world.owner.data("GET", "/interviews") == []


@pytest.mark.parametrize(("path", "body"), [("/keys", KEY), ("/invitations", {"role": "ADMIN"})])
async def test_a_member_removed_during_a_request_leaves_no_key_or_invitation(
    world: World, path: str, body: Json
) -> None:
    robin = await world.join("ADMIN")
    browser = await world.sign_in(robin)
    assert await slowly(browser, "POST", path, body, world.owner.data("DELETE", f"/members/{robin}")) == 403
    assert KEY["name"] not in await names_of_keys(world)
    assert await world.owner.data("GET", "/invitations") == []


@pytest.mark.parametrize(("path", "body"), [("/keys", KEY), ("/invitations", {"role": "ADMIN"})])
async def test_a_member_demoted_during_a_request_cannot_grant_a_higher_role(
    world: World, path: str, body: Json
) -> None:
    robin = await world.join("ADMIN")
    browser = await world.sign_in(robin)
    lowering = world.owner.data("PATCH", f"/members/{robin}", {"role": "MEMBER"})
    assert await slowly(browser, "POST", path, body, lowering) == 403
    assert KEY["name"] not in await names_of_keys(world)
    assert await world.owner.data("GET", "/invitations") == []


async def test_an_owner_demoted_during_a_request_cannot_undo_it(world: World) -> None:
    robin = await world.join("OWNER")
    path = f"/members/{robin}"
    lowering = world.owner.data("PATCH", path, {"role": "ADMIN"})
    assert await slowly(await world.sign_in(robin), "PATCH", path, {"role": "OWNER"}, lowering) == 403
    roles = {row["id"]: row["role"] for row in await world.owner.data("GET", "/members")}
    assert roles[robin] == "ADMIN"


async def test_a_member_restricted_during_a_request_changes_nothing_elsewhere(world: World) -> None:
    interview = await world.interview()
    robin = await world.join("MEMBER")
    restricting = world.owner.data("PATCH", f"/members/{robin}", {"projectIds": []})
    path = f"/interviews/{interview['id']}"
    assert await slowly(await world.sign_in(robin), "PATCH", path, {"title": "Late"}, restricting) == 404
    assert (await world.owner.data("GET", path))["title"] == interview["title"]


async def test_a_member_signed_out_during_a_request_is_refused(world: World) -> None:
    robin = await world.join("MEMBER")
    browser = await world.sign_in(robin)
    leaving = browser.data("POST", "/auth/sign-out")
    assert await slowly(browser, "POST", "/interviews", {"title": "Late"}, leaving) == 401


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "order 1"}])
async def test_deleting_an_organization_during_a_request_causes_no_server_error(
    world: World, headers: dict[str, str]
) -> None:
    async def delete() -> None:
        async with world.database.transaction() as transaction:
            await organizations.delete_organization(transaction, world.acme.id)

    assert await slowly(world.owner, "POST", "/interviews", {"title": "Late"}, delete(), **headers) == 401
