"""Users with a password, and what a browser does with the answer to a sign-in."""

from __future__ import annotations

import httpx2

from aural.accounts import repository as users
from aural.guard.auth import passwords
from aural.organizations import member_repository as members
from aural.platform.ids import new_id
from tests.api.world import Client, World

PASSWORD = "correct horse battery"
_hashed: list[str] = []


def stay_in(client: Client, response: httpx2.Response) -> None:
    """Keeps the cookie and the CSRF token, as a browser does."""
    assert response.status_code == 200, response.text
    client.headers["Cookie"] = response.headers["Set-Cookie"].partition(";")[0]
    client.headers["X-CSRF-Token"] = response.json()["data"]["csrfToken"]


async def register(
    world: World, role: str | None = "MEMBER", *, name: str = "Robin", email: str | None = None
) -> tuple[str, str]:
    """Creates a user with a password, a member of Acme unless `role` is None. Returns the id and the email address.

    Raises DuplicateError if another user has this address; by default, the address is random.
    """
    email = email or f"{new_id()}@example.com"
    if not _hashed:  # hashed once for all tests, because only sign-ins need to hash each time
        _hashed.append(await passwords.hash_password(PASSWORD))
    async with world.database.transaction() as transaction:
        user_id = await users.insert_user(
            transaction, name=name, email=email, password_hash=_hashed[0], now=world.clock.now()
        )
        if role is not None:
            await members.add_membership(transaction, world.acme.id, user_id, role, None, world.clock.now())
    return user_id, email


def code_of(url: str) -> str:
    """The code at the end of an invitation's link."""
    return url.rpartition("/")[2]
