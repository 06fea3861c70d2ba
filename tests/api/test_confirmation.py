"""Confirming an operation with a fresh sign-in at the identity provider, instead of with the password."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from aural.accounts import identity_repository as identities
from aural.accounts import repository as users
from aural.platform.ids import new_id
from aural.store import schema
from tests.api.people import PASSWORD, register
from tests.api.test_single_sign_on import Browser
from tests.api.world import Client, World, paths_of
from tests.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider

PAGE = "/settings/profile"
CHANGES = {
    "updateMe": ("PATCH", "/me", {"email": "{}@example.com"}),
    "changePassword": ("POST", "/me/password", {"password": "a long new sentence"}),
    "signOutBrowser": ("POST", "/me/sign-out", {"browser": None}),
    "deleteMe": ("POST", "/me/delete", {}),
}


def confirm_path(operation: str = "deleteMe", page: str = PAGE) -> str:
    return f"/sso/confirm?operation={operation}&next={page}"


def use(world: World, provider: IdentityProvider) -> None:
    settings = {"issuer": provider.issuer, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "name": "Harbour ID"}
    for name, value in settings.items():
        object.__setattr__(world.settings, f"oidc_{name}", value)


@pytest_asyncio.fixture(loop_scope="session")
async def provider(world: World) -> AsyncIterator[IdentityProvider]:
    provider = IdentityProvider()
    use(world, provider)
    yield provider
    provider.stop()


async def link(world: World, provider: IdentityProvider) -> str:
    """Signs a new person in at the provider. They have an account here that is linked to it, and a password."""
    user_id, email = await register(world)
    provider.person = provider.person | {"sub": new_id(), "email": email}
    async with world.database.transaction() as transaction:
        await users.confirm_email(transaction, user_id, world.clock.now())
        await identities.add_identity(transaction, provider.issuer, provider.person["sub"], user_id, world.clock.now())
    return user_id


@pytest_asyncio.fixture(loop_scope="session")
async def browser(world: World, provider: IdentityProvider) -> Browser:
    """A browser in which a linked person is signed in."""
    await link(world, provider)
    browser = Browser(world, provider)
    await browser.sign_in()
    return browser


async def page_of(browser: Browser) -> Client:
    client = browser.client()
    client.headers["X-CSRF-Token"] = (await client.data("GET", "/me"))["csrfToken"]
    return client


async def confirmed_in(browser: Browser) -> str | None:
    operation: str | None = (await browser.me())["confirmed"]
    return operation


def change_of(operation: str) -> tuple[str, str, dict[str, str | None]]:
    method, path, body = CHANGES[operation]
    return method, path, {name: value and value.format(new_id()) for name, value in body.items()}


@pytest.mark.parametrize("operation", CHANGES)
@pytest.mark.parametrize("has_password", [True, False], ids=["forgotten", "never"])
async def test_a_fresh_sign_in_allows_one_operation_without_the_password_once(
    world: World, browser: Browser, operation: str, has_password: bool
) -> None:
    me = await browser.me()
    if not has_password:
        async with world.database.transaction() as transaction:
            await users.drop_password(transaction, me["id"])
    assert (me["confirmsWith"], me["confirmed"]) == ("Harbour ID", None)
    client = await page_of(browser)
    path = ["oldPassword" if operation == "changePassword" else "password"]
    assert paths_of(await client.error(400, *change_of(operation))) == path
    assert await browser.sign_in(confirm_path(operation)) == PAGE
    assert await confirmed_in(browser) == operation
    await client.data(*change_of(operation))
    if operation == "deleteMe":
        await client.error(401, "GET", "/me")
        return
    assert await confirmed_in(browser) is None
    assert paths_of(await client.error(400, *change_of(operation))) == path


@pytest.mark.parametrize("operation", CHANGES)
async def test_a_confirmation_allows_no_other_operation(browser: Browser, operation: str) -> None:
    await browser.sign_in(confirm_path(operation))
    client = await page_of(browser)
    for other in CHANGES.keys() - {operation}:
        await client.error(400, *change_of(other))
    assert await confirmed_in(browser) == operation


@pytest.mark.parametrize("operation", CHANGES)
async def test_a_confirmation_allows_only_one_of_two_requests_at_once(browser: Browser, operation: str) -> None:
    await browser.sign_in(confirm_path(operation))
    client = await page_of(browser)
    changes = [change_of(operation) for _ in range(2)]
    answers = await asyncio.gather(*(client.request(verb, path, json=body) for verb, path, body in changes))
    first, second = sorted(answer.status_code for answer in answers)
    assert first == 200
    assert second in ((400, 401) if operation == "deleteMe" else (400,))


async def test_a_confirmation_is_valid_for_five_minutes(world: World, browser: Browser) -> None:
    await browser.sign_in(confirm_path())
    world.clock.pass_seconds(299)
    assert await confirmed_in(browser) == "deleteMe"
    world.clock.pass_seconds(1)
    assert await confirmed_in(browser) is None
    await (await page_of(browser)).error(400, *change_of("deleteMe"))


async def test_a_refused_operation_keeps_its_confirmation(world: World, browser: Browser) -> None:
    _, taken = await register(world)
    await browser.sign_in(confirm_path("updateMe"))
    client = await page_of(browser)
    await client.error(409, "PATCH", "/me", {"email": taken})
    await client.data(*change_of("updateMe"))


async def test_a_wrong_password_is_refused_despite_a_confirmation(browser: Browser) -> None:
    await browser.sign_in(confirm_path())
    client = await page_of(browser)
    assert paths_of(await client.error(400, "POST", "/me/delete", {"password": f"not {PASSWORD}"})) == ["password"]


async def test_only_a_confirmation_asks_the_provider_for_a_fresh_sign_in(browser: Browser) -> None:
    asked = await browser.go(confirm_path())
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    assert {"prompt", "max_age"}.isdisjoint(await browser.go())


@pytest.mark.parametrize(
    "age", [None, 5, 30, 3600, -3600, "now", True, pytest.param(-(10**400), id="in the far future")], ids=str
)
async def test_a_sign_in_from_before_the_request_or_without_a_time_is_refused(
    provider: IdentityProvider, browser: Browser, age: int | str | None
) -> None:
    """A thief at an unattended browser may find a session of the provider there, too."""
    is_age = isinstance(age, int) and not isinstance(age, bool)
    provider.bend = {"auth_time": int(time.time()) - age if is_age else age}
    assert await browser.sign_in(confirm_path()) == f"{PAGE}?problem=stale"
    assert await confirmed_in(browser) is None


@pytest.mark.parametrize("back", [0, 60, 300])
@pytest.mark.parametrize(("offset", "date"), [(0, None), (-120, None), (50, None), (0, ""), (0, "yesterday")])
async def test_a_sign_in_is_fresh_by_the_clock_of_the_provider(
    provider: IdentityProvider, browser: Browser, back: int, offset: int, date: str | None
) -> None:
    """Microsoft Entra ID dates its tokens five minutes back."""
    provider.offset, provider.date = offset, date
    now = provider.now()
    provider.bend = {"iat": now - back, "exp": now + 600, "auth_time": now - 10}
    assert await browser.sign_in(confirm_path()) == f"{PAGE}?problem=stale"
    provider.bend["auth_time"] = now
    assert await browser.sign_in(confirm_path()) == PAGE


async def test_a_long_sign_in_at_the_provider_is_fresh(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    asked = await browser.go(confirm_path())
    world.clock.pass_seconds(300)
    provider.bend = {"auth_time": int(time.time()) - 290}
    assert await browser.come_back(asked) == PAGE
    assert await confirmed_in(browser) == "deleteMe"


@pytest.mark.parametrize("is_known", [True, False])
async def test_another_account_at_the_provider_is_refused(
    world: World, provider: IdentityProvider, browser: Browser, is_known: bool
) -> None:
    """Neither a colleague's account nor the next owner of the same address confirms anything."""
    email = provider.person["email"]
    if is_known:
        await link(world, provider)
    provider.person = provider.person | {"email": email}
    if not is_known:
        provider.person["sub"] = new_id()
    linked = await world.database.read.row(select(func.count()).select_from(schema.identities))
    assert await browser.sign_in(confirm_path()) == f"{PAGE}?problem=mismatch"
    assert await confirmed_in(browser) is None
    assert await world.database.read.row(select(func.count()).select_from(schema.identities)) == linked


async def test_another_provider_is_refused_even_with_the_same_subject(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    another = IdentityProvider()
    another.person = provider.person
    try:
        use(world, another)
        moved = Browser(world, another)
        moved.cookies = browser.cookies
        assert await moved.sign_in(confirm_path()) == f"{PAGE}?problem=mismatch"
    finally:
        another.stop()
    me = await moved.me()
    assert (me["confirmsWith"], me["confirmed"]) == (None, None)


@pytest.mark.parametrize("error", ["access_denied", "login_required"])
async def test_a_person_whom_the_provider_refuses_confirms_nothing(browser: Browser, error: str) -> None:
    asked = await browser.go(confirm_path())
    problem = "cancelled" if error == "access_denied" else "failed"
    back = await browser.land(f"/sso/callback?error={error}&state={asked['state']}")
    assert back == f"{PAGE}?problem={problem}"
    assert await confirmed_in(browser) is None


async def test_a_replayed_response_confirms_nothing(provider: IdentityProvider, browser: Browser) -> None:
    asked = await browser.go(confirm_path("updateMe"))
    before, response = dict(browser.cookies), provider.consent(asked)
    path = response[response.index("/sso") :]
    assert await browser.land(path) == PAGE
    await (await page_of(browser)).data(*change_of("updateMe"))
    assert await browser.land(path) == "/sign-in?problem=failed"
    browser.cookies = before
    assert await browser.land(path) == f"{PAGE}?problem=failed"
    assert await confirmed_in(browser) is None


async def test_a_sign_in_confirms_nothing(provider: IdentityProvider, browser: Browser) -> None:
    provider.bend = {"auth_time": int(time.time())}
    asked = await browser.go()
    signing_in = dict(browser.cookies)
    assert await browser.come_back(asked) == "/"
    assert await confirmed_in(browser) is None
    asked = await browser.go(confirm_path())
    browser.cookies |= {name: value for name, value in signing_in.items() if name.endswith("aural_trip")}
    assert await browser.come_back(asked) == "/sign-in?problem=failed"
    assert await confirmed_in(browser) is None


async def test_a_confirmation_signs_no_browser_in(world: World, provider: IdentityProvider, browser: Browser) -> None:
    asked = await browser.go(confirm_path())
    stolen = Browser(world, provider)
    stolen.cookies = {name: value for name, value in browser.cookies.items() if name.endswith("aural_trip")}
    assert await stolen.come_back(asked) == f"{PAGE}?problem=failed"
    assert not any(name.endswith("aural_session") for name in stolen.cookies)


async def test_a_confirmation_belongs_to_the_browser_that_asked_for_it(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    other = Browser(world, provider)
    await other.sign_in()
    asked = await browser.go(confirm_path())
    other.cookies |= {name: value for name, value in browser.cookies.items() if name.endswith("aural_trip")}
    assert await other.come_back(asked) == f"{PAGE}?problem=failed"
    assert [await confirmed_in(each) for each in (browser, other)] == [None, None]
    await browser.sign_in(confirm_path())
    assert [await confirmed_in(each) for each in (browser, other)] == ["deleteMe", None]
    await (await page_of(other)).error(400, *change_of("deleteMe"))


async def test_a_confirmation_ends_with_the_sign_in(world: World, browser: Browser) -> None:
    await browser.sign_in(confirm_path())
    await (await page_of(browser)).data("POST", "/auth/sign-out", {})
    await browser.sign_in()
    assert await confirmed_in(browser) is None
    asked = await browser.go(confirm_path())
    await (await page_of(browser)).data("POST", "/auth/sign-out", {})
    assert await browser.come_back(asked) == f"{PAGE}?problem=failed"


async def test_unlinking_the_account_ends_its_confirmation(world: World, browser: Browser) -> None:
    await browser.sign_in(confirm_path())
    user_id = (await browser.me())["id"]
    async with world.database.transaction() as transaction:
        await identities.delete_identities(transaction, user_id)
    assert await confirmed_in(browser) is None
    await (await page_of(browser)).error(400, *change_of("deleteMe"))


@pytest.mark.parametrize("operation", ["updateMe", "signOutBrowser", "deleteMe"])
async def test_with_passwords_off_a_recent_sign_in_is_not_a_fresh_one(
    world: World, browser: Browser, operation: str
) -> None:
    """It may have come from the provider's session without any question."""
    object.__setattr__(world.settings, "passwords", "off")
    client = await page_of(browser)
    assert paths_of(await client.error(400, *change_of(operation))) == ["password"]
    await browser.sign_in(confirm_path(operation))
    await client.data(*change_of(operation))


async def test_a_provider_that_cannot_ask_again_is_not_offered(world: World, browser: Browser) -> None:
    object.__setattr__(world.settings, "oidc_confirmation", "off")
    assert (await browser.me())["confirmsWith"] is None
    await browser.sign_in(confirm_path())
    await (await page_of(browser)).error(400, *change_of("deleteMe"))


@pytest.mark.parametrize("operation", CHANGES)
async def test_a_person_with_neither_password_nor_provider_needs_a_recent_sign_in(
    world: World, browser: Browser, operation: str
) -> None:
    user_id = (await browser.me())["id"]
    async with world.database.transaction() as transaction:
        await identities.delete_identities(transaction, user_id)
        await users.drop_password(transaction, user_id)
    client = await page_of(browser)
    world.clock.pass_seconds(601)
    path = "oldPassword" if operation == "changePassword" else "password"
    assert paths_of(await client.error(400, *change_of(operation))) == [path]
    await (await world.sign_in(user_id)).data(*change_of(operation))


@pytest.mark.parametrize(("path", "page"), [(confirm_path("createKey"), PAGE), ("/sso/confirm", "/")])
async def test_only_an_operation_that_needs_it_is_confirmed(browser: Browser, path: str, page: str) -> None:
    assert await browser.land(path) == f"{page}?problem=failed"


async def test_only_a_signed_in_person_can_confirm(world: World, provider: IdentityProvider) -> None:
    assert await Browser(world, provider).land(confirm_path()) == "/sign-in?next=%2Fsettings%2Fprofile"


async def test_attempts_to_confirm_are_counted_and_limited(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    asked = await browser.go(confirm_path())
    trip = {name: value for name, value in browser.cookies.items() if name.endswith("aural_trip")}
    wrong = Browser(world, provider)
    wrong.cookies = {"__Host-aural_session": "wrong"}
    object.__setattr__(world.api.gate, "_limit", 2)
    ends = [await wrong.land(confirm_path()) for _ in range(3)]
    assert ends[-1] == f"{PAGE}?problem=busy"
    assert [await browser.land("/sso/callback") for _ in range(3)][-1] == "/sign-in?problem=busy"
    browser.cookies |= trip
    assert await browser.come_back(asked) == f"{PAGE}?problem=busy"


@pytest.mark.parametrize("page", ["//example.com", "https://example.com", "/%5Cexample.com"])
async def test_a_confirmation_never_leads_to_another_site(browser: Browser, page: str) -> None:
    assert await browser.sign_in(confirm_path(page=page)) == "/"


async def test_a_confirmation_is_in_the_audit_log(world: World, browser: Browser) -> None:
    await browser.sign_in(confirm_path())
    lines = await world.owner.data("GET", f"/audit?userId={(await browser.me())['id']}")
    assert [(line["operation"], line["what"], line["detail"]) for line in lines][:2] == [
        ("confirmOperation", "Confirm an operation with the identity provider", {"confirms": "deleteMe"}),
        ("signIn", "Sign in", {"by": "SINGLE_SIGN_ON"}),
    ]
