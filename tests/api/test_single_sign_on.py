"""Signing in with an identity provider: a real one on this machine, honest or manipulated."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
import pytest_asyncio
from joserfc.jwk import OctKey, RSAKey
from sqlalchemy import select
from starlette.applications import Starlette

from aural.accounts.browser_repository import KEPT_MS
from aural.accounts.single_sign_on_endpoints import COOKIE, sign_on_routes
from aural.api.context import Context
from aural.cli.accounts import make_reset_link, unlink_identities
from aural.organizations.claim_repository import SAMPLE
from aural.organizations.repository import found_organization
from aural.platform.ids import new_id
from aural.settings import SettingsError, load_settings
from aural.store import schema
from aural.store.deployment import drop_value, put_value
from tests.api.people import PASSWORD, code_of, register
from tests.api.world import Client, Json, World
from tests.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider


class Browser:
    """A browser that follows redirects and keeps its cookies."""

    def __init__(self, world: World, provider: IdentityProvider) -> None:
        changed = {
            "oidc_issuer": provider.issuer,
            "oidc_client_id": CLIENT_ID,
            "oidc_client_secret": CLIENT_SECRET,
            "oidc_name": "Harbour ID",
        }
        self.world, self.provider = world, provider
        self.settings = world.settings.model_copy(update=changed)
        self.cookies: dict[str, str] = {}

    async def open(self, path: str) -> httpx2.Response:
        context = Context(self.world.database, self.world.clock, self.settings, self.world.secrets, self.world.api.gate)
        app: Any = Starlette(routes=sign_on_routes(context))
        async with httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app, client=(self.world.address, 1)), base_url="https://aural.test"
        ) as http:
            cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            response = await http.get(path, headers={"Cookie": cookie, "User-Agent": "Firefox"})
        for line in response.headers.get_list("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response

    async def go(self, path: str = "/sso/start") -> Json:
        """Goes to the provider, and returns the parameters of the request to it."""
        response = await self.open(path)
        assert response.status_code == 303, response.text
        address = urlsplit(response.headers["Location"])
        assert address.path == "/authorize", response.headers["Location"]
        return {name: values[0] for name, values in parse_qs(address.query).items()}

    async def come_back(self, asked: Json) -> str:
        """Comes back from the provider, and returns the address where the browser ends."""
        back = urlsplit(self.provider.consent(asked))
        return await self.land(f"{back.path}?{back.query}")

    async def land(self, path: str) -> str:
        response = await self.open(path)
        assert response.status_code == 303, response.text
        return response.headers["Location"]

    async def sign_in(self, path: str = "/sso/start") -> str:
        return await self.come_back(await self.go(path))

    async def me(self) -> Json:
        client = self.client()
        found: Json = await client.data("GET", "/me")
        return found

    def client(self) -> Client:
        client = self.world.with_key(None)
        client.headers["Cookie"] = f"__Host-aural_session={self.cookies.get('__Host-aural_session', '')}"
        return client


@pytest_asyncio.fixture(loop_scope="session")
async def provider() -> AsyncIterator[IdentityProvider]:
    provider = IdentityProvider()
    provider.person = provider.person | {"sub": new_id(), "email": f"{new_id()}@example.com"}
    yield provider
    provider.stop()


@pytest.fixture
def browser(world: World, provider: IdentityProvider) -> Browser:
    return Browser(world, provider)


async def member(world: World, provider: IdentityProvider) -> str:
    """A user whom Aural and the provider know by the same address."""
    user_id, email = await register(world)
    provider.person["email"] = email
    return user_id


async def test_a_user_with_an_account_is_signed_in_and_continues_where_they_were(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    user_id = await member(world, provider)
    assert await browser.sign_in("/sso/start?next=/interviews/1/build%3Ftab%3D2") == "/interviews/1/build?tab=2"
    assert (await browser.me())["id"] == user_id
    provider.person["email"] = f"{new_id()}@example.com"  # addresses change; the subject does not
    again = Browser(world, provider)
    assert await again.sign_in() == "/"
    assert (await again.me())["id"] == user_id


async def test_the_sign_in_page_names_the_provider(world: World) -> None:
    object.__setattr__(world.settings, "oidc_issuer", "https://id.example.com")
    object.__setattr__(world.settings, "oidc_name", "Harbour ID")
    assert (await world.with_key(None).data("GET", "/auth"))["singleSignOn"] == "Harbour ID"


async def test_an_account_linked_by_a_verified_address_loses_its_password_and_sessions(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    """An attacker may have created it with someone else's address, and waited."""
    user_id = await member(world, provider)
    waiting = await world.sign_in(user_id)
    await browser.sign_in()
    await waiting.error(401, "GET", "/me")
    me = await browser.me()
    assert (me["id"], me["hasPassword"]) == (user_id, False)


async def test_a_reassigned_address_does_not_sign_in_to_the_old_account(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    user_id = await member(world, provider)
    assert await browser.sign_in() == "/"
    provider.person["sub"] = new_id()  # the former owner of the address has left, and another person has it now
    assert await Browser(world, provider).sign_in() == "/sign-in?problem=taken"
    email = provider.person["email"]
    assert (await unlink_identities(world.database, email)).startswith(f"Unlinked {email}.")
    assert await browser.sign_in() == "/"
    assert (await browser.me())["id"] == user_id
    provider.person["sub"] = new_id()
    assert await Browser(world, provider).sign_in() == "/sign-in?problem=taken"


async def test_no_one_joins_without_an_invitation(world: World, provider: IdentityProvider, browser: Browser) -> None:
    await world.join("OWNER")  # users of a configured domain would join it
    before = await world.database.read.rows(select(schema.users.c.id))
    assert await browser.sign_in() == "/sign-in?problem=uninvited"
    assert len(await world.database.read.rows(select(schema.users.c.id))) == len(before)
    await browser.client().error(401, "GET", "/me")


async def test_an_invitation_admits_a_user_whom_the_provider_knows(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    made = await world.owner.data("POST", "/invitations", {"role": "MEMBER", "email": provider.person["email"]})
    assert await browser.sign_in(f"/sso/start?invitation={code_of(made['url'])}") == "/"
    me = await browser.me()
    assert (me["name"], me["role"], me["organization"]["id"]) == ("Dana Reyes", "MEMBER", world.acme.id)
    other = Browser(world, provider)
    provider.person = provider.person | {"sub": new_id(), "email": f"{new_id()}@example.com"}
    assert await other.sign_in(f"/sso/start?invitation={code_of(made['url'])}") == "/sign-in?problem=over"
    bound = await world.owner.data("POST", "/invitations", {"role": "MEMBER", "email": "another@example.com"})
    assert await other.sign_in(f"/sso/start?invitation={code_of(bound['url'])}") == "/sign-in?problem=other"


async def test_users_of_the_domain_join_automatically_as_viewers(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    await world.join("OWNER")
    browser.settings = browser.settings.model_copy(update={"oidc_domain": "harbour.example"})
    assert await browser.sign_in() == "/sign-in?problem=uninvited"
    provider.person["email"] = f"{new_id()}@harbour.example"
    assert await browser.sign_in() == "/"
    assert (await browser.me())["role"] == "VIEWER"
    provider.person = provider.person | {"sub": new_id(), "email": f"{new_id()}@not-harbour.example"}
    assert await Browser(world, provider).sign_in() == "/sign-in?problem=uninvited"


async def test_users_of_the_domain_do_not_join_the_sample(world: World, provider: IdentityProvider) -> None:
    owner_id = await world.join("OWNER")
    joined = []
    for _ in range(2):
        provider.person = provider.person | {"sub": new_id(), "email": f"{new_id()}@harbour.example"}
        browser = Browser(world, provider)
        browser.settings = browser.settings.model_copy(update={"oidc_domain": "harbour.example"})
        assert await browser.sign_in() == "/"
        joined.append((await browser.me())["organization"]["id"])
        async with world.database.transaction() as transaction:
            await put_value(transaction, SAMPLE, joined[0])
            await found_organization(transaction, new_id(), owner_id, world.clock.now())
    async with world.database.transaction() as transaction:
        await drop_value(transaction, SAMPLE)
    assert joined[0] != joined[1]


async def test_the_address_may_come_from_the_userinfo_endpoint(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    user_id = await member(world, provider)
    provider.says_in_token = False
    await browser.sign_in()
    assert (await browser.me())["id"] == user_id
    provider.bend = {"sub": new_id()}  # the token and the userinfo name different people
    assert await Browser(world, provider).sign_in() == "/sign-in?problem=unverified"


LIES: list[tuple[Json, str]] = [
    ({"nonce": "of another sign-in"}, "failed"),
    ({"nonce": None}, "failed"),
    ({"iss": "https://evil.example"}, "failed"),
    ({"aud": "another client"}, "failed"),
    ({"aud": "another client", "azp": CLIENT_ID}, "failed"),
    ({"aud": ["aural", "another"], "azp": "another"}, "failed"),
    ({"aud": ["aural", "another"]}, "failed"),
    ({"azp": "another"}, "failed"),
    ({"sub": None}, "failed"),
    ({"exp": 1_700_000_000}, "failed"),
    ({"exp": None}, "failed"),
    ({"iat": None}, "failed"),
    ({"nbf": 9_999_999_999}, "failed"),
    ({"email_verified": False}, "unverified"),
    ({"email_verified": None}, "unverified"),
    ({"email": "nobody"}, "unverified"),
]


async def test_a_token_with_any_wrong_claim_is_refused(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    await member(world, provider)
    for bend, problem in LIES:
        provider.bend = bend
        assert await browser.sign_in() == f"/sign-in?problem={problem}", bend
        assert "__Host-aural_session" not in browser.cookies
    provider.bend = {}
    assert await browser.sign_in() == "/"


async def test_a_token_signed_by_anyone_else_is_refused(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    await member(world, provider)
    provider.key = RSAKey.generate_key(2048, {"kid": "good", "use": "sig"})
    assert await browser.sign_in() == "/sign-in?problem=failed"
    provider.algorithm = "none"
    assert await browser.sign_in() == "/sign-in?problem=failed"
    provider.algorithm, key = "HS256", OctKey.import_key(CLIENT_SECRET * 3, {"kid": "good"})
    provider.key = provider.published = key  # type: ignore[assignment]
    assert await browser.sign_in() == "/sign-in?problem=failed"


async def test_a_state_from_another_browser_is_refused(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    """Otherwise, a victim who clicks a link with an attacker's answer would be signed in to the attacker's account."""
    await member(world, provider)
    attacker = Browser(world, provider)
    back = urlsplit(provider.consent(await attacker.go()))
    await browser.go()
    assert await browser.land(f"{back.path}?{back.query}") == "/sign-in?problem=failed"
    assert await Browser(world, provider).land(f"{back.path}?{back.query}") == "/sign-in?problem=failed"
    assert await attacker.land("/sso/callback?error=access_denied&state=wrong") == "/sign-in?problem=failed"


async def test_the_providers_response_works_once_and_for_ten_minutes(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    await member(world, provider)
    asked = await browser.go()
    trip, back = browser.cookies[COOKIE], urlsplit(provider.consent(asked))
    assert await browser.land(f"{back.path}?{back.query}") == "/"
    browser.cookies[COOKIE] = trip
    assert await browser.land(f"{back.path}?{back.query}") == "/sign-in?problem=failed"
    asked = await browser.go()
    world.clock.pass_seconds(601)
    assert await browser.come_back(asked) == "/sign-in?problem=failed"


async def test_the_providers_tokens_stay_on_the_server_and_are_not_stored(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    user_id = await member(world, provider)
    back = urlsplit(provider.consent(await browser.go()))
    answer = await browser.open(f"{back.path}?{back.query}")
    assert answer.headers["Location"] == "/"
    database = world.database.read
    kept = [
        *await database.rows(select(schema.identities).where(schema.identities.c.user_id == user_id)),
        *await database.rows(select(schema.web_sessions).where(schema.web_sessions.c.user_id == user_id)),
    ]
    assert len(kept) == 2
    seen = f"{answer.headers} {answer.text} {browser.cookies} {kept}"
    assert [token for token in provider.issued if token in seen] == []


async def test_a_provider_sign_in_expires_like_a_password_sign_in(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    await member(world, provider)
    await browser.sign_in()
    await browser.me()
    world.clock.pass_seconds(KEPT_MS // 1000 + 1)
    await browser.client().error(401, "GET", "/me")


async def test_with_passwords_off_only_the_provider_and_command_line_links_work(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    user_id = await member(world, provider)
    object.__setattr__(world.settings, "passwords", "off")
    person, owner, nobody = await world.sign_in(user_id), await world.sign_in(world.acme.owner_id), world.with_key(None)
    link = (await owner.data("POST", "/invitations", {"role": "MEMBER"}))["url"]
    account = {"name": "Robin", "email": f"{new_id()}@example.com", "password": PASSWORD}
    for client, path, body in (
        (nobody, "/auth/sign-in", {"email": account["email"], "password": PASSWORD}),
        (nobody, "/auth/reset", {"email": account["email"]}),
        (nobody, "/auth/join", account | {"code": link.rpartition("/")[2]}),
        (person, "/me/password", {"password": PASSWORD}),
    ):
        refused = await client.error(400, "POST", path, body)
        assert refused["message"].startswith("Sign-in with a password is turned off here."), path
    assert (await nobody.data("GET", "/auth"))["passwords"] is False
    assert await browser.sign_in() == "/"
    reset = await make_reset_link(world.database, world.settings, (await browser.me())["email"])
    await nobody.data("POST", "/auth/password", {"token": reset.partition("#")[2], "password": PASSWORD})
    with pytest.raises(SettingsError, match="AURAL_OIDC_ISSUER"):
        load_settings(data_dir=world.settings.data_dir, passwords="off")


async def test_a_refused_sign_in_is_logged_with_the_reason(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    assert await browser.land("/sso/callback?error=access_denied&state=wrong") == "/sign-in?problem=failed"
    assert [record.getMessage() for record in caplog.records if record.name == "aural.refusals"] == [
        f"refused signIn by an identity provider: failed, address {browser.world.address}"
    ]


async def test_the_cookie_of_a_sign_in_attempt_is_bound_to_the_host(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    await member(world, provider)
    asked = await browser.go()
    assert browser.cookies.pop(COOKIE)  # the cookie for servers of the previous version
    assert browser.cookies["__Host-aural_trip"]
    assert await browser.come_back(asked) == "/"
    assert browser.cookies["__Host-aural_trip"] == browser.cookies[COOKIE] == ""


async def test_a_code_without_its_verifier_or_from_another_provider_is_refused(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    await member(world, provider)
    asked = await browser.go()
    assert (asked["code_challenge_method"], len(asked["code_challenge"])) == ("S256", 43)
    assert await browser.come_back(asked | {"code_challenge": "of-another-trip"}) == "/sign-in?problem=failed"
    asked = await browser.go()
    back = provider.consent(asked).replace("iss=http", "iss=https")
    assert await browser.land(back[back.index("/sso") :]) == "/sign-in?problem=failed"
    asked = await browser.go()
    state = f"state={asked['state']}"
    assert await browser.land(f"/sso/callback?error=access_denied&{state}") == "/sign-in?problem=cancelled"
    issuer, provider.claimed_issuer = provider.claimed_issuer, "http://127.0.0.1:1"
    assert await browser.land("/sso/start") == "/sign-in?problem=failed"
    provider.claimed_issuer = issuer
    assert await browser.sign_in() == "/"


async def test_a_sign_in_never_leads_to_another_site(
    world: World, provider: IdentityProvider, browser: Browser
) -> None:
    await member(world, provider)
    for wanted in ("//evil.example", "https://evil.example", "/\\evil.example", "/%0d%0aSet-Cookie:a"):
        assert await browser.sign_in(f"/sso/start?next={wanted}") == "/", wanted


async def test_each_sign_in_is_in_the_audit_log(world: World, provider: IdentityProvider, browser: Browser) -> None:
    user_id = await member(world, provider)
    for signing_in in (browser, Browser(world, provider)):
        assert await signing_in.sign_in() == "/"
    lines = await world.owner.data("GET", f"/audit?operation=signIn&userId={user_id}")
    assert [(line["objectId"], line["detail"]) for line in lines] == [(user_id, {"by": "SINGLE_SIGN_ON"})] * 2
    assert {line["address"] for line in lines} == {world.address}


async def test_returns_from_the_provider_are_limited_per_address(
    world: World, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.api.gate, "_limit", 3)
    ends = [await browser.land("/sso/callback?code=x&state=y") for _ in range(4)]
    assert ends == ["/sign-in?problem=failed"] * 3 + ["/sign-in?problem=busy"]
