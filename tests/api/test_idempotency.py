"""Idempotency-Key: a repeated POST is carried out once, and gets the first answer again."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest
from sqlalchemy import select

from aural.interviews import repository as interviews
from aural.organizations.model_endpoints import TRIALS_A_MINUTE
from aural.platform.ids import new_id
from aural.store import schema
from tests.api.world import Json, World, paths_of
from tests.lost_commits import lose_commit

KEY = {"Idempotency-Key": "order 1"}
DAY_SECONDS = 24 * 3600
_KEYS = schema.idempotency_keys


def is_replayed(response: httpx2.Response) -> bool:
    return response.headers.get("Idempotency-Replayed") == "true"


async def test_a_repeated_request_gets_the_first_response(world: World) -> None:
    first, again = [await world.owner.post("/interviews", json={"title": "A"}, headers=KEY) for _ in range(2)]
    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    assert first.headers["ETag"] == again.headers["ETag"] == '"1"'
    assert (is_replayed(first), is_replayed(again)) == (False, True)
    assert len(await world.owner.data("GET", "/interviews")) == 1


async def test_another_body_under_the_same_key_is_a_conflict(world: World) -> None:
    await world.owner.data("POST", "/interviews", {"title": "A"}, headers=KEY)
    assert (await world.owner.error(409, "POST", "/interviews", {"title": "B"}, headers=KEY))["code"] == "CONFLICT"
    assert paths_of(await world.owner.error(400, "POST", "/interviews", {"title": ""}, headers=KEY)) == ["title"]
    assert len(await world.owner.data("GET", "/interviews")) == 1


async def test_the_same_bytes_with_another_content_type_are_another_body(world: World) -> None:
    body = b'{"title": "A"}'
    other, right = [{**KEY, "Content-Type": each} for each in ("text/plain", "application/json")]
    first, again = [await world.owner.post("/interviews", content=body, headers=other) for _ in range(2)]
    assert (first.status_code, again.status_code, again.content) == (415, 415, first.content)
    assert (is_replayed(first), is_replayed(again)) == (False, True)
    error = await world.owner.error(409, "POST", "/interviews", content=body, headers=right)
    assert error["message"] == "This Idempotency-Key was used for another request. Use a new one."
    await world.owner.error(415, "POST", "/interviews", content=body, headers=KEY)
    new = {**right, "Idempotency-Key": "order 2", "Content-Type": "Application/JSON; charset=utf-8"}
    await world.owner.data("POST", "/interviews", content=body, headers=new)
    again = await world.owner.post("/interviews", content=body, headers={**right, "Idempotency-Key": "order 2"})
    assert is_replayed(again)
    await world.owner.error(415, "POST", "/interviews", content=body, headers={**other, "Idempotency-Key": "order 2"})
    assert len(await world.owner.data("GET", "/interviews")) == 1


async def test_a_key_applies_to_one_caller_and_operation_for_a_day(world: World) -> None:
    made: list[Json] = [await world.owner.data("POST", "/interviews", {"title": "A"}, headers=KEY)]
    made.append(await world.member.data("POST", "/interviews", {"title": "A"}, headers=KEY))
    for interview in made:
        published = await world.owner.post(f"/interviews/{interview['id']}/publish", headers=KEY)
        assert not is_replayed(published)
        assert published.json()["data"]["id"] == interview["id"]
    world.clock.pass_seconds(DAY_SECONDS)
    made.append(await world.owner.data("POST", "/interviews", {"title": "A"}, headers=KEY))
    assert len({interview["id"] for interview in made}) == 3


async def test_refusals_are_stored_too(free: World) -> None:
    for body, status in (({"title": ""}, 400), ({"title": "One too many"}, 403)):
        key = {"Idempotency-Key": str(status)}
        for _ in range(3 - len(await free.owner.data("GET", "/interviews")) if status == 403 else 0):
            await free.interview()
        first, again = [await free.owner.post("/interviews", json=body, headers=key) for _ in range(2)]
        assert (first.status_code, again.status_code) == (status, status)
        assert first.content == again.content
        assert (is_replayed(first), is_replayed(again)) == (False, True)
    (newest, *_) = await free.owner.data("GET", "/interviews")
    await free.owner.data("DELETE", f"/interviews/{newest['id']}")
    again = await free.owner.post("/interviews", json={"title": "One too many"}, headers={"Idempotency-Key": "403"})
    assert (again.status_code, is_replayed(again)) == (403, True)  # there is room now, but the answer is repeated


async def test_a_request_that_is_still_running_is_a_conflict_with_retry_after(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, may_go_on = asyncio.Event(), asyncio.Event()
    real = interviews.insert_interview

    async def insert_slowly(*arguments: Any, **named: Any) -> str:
        entered.set()
        await may_go_on.wait()
        return await real(*arguments, **named)

    monkeypatch.setattr("aural.interviews.repository.insert_interview", insert_slowly)
    first = asyncio.create_task(world.owner.post("/interviews", json={"title": "A"}, headers=KEY))
    await entered.wait()
    if world.database.dialect == "sqlite":  # the first request is its only writer, so a second one waits instead
        second = asyncio.create_task(world.owner.post("/interviews", json={"title": "A"}, headers=KEY))
        may_go_on.set()
        assert is_replayed(await second)
    else:
        response = await world.owner.post("/interviews", json={"title": "A"}, headers=KEY)
        assert (response.status_code, response.headers["Retry-After"]) == (409, "1")
        may_go_on.set()
    assert (await first).status_code == 200
    assert len(await world.owner.data("GET", "/interviews")) == 1


async def test_of_many_equal_requests_at_once_one_is_carried_out(world: World) -> None:
    posts = [world.owner.post("/interviews", json={"title": "A"}, headers=KEY) for _ in range(8)]
    statuses = [answer.status_code for answer in await asyncio.gather(*posts)]
    assert statuses.count(200) >= 1
    assert set(statuses) <= {200, 409}
    assert len(await world.owner.data("GET", "/interviews")) == 1


async def test_a_server_error_is_not_stored(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def break_down(*_arguments: Any, **_named: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("aural.interviews.repository.insert_interview", break_down)
        await world.owner.error(500, "POST", "/interviews", {"title": "A"}, headers=KEY)
    again = await world.owner.post("/interviews", json={"title": "A"}, headers=KEY)
    assert (again.status_code, is_replayed(again)) == (200, False)


async def test_a_rate_limit_error_is_not_stored(world: World) -> None:
    path, nowhere = "/settings/model/try", {"model": "some-model", "address": "http://localhost:1/v1"}
    for _ in range(TRIALS_A_MINUTE):
        await world.owner.data("POST", path, nowhere)
    await world.owner.error(429, "POST", path, nowhere, headers=KEY)
    world.clock.pass_seconds(60)
    again = await world.owner.post(path, json=nowhere, headers=KEY)
    assert (again.status_code, is_replayed(again)) == (200, False)


@pytest.mark.parametrize("key", ["", "x" * 256, "ü", "a\tb"])
async def test_a_malformed_key_is_refused(world: World, key: str) -> None:
    headers = {"Idempotency-Key": key.encode()}
    error = await world.owner.error(400, "POST", "/interviews", {"title": "A"}, headers=headers)
    assert paths_of(error) == ["Idempotency-Key"]
    await world.owner.data("POST", "/interviews", {"title": "A"}, headers={"Idempotency-Key": "x" * 255})


async def test_a_request_to_a_very_long_path_is_refused_as_not_found(world: World) -> None:
    for _ in range(2):
        refused = await world.owner.error(404, "POST", f"/interviews/{'x' * 3000}/publish", headers=KEY)
        assert refused["code"] == "NOT_FOUND"


async def test_without_a_key_every_post_is_carried_out(world: World) -> None:
    for _ in range(2):
        await world.owner.data("POST", "/interviews", {"title": "A"})
    assert len(await world.owner.data("GET", "/interviews")) == 2


async def test_a_write_whose_commit_may_have_succeeded_is_not_repeated(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ours = select(schema.interviews).where(schema.interviews.c.organization_id == world.acme.id)
    lose_commit(world.database, monkeypatch, ours, is_away_then=True)
    error = await world.owner.error(500, "POST", "/interviews", {"title": "A"}, headers=KEY)
    assert (error["code"], "Nothing" in error["message"]) == ("INTERNAL_ERROR", False)
    assert [record.getMessage() for record in caplog.records if error["requestId"] in record.getMessage()] == [
        f"unknown outcome, because the response to a commit was lost: no further reason, request {error['requestId']}"
    ]
    monkeypatch.undo()
    again = await world.owner.post("/interviews", json={"title": "A"}, headers=KEY)
    assert (again.status_code, is_replayed(again)) == (200, True)
    assert len(await world.owner.data("GET", "/interviews")) == 1


async def test_if_only_the_claim_of_a_key_may_be_stored_nothing_was_changed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = new_id()
    lose_commit(world.database, monkeypatch, select(_KEYS).where(_KEYS.c.key == key))
    sent = {"body": {"title": "A"}, "headers": {"Idempotency-Key": key}}
    error = await world.owner.error(503, "POST", "/interviews", **sent)
    assert (error["code"], "Nothing was changed" in error["message"]) == ("STORAGE_UNAVAILABLE", True)
    assert await world.owner.data("GET", "/interviews") == []
    await world.owner.data("POST", "/interviews", **sent)


@pytest.mark.parametrize("is_away_then", [False, True])
async def test_a_refusal_whose_commit_may_have_succeeded_is_still_returned(
    world: World, monkeypatch: pytest.MonkeyPatch, is_away_then: bool
) -> None:
    key = new_id()
    refused = select(_KEYS).where(_KEYS.c.key == key, _KEYS.c.status == 400)
    lose_commit(world.database, monkeypatch, refused, is_away_then=is_away_then)
    first = await world.owner.post("/interviews", json={"title": ""}, headers={"Idempotency-Key": key})
    assert first.status_code == 400
    monkeypatch.undo()
    again = await world.owner.post("/interviews", json={"title": ""}, headers={"Idempotency-Key": key})
    assert (again.status_code, is_replayed(again), again.content) == (400, True, first.content)
