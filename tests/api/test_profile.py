"""The user's own account: preferences, password, browsers, password reset and account deletion."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select

from aural.accounts import reset_repository as resets
from aural.cli.accounts import list_people, make_reset_link, make_setup_code
from aural.guard.auth import passwords
from aural.guard.outbound.mail import Mailer
from aural.jobs.mail import Mailing
from aural.jobs.worker import Worker
from aural.platform.clock import SystemClock
from aural.platform.errors import ConflictError, NotFoundError
from aural.platform.ids import new_id
from aural.store import jobs, schema
from tests.api.people import PASSWORD, code_of, register, stay_in
from tests.api.world import Client, World, new_address, paths_of
from tests.mail_server import MailServer, words_of

NEW = "another horse battery"


@pytest_asyncio.fixture(loop_scope="session")
async def robin(world: World) -> tuple[Client, str]:
    """Signs a new user in with a password, and returns the client and the email address."""
    _, email = await register(world)
    return await browser_of(world, email), email


async def browser_of(world: World, email: str, password: str = PASSWORD) -> Client:
    client = world.with_key(None)
    stay_in(client, await client.post("/auth/sign-in", json={"email": email, "password": password}))
    return client


async def test_a_user_changes_name_language_and_theme(robin: tuple[Client, str]) -> None:
    client, email = robin
    changed = await client.data("PATCH", "/me", {"name": "Robin H.", "language": "zh-Hans", "theme": "dark"})
    assert (changed["name"], changed["language"], changed["theme"]) == ("Robin H.", "zh-Hans", "dark")
    changed = await client.data("PATCH", "/me", {"language": None, "theme": None})
    assert (changed["language"], changed["theme"], changed["email"]) == (None, None, email)
    assert changed == await client.data("GET", "/me")
    assert paths_of(await client.error(400, "PATCH", "/me", {"language": "tlh"})) == ["language"]


async def test_a_new_address_needs_the_password_and_must_be_free(world: World, robin: tuple[Client, str]) -> None:
    client, email = robin
    new = f"{new_id()}@example.com"
    assert paths_of(await client.error(400, "PATCH", "/me", {"email": new})) == ["password"]
    assert paths_of(await client.error(400, "PATCH", "/me", {"email": new, "password": "a guess"})) == ["password"]
    _, taken = await register(world)
    await client.error(409, "PATCH", "/me", {"email": taken, "password": PASSWORD})
    assert (await client.data("PATCH", "/me", {"email": new.upper(), "password": PASSWORD}))["email"] == new
    await world.with_key(None).error(401, "POST", "/auth/sign-in", {"email": email, "password": PASSWORD})


async def test_a_new_address_leaves_changes_alone_that_were_made_during_the_check_of_the_password(
    world: World, robin: tuple[Client, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, email = robin
    elsewhere = await browser_of(world, email)
    is_right = passwords.is_right

    async def is_right_after_a_change(sent: str, stored: str) -> bool:
        await elsewhere.data("PATCH", "/me", {"theme": "dark", "name": "Robin H."})
        return await is_right(sent, stored)

    monkeypatch.setattr(passwords, "is_right", is_right_after_a_change)
    new = f"{new_id()}@example.com"
    changed = await client.data("PATCH", "/me", {"email": new, "password": PASSWORD})
    assert (changed["email"], changed["theme"], changed["name"]) == (new, "dark", "Robin H.")
    assert changed == await client.data("GET", "/me")


async def test_a_new_password_signs_out_every_other_browser(world: World, robin: tuple[Client, str]) -> None:
    client, email = robin
    elsewhere = await browser_of(world, email)
    wrong = await client.error(400, "POST", "/me/password", {"oldPassword": "a guess", "password": NEW})
    assert paths_of(wrong) == ["oldPassword"]
    assert paths_of(await client.error(400, "POST", "/me/password", {"password": NEW})) == ["oldPassword"]
    await client.data("POST", "/me/password", {"oldPassword": PASSWORD, "password": NEW})
    assert (await client.data("GET", "/me"))["email"] == email
    await elsewhere.error(401, "GET", "/me")
    await world.with_key(None).error(401, "POST", "/auth/sign-in", {"email": email, "password": PASSWORD})
    await browser_of(world, email, NEW)


async def test_browsers_are_listed_and_signed_out_singly_or_together(world: World, robin: tuple[Client, str]) -> None:
    client, email = robin
    second, third = await browser_of(world, email), await browser_of(world, email)
    listed = await client.data("GET", "/me/browsers")
    assert sorted(row["isThis"] for row in listed) == [False, False, True]
    one = next(row["id"] for row in await second.data("GET", "/me/browsers") if row["isThis"])
    for wrong in ({"browser": one}, {"browser": one, "password": "a guess"}, {}, {"password": "a guess"}):
        assert paths_of(await client.error(400, "POST", "/me/sign-out", wrong)) == ["password"]
    await second.data("GET", "/me")
    await client.data("POST", "/me/sign-out", {"browser": one, "password": PASSWORD})
    await second.error(401, "GET", "/me")
    stranger = await world.sign_in(await world.join("MEMBER"))
    mine = next(row["id"] for row in await client.data("GET", "/me/browsers") if row["isThis"])
    assert paths_of(await stranger.error(400, "POST", "/me/sign-out", {"browser": mine})) == ["browser"]
    await client.data("POST", "/me/sign-out", {"password": PASSWORD})
    await third.error(401, "GET", "/me")
    await client.data("GET", "/me")
    await client.data("POST", "/me/sign-out", {"browser": mine})
    await client.error(401, "GET", "/me")


async def test_a_user_without_a_password_can_sign_out_other_browsers_only_soon_after_signing_in(world: World) -> None:
    person = await world.join("MEMBER")
    client, other = await world.sign_in(person), await world.sign_in(person)
    world.clock.pass_seconds(601)
    assert paths_of(await client.error(400, "POST", "/me/sign-out", {})) == ["password"]
    await other.data("GET", "/me")
    fresh = await world.sign_in(person)
    await fresh.data("POST", "/me/sign-out", {})
    await other.error(401, "GET", "/me")
    await fresh.data("GET", "/me")


async def test_signing_in_sets_a_new_cookie_and_invalidates_the_old_one(
    world: World, robin: tuple[Client, str]
) -> None:
    """Session fixation: a cookie that an attacker planted is never signed in."""
    client, email = robin
    _, other = await register(world)
    planted, token = client.headers["Cookie"], client.headers["X-CSRF-Token"]
    stay_in(client, await client.post("/auth/sign-in", json={"email": other, "password": PASSWORD}))
    assert client.headers["Cookie"] != planted
    assert client.headers["X-CSRF-Token"] != token
    client.headers["Cookie"] = planted
    await client.error(401, "GET", "/me")
    fixed = world.with_key(None)
    fixed.headers["Cookie"] = "__Host-aural_session=chosen-by-somebody-else"
    stay_in(fixed, await fixed.post("/auth/sign-in", json={"email": email, "password": PASSWORD}))
    assert "chosen" not in fixed.headers["Cookie"]


async def test_a_form_on_another_site_cannot_change_an_account(robin: tuple[Client, str]) -> None:
    client, _ = robin
    del client.headers["X-CSRF-Token"]
    await client.error(403, "PATCH", "/me", {"name": "Forged"})
    await client.error(403, "POST", "/me/delete", {"password": PASSWORD})
    form = await client.post("/auth/sign-in", data={"email": "a@example.com", "password": PASSWORD})
    assert form.status_code == 415


async def test_deleting_an_account_keeps_its_audit_entries_without_the_name(
    world: World, robin: tuple[Client, str]
) -> None:
    client, email = robin
    me = await client.data("GET", "/me")
    interview = await client.data("POST", "/interviews", {"title": "Stays"})
    assert paths_of(await client.error(400, "POST", "/me/delete", {})) == ["password"]
    await client.data("POST", "/me/delete", {"password": PASSWORD})
    await client.error(401, "GET", "/me")
    await world.with_key(None).error(401, "POST", "/auth/sign-in", {"email": email, "password": PASSWORD})
    assert (await world.owner.data("GET", f"/interviews/{interview['id']}"))["title"] == "Stays"
    assert me["id"] not in [row["id"] for row in await world.owner.data("GET", "/members")]
    entries = schema.audit_entries
    rows = await world.database.read.rows(select(entries).where(entries.c.user_id == me["id"]))
    assert {row.actor for row in rows} == {"Former member"}
    assert {row.operation for row in rows} == {"signIn", "createInterview", "deleteMe"}
    await register(world, email=email)  # raises DuplicateError unless the address is free again
    await browser_of(world, email)


async def test_the_only_owner_of_an_organization_cannot_delete_the_account(world: World) -> None:
    owner = await world.sign_in(world.acme.owner_id)
    refused = await owner.error(409, "POST", "/me/delete", {})
    assert world.acme.name in refused["message"]


# --- a forgotten password -------------------------------------------------------------------------------------------


@pytest_asyncio.fixture(loop_scope="session")
async def post(world: World) -> AsyncIterator[MailServer]:
    server = MailServer()
    await server.start()
    object.__setattr__(world.settings, "smtp_url", server.url)  # settings are frozen, but these belong to this test
    yield server
    await server.stop()


async def deliver(world: World) -> None:
    """Runs the mail jobs that are due at the test's time."""
    mailer = Mailer.from_settings(world.settings)
    assert mailer is not None
    mailing = Mailing(*(world.database, world.clock, world.secrets, mailer, world.settings.public_url, world.limits))
    worker = Worker(world.database, world.clock, {"mail": mailing})
    while await worker.run_due():
        pass


async def reset_token(world: World, post: MailServer, email: str) -> str:
    count = len(post.letters)
    assert await world.with_key(None).data("POST", "/auth/reset", {"email": email}) == {"sent": True}
    await deliver(world)
    letter = next(letter for letter in post.letters[count:] if letter["To"] == email)
    return words_of(letter).partition("/sign-in/reset#")[2].split()[0]


async def test_an_emailed_link_sets_a_password_once_and_signs_all_other_browsers_out(
    world: World, robin: tuple[Client, str], post: MailServer
) -> None:
    client, email = robin
    token = await reset_token(world, post, email)
    fresh = world.with_key(None)
    stay_in(fresh, await fresh.post("/auth/password", json={"token": token, "password": NEW}))
    assert (await fresh.data("GET", "/me"))["email"] == email
    await client.error(401, "GET", "/me")
    replayed = await world.with_key(None).error(400, "POST", "/auth/password", {"token": token, "password": PASSWORD})
    assert paths_of(replayed) == ["token"]
    await browser_of(world, email, NEW)


async def test_a_reset_link_is_not_stored_in_clear_text(
    world: World, robin: tuple[Client, str], post: MailServer
) -> None:
    token = await reset_token(world, post, robin[1])
    for table in schema.metadata.sorted_tables:
        if table.name != "alembic_version":
            assert token not in repr(await world.database.read.rows(select(table))), table.name


async def test_a_reset_link_expires_after_an_hour_or_with_the_next_one(
    world: World, robin: tuple[Client, str], post: MailServer
) -> None:
    _, email = robin
    first, second = await reset_token(world, post, email), await reset_token(world, post, email)
    client = world.with_key(None)
    await client.data("POST", "/auth/password", {"token": second, "password": NEW})
    await client.error(400, "POST", "/auth/password", {"token": first, "password": PASSWORD})
    third = await reset_token(world, post, email)
    world.clock.pass_seconds(3600)
    await client.error(400, "POST", "/auth/password", {"token": third, "password": PASSWORD})
    await browser_of(world, email, NEW)


async def test_known_and_unknown_addresses_get_the_same_answer_with_the_same_work(
    world: World, robin: tuple[Client, str], post: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compares which functions are called, because response times would vary with the load on the machine."""
    _, email = robin
    work: list[list[str]] = []
    for address in (email, f"{new_id()}@example.com"):
        seen: list[str] = []
        with monkeypatch.context() as patched:
            for module, name in ((jobs, "enqueue"), (resets, "add_reset")):
                patched.setattr(module, name, watched(getattr(module, name), seen))
            answer = await world.with_key(None).post("/auth/reset", json={"email": address})
        work.append([str(answer.status_code), answer.text, *seen])
    assert work[0] == work[1]
    assert len(work[0]) == 4
    await deliver(world)
    assert [letter["To"] for letter in post.letters] == [email]


def watched(function: Any, seen: list[str]) -> Any:
    async def call(*args: Any, **values: Any) -> Any:
        seen.append(function.__name__)
        return await function(*args, **values)

    return call


async def test_emails_to_one_address_are_limited_across_callers(world: World, post: MailServer) -> None:
    email = f"{new_id()}@example.com"
    for _ in range(3):
        await world.with_key(None).data("POST", "/auth/reset", {"email": email})
        world.address = new_address()
    await world.with_key(None).error(429, "POST", "/auth/reset", {"email": email})
    await world.with_key(None).data("POST", "/auth/reset", {"email": f"other-{email}"})


async def test_without_a_mail_server_every_address_gets_the_same_answer(
    world: World, robin: tuple[Client, str]
) -> None:
    answers = [
        await world.with_key(None).error(409, "POST", "/auth/reset", {"email": address})
        for address in (robin[1], f"{new_id()}@example.com")
    ]
    assert {answer["message"] for answer in answers} == {answers[0]["message"]}


async def test_an_invitation_for_an_address_is_emailed_there(world: World, post: MailServer) -> None:
    email = f"{new_id()}@example.com"
    made = await world.owner.data("POST", "/invitations", {"role": "MEMBER", "email": email})
    assert made["isMailed"] is True
    await deliver(world)
    (letter,) = [letter for letter in post.letters if letter["To"] == email]
    assert world.acme.name in letter["Subject"]
    assert f"/join/{code_of(made['url'])}" in words_of(letter)


async def test_the_command_line_lists_users_and_creates_links(world: World, robin: tuple[Client, str]) -> None:
    _, email = robin
    rows = await list_people(world.database, world.settings)
    assert (email, "Robin", f"MEMBER of {world.acme.name}") in rows
    link = await make_reset_link(world.database, world.settings, f" {email.upper()} ")
    # The link is valid for an hour of the system's time, which the command line uses, so the test's clock is set to it.
    world.clock.pass_seconds(SystemClock().now() / 1000 - world.clock.now() / 1000)
    token = link.partition("/sign-in/reset#")[2]
    await world.with_key(None).data("POST", "/auth/password", {"token": token, "password": NEW})
    with pytest.raises(NotFoundError):
        await make_reset_link(world.database, world.settings, "nobody@example.com")
    with pytest.raises(ConflictError):
        await make_setup_code(world.database, world.settings)
