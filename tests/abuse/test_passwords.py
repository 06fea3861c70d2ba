"""A password is any text of 12 to 200 characters that isn't easy to guess, and every character counts."""

from __future__ import annotations

from pathlib import Path

from argon2 import PasswordHasher

from aural.accounts import repository as users
from aural.accounts import reset_repository as resets
from aural.guard.auth import passwords
from tests.api.people import PASSWORD, register
from tests.api.world import open_world


async def test_a_password_of_12_to_200_characters_is_used_in_full(sqlite_url: str, tmp_path: Path) -> None:
    async with open_world(sqlite_url, tmp_path) as world:
        user_id, email = await register(world)
        person, old = await world.sign_in(user_id), PASSWORD
        for password in ("a" * 11 + "z", " Twelve or more ", "只有中文的密码一二三四五六", "a" * 200, "A1!" * 40):
            await person.data("POST", "/me/password", {"oldPassword": old, "password": password})
            nobody = world.with_key(None)
            for wrong in (password[:-1], password + " ", password.swapcase(), password[:72]):
                if wrong != password and len(wrong) <= 200:
                    world.clock.pass_seconds(60)
                    await nobody.error(401, "POST", "/auth/sign-in", {"email": email, "password": wrong})
            await nobody.data("POST", "/auth/sign-in", {"email": email, "password": password})
            old = password
        for password in ("a" * 11, "a" * 201):
            await person.error(400, "POST", "/me/password", {"oldPassword": old, "password": password})


async def test_every_way_to_set_a_password_refuses_easily_guessed_ones(sqlite_url: str, tmp_path: Path) -> None:
    async with open_world(sqlite_url, tmp_path) as world:
        user_id, email = await register(world, name="Robin Quillfeather")
        person, owner, nobody = (
            await world.sign_in(user_id),
            await world.sign_in(world.acme.owner_id),
            world.with_key(None),
        )
        code = (await owner.data("POST", "/invitations", {"role": "MEMBER"}))["url"].rpartition("/")[2]
        token = world.secrets.new_token()
        async with world.database.transaction() as transaction:
            digest = world.secrets.digest(token)
            await resets.add_reset(transaction, user_id, world.clock.now(), token_hash=digest)
        joining = {"code": code, "name": "Robin Quillfeather", "email": "robin@example.com"}
        for password in ("Password1234", "robin-quillfeather", "Acme-Robin-2026"):
            for client, path, body in (
                (person, "/me/password", {"oldPassword": PASSWORD}),
                (nobody, "/auth/password", {"token": token}),
                (nobody, "/auth/join", joining),
            ):
                refused = await client.error(400, "POST", path, body | {"password": password})
                assert [detail["path"] for detail in refused["details"]] == ["password"], path
        await nobody.data("POST", "/auth/sign-in", {"email": email, "password": PASSWORD})  # unchanged


async def test_a_sign_in_rehashes_a_password_hashed_at_another_cost(database_url: str, tmp_path: Path) -> None:
    async with open_world(database_url, tmp_path) as world:
        user_id, email = await register(world)
        for cost, is_kept in ((2, False), (1, True)):  # tests hash at cost 1
            former = PasswordHasher(time_cost=cost, memory_cost=64, parallelism=1).hash(PASSWORD)
            async with world.database.transaction() as transaction:
                await users.set_password(transaction, user_id, former)
            for _ in range(2):
                await world.with_key(None).data("POST", "/auth/sign-in", {"email": email, "password": PASSWORD})
            person = await users.find_user(world.database.read, user_id)
            assert person is not None
            assert (person.password_hash == former) == is_kept
            assert not passwords.is_outdated(person.password_hash)


async def test_passwords_never_expire(sqlite_url: str, tmp_path: Path) -> None:
    async with open_world(sqlite_url, tmp_path) as world:
        _, email = await register(world)
        for _ in range(3):
            world.clock.pass_seconds(400 * 86_400)
            body = {"email": email, "password": PASSWORD}
            assert (await world.with_key(None).data("POST", "/auth/sign-in", body))["hasPassword"] is True
