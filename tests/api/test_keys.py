"""API keys by the API: shown once, never mightier than who makes them, and gone when revoked."""

from __future__ import annotations

import re

from aural.guard.tokens import is_api_key
from aural.store import organizations
from tests.api.world import Json, World, paths_of

DAY_MS = 86_400_000


async def make(world: World, **fields: object) -> Json:
    made: Json = await world.owner.data("POST", "/keys", {"name": "Tracking", **fields})
    return made


async def test_a_key_is_told_once_and_known_by_its_beginning_afterwards(world: World) -> None:
    made = await make(world)
    assert is_api_key(made["key"])
    assert made["key"].startswith(made["prefix"])
    (listed, *_) = await world.owner.data("GET", "/keys")
    assert listed == {name: value for name, value in made.items() if name != "key"}
    assert (listed["role"], listed["state"], listed["scopes"], listed["projects"]) == ("MEMBER", "ACTIVE", [], None)
    await world.with_key(made["key"]).data("POST", "/interviews", {"title": "By the new key"})


async def test_a_repeated_request_makes_no_second_key_and_does_not_tell_the_first_again(world: World) -> None:
    headers = {"Idempotency-Key": "once"}
    made = await world.owner.data("POST", "/keys", {"name": "Tracking"}, headers=headers)
    again = await world.owner.error(409, "POST", "/keys", {"name": "Tracking"}, headers=headers)
    assert made["key"] not in str(again)
    assert [key["name"] for key in await world.owner.data("GET", "/keys")].count("Tracking") == 1


async def test_a_key_ends_after_ninety_days_unless_told_otherwise(world: World) -> None:
    assert (await make(world))["expiresAt"] == _at(world, 90)
    assert (await make(world, expiresInDays=None))["expiresAt"] is None
    short = await make(world, expiresInDays=1)
    world.clock.pass_seconds(DAY_MS / 1000)
    await world.with_key(short["key"]).error(401, "GET", "/interviews")
    states = {key["id"]: key["state"] for key in await world.owner.data("GET", "/keys")}
    assert states[short["id"]] == "EXPIRED"


def _at(world: World, days: int) -> str:
    from aural.clock import iso

    return iso(world.clock.now() + days * DAY_MS)


async def test_no_key_makes_a_mightier_one(world: World) -> None:
    async with world.database.transaction() as transaction:
        other = await organizations.take_project(transaction, world.acme.id, "Other", world.clock.now())
    (mine,) = [item["id"] for item in (await world.owner.data("GET", "/me"))["projects"] if item["name"] == "Default"]
    made = await make(
        world, role="ADMIN", scopes=["keys:write", "keys:read", "interviews:read"], projectIds=[mine], expiresInDays=2
    )
    admin = world.with_key(made["key"])
    wanted = {"name": "More", "role": "OWNER", "scopes": ["usage:read", "no:scope"], "projectIds": [other]}
    error = await admin.error(400, "POST", "/keys", wanted)
    assert paths_of(error) == ["role", "scopes.0", "scopes.1", "projectIds.0"]
    child = await admin.data("POST", "/keys", {"name": "Child", "expiresInDays": None})
    assert (child["scopes"], [project["id"] for project in child["projects"]]) == (made["scopes"], [mine])
    assert child["expiresAt"] == made["expiresAt"]
    await world.member.error(403, "POST", "/keys", {"name": "By a member"})


async def test_a_key_sees_no_key_that_reaches_further_and_revokes_no_mightier_one(world: World) -> None:
    (mine,) = [item["id"] for item in (await world.owner.data("GET", "/me"))["projects"] if item["name"] == "Default"]
    small = await make(world, role="ADMIN", projectIds=[mine])
    whole = await make(world, role="OWNER")
    admin = world.with_key(small["key"])
    assert [key["id"] for key in await admin.data("GET", "/keys")] == [small["id"]]
    await admin.error(404, "DELETE", f"/keys/{whole['id']}")
    other = world.with_key((await make(world, role="ADMIN"))["key"])
    await other.error(403, "DELETE", f"/keys/{whole['id']}")


async def test_a_revoked_key_opens_nothing_and_revoking_twice_is_no_error(world: World) -> None:
    made = await make(world)
    client = world.with_key(made["key"])
    await client.data("GET", "/interviews")
    await world.api.gate.close()  # the note of its use is written beside the answer
    revoked = await world.owner.data("DELETE", f"/keys/{made['id']}")
    assert (revoked["state"], revoked["lastUsedFrom"]) == ("REVOKED", world.address)
    assert revoked["lastUsedAt"] is not None
    assert await world.owner.data("DELETE", f"/keys/{made['id']}") == revoked
    await client.error(401, "GET", "/interviews")


async def test_keys_are_paged_and_show_a_viewer_no_address(world: World) -> None:
    for index in range(3):
        await make(world, name=f"Key {index}")
    names, ids, cursor = [], set[str](), ""
    while cursor is not None:
        page = (await world.viewer.get("/keys", params={"limit": 2} | ({"cursor": cursor} if cursor else {}))).json()
        names += [key["name"] for key in page["data"]]
        ids |= {key["id"] for key in page["data"]}
        cursor = page["cursor"]
        assert all(key["lastUsedFrom"] is None for key in page["data"])
    assert names[:3] == ["Key 2", "Key 1", "Key 0"]
    assert len(names) == len(ids) == 7  # with those of the personas


async def test_a_key_is_of_one_organization(world: World) -> None:
    made = await make(world)
    assert made["id"] not in [key["id"] for key in await world.stranger.data("GET", "/keys")]
    await world.stranger.error(404, "DELETE", f"/keys/{made['id']}")
    assert re.fullmatch(r"[0-9a-f-]{36}", made["id"])
