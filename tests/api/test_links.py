"""Personal links as a table, for deployments that send no email."""

from __future__ import annotations

import csv
import io

import pytest

from aural.candidates import link_endpoints as links
from tests.api.world import Json, World


async def download(world: World, **query: str) -> list[dict[str, str]]:
    response = await world.member.get("/candidates/links", params=query)
    assert response.status_code == 200, response.text
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))


async def invite(world: World, interview: Json, *people: Json) -> list[Json]:
    made: list[Json] = await world.member.data("POST", f"/interviews/{interview['id']}/candidates", list(people))
    return made


async def test_each_candidate_has_a_row_with_their_link_and_no_formula(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "_ROWS_AT_ONCE", 2)
    interview = await world.interview(title="Ops")
    people = [{"name": "=HYPERLINK(1)", "phone": "+1 555"}, {"name": "Ada", "email": "ada@example.com"}, {}]
    made = await invite(world, interview, *people)
    await invite(world, await world.interview(), {"name": "Elsewhere"})
    rows = await download(world, interviewId=interview["id"], status="NOT_INVITED")
    assert {row["Link"]: row["Name"] for row in rows} == {
        made[0]["inviteUrl"]: "'=HYPERLINK(1)",
        made[1]["inviteUrl"]: "Ada",
        made[2]["inviteUrl"]: "",
    }
    (ada,) = await download(world, ids=made[1]["id"])
    assert ada == {
        "Name": "Ada",
        "E-mail": "ada@example.com",
        "Phone": "",
        "Interview": "Ops",
        "Status": "NOT_INVITED",
        "Link": made[1]["inviteUrl"],
        "Expires (UTC)": "",
    }
    assert len(await download(world)) == 4
    assert await download(world, interviewId=interview["id"], status="DONE") == []


async def test_viewers_get_no_links_and_others_only_those_of_their_organization(world: World) -> None:
    (ada,) = await invite(world, await world.interview(), {"name": "Ada"})
    await world.viewer.error(403, "GET", "/candidates/links")
    theirs = await world.stranger.get("/candidates/links", params={"ids": ada["id"]})
    assert ada["inviteUrl"] not in theirs.text
    assert theirs.text.count("\r\n") == 1
    await world.member.error(400, "GET", "/candidates/links", params={"ids": ",".join(map(str, range(101)))})


async def test_links_of_an_unknown_or_foreign_interview_are_not_found(world: World) -> None:
    interview = await world.interview()
    await world.owner.error(404, "GET", "/candidates/links", params={"interviewId": "unknown"})
    for client in (world.stranger, world.neighbour):
        await client.error(404, "GET", "/candidates/links", params={"interviewId": interview["id"]})
    assert (await world.owner.get("/candidates/links", params={"interviewId": interview["id"]})).status_code == 200
