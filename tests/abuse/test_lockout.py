"""Typing wrong passwords can't lock out the owner of an account, and guessing is limited."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from aural.cli.accounts import make_reset_link
from aural.guard.auth.known_browsers import MOST_PEOPLE, KnownBrowsers
from aural.guard.secrets import Secrets
from aural.settings.budgets import FIRST_TRIES_OF_NETWORK, TRIES_OF_ACCOUNT, TRIES_OF_ACCOUNT_AND_ADDRESS
from tests.api.people import PASSWORD, register
from tests.api.world import Client, Json, World, open_world

ATTACKER, HOME, PHONE = "192.0.2.66", "198.51.100.7", "203.0.113.9"


@pytest.fixture
async def world(database_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(database_url, tmp_path, limit=1000) as world:
        yield world


async def post(world: World, path: str, body: Json, address: str, cookie: str | None = None) -> httpx2.Response:
    async with Client(world.api, None, address) as client:
        return await client.post(path, json=body, headers={} if cookie is None else {"Cookie": cookie})


async def sign_in(world: World, email: str, password: str, address: str, cookie: str | None = None) -> httpx2.Response:
    return await post(world, "/auth/sign-in", {"email": email, "password": password}, address, cookie)


def known_of(response: httpx2.Response) -> str:
    """The cookie that stays in the browser after sign-out."""
    lines = response.headers.get_list("set-cookie")
    (known,) = [line.partition(";")[0] for line in lines if line.startswith("__Host-aural_browser=")]
    assert all({"HttpOnly", "Secure", "SameSite=Lax"} <= set(line.split("; ")) for line in lines)
    return known


async def attack(world: World, email: str, address: str = ATTACKER) -> None:
    """Tries wrong passwords from one address until it is refused."""
    for _ in range(TRIES_OF_ACCOUNT_AND_ADDRESS.most):
        assert (await sign_in(world, email, "not this one", address)).status_code == 401
    refused = await sign_in(world, email, "not this one", address)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 60


async def test_an_attack_from_another_address_does_not_lock_out_the_owner(world: World) -> None:
    _, email = await register(world)
    await attack(world, email)
    assert (await sign_in(world, email, PASSWORD, HOME)).status_code == 200


async def test_a_known_browser_gets_in_even_from_the_attackers_address(world: World) -> None:
    _, email = await register(world)
    known = known_of(await sign_in(world, email, PASSWORD, PHONE))
    await attack(world, email, HOME)
    assert (await sign_in(world, email, PASSWORD, HOME)).status_code == 429
    assert (await sign_in(world, email, PASSWORD, HOME, known)).status_code == 200
    for _ in range(TRIES_OF_ACCOUNT_AND_ADDRESS.most - 1):
        assert (await sign_in(world, email, "not this one", PHONE, known)).status_code == 401
    assert (await sign_in(world, email, "not this one", PHONE, known)).status_code == 429  # its tries are limited, too


async def use_up(world: World, email: str) -> None:
    """Tries wrong passwords from addresses of one network until none of them may try any more."""
    for number in range(TRIES_OF_ACCOUNT.most + FIRST_TRIES_OF_NETWORK.most):
        address = f"192.0.2.{number // TRIES_OF_ACCOUNT_AND_ADDRESS.most}"
        assert (await sign_in(world, email, "not this one", address)).status_code == 401
    assert (await sign_in(world, email, "not this one", ATTACKER)).status_code == 429


async def test_password_guesses_from_many_addresses_share_one_limit(world: World) -> None:
    _, email = await register(world)
    known = known_of(await sign_in(world, email, PASSWORD, HOME))
    await use_up(world, email)
    assert (await sign_in(world, email, PASSWORD, PHONE, known)).status_code == 200


async def test_an_attack_from_many_addresses_does_not_lock_out_the_owner_in_a_new_browser(world: World) -> None:
    _, email = await register(world)
    await use_up(world, email)
    assert (await sign_in(world, email, PASSWORD, HOME)).status_code == 200
    for _ in range(FIRST_TRIES_OF_NETWORK.most):
        assert (await sign_in(world, email, "not this one", PHONE)).status_code == 401
    assert (await sign_in(world, email, PASSWORD, PHONE)).status_code == 429


async def test_a_foreign_or_forged_browser_cookie_does_not_bypass_the_lockout(world: World) -> None:
    (_, email), (_, own) = await register(world), await register(world)
    known = known_of(await sign_in(world, own, PASSWORD, ATTACKER))
    await attack(world, email)
    for forged in (known, "__Host-aural_browser=" + "x" * 30 + "~" + "0" * 32):
        assert (await sign_in(world, email, "not this one", ATTACKER, forged)).status_code == 429


async def test_a_reset_link_from_the_command_line_works_during_an_attack(world: World) -> None:
    _, email = await register(world)
    await attack(world, email, HOME)
    link = await make_reset_link(world.database, world.settings, email)
    body = {"token": link.partition("#")[2], "password": "another battery staple"}
    response = await post(world, "/auth/password", body, HOME)
    assert response.status_code == 200, response.text
    assert (await sign_in(world, email, body["password"], HOME, known_of(response))).status_code == 200


def test_a_shared_browser_remembers_its_last_accounts() -> None:
    known = KnownBrowsers(Secrets("s" * 40), is_secure=False)
    cookie = None
    for person in range(MOST_PEOPLE + 1):
        cookie = known.remember(cookie, f"person {person}").partition(";")[0].partition("=")[2]
    assert known.find(cookie, "person 0") is None
    browsers = {known.find(cookie, f"person {person}") for person in range(1, MOST_PEOPLE + 1)}
    assert len(browsers) == 1
    assert None not in browsers
    assert known.find(None, "person 1") is None
