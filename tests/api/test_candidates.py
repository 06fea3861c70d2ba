"""Candidates: personal links for one or up to 500."""

from __future__ import annotations

from typing import Any

import pytest

from aural.usage import repository as usage
from tests.api.world import World, paths_of

ALEX = {"name": "Alex", "email": "Alex@Example.com", "phone": "+1-555-0100", "notes": "Referral from Jane"}


async def test_an_invitation_returns_a_personal_link(world: World) -> None:
    interview = await world.interview(title="Backend")
    (made,) = await world.owner.data("POST", f"/interviews/{interview['id']}/candidates", ALEX)
    slug = (await world.owner.data("GET", f"/interviews/{interview['id']}"))["publicSlug"]
    assert slug.startswith("backend-")
    assert made["inviteUrl"] == f"https://aural.test/i/{slug}?token={made['inviteToken']}"
    assert len(made["inviteToken"]) >= 22  # 128 bits in base62
    assert made["email"] == "alex@example.com"
    assert (made["name"], made["phone"], made["notes"]) == ("Alex", "+1-555-0100", "Referral from Jane")
    assert (made["sessionId"], made["interviewId"]) == (None, interview["id"])


async def test_the_link_keeps_the_slug_of_the_published_interview(world: World) -> None:
    interview = await world.interview()
    slug = (await world.owner.data("POST", f"/interviews/{interview['id']}/publish"))["publicSlug"]
    made = await world.candidate(interview)
    assert f"/i/{slug}?" in made["inviteUrl"]


async def test_every_field_of_a_candidate_is_optional_and_duplicates_are_allowed(world: World) -> None:
    interview = await world.interview()
    await world.owner.data("POST", f"/interviews/{interview['id']}/candidates", [{}, {"email": None}, ALEX, ALEX])
    listed = await world.owner.data("GET", f"/interviews/{interview['id']}/candidates")
    assert [candidate["email"] for candidate in listed] == ["alex@example.com", "alex@example.com", None, None]
    assert len({candidate["inviteToken"] for candidate in listed}) == 4


async def test_create_returns_candidates_in_request_order_and_list_newest_first(world: World) -> None:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}/candidates"
    made = await world.owner.data("POST", path, [{"name": str(i)} for i in range(30)])
    assert [candidate["name"] for candidate in made] == [str(i) for i in range(30)]
    response = await world.owner.get(path)
    assert response.json() == {"data": made[::-1]}


async def test_the_list_is_paged_if_the_request_asks_for_it(world: World) -> None:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}/candidates"
    await world.owner.data("POST", path, [{"name": str(i)} for i in range(5)])
    names, query = [], "limit=2"
    while query:
        page = (await world.owner.get(f"{path}?{query}")).json()
        names += [candidate["name"] for candidate in page["data"]]
        query = page["cursor"] and f"limit=2&cursor={page['cursor']}"
    assert names == ["4", "3", "2", "1", "0"]


async def test_up_to_500_candidates_are_created_at_once(world: World) -> None:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}/candidates"
    assert len(await world.owner.data("POST", path, [{}] * 500)) == 500
    assert paths_of(await world.owner.error(400, "POST", path, [{}] * 501)) == [""]
    assert len(await world.owner.data("GET", path)) == 500


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "alex"),
        ("email", "a@b@c.de"),
        ("email", "alex@example.com\r\nBcc: all@example.com"),
        ("email", f"{'x' * 250}@example.com"),
        ("email", 7),
        ("name", "x" * 201),
        ("name", ["Alex"]),
        ("phone", "1" * 51),
        ("notes", "x" * 5001),
        ("notes", "a\x00"),
        ("role", "ADMIN"),
    ],
)
async def test_a_wrong_value_is_refused_and_no_candidate_is_invited(world: World, field: str, value: Any) -> None:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}/candidates"
    assert paths_of(await world.owner.error(400, "POST", path, [ALEX, {**ALEX, field: value}])) == [f"1.{field}"]
    assert await world.owner.data("GET", path) == []
    assert (await world.owner.data("GET", f"/interviews/{interview['id']}"))["publicSlug"] is None


async def test_a_request_cannot_choose_its_invite_token(world: World) -> None:
    interview = await world.interview()
    made = await world.candidate(interview, inviteToken="mine", sessionId="mine", inviteUrl="mine")
    assert "mine" not in (made["inviteToken"], made["sessionId"], made["inviteUrl"])


async def test_a_viewer_sees_candidates_but_no_link_and_no_full_address(world: World) -> None:
    interview = await world.interview()
    made = await world.candidate(interview, **ALEX)
    (seen,) = await world.viewer.data("GET", f"/interviews/{interview['id']}/candidates")
    hidden = {"inviteToken": None, "inviteUrl": None, "email": "a•••@example.com", "phone": "•••00"}
    assert seen == {**made, **hidden}
    assert (await world.member.data("GET", f"/interviews/{interview['id']}/candidates")) == [made]


async def test_a_viewer_reads_a_resume_without_full_addresses(world: World) -> None:
    text = "Alex, alex@example.com, +1 202 555 0100. Since 03/2019 - 05/2021 at Harbour."
    made = await world.candidate(await world.interview(), **ALEX, resumeText=text)
    seen = (await world.viewer.data("GET", f"/candidates/{made['id']}"))["resume"]
    assert seen["text"] == "Alex, a•••@example.com, •••00. Since 03/2019 - 05/2021 at Harbour."
    assert (await world.member.data("GET", f"/candidates/{made['id']}"))["resume"]["text"] == text


async def test_an_expiry_too_far_in_the_future_is_refused(world: World) -> None:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}/candidates"
    for far in ("9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59Z", "9999-06-01T00:00:00Z"):
        assert paths_of(await world.owner.error(400, "POST", path, {"expiresAt": far})) == ["expiresAt"]
    made = await world.candidate(interview, expiresAt="9998-12-31T23:59:59-23:59")
    assert made["expiresAt"] == "9999-01-01T23:58:59.000Z"


async def test_invitations_are_refused_once_the_hours_are_used_up(free: World) -> None:
    interview = await free.interview()
    await free.candidate(interview)
    async with free.database.transaction() as transaction:
        await usage.reserve_session(transaction, free.acme.id, 2 * 3600, free.clock.now(), "")
    path = f"/interviews/{interview['id']}/candidates"
    error = await free.owner.error(403, "POST", path, {})
    assert (error["code"], error["limit"], error["current"], error["max"]) == (
        "PLAN_LIMIT_EXCEEDED",
        "session_hours",
        2,
        2,
    )
    await free.owner.error(400, "POST", path, {"email": "wrong"})  # invalid input is reported before the plan's limit
    assert len(await free.owner.data("GET", path)) == 1


async def test_another_organization_cannot_invite_candidates(world: World) -> None:
    interview = await world.interview()
    for someone in (world.stranger, world.neighbour):
        await someone.error(404, "GET", f"/interviews/{interview['id']}/candidates")
        await someone.error(404, "POST", f"/interviews/{interview['id']}/candidates", ALEX)
    assert await world.owner.data("GET", f"/interviews/{interview['id']}/candidates") == []


async def test_texts_of_only_spaces_are_stored_as_null(world: World) -> None:
    interview = await world.interview()
    blank = {"name": "  ", "phone": "\u200b ", "notes": ""}
    candidate = await world.candidate(interview, **blank)
    assert [candidate[name] for name in blank] == [None] * 3
    path = f"/candidates/{candidate['id']}"
    await world.owner.data("PATCH", path, {"name": "Alex", "phone": "1", "notes": "Referral"})
    changed = await world.owner.data("PATCH", path, blank)
    assert [changed[name] for name in blank] == [None] * 3
