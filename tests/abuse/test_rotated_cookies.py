"""A candidate's cookie and the cookie of a known browser outlive rotations of the secret key, if they are used."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from click.testing import CliRunner

from aural.accounts import repository as users
from aural.cli.main import main
from aural.guard.auth import passwords
from aural.settings.budgets import TRIES_OF_ACCOUNT_AND_ADDRESS
from tests.room.conftest import House
from tests.room.conftest import clock as clock
from tests.room.conftest import open_house as open_house

EMAIL, PASSWORD = "robin@example.com", "correct horse battery"


async def sign_in(house: House, password: str, known: str | None) -> tuple[int, str | None]:
    """The status, and the cookie of the known browser."""
    headers = {} if known is None else {"Cookie": f"aural_browser={known}"}
    response = await house.api.post("/auth/sign-in", json={"email": EMAIL, "password": password}, headers=headers)
    house.api.cookies.clear()
    return response.status_code, response.cookies.get("aural_browser")


async def is_known(house: House, known: str) -> bool:
    """Whether a browser with this cookie gets in while others have used up all tries."""
    house.clock.pass_seconds(61)
    for _ in range(TRIES_OF_ACCOUNT_AND_ADDRESS.most):
        assert (await sign_in(house, "not this one", None))[0] == 401
    assert (await sign_in(house, PASSWORD, None))[0] == 429
    return (await sign_in(house, PASSWORD, known))[0] == 200


async def start(house: House, slug: str, name: str) -> str:
    """The cookie of a new candidate."""
    cookie = (await house.start(slug, name=name, email=f"{name}@example.com")).cookies[f"aural_room_{slug}"]
    house.http.cookies.clear()
    return cookie


async def is_recognized(house: House, slug: str, cookie: str) -> bool:
    """Whether a candidate's browser with this cookie returns to the room."""
    house.http.cookies.clear()
    headers = {"Cookie": f"aural_room_{slug}={cookie}"}
    return (await house.http.post("/room/v1/tickets", json={"slug": slug}, headers=headers)).status_code == 200


async def test_the_cookies_of_candidates_and_known_browsers_work_across_two_rotations(
    open_house: Callable[..., Awaitable[House]], database_url: str, tmp_path: Path
) -> None:
    async def restart(*command: str) -> House:
        storage = ["--data-dir", str(tmp_path), "--database-url", database_url]
        done = await asyncio.to_thread(CliRunner().invoke, main, ["keys", *command, *storage])
        assert done.exit_code == 0, done.output
        return await open_house(key=first.key, rate_limit_per_minute=6000)

    first = await open_house(rate_limit_per_minute=6000)
    async with first.server.database.transaction() as transaction:
        password = await passwords.hash_password(PASSWORD)
        await users.insert_user(transaction, name="Robin", email=EMAIL, password_hash=password, now=first.clock.now())
    slug = (await first.interview())["publicSlug"]
    used, unused = [await start(first, slug, name) for name in ("Mina", "Kim")]
    _, known = await sign_in(first, PASSWORD, None)
    assert known is not None

    second = await restart("rotate-secret")
    assert await is_recognized(second, slug, used)
    assert await is_known(second, known)
    _, renewed = await sign_in(second, PASSWORD, known)
    assert renewed is not None

    alone = await restart("drop-secret", "1", "--yes")
    assert await is_recognized(alone, slug, used)
    assert not await is_recognized(alone, slug, unused)  # --yes gave it up
    assert await is_known(alone, renewed)
    assert not await is_known(alone, known)

    third = await restart("rotate-secret")
    assert await is_recognized(third, slug, used)
    assert await is_known(third, renewed)
