"""ETag and If-Match: a change is refused if the resource has changed since the caller read it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from aural.usage import repository as usage
from tests.api.seeds import seed_comment, seed_integration, seed_session, seed_webhook
from tests.api.world import Client, Json, World, open_world


async def etag(someone: Client, path: str) -> str:
    return str((await someone.get(path)).headers["ETag"])


async def test_a_change_moves_the_etag_and_a_read_does_not(world: World) -> None:
    path = f"/interviews/{(await world.interview())['id']}"
    first = await etag(world.owner, path)
    assert await etag(world.member, path) == first
    changed = await world.owner.patch(path, json={"title": "New"}, headers={"If-Match": first})
    assert changed.status_code == 200
    assert changed.headers["ETag"] == await etag(world.owner, path) != first


async def test_changes_within_a_millisecond_get_different_etags(world: World) -> None:
    session = await seed_session(world, await world.interview())
    webhook, _ = await seed_webhook(world)
    for path, field in (
        (f"/sessions/{session}/comments/{await seed_comment(world, session)}", "text"),
        (f"/integrations/{await seed_integration(world)}", "isEnabled"),
        (f"/webhooks/{webhook}", "description"),
    ):
        values: list[object] = [True, False, True] if field == "isEnabled" else ["a", "b", "c"]
        answers = [await world.owner.patch(path, json={field: value}) for value in values]
        assert [answer.status_code for answer in answers] == [200, 200, 200], answers[0].text
        assert len({answer.headers["ETag"] for answer in answers}) == 3
        stale = {"If-Match": answers[1].headers["ETag"]}
        await world.owner.error(412, "PATCH", path, {field: values[0]}, headers=stale)


async def test_a_stale_etag_is_refused_and_changes_nothing(world: World) -> None:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}"
    for stale in ('"0"', 'W/"1"', '"1', "1", '"2", "3"'):
        await world.owner.error(412, "PATCH", path, {"title": "New"}, headers={"If-Match": stale})
        await world.owner.error(412, "DELETE", path, headers={"If-Match": stale})
    read = await world.owner.data("GET", path)
    assert (read["title"], read["isActive"]) == (interview["title"], True)


async def test_any_of_several_etags_or_a_star_is_enough(world: World) -> None:
    path = f"/interviews/{(await world.interview())['id']}"
    current = await etag(world.owner, path)
    changed = await world.owner.data("PATCH", path, {"title": "A"}, headers={"If-Match": f'"0", {current}'})
    assert changed["title"] == "A"
    await world.owner.data("DELETE", path, headers={"If-Match": "*"})
    assert (await world.owner.data("GET", path))["isActive"] is False


async def test_of_many_changes_with_one_etag_only_one_is_made(world: World) -> None:
    path = f"/interviews/{(await world.interview())['id']}"
    match = {"If-Match": await etag(world.owner, path)}
    changes = [world.owner.patch(path, json={"title": f"Title {i}"}, headers=match) for i in range(6)]
    statuses = sorted(answer.status_code for answer in await asyncio.gather(*changes))
    assert statuses == [200, 412, 412, 412, 412, 412]


async def test_every_change_of_its_questions_changes_the_interviews_etag(world: World) -> None:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}"
    seen = [await etag(world.owner, path)]
    (question, *_) = await world.questions(interview, "a", "b")
    seen.append(await etag(world.owner, path))
    await world.owner.data("PATCH", f"/questions/{question['id']}", {"order": 1})
    seen.append(await etag(world.owner, path))
    await world.owner.data("DELETE", f"/questions/{question['id']}")
    seen.append(await etag(world.owner, path))
    await world.owner.data("POST", f"{path}/publish")
    seen.append(await etag(world.owner, path))
    assert len(set(seen)) == len(seen)


async def test_moving_other_questions_changes_a_questions_etag(world: World) -> None:
    interview = await world.interview()
    first, second = await world.questions(interview, "a", "b")
    before = await etag(world.member, f"/questions/{second['id']}")
    assert before == (await world.owner.patch(f"/questions/{second['id']}", json={})).headers["ETag"]
    await world.owner.data("PATCH", f"/questions/{first['id']}", {"order": 1})
    await world.owner.error(412, "PATCH", f"/questions/{second['id']}", {"text": "c"}, headers={"If-Match": before})
    await world.owner.error(412, "DELETE", f"/questions/{second['id']}", headers={"If-Match": before})
    after = (await world.owner.patch(f"/questions/{second['id']}", json={})).headers["ETag"]
    await world.owner.data("DELETE", f"/questions/{second['id']}", headers={"If-Match": after})


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/organization", {"name": "New"}),
        ("PATCH", "/projects/{project}", {"name": "New"}),
        ("DELETE", "/projects/{project}", None),
        ("PATCH", "/views/{view}", {"name": "New"}),
        ("DELETE", "/views/{view}", None),
    ],
)
async def test_a_resource_without_an_etag_refuses_every_etag(
    world: World, method: str, path: str, body: Json | None
) -> None:
    project = (await world.owner.data("POST", "/projects", {"name": "Research"}))["id"]
    view = (await world.owner.data("POST", "/views", {"list": "sessions", "name": "All", "query": ""}))["id"]
    place = path.format(project=project, view=view)
    error = await world.owner.error(412, method, place, body, headers={"If-Match": '"1"'})
    assert error["message"] == "This has no ETag, so If-Match can't be checked. Send the request without If-Match."
    await world.owner.data(method, place, body, headers={"If-Match": "*"})


async def test_a_session_has_an_etag(world: World) -> None:
    session = await seed_session(world, await world.interview())
    assert await etag(world.owner, f"/sessions/{session}") == await etag(world.viewer, f"/sessions/{session}")


async def test_two_changes_that_are_valid_only_alone_are_not_both_made(world: World) -> None:
    path = f"/interviews/{(await world.interview(voiceEnabled=True))['id']}"
    changes = [world.owner.patch(path, json={name: False}) for name in ("chatEnabled", "voiceEnabled")]
    assert sorted(answer.status_code for answer in await asyncio.gather(*changes)) == [200, 400]


async def test_simultaneous_type_changes_leave_options_only_on_choice_questions(world: World) -> None:
    interview = await world.interview()
    (question,) = await world.questions(interview, {"text": "a", "type": "SINGLE_CHOICE", "options": ["A", "B"]})
    path = f"/questions/{question['id']}"
    changes = [world.owner.patch(path, json={"type": kind}) for kind in ("OPEN_ENDED", "MULTIPLE_CHOICE")]
    await asyncio.gather(*changes)
    (read,) = await world.owner.data("GET", f"/interviews/{interview['id']}/questions")
    assert (read["options"] is None) == (read["type"] == "OPEN_ENDED")


async def test_questions_added_at_once_have_one_order_and_exceed_no_limit(world: World) -> None:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}/questions"
    wanted = [[{"text": f"{number}: {place}"} for place in range(60)] for number in range(5)]
    requests = [world.owner.post(path, json=items) for items in wanted]
    answers = await asyncio.gather(*requests, world.owner.post(f"/interviews/{interview['id']}/publish"))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 200, 400, 400]
    orders = await world.orders(interview)
    assert [order for order, _ in orders] == list(range(180))


async def test_writing_questions_does_not_wait_for_the_usage_count(postgres_url: str, tmp_path: Path) -> None:
    async with open_world(postgres_url, tmp_path) as world:
        interview = await world.interview()
        async with world.database.transaction() as transaction:
            await usage.lock_organization(transaction, world.acme.id)
            await world.questions(interview, "What did you build?")
        assert await world.orders(interview) == [(0, "What did you build?")]
