"""Signing in: the first run, a password, a cookie, and the token that proves that a request comes from our page."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from sqlalchemy import select

from aural.accounts import repository as users
from aural.guard.auth.setup import issue_setup_code
from aural.platform.ids import new_id
from aural.store import schema
from tests.api.world import Client, Json, World, paths_of

PASSWORD = "correct horse battery"


def setup_of(code: str, **changes: Any) -> Json:
    return {
        "code": code,
        "name": "Dana Reyes",
        "email": f"{new_id()}@example.com",
        "password": PASSWORD,
        "organization": f"Harbour {new_id()}",
    } | changes


def stay_in(client: Client, response: httpx2.Response) -> None:
    """Keeps the cookie and the CSRF token, as a browser does."""
    client.headers["Cookie"] = response.headers["Set-Cookie"].partition(";")[0]
    client.headers["X-CSRF-Token"] = response.json()["data"]["csrfToken"]


@pytest.fixture
def nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretends that no user has an account yet, because the tests share databases."""

    async def is_anybody_there(_connection: object) -> bool:
        return False

    monkeypatch.setattr(users, "is_anybody_there", is_anybody_there)


async def set_up(world: World, client: Client, **changes: Any) -> httpx2.Response:
    code = await issue_setup_code(world.database, world.secrets)
    assert code is not None
    return await client.post("/auth/setup", json=setup_of(code, **changes))


async def test_the_setup_code_creates_the_first_account_and_signs_it_in(world: World, nobody_is_there: None) -> None:
    client = world.with_key(None)
    assert (await client.data("GET", "/auth"))["needsSetup"] is True
    response = await set_up(world, client)
    assert response.status_code == 200, response.text
    cookie = response.headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Secure"} <= set(cookie.split("; "))
    assert cookie.startswith("__Host-aural_session=")
    stay_in(client, response)
    me = await client.data("GET", "/me")
    assert me == response.json()["data"]
    assert (me["role"], [project["name"] for project in me["projects"]]) == ("OWNER", ["Default"])
    interview = await client.data("POST", "/interviews", {"title": "By hand"})
    assert [row["id"] for row in await client.data("GET", "/interviews")] == [interview["id"]]


async def test_the_setup_code_works_once_regardless_of_case_spaces_and_hyphens(
    world: World, nobody_is_there: None
) -> None:
    code = await issue_setup_code(world.database, world.secrets)
    assert code is not None
    client = world.with_key(None)
    wrong = await client.error(400, "POST", "/auth/setup", setup_of("2222-2222-2222"))
    assert paths_of(wrong) == ["code"]
    await client.data("POST", "/auth/setup", setup_of(f" {code.replace('-', '').lower()} "))
    assert paths_of(await client.error(400, "POST", "/auth/setup", setup_of(code))) == ["code"]


async def test_setup_is_closed_once_a_user_can_sign_in(world: World) -> None:
    async with world.database.transaction() as transaction:
        await users.insert_user(
            transaction, name="A", email=f"{new_id()}@example.com", password_hash="x", now=world.clock.now()
        )
    assert await issue_setup_code(world.database, world.secrets) is None
    assert (await world.with_key(None).data("GET", "/auth"))["needsSetup"] is False


@pytest_asyncio.fixture(loop_scope="session")
async def dana(world: World, nobody_is_there: None) -> tuple[World, str]:
    """Creates a user with a password, and returns the email address."""
    email = f"{new_id()}@example.com"
    response = await set_up(world, world.with_key(None), email=email)
    assert response.status_code == 200, response.text
    return world, email


async def test_a_password_signs_in_and_signing_out_ends_the_cookie(dana: tuple[World, str]) -> None:
    world, email = dana
    client = world.with_key(None)
    stay_in(client, await client.post("/auth/sign-in", json={"email": email.upper(), "password": PASSWORD}))
    assert (await client.data("GET", "/me"))["email"] == email
    await client.data("POST", "/auth/sign-out")
    assert "has expired" in (await client.error(401, "GET", "/me"))["message"]


async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(dana: tuple[World, str]) -> None:
    world, email = dana
    client = world.with_key(None)
    wrong = await client.error(401, "POST", "/auth/sign-in", {"email": email, "password": "not this one"})
    unknown = await client.error(401, "POST", "/auth/sign-in", {"email": f"x{email}", "password": PASSWORD})
    assert wrong["message"] == unknown["message"]


async def test_a_session_cookie_without_its_csrf_token_changes_nothing(world: World) -> None:
    """Another site can make a browser send the cookie, but it cannot know the token."""
    person = await world.sign_in(world.acme.owner_id)
    token = person.headers.pop("X-CSRF-Token")
    await person.error(403, "POST", "/interviews", {"title": "Forged"})
    person.headers.encoding = "utf-8"
    for forged in (token[::-1], "é"):
        person.headers["X-CSRF-Token"] = forged
        await person.error(403, "POST", "/interviews", {"title": "Forged"})
    assert await person.data("GET", "/interviews") == []
    person.headers["X-CSRF-Token"] = token
    await person.data("POST", "/interviews", {"title": "My own"})


@pytest.mark.parametrize("foreign", ['a={"b":"c"}', "name=J\u00fcrgen", "two words=1", "=", "bare", 'half="'])
async def test_another_accounts_cookies_sign_no_one_out(world: World, foreign: str) -> None:
    """A page of the same domain, or another program on this machine, may have set any of them."""
    person = await world.sign_in(world.acme.owner_id)
    own, person.headers.encoding = person.headers["Cookie"], "utf-8"
    for cookies in (f"{foreign}; {own}", f"{own}; {foreign}", f"{foreign};{own};x=1"):
        person.headers["Cookie"] = cookies
        assert (await person.data("GET", "/me"))["id"] == world.acme.owner_id, cookies
    person.headers["Cookie"] = f"not_{own}"
    await person.error(401, "GET", "/me")


async def test_simultaneous_requests_of_a_page_are_counted_under_one_key(world: World) -> None:
    """Under two keys, a repeated request with its Idempotency-Key could be carried out again."""
    user_id = await world.join("MEMBER")
    person = await world.sign_in(user_id)
    await asyncio.gather(*(person.data("GET", path) for path in ("/me", "/interviews", "/usage", "/keys") * 3))
    kept = select(schema.api_keys.c.id).where(schema.api_keys.c.user_id == user_id)
    assert len(await world.database.read.rows(kept)) == 1


async def test_a_user_can_choose_only_an_organization_that_they_belong_to(world: World) -> None:
    person = await world.sign_in(world.acme.owner_id)
    person.headers["Aural-Organization"] = world.acme.id
    assert (await person.data("GET", "/me"))["organization"]["id"] == world.acme.id
    other = await world.sign_in(await world.join("MEMBER"))
    other.headers["Aural-Organization"] = (await world.stranger.data("GET", "/me"))["organization"]["id"]
    await other.error(403, "GET", "/interviews")
    other.headers["Aural-Organization"] = new_id()
    await other.error(403, "GET", "/interviews")


async def test_a_key_shows_its_owner_and_cannot_sign_out(world: World) -> None:
    me = await world.owner.data("GET", "/me")
    assert (me["id"], me["csrfToken"], me["role"]) == (world.acme.owner_id, None, "OWNER")
    await world.owner.error(403, "POST", "/auth/sign-out")


async def test_a_change_is_in_the_audit_log_with_its_author(world: World) -> None:
    from sqlalchemy import select

    from aural.store import schema

    made = await world.interview()
    person = await world.sign_in(await world.join("MEMBER", name="Robin"))
    await person.data("PATCH", f"/interviews/{made['id']}", {"title": "Changed"})
    entries = schema.audit_entries
    rows = await world.database.read.rows(
        select(entries).where(entries.c.organization_id == world.acme.id).order_by(entries.c.id)
    )
    said = [(row.operation, row.object_id, row.actor, row.key_id is None) for row in rows]
    assert said == [("createInterview", made["id"], "OWNER", False), ("updateInterview", made["id"], "Robin", True)]


async def test_a_taken_name_or_address_is_named_with_its_field(world: World, nobody_is_there: None) -> None:
    first = setup_of("-")
    taken = {"email": first["email"], "organization": first["organization"]}
    assert (await set_up(world, world.with_key(None), **taken)).status_code == 200
    for field, other in (("email", "organization"), ("organization", "email")):
        code = await issue_setup_code(world.database, world.secrets)
        assert code is not None
        body = setup_of(code, **taken) | {other: setup_of("-")[other]}
        refused = await world.with_key(None).post("/auth/setup", json=body)
        assert refused.status_code == 409, refused.text
        error = refused.json()["error"]
        assert paths_of(error) == [field]
        assert error["message"] == error["details"][0]["message"]
