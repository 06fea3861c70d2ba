"""Drafts of interviews: they take no candidates and no place in the plan until they are published."""

from __future__ import annotations

from sqlalchemy import select

from aural.interviews.copy_endpoints import FORMAT
from aural.store import schema
from tests.api.world import Json, World

QUESTION = {"text": "What do you bake first?"}


async def draft(world: World, *, questions: int = 1) -> Json:
    made = await world.interview(isDraft=True)
    for _ in range(questions):
        await world.owner.data("POST", f"/interviews/{made['id']}/questions", QUESTION)
    return made


def state_of(interview: Json) -> tuple[bool, bool, bool]:
    return interview["isActive"], interview["isDraft"], interview["publishedAt"] is not None


LIVE, DRAFT, ARCHIVED, ARCHIVED_DRAFT = (True, False, True), (False, True, False), (False, False, True), (False,) * 3


async def test_an_interview_is_live_unless_the_request_asks_for_a_draft(world: World) -> None:
    live = await world.interview()
    assert state_of(live) == LIVE
    assert live["publishedAt"] == live["createdAt"]
    assert state_of(await world.interview(isDraft=False)) == LIVE
    assert state_of(await draft(world)) == DRAFT


async def test_a_draft_takes_no_candidates(world: World) -> None:
    made = await draft(world)
    person = {"name": "Alex", "email": "alex@example.com"}
    error = await world.owner.error(409, "POST", f"/interviews/{made['id']}/candidates", person)
    assert error["message"] == "This interview is a draft. Publish it, then invite candidates."
    table = {"content": "name,email\nAlex,alex@example.com\n", "headers": {"Content-Type": "text/csv"}}
    await world.owner.error(409, "POST", f"/interviews/{made['id']}/imports", **table)
    assert await world.owner.data("GET", f"/interviews/{made['id']}/candidates") == []
    assert (await world.owner.data("GET", f"/interviews/{made['id']}"))["publicSlug"] is None


async def test_an_archived_interview_takes_no_candidates(world: World) -> None:
    path = f"/interviews/{(await world.interview())['id']}"
    table = {"content": "name,email\nAlex,alex@example.com\n", "headers": {"Content-Type": "text/csv"}}
    begun = await world.owner.data("POST", f"{path}/imports", **table)
    await world.owner.data("DELETE", path)
    message = "This interview is archived. Restore it, then invite candidates."
    assert (await world.owner.error(409, "POST", f"{path}/candidates", {"name": "Alex"}))["message"] == message
    assert (await world.owner.error(409, "POST", f"{path}/imports", **table))["message"] == message
    confirmed = ("POST", f"/imports/{begun['id']}/confirm", {"from": 0})
    assert (await world.owner.error(409, *confirmed))["message"] == message
    assert await world.owner.data("GET", f"{path}/candidates") == []
    await world.owner.data("POST", f"{path}/unarchive")
    await world.owner.data("POST", f"{path}/candidates", {"name": "Alex"})


async def test_a_draft_is_published_by_invitation_or_with_a_link(world: World) -> None:
    invited, linked = await draft(world), await draft(world)
    world.clock.pass_seconds(1)
    changed = await world.owner.data("PATCH", f"/interviews/{invited['id']}", {"isDraft": False, "title": "Baker"})
    assert state_of(changed) == LIVE
    assert (changed["title"], changed["requireInvite"], changed["publicSlug"]) == ("Baker", True, None)
    assert changed["publishedAt"] == changed["updatedAt"] > changed["createdAt"]
    await world.owner.data("POST", f"/interviews/{linked['id']}/publish")
    read = await world.owner.data("GET", f"/interviews/{linked['id']}")
    assert state_of(read) == LIVE
    assert read["requireInvite"] is False
    await world.owner.data("POST", f"/interviews/{invited['id']}/candidates", {"name": "Alex"})


async def test_publishing_is_recorded_once(world: World) -> None:
    made = await draft(world)
    path = f"/interviews/{made['id']}"
    await world.owner.data("PATCH", path, {"isDraft": False, "title": "Baker"})
    first = await world.owner.data("GET", path)
    await world.owner.data("PATCH", path, {"isDraft": False})
    assert (await world.owner.data("GET", path))["publishedAt"] == first["publishedAt"]
    log = await world.owner.data("GET", f"/audit?objectId={made['id']}")
    told = ["publishInterview", "createQuestions", "createInterview"]
    assert [entry["operation"] for entry in log] == told
    (version,) = await world.owner.data("GET", f"{path}/versions")
    content = await world.owner.data("GET", f"/versions/{version['id']}")
    assert content["interview"]["title"] == "Baker"


async def test_a_draft_without_questions_stays_a_draft(world: World) -> None:
    made = await draft(world, questions=0)
    error = await world.owner.error(409, "PATCH", f"/interviews/{made['id']}", {"isDraft": False})
    assert error["message"] == "This draft has no questions. Add at least one, then publish it."
    await world.owner.error(409, "POST", f"/interviews/{made['id']}/publish")
    assert state_of(await world.owner.data("GET", f"/interviews/{made['id']}")) == DRAFT
    live = await world.interview()
    await world.owner.data("POST", f"/interviews/{live['id']}/publish")  # as the reference says


async def test_a_live_interview_never_becomes_a_draft(world: World) -> None:
    made = await world.interview()
    await world.owner.error(409, "PATCH", f"/interviews/{made['id']}", {"isDraft": True})
    read = await world.owner.data("GET", f"/interviews/{made['id']}")
    assert state_of(await world.owner.data("PATCH", f"/interviews/{made['id']}", read)) == LIVE
    kept = await draft(world)
    read = await world.owner.data("GET", f"/interviews/{kept['id']}")
    assert state_of(await world.owner.data("PATCH", f"/interviews/{kept['id']}", read)) == DRAFT


async def test_an_archived_draft_is_restored_as_a_draft(world: World) -> None:
    made = await draft(world)
    path = f"/interviews/{made['id']}"
    await world.owner.data("DELETE", path)
    assert state_of(await world.owner.data("GET", path)) == ARCHIVED_DRAFT
    assert state_of(await world.owner.data("POST", f"{path}/unarchive")) == DRAFT
    await world.owner.data("PATCH", path, {"isDraft": False})
    await world.owner.data("DELETE", path)
    assert state_of(await world.owner.data("GET", path)) == ARCHIVED
    assert state_of(await world.owner.data("POST", f"{path}/unarchive")) == LIVE


async def test_drafts_count_toward_the_plan_when_they_are_published(free: World) -> None:
    world = free
    await world.interview()
    await world.interview()
    kept, other = await draft(world), await draft(world)
    assert (await world.owner.data("GET", "/usage"))["templates"] == {"used": 2, "limit": 3}
    await world.owner.data("PATCH", f"/interviews/{kept['id']}", {"isDraft": False})
    assert (await world.owner.data("GET", "/usage"))["templates"]["used"] == 3
    for method, path, body in (
        ("PATCH", f"/interviews/{other['id']}", {"isDraft": False}),
        ("POST", f"/interviews/{other['id']}/publish", None),
        ("POST", f"/interviews/{kept['id']}/duplicate", {}),
    ):
        assert (await world.owner.error(403, method, path, body))["code"] == "PLAN_LIMIT_EXCEEDED"
    copied = await world.owner.data("POST", f"/interviews/{kept['id']}/duplicate", {"isDraft": True})
    assert state_of(copied) == DRAFT


async def test_copies_and_imports_become_drafts_only_if_the_request_says_so(world: World) -> None:
    made = await draft(world)
    copies = f"/interviews/{made['id']}/duplicate"
    assert state_of(await world.owner.data("POST", copies, {})) == LIVE
    assert state_of(await world.owner.data("POST", copies, {"isDraft": True})) == DRAFT
    file = (await world.owner.request("GET", f"/interviews/{made['id']}/file")).json()
    assert file["format"] == FORMAT
    assert state_of(await world.owner.data("POST", "/interviews/import", file)) == LIVE
    assert state_of(await world.owner.data("POST", "/interviews/import", {**file, "isDraft": True})) == DRAFT


async def test_lists_are_filtered_by_state(world: World) -> None:
    live, kept, gone = await world.interview(), await draft(world), await draft(world)
    await world.owner.data("DELETE", f"/interviews/{gone['id']}")

    async def listed(query: str) -> set[str]:
        return {each["id"] for each in await world.owner.data("GET", f"/interviews?{query}")}

    assert await listed("isDraft=true") == {kept["id"]}
    assert await listed("isActive=true") == {live["id"]}
    assert await listed("isActive=false&isDraft=false") == {gone["id"]}
    assert await listed("isDraft=false") == {live["id"], gone["id"]}
    assert await listed("isArchived=false") == {live["id"], kept["id"]}
    assert await listed("isArchived=true") == {gone["id"]}


async def test_a_draft_can_be_previewed(world: World) -> None:
    made = await draft(world)
    link = await world.owner.data("POST", f"/interviews/{made['id']}/preview")
    shown = select(schema.interviews.c.is_active).where(schema.interviews.c.preview_until.is_not(None))
    (row,) = await world.database.read.rows(shown.where(schema.interviews.c.organization_id == world.acme.id))
    assert link["url"]
    assert row.is_active
