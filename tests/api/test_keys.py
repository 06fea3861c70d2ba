"""API keys: shown once, with no more rights than their creator has, and useless once revoked."""

from __future__ import annotations

import re

import pytest

from aural.guard.auth.tokens import is_api_key
from aural.organizations import repository as organizations
from aural.platform.errors import BadRequestError
from tests.api.world import Json, World, paths_of

DAY_MS = 86_400_000


async def make(world: World, **fields: object) -> Json:
    made: Json = await world.owner.data("POST", "/keys", {"name": "Tracking", **fields})
    return made


async def test_a_key_is_shown_once_and_later_identified_by_its_prefix(world: World) -> None:
    made = await make(world)
    assert is_api_key(made["key"])
    assert made["key"].startswith(made["prefix"])
    (listed, *_) = await world.owner.data("GET", "/keys")
    assert listed == {name: value for name, value in made.items() if name != "key"}
    assert (listed["role"], listed["state"], listed["scopes"], listed["projects"]) == ("MEMBER", "ACTIVE", [], None)
    await world.with_key(made["key"]).data("POST", "/interviews", {"title": "By the new key"})


async def test_a_repeated_request_creates_no_second_key_and_does_not_show_the_first_again(world: World) -> None:
    headers = {"Idempotency-Key": "once"}
    made = await world.owner.data("POST", "/keys", {"name": "Tracking"}, headers=headers)
    again = await world.owner.error(409, "POST", "/keys", {"name": "Tracking"}, headers=headers)
    assert made["key"] not in str(again)
    assert paths_of(again) == ["Idempotency-Key"]
    assert [key["name"] for key in await world.owner.data("GET", "/keys")].count("Tracking") == 1


async def test_a_key_expires_after_ninety_days_by_default(world: World) -> None:
    assert (await make(world))["expiresAt"] == _at(world, 90)
    assert (await make(world, expiresInDays=None))["expiresAt"] is None
    short = await make(world, expiresInDays=1)
    world.clock.pass_seconds(DAY_MS / 1000)
    await world.with_key(short["key"]).error(401, "GET", "/interviews")
    states = {key["id"]: key["state"] for key in await world.owner.data("GET", "/keys")}
    assert states[short["id"]] == "EXPIRED"


def _at(world: World, days: int) -> str:
    from aural.platform.clock import iso

    return iso(world.clock.now() + days * DAY_MS)


async def test_no_key_creates_a_more_powerful_one(world: World) -> None:
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


async def test_a_key_sees_no_key_with_more_reach_and_revokes_none_with_more_rights(world: World) -> None:
    (mine,) = [item["id"] for item in (await world.owner.data("GET", "/me"))["projects"] if item["name"] == "Default"]
    small = await make(world, role="ADMIN", projectIds=[mine])
    whole = await make(world, role="OWNER")
    admin = world.with_key(small["key"])
    assert [key["id"] for key in await admin.data("GET", "/keys")] == [small["id"]]
    await admin.error(404, "DELETE", f"/keys/{whole['id']}")
    other = world.with_key((await make(world, role="ADMIN"))["key"])
    await other.error(403, "DELETE", f"/keys/{whole['id']}")


async def test_a_revoked_key_is_refused_and_revoking_twice_is_not_an_error(world: World) -> None:
    made = await make(world)
    client = world.with_key(made["key"])
    await client.data("GET", "/interviews")
    await world.api.gate.close()  # the time of its last use is written after the answer
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
    assert len(names) == len(ids) == 7  # including those of the personas


async def test_pages_are_full_for_a_key_that_does_not_see_the_keys_between(world: World) -> None:
    (mine,) = [item["id"] for item in (await world.owner.data("GET", "/me"))["projects"] if item["name"] == "Default"]
    small = await make(world, role="ADMIN", projectIds=[mine])
    for _ in range(5):
        await make(world)
    newest = await make(world, projectIds=[mine])
    admin = world.with_key(small["key"])
    first = (await admin.get("/keys", params={"limit": 1})).json()
    assert [key["id"] for key in first["data"]] == [newest["id"]]
    last = (await admin.get("/keys", params={"limit": 1, "cursor": first["cursor"]})).json()
    assert ([key["id"] for key in last["data"]], last["cursor"]) == ([small["id"]], None)


async def test_a_key_belongs_to_one_organization(world: World) -> None:
    made = await make(world)
    assert made["id"] not in [key["id"] for key in await world.stranger.data("GET", "/keys")]
    await world.stranger.error(404, "DELETE", f"/keys/{made['id']}")
    assert re.fullmatch(r"[0-9a-f-]{36}", made["id"])


async def test_a_test_key_is_recognizable_and_reaches_no_live_data(world: World) -> None:
    await world.interview()
    made = await make(world, role="OWNER", mode="TEST")
    assert made["key"].startswith("dlv_test_")
    assert made["key"].startswith(made["prefix"])
    assert len(made["prefix"]) == 16
    (listed, *others) = await world.owner.data("GET", "/keys")
    assert (listed["id"], listed["mode"]) == (made["id"], "TEST")
    assert {key["mode"] for key in others} == {"LIVE"}
    tester = world.with_key(made["key"])
    assert await tester.data("GET", "/interviews") == []
    await tester.data("POST", "/interviews", {"title": "By the test key"})
    assert [one["title"] for one in await world.owner.data("GET", "/interviews")] == ["Backend screening"]


async def test_a_test_key_reports_its_mode_and_organization(world: World) -> None:
    tester = world.with_key((await make(world, role="OWNER", mode="TEST"))["key"])
    me, owner = await tester.data("GET", "/me"), await world.owner.data("GET", "/me")
    assert (me["organization"]["mode"], owner["organization"]["mode"]) == ("TEST", "LIVE")
    assert (me["organizations"], me["role"], [one["name"] for one in me["projects"]]) == ([], "OWNER", ["Default"])
    found = await tester.data("GET", "/organization")
    assert (found["mode"], found["plan"]) == ("TEST", "test")
    assert found["name"].startswith(f"{world.acme.name} (test ")
    assert "test" not in [plan["name"] for plan in await world.owner.data("GET", "/usage/plans")]


async def test_all_test_keys_of_an_organization_share_one_test_organization(world: World) -> None:
    first, second = [world.with_key((await make(world, mode="TEST"))["key"]) for _ in range(2)]
    made = await first.data("POST", "/interviews", {"title": "Shared"})
    assert (await second.data("GET", f"/interviews/{made['id']}"))["title"] == "Shared"


async def test_a_key_with_a_replaced_prefix_is_refused(world: World) -> None:
    test, live = (await make(world, mode="TEST"))["key"], (await make(world))["key"]
    for forged in (test.replace("dlv_test_", "dlv_"), live.replace("dlv_", "dlv_test_")):
        assert not is_api_key(forged)
        await world.with_key(forged).error(401, "GET", "/interviews")


async def test_a_test_key_creates_only_test_keys(world: World) -> None:
    tester = world.with_key((await make(world, role="OWNER", mode="TEST"))["key"])
    project = (await tester.data("GET", "/me"))["projects"][0]["id"]
    child = await tester.data("POST", "/keys", {"name": "Child", "projectIds": [project]})
    assert (child["mode"], [one["id"] for one in child["projects"]]) == ("TEST", [project])
    error = await tester.error(400, "POST", "/keys", {"name": "Live", "mode": "LIVE"})
    assert paths_of(error) == ["mode"]
    assert {key["mode"] for key in await tester.data("GET", "/keys")} == {"TEST"}


async def test_a_test_key_has_no_projects_and_needs_access_to_all_of_them(world: World) -> None:
    (mine, *_) = [item["id"] for item in (await world.owner.data("GET", "/me"))["projects"]]
    error = await world.owner.error(400, "POST", "/keys", {"name": "T", "mode": "TEST", "projectIds": [mine]})
    assert paths_of(error) == ["projectIds"]
    error = await world.neighbour.error(400, "POST", "/keys", {"name": "T", "mode": "TEST"})
    assert paths_of(error) == ["mode"]
    made = await make(world, mode="TEST")
    assert made["id"] not in [key["id"] for key in await world.neighbour.data("GET", "/keys")]


async def test_test_keys_cannot_manage_the_organization(world: World) -> None:
    tester = world.with_key((await make(world, role="OWNER", mode="TEST"))["key"])
    for method, path, body in (
        ("PATCH", "/organization", {"name": "Other"}),
        ("GET", "/members", None),
        ("GET", "/invitations", None),
        ("POST", "/invitations", {"role": "VIEWER"}),
        ("PATCH", "/usage/plans", {"plan": "pro"}),
    ):
        assert "test mode" in (await tester.error(403, method, path, body))["message"]


async def test_live_keys_revoke_test_keys_and_the_log_says_who_created_them(world: World) -> None:
    made = await make(world, mode="TEST")
    entries = await world.owner.data("GET", "/audit?limit=5")
    assert entries[0]["detail"] == {"name": "Tracking", "role": "MEMBER", "mode": "TEST"}
    await world.owner.data("DELETE", f"/keys/{made['id']}")
    await world.with_key(made["key"]).error(401, "GET", "/interviews")


async def test_the_test_keys_of_a_member_end_with_the_membership(world: World) -> None:
    robin = await world.join("ADMIN")
    browser = await world.sign_in(robin)
    made = await browser.data("POST", "/keys", {"name": "Robin's", "mode": "TEST"})
    assert (await world.owner.data("GET", "/members"))[0]["keys"] == 1
    await world.owner.data("DELETE", f"/members/{robin}")
    await world.with_key(made["key"]).error(401, "GET", "/interviews")


async def test_test_data_is_renamed_and_deleted_with_its_organization(world: World) -> None:
    tester = world.with_key((await make(world, role="OWNER", mode="TEST"))["key"])
    await tester.data("POST", "/interviews", {"title": "Goes too"})
    name = f"Renamed {world.acme.id}"
    await world.owner.data("PATCH", "/organization", {"name": name})
    test_organization = await tester.data("GET", "/organization")
    assert test_organization["name"].startswith(f"{name} (test ")
    with pytest.raises(BadRequestError):
        await organizations.take_organization(world.database, test_organization["name"], world.clock.now())
    async with world.database.transaction() as transaction:
        await organizations.delete_organization(transaction, world.acme.id)
    assert await organizations.find_organization(world.database.read, test_organization["id"]) is None
    await tester.error(401, "GET", "/interviews")
