"""Interviews: create, read, change, archive, publish, list."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.world import World, paths_of

DEFAULTS = {
    "purpose": "HIRING",
    "description": None,
    "objective": None,
    "assessmentCriteria": [],
    "chatEnabled": True,
    "voiceEnabled": False,
    "videoEnabled": False,
    "aiName": "Aural",
    "aiTone": "PROFESSIONAL",
    "followUpDepth": "MODERATE",
    "language": "en",
    "timeLimitMinutes": None,
    "antiCheatingEnabled": False,
    "faceCountEnabled": False,
    "nextSteps": None,
    "contactEmail": None,
    "maxPauses": 3,
    "maxPauseMinutes": 10,
    "approvedFacts": [],
}
EVERYTHING = {
    "title": "Backend screening",
    "description": "For seniors",
    "objective": "Assess API design",
    "assessmentCriteria": [
        {"name": "Design", "description": "Weighs trade-offs", "anchors": [{"level": 1, "text": "Names no other way"}]},
        {"name": "Care", "description": "", "anchors": []},
    ],
    "purpose": "RESEARCH",
    "chatEnabled": False,
    "voiceEnabled": True,
    "videoEnabled": True,
    "aiName": "Robin",
    "aiTone": "CASUAL",
    "followUpDepth": "DEEP",
    "language": "zh-Hant",
    "timeLimitMinutes": 45,
    "antiCheatingEnabled": True,
    "faceCountEnabled": True,
    "nextSteps": "We write within a week.",
    "contactEmail": "jobs@example.com",
    "maxPauses": 0,
    "maxPauseMinutes": 60,
    "approvedFacts": [{"topic": "Team size", "text": "Six people."}],
}


async def test_a_title_is_enough_and_the_rest_has_the_defaults_of_the_reference(world: World) -> None:
    made = await world.owner.data("POST", "/interviews", {"title": "  Backend screening\n"})
    assert made["title"] == "Backend screening"
    assert {name: made[name] for name in DEFAULTS} == DEFAULTS
    assert (made["isActive"], made["requireInvite"], made["publicSlug"]) == (True, True, None)
    assert made["_count"] == {"questions": 0, "sessions": 0}
    assert made["createdAt"] == made["updatedAt"] == "2026-05-28T20:26:40.000Z"


async def test_every_field_is_stored(world: World) -> None:
    made = await world.owner.data("POST", "/interviews", EVERYTHING)
    read = await world.owner.data("GET", f"/interviews/{made['id']}")
    links = [criterion.pop("questionIds") for criterion in read["assessmentCriteria"]]
    assert links == [[], []]
    assert {name: read[name] for name in EVERYTHING} == EVERYTHING


async def test_an_interview_can_be_sent_back_as_read_and_read_only_fields_change_nothing(world: World) -> None:
    made = await world.interview(**{**EVERYTHING, "title": "Old"})
    read = await world.owner.data("GET", f"/interviews/{made['id']}")
    forged = {**read, "isActive": False, "publicSlug": "mine", "id": "x", "_count": {"questions": 9, "sessions": 9}}
    changed = await world.owner.data("PATCH", f"/interviews/{made['id']}", {**forged, "title": "New"})
    unchanged = {name: read[name] for name in changed if name not in ("title", "updatedAt")}
    assert {name: changed[name] for name in unchanged} == unchanged
    assert changed["title"] == "New"


async def test_all_problems_are_named_at_once_and_nothing_is_stored(world: World) -> None:
    body = {"title": " ", "aiTone": "LOUD", "titel": "x", "chatEnabled": False, "timeLimitMinutes": 30.0}
    error = await world.owner.error(400, "POST", "/interviews", body)
    assert set(paths_of(error)) == {"title", "aiTone", "titel", "chatEnabled", "timeLimitMinutes"}
    assert await world.owner.data("GET", "/interviews") == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", None),
        ("title", 7),
        ("title", "x" * 201),
        ("title", "a\x00b"),
        ("chatEnabled", "yes"),
        ("chatEnabled", None),
        ("voiceEnabled", 1),
        ("aiName", ""),
        ("aiTone", "casual"),
        ("followUpDepth", None),
        ("language", "english please"),
        ("language", "xx-notalanguage"),
        ("language", "en_US"),
        ("timeLimitMinutes", 0),
        ("timeLimitMinutes", 481),
        ("timeLimitMinutes", "30"),
        ("timeLimitMinutes", True),
        ("assessmentCriteria", None),
        ("assessmentCriteria", {"name": "x"}),
        ("assessmentCriteria", [{"description": "nameless"}]),
        ("assessmentCriteria", [{"name": "x", "description": "", "weight": 3}]),
        ("assessmentCriteria", [{"name": "x", "anchors": [{"level": 5, "text": "y"}]}]),
        ("assessmentCriteria", [{"name": "x", "anchors": [{"level": 1, "text": "y"}, {"level": 1, "text": "z"}]}]),
        ("assessmentCriteria", [{"name": "x", "questionIds": ["019643c1-1b22-7d4f-8e3a-1c6a7b2d3e4f"]}]),
        ("purpose", "FUN"),
        ("assessmentCriteria", [{"name": f"c{i}", "description": ""} for i in range(51)]),
    ],
)
async def test_a_wrong_value_is_refused_by_name_on_create_and_on_update(world: World, field: str, value: Any) -> None:
    made = await world.interview()
    for method, path, body in (
        ("POST", "/interviews", {"title": "A", field: value}),
        ("PATCH", f"/interviews/{made['id']}", {field: value}),
    ):
        error = await world.owner.error(400, method, path, body)
        assert [path.split(".")[0] for path in paths_of(error)] == [field]
    assert (await world.owner.data("GET", f"/interviews/{made['id']}"))["updatedAt"] == made["updatedAt"]


async def test_null_is_accepted_wherever_a_read_may_return_null(world: World) -> None:
    made = await world.interview(description="x", objective="y", timeLimitMinutes=5)
    nothing = {"description": None, "objective": None, "timeLimitMinutes": None}
    changed = await world.owner.data("PATCH", f"/interviews/{made['id']}", nothing)
    assert {name: changed[name] for name in nothing} == nothing


async def test_chat_and_voice_cannot_both_be_disabled(world: World) -> None:
    made = await world.interview()
    path = f"/interviews/{made['id']}"
    assert paths_of(await world.owner.error(400, "PATCH", path, {"chatEnabled": False})) == ["chatEnabled"]
    voice = await world.owner.data("PATCH", path, {"chatEnabled": False, "voiceEnabled": True})
    assert (voice["chatEnabled"], voice["voiceEnabled"]) == (False, True)
    await world.owner.error(400, "PATCH", path, {"voiceEnabled": False, "videoEnabled": True})


async def test_an_empty_change_changes_nothing(world: World) -> None:
    made = await world.interview()
    world.clock.pass_seconds(5)
    assert await world.owner.data("PATCH", f"/interviews/{made['id']}", {}) == made


async def test_detail_has_the_questions_in_order_and_the_counts(world: World) -> None:
    made = await world.interview()
    await world.questions(made, "first", "second")
    read = await world.owner.data("GET", f"/interviews/{made['id']}")
    assert [question["text"] for question in read["questions"]] == ["first", "second"]
    assert read["_count"] == {"questions": 2, "sessions": 0}
    (listed,) = await world.owner.data("GET", "/interviews")
    assert listed["_count"] == {"questions": 2, "sessions": 0}


async def test_archiving_twice_succeeds_and_archived_interviews_stay_listed(world: World) -> None:
    made = await world.interview()
    for _ in range(2):
        answer = await world.owner.data("DELETE", f"/interviews/{made['id']}")
        assert answer == {"id": made["id"], "archived": True}
    (listed,) = await world.owner.data("GET", "/interviews")
    assert listed["isActive"] is False


async def test_unarchiving_an_interview_restores_its_access_settings(world: World) -> None:
    path = f"/interviews/{(await world.interview())['id']}"
    before = await world.owner.data("GET", path)
    await world.owner.data("DELETE", path)
    for _ in range(2):
        back = await world.owner.data("POST", f"{path}/unarchive")
        assert (back["isActive"], back["requireInvite"], back["publicSlug"]) == (True, True, before["publicSlug"])


async def test_publishing_opens_the_interview_under_a_slug_that_stays(world: World) -> None:
    made = await world.interview(title="Ünïcode & Backend / 2026 — schön")
    path = f"/interviews/{made['id']}"
    published = await world.owner.data("POST", f"{path}/publish")
    slug = published["publicSlug"]
    assert re.fullmatch(r"unicode-backend-2026-schon-[0-9a-f]{10}", slug)
    assert published == {"id": made["id"], "publicSlug": slug, "url": f"https://aural.test/i/{slug}"}
    assert await world.owner.data("POST", f"{path}/publish") == published
    read = await world.owner.data("GET", path)
    assert (read["isActive"], read["requireInvite"], read["publicSlug"]) == (True, False, slug)


async def test_an_unpublished_interview_is_invite_only_and_keeps_its_slug(world: World) -> None:
    made = await world.interview(title="面试")
    path = f"/interviews/{made['id']}"
    slug = (await world.owner.data("POST", f"{path}/publish"))["publicSlug"]
    assert slug.startswith("interview-")
    for _ in range(2):
        answer = await world.owner.data("POST", f"{path}/unpublish")
        assert answer == {"id": made["id"], "requireInvite": True, "publicSlug": slug}
    assert (await world.owner.data("POST", f"{path}/publish"))["publicSlug"] == slug


async def test_publishing_activates_an_archived_interview_again(world: World) -> None:
    made = await world.interview()
    path = f"/interviews/{made['id']}"
    await world.owner.data("DELETE", path)
    await world.owner.data("POST", f"{path}/publish")
    assert (await world.owner.data("GET", path))["isActive"] is True


async def test_a_new_interview_goes_to_the_first_project_that_the_key_reaches(world: World) -> None:
    mine = await world.interview()
    theirs = await world.neighbour.data("POST", "/interviews", {"title": "Elsewhere"})
    assert mine["projectId"] != theirs["projectId"]
    assert [i["id"] for i in await world.neighbour.data("GET", "/interviews")] == [theirs["id"]]
    assert [i["id"] for i in await world.owner.data("GET", "/interviews")] == [theirs["id"], mine["id"]]


async def test_a_key_that_reaches_no_project_can_create_nothing(world: World) -> None:
    nobody = world.with_key(await world.issue(world.acme, "OWNER", project_ids=[]))
    assert await nobody.data("GET", "/interviews") == []
    assert (await nobody.error(403, "POST", "/interviews", {"title": "A"}))["code"] == "FORBIDDEN"


async def test_another_organization_finds_nothing_and_changes_nothing(world: World) -> None:
    made = await world.interview()
    path = f"/interviews/{made['id']}"
    assert await world.stranger.data("GET", "/interviews") == []
    for method, suffix, body in (
        ("GET", "", None),
        ("PATCH", "", {"title": "Mine"}),
        ("DELETE", "", None),
        ("POST", "/publish", None),
        ("POST", "/unpublish", None),
        ("POST", "/unarchive", None),
    ):
        await world.stranger.error(404, method, path + suffix, body)
    assert (await world.owner.data("GET", path))["updatedAt"] == made["updatedAt"]


async def test_the_plan_counts_active_interviews_at_create_and_at_publish(free: World) -> None:
    made = [await free.interview(title=f"Number {i}") for i in range(3)]
    error = await free.owner.error(403, "POST", "/interviews", {"title": "One too many"})
    assert {name: error[name] for name in ("code", "limit", "current", "max", "upgrade_url")} == {
        "code": "PLAN_LIMIT_EXCEEDED",
        "limit": "templates",
        "current": 3,
        "max": 3,
        "upgrade_url": "https://aural.test",
    }
    await free.owner.data("DELETE", f"/interviews/{made[0]['id']}")
    await free.interview(title="In its place")
    assert (await free.owner.error(403, "POST", f"/interviews/{made[0]['id']}/publish"))["limit"] == "templates"
    assert (await free.owner.error(403, "POST", f"/interviews/{made[0]['id']}/unarchive"))["limit"] == "templates"
    await free.owner.data("POST", f"/interviews/{made[1]['id']}/publish")  # already active, so nothing more is used


async def test_an_interview_is_duplicated_without_a_body(world: World) -> None:
    interview = await world.interview()
    copy = await world.owner.data("POST", f"/interviews/{interview['id']}/duplicate")
    assert copy["title"] == "Backend screening (copy)"
    await world.owner.error(415, "POST", f"/interviews/{interview['id']}/duplicate", content=b"{}")
    await world.owner.error(415, "POST", f"/interviews/{interview['id']}/candidates")


async def test_a_slug_spells_a_sharp_s_as_ss(world: World) -> None:
    interview = await world.interview(title="Große STRAẞE, Zürich")
    published = await world.owner.data("POST", f"/interviews/{interview['id']}/publish")
    assert published["publicSlug"].startswith("grosse-strasse-zurich-")
