"""Accounts that are linked to an account at the identity provider."""

from __future__ import annotations

from urllib.parse import quote

import pytest
import pytest_asyncio
from sqlalchemy import select

from aural.accounts import identity_repository as identities
from aural.accounts import repository as users
from aural.platform.ids import new_id
from aural.store import schema
from tests.api.people import PASSWORD, register, stay_in
from tests.api.test_single_sign_on import Browser
from tests.api.world import Client, World, paths_of
from tests.identity_provider import IdentityProvider

ISSUER = "https://id.example.com"


@pytest_asyncio.fixture(loop_scope="session")
async def linked(world: World) -> tuple[str, str]:
    """The id and email address of a linked user who had confirmed the address, and so kept the password."""
    object.__setattr__(world.settings, "oidc_issuer", ISSUER)
    user_id, email = await register(world)
    async with world.database.transaction() as transaction:
        await users.confirm_email(transaction, user_id, world.clock.now())
        await identities.add_identity(transaction, ISSUER, user_id, user_id, world.clock.now())
    return user_id, email


async def browser_of(world: World, email: str) -> Client:
    client = world.with_key(None)
    stay_in(client, await client.post("/auth/sign-in", json={"email": email, "password": PASSWORD}))
    return client


async def resets_of(world: World, user_id: str) -> int:
    return len(await world.database.read.rows(select(schema.resets).where(schema.resets.c.user_id == user_id)))


@pytest.mark.parametrize(
    ("issuer", "count"), [(ISSUER, 0), ("", 1), ("https://another.example.com", 1)], ids=["same", "none", "another"]
)
async def test_the_next_owner_of_an_address_cannot_reset_the_password_of_a_linked_account(
    world: World, linked: tuple[str, str], issuer: str, count: int
) -> None:
    """Without that provider, the mailbox is the only proof that is left, so links are sent again."""
    user_id, email = linked
    object.__setattr__(world.settings, "oidc_issuer", issuer)
    object.__setattr__(world.settings, "smtp_url", "smtp://127.0.0.1:1")
    assert await world.with_key(None).data("POST", "/auth/reset", {"email": email}) == {"sent": True}
    assert await resets_of(world, user_id) == count


async def test_a_linked_account_keeps_a_password_of_its_owner(world: World, linked: tuple[str, str]) -> None:
    """It still opens the account when the provider is down."""
    client = await browser_of(world, linked[1])
    assert (await client.data("GET", "/me"))["hasPassword"] is True


async def test_with_passwords_off_an_old_password_is_never_asked_for(world: World, linked: tuple[str, str]) -> None:
    """A forgotten one couldn't be reset. If the provider can't ask for a fresh sign-in, a recent one is enough."""
    object.__setattr__(world.settings, "oidc_confirmation", "off")
    client = await browser_of(world, linked[1])
    new = f"{new_id()}@example.com"
    assert paths_of(await client.error(400, "PATCH", "/me", {"email": new})) == ["password"]
    object.__setattr__(world.settings, "passwords", "off")
    assert (await client.data("GET", "/me"))["hasPassword"] is False
    assert (await client.data("PATCH", "/me", {"email": new}))["email"] == new
    await client.data("POST", "/me/sign-out", {"browser": None})
    world.clock.pass_seconds(601)
    for method, path, body in (
        ("PATCH", "/me", {"email": linked[1]}),
        ("POST", "/me/sign-out", {"browser": None}),
        ("POST", "/me/delete", {}),
    ):
        assert paths_of(await client.error(400, method, path, body)) == ["password"], path
    await (await world.sign_in(linked[0])).data("POST", "/me/delete", {})


@pytest.mark.parametrize(
    "wanted", ["/sessions?q=ana+lee", "/sessions?q=*&sort=(name,-at)", "/sessions/1?tab=a%20b#quote-2"]
)
async def test_a_sign_in_leads_back_to_a_search(world: World, wanted: str) -> None:
    provider = IdentityProvider()
    _, provider.person["email"] = await register(world)
    provider.person["sub"] = new_id()
    try:
        assert await Browser(world, provider).sign_in(f"/sso/start?next={quote(wanted)}") == wanted
    finally:
        provider.stop()


async def test_a_reset_link_from_before_the_linking_does_not_open_the_account(world: World) -> None:
    object.__setattr__(world.settings, "smtp_url", "smtp://127.0.0.1:1")
    provider = IdentityProvider()
    user_id, provider.person["email"] = await register(world)
    provider.person["sub"] = new_id()
    await world.with_key(None).data("POST", "/auth/reset", {"email": provider.person["email"]})
    assert await resets_of(world, user_id) == 1
    try:
        await Browser(world, provider).sign_in()
    finally:
        provider.stop()
    assert await resets_of(world, user_id) == 0
