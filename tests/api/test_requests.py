"""Candidates' requests to the organization, as a creator reads and answers them."""

from __future__ import annotations

from tests.api.seeds import seed_request, seed_session
from tests.api.world import World


async def test_requests_come_in_pages_newest_first(world: World) -> None:
    interview, other = await world.interview(), await world.interview()
    session = await seed_session(world, interview)
    await seed_request(world, other)
    kinds = ("human_interview", "adjustment", "human_review")
    made = []
    for kind in kinds:
        world.clock.at += 1000
        made.append(await seed_request(world, interview, session if kind == "human_review" else None, kind=kind))
    path = f"/interviews/{interview['id']}/requests"
    first = (await world.viewer.get(path, params={"limit": 2})).json()
    rest = (await world.viewer.get(path, params={"limit": 2, "cursor": first["cursor"]})).json()
    listed = first["data"] + rest["data"]
    assert [request["id"] for request in listed] == made[::-1]
    assert rest["cursor"] is None
    assert listed[0]["sessionId"] == session
    assert [request["sessionId"] for request in listed[1:]] == [None, None]


async def test_a_request_is_closed_and_opened_again(world: World) -> None:
    interview = await world.interview()
    request = await seed_request(world, interview)
    path = f"/requests/{request}"
    read = (await world.owner.data("GET", f"/interviews/{interview['id']}/requests"))[0]
    assert read["state"] == "OPEN"
    world.clock.at += 1000
    done = await world.member.request("PATCH", path, json={**read, "state": "DONE", "name": "Forged"})
    assert done.json()["data"] == {**read, "state": "DONE"}
    stale = await world.member.request("PATCH", path, json={"state": "OPEN"}, headers={"If-Match": '"another"'})
    assert stale.status_code == 412
    fresh = {"If-Match": done.headers["ETag"]}
    assert (await world.member.request("PATCH", path, json={"state": "OPEN"}, headers=fresh)).status_code == 200
    assert (await world.member.data("PATCH", path, {}))["state"] == "OPEN"


async def test_an_unknown_state_is_refused(world: World) -> None:
    request = await seed_request(world, await world.interview())
    error = await world.owner.error(400, "PATCH", f"/requests/{request}", {"state": "LATER", "kinds": "x"})
    assert {detail["path"] for detail in error["details"]} == {"state", "kinds"}
