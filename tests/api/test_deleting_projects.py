"""A project is deleted without taking anything with it that its administrator didn't see."""

from __future__ import annotations

from sqlalchemy import select

from aural.store import schema
from tests.api.delivering import HERE
from tests.api.world import Json, World

HOOK = "https://127.0.0.1/aural?token=secret"


async def new_project(world: World) -> str:
    made: Json = await world.owner.data("POST", "/projects", {"name": "Research"})
    return str(made["id"])


async def test_a_project_with_a_webhook_endpoint_is_kept(world: World) -> None:
    world.settings.__dict__["outbound_networks"] = HERE
    project = await new_project(world)
    hook = await world.owner.data("POST", "/webhooks", {"url": HOOK, "projectId": project})
    refused = await world.owner.error(409, "DELETE", f"/projects/{project}")
    assert refused["message"].endswith("belong to this project: the webhook endpoint at 127.0.0.1.")
    await world.owner.data("GET", f"/webhooks/{hook['id']}")
    await world.owner.data("DELETE", f"/webhooks/{hook['id']}")
    await world.owner.data("DELETE", f"/projects/{project}")


async def test_a_project_with_connections_is_kept_and_not_all_are_named(world: World) -> None:
    project = await new_project(world)
    body = {"vendor": "GREENHOUSE", "projectId": project}
    made = [await world.owner.data("POST", "/integrations", body) for _ in range(7)]
    refused = await world.owner.error(409, "DELETE", f"/projects/{project}")
    assert refused["message"].count("the connection to Greenhouse") == 5
    assert refused["message"].endswith(" and 2 more.")
    for connection in made:
        await world.owner.data("DELETE", f"/integrations/{connection['id']}")
    await world.owner.data("DELETE", f"/projects/{project}")


async def test_library_questions_move_to_another_project(world: World) -> None:
    saved = await world.owner.data("POST", "/library", {"text": "Why?", "tags": ["design"]})
    assert await world.neighbour.data("GET", "/library") == []
    *_, first = await world.owner.data("GET", "/projects")
    await world.owner.data("DELETE", f"/projects/{first['id']}")
    assert await world.owner.data("GET", "/library") == [saved]
    assert await world.neighbour.data("GET", "/library") == [saved]


async def test_a_preview_is_not_counted_and_outlives_the_project(world: World) -> None:
    interview = await world.interview()
    await world.questions(interview, "Why?")
    first, project = interview["projectId"], await new_project(world)
    path = f"/interviews/{interview['id']}"
    await world.owner.data("POST", f"{path}/move", {"project": project})
    await world.owner.data("POST", f"{path}/preview")
    await world.owner.data("POST", f"{path}/move", {"project": first})
    (listed,) = [one for one in await world.owner.data("GET", "/projects") if one["id"] == project]
    assert listed["interviews"] == 0
    await world.owner.data("DELETE", f"/projects/{project}")
    interviews = schema.interviews
    previews = await world.database.read.rows(
        select(interviews.c.project_id).where(
            interviews.c.organization_id == world.acme.id, interviews.c.preview_until.is_not(None)
        )
    )
    assert [row.project_id for row in previews] == [first]
