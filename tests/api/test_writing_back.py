"""A client that reads a resource, and sends all of it back, is not refused and changes nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from aural.api.routes import OPERATIONS
from tests.api.seeds import seed_comment, seed_import, seed_integration, seed_request, seed_session, seed_webhook
from tests.api.world import Client, Json, World, paths_of


async def _question(world: World, interview: Json) -> str:
    return f"/questions/{(await world.questions(interview, 'Why did you choose this job?'))[0]['id']}"


async def _library(world: World, interview: Json) -> str:
    made = await world.owner.data("POST", "/library", {"text": "Why?", "tags": ["Design"]})
    return f"/library/{made['id']}"


async def _candidate(world: World, interview: Json) -> str:
    fields = {"name": "Alex", "email": "alex@example.com", "resumeText": "Built an index."}
    return f"/candidates/{(await world.candidate(interview, **fields))['id']}"


async def _comment(world: World, interview: Json) -> str:
    session = await seed_session(world, interview)
    return f"/sessions/{session}/comments/{await seed_comment(world, session)}"


async def _view(world: World, interview: Json) -> str:
    wanted = {"list": "candidates", "name": "Open", "query": "status=OPENED", "interviewId": interview["id"]}
    return f"/views/{(await world.owner.data('POST', '/views', wanted))['id']}"


async def _member(world: World, interview: Json) -> str:
    return f"/members/{await world.join('MEMBER')}"


async def _project(world: World, interview: Json) -> str:
    return f"/projects/{(await world.owner.data('POST', '/projects', {'name': 'Research'}))['id']}"


async def _webhook(world: World, interview: Json) -> str:
    return f"/webhooks/{(await seed_webhook(world))[0]}"


async def _integration(world: World, interview: Json) -> str:
    return f"/integrations/{await seed_integration(world)}"


async def _import(world: World, interview: Json) -> str:
    return f"/imports/{await seed_import(world, interview)}"


async def _request(world: World, interview: Json) -> str:
    return f"/requests/{await seed_request(world, interview)}"


Find = Callable[[World, Json], Awaitable[str]]


def at(path: str) -> Find:
    async def find(world: World, interview: Json) -> str:
        return path.format(interview["id"])

    return find


PATHS: dict[str, Find] = {
    "/candidates/{id}": _candidate,
    "/imports/{id}": _import,
    "/integrations/{id}": _integration,
    "/interviews/{id}": at("/interviews/{}"),
    "/interviews/{id}/letters": at("/interviews/{}/letters"),
    "/interviews/{id}/retention": at("/interviews/{}/retention"),
    "/library/{id}": _library,
    "/me": at("/me"),
    "/members/{id}": _member,
    "/organization": at("/organization"),
    "/projects/{id}": _project,
    "/questions/{id}": _question,
    "/requests/{id}": _request,
    "/sessions/{id}/comments/{commentId}": _comment,
    "/settings/brand": at("/settings/brand"),
    "/settings/fairness": at("/settings/fairness"),
    "/settings/languages": at("/settings/languages"),
    "/settings/model": at("/settings/model"),
    "/settings/retention": at("/settings/retention"),
    "/views/{id}": _view,
    "/webhooks/{id}": _webhook,
}
CHOSEN = {"/usage/plans"}  # takes the name of a plan, and answers with all plans


def test_every_changeable_resource_is_sent_back_here() -> None:
    assert {each.path for each in OPERATIONS if each.method == "PATCH"} == {*PATHS, *CHOSEN}


async def read(client: Client, path: str) -> tuple[Json, str | None]:
    """The resource and its ETag, if it has one. Resources without an operation of their own are read in their list."""
    response = await client.get(path)
    if response.status_code != 405:
        assert response.status_code == 200, response.text
        return response.json()["data"], response.headers.get("ETag")
    listed = await client.data("GET", path.rpartition("/")[0])
    return next(each for each in listed if each["id"] == path.rpartition("/")[2]), None


@pytest.mark.parametrize("path", PATHS)
async def test_sending_back_what_was_read_changes_nothing(world: World, path: str) -> None:
    interview = await world.interview(assessmentCriteria=[{"name": "Design", "description": "Weighs options"}])
    place = await PATHS[path](world, interview)
    client = await world.sign_in(await world.join("OWNER")) if path == "/me" else world.owner
    before, etag = await read(client, place)
    noted = await world.owner.data("GET", "/audit")
    world.clock.pass_seconds(400)  # longer than the audit log merges changes
    for body in (before, {}):
        response = await client.patch(place, json=body)
        assert response.status_code == 200, response.text
        assert etag is None or response.headers["ETag"] == etag
    after, etag_after = await read(client, place)
    assert (after, etag_after) == (before, etag)
    assert await world.owner.data("GET", "/audit") == noted


async def test_a_misspelled_field_is_still_refused(world: World) -> None:
    for path in ("/settings/brand", "/settings/model", "/organization"):
        assert paths_of(await world.owner.error(400, "PATCH", path, {"nmae": "Harbour"})) == ["nmae"]


async def test_a_field_without_effect_is_refused_where_something_is_created(world: World) -> None:
    """A key made with the `projects` of another key's answer would reach all projects."""
    interview = await world.interview()
    key = {"name": "ci", "projects": ["p"], "expiresAt": "2026-06-10T09:00:00.000Z"}
    assert paths_of(await world.owner.error(400, "POST", "/keys", key)) == ["projects", "expiresAt"]
    copy = {"title": "Copy", "purpose": "RESEARCH"}
    assert paths_of(await world.owner.error(400, "POST", f"/interviews/{interview['id']}/duplicate", copy)) == [
        "purpose"
    ]
