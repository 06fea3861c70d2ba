"""Connections to tracking systems: their keys are shown once, rotated and never returned again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.world import Json, World, paths_of

DAY = 86_400


async def connect(world: World, vendor: str = "GREENHOUSE", **more: Any) -> Json:
    made: Json = await world.owner.data("POST", "/integrations", {"vendor": vendor, **more})
    return made


async def test_the_key_of_a_new_connection_is_shown_once(world: World) -> None:
    assert await world.owner.data("GET", "/integrations") == []
    made = await connect(world)
    assert made["key"].startswith("ats_")
    assert len(made["key"]) < 171  # the most that Greenhouse takes
    assert (made["url"], made["usedAt"]) == ("https://aural.test/integrations/greenhouse", None)
    found = await world.member.data("GET", f"/integrations/{made['id']}")
    assert "key" not in found
    assert await world.member.data("GET", "/integrations") == [found]


async def test_managing_connections_needs_permission(world: World) -> None:
    path = f"/integrations/{(await connect(world))['id']}"
    await world.member.error(403, "POST", "/integrations", {"vendor": "GREENHOUSE"})
    await world.member.error(403, "PATCH", path, {"isEnabled": False})
    await world.member.error(403, "DELETE", path)
    await world.member.error(403, "POST", f"{path}/rotate-key")
    await world.viewer.error(403, "GET", "/integrations")
    await world.stranger.error(404, "GET", path)
    assert (await world.owner.data("GET", path))["isEnabled"]


async def test_a_connection_is_limited_to_what_its_creator_can_access(world: World) -> None:
    whole_organization = await connect(world)
    error = await world.neighbour.error(400, "POST", "/integrations", {"vendor": "GREENHOUSE"})
    assert paths_of(error) == ["projectId"]
    await world.neighbour.error(404, "GET", f"/integrations/{whole_organization['id']}")
    assert await world.neighbour.data("GET", "/integrations") == []
    foreign = "019643d6-1a2b-7c3d-8e4f-5a6b7c8d9e0f"
    error = await world.owner.error(400, "POST", "/integrations", {"vendor": "GREENHOUSE", "projectId": foreign})
    assert paths_of(error) == ["projectId"]


@pytest.mark.parametrize("body", [{"vendor": "ASHBY"}, {"vendor": "GREENHOUSE", "vendorKey": "k"}])
async def test_only_an_ashby_connection_takes_a_vendor_key(world: World, body: Json) -> None:
    assert paths_of(await world.owner.error(400, "POST", "/integrations", body)) == ["vendorKey"]
    made = await connect(world, "ASHBY", vendorKey="secret-of-ashby")
    changed = await world.owner.patch(f"/integrations/{made['id']}", json={"vendorKey": "another-secret"})
    assert changed.json()["data"]["hasVendorKey"]
    assert "secret" not in changed.text
    path = f"/integrations/{(await connect(world))['id']}"
    assert paths_of(await world.owner.error(400, "PATCH", path, {"vendorKey": "k"})) == ["vendorKey"]


async def test_changes_of_a_connection_are_in_the_audit_log_without_any_key(world: World) -> None:
    made = await connect(world)
    path = f"/integrations/{made['id']}"
    rotated = await world.owner.data("POST", f"{path}/rotate-key")
    await world.owner.data("PATCH", path, {"isEnabled": False})
    await world.owner.data("DELETE", path)
    log = await world.owner.get(f"/audit?objectId={made['id']}")
    noted = [line["operation"] for line in log.json()["data"]]
    assert noted == ["deleteIntegration", "updateIntegration", "rotateIntegrationKey", "createIntegration"]
    assert not [key for key in (made["key"], rotated["key"]) if key in log.text]
    await world.owner.error(404, "GET", path)
