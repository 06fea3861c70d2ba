"""Writing interviews: filters, criteria, copies, files, templates, checks, the library, versions and previews."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from sqlalchemy import select

from aural.platform.clock import iso
from aural.store import schema
from aural.usage import repository as usage
from tests.api.seeds import seed_session
from tests.api.world import Json, World, paths_of


async def titles(world: World, query: str) -> list[str]:
    return [row["title"] for row in await world.owner.data("GET", f"/interviews?{query}")]


async def test_the_list_is_filtered_by_text_state_project_purpose_and_mode(world: World) -> None:
    await world.interview(title="Backend 100%", purpose="HIRING")
    research = await world.interview(title="How people plan", purpose="RESEARCH", voiceEnabled=True)
    await world.interview(title="practice_run", purpose="PRACTICE", chatEnabled=False, voiceEnabled=True)
    await world.owner.data("DELETE", f"/interviews/{research['id']}")
    elsewhere = await world.neighbour.data("POST", "/interviews", {"title": "Elsewhere"})
    assert await titles(world, "q=BACK") == ["Backend 100%"]
    assert await titles(world, "q=0%25") == ["Backend 100%"]
    assert await titles(world, "q=%25") == ["Backend 100%"]
    assert await titles(world, "q=_") == ["practice_run"]
    assert await titles(world, "isActive=false") == ["How people plan"]
    assert await titles(world, f"projectId={elsewhere['projectId']}") == ["Elsewhere"]
    assert await titles(world, "purpose=RESEARCH&mode=voice") == ["How people plan"]
    assert await titles(world, "mode=voice") == ["practice_run", "How people plan"]
    assert await titles(world, "mode=chat&isActive=true&purpose=HIRING") == ["Elsewhere", "Backend 100%"]
    assert await titles(world, "q=nothing") == []
    wrong = await world.owner.error(400, "GET", "/interviews?isActive=perhaps&purpose=FUN&mode=smoke")
    assert set(paths_of(wrong)) == {"isActive", "purpose", "mode"}


@pytest.mark.parametrize("typed", ["übersetzerin ž", "ÜBERSETZERIN Ž", "Setzerin", "zerin Ž", "ubersetzerin ziz"])
async def test_a_title_is_found_in_any_case_and_without_accents(world: World, typed: str) -> None:
    await world.interview(title="Übersetzerin Žižkov")
    await world.interview(title="Dolmetscherin")
    await world.member.data("POST", "/library", {"text": "Übersetzerin Žižkov?"})
    query = f"q={quote(typed)}"
    assert await titles(world, query) == ["Übersetzerin Žižkov"]
    assert len(await world.member.data("GET", f"/library?{query}")) == 1


async def test_a_filtered_list_has_its_own_pages(world: World) -> None:
    for index in range(5):
        await world.interview(title=f"{'odd' if index % 2 else 'even'} {index}")
    first = (await world.owner.get("/interviews?q=even&limit=2")).json()
    assert [row["title"] for row in first["data"]] == ["even 4", "even 2"]
    rest = (await world.owner.get(f"/interviews?q=even&limit=2&cursor={first['cursor']}")).json()
    assert [row["title"] for row in rest["data"]] == ["even 0"]
    await world.owner.error(400, "GET", f"/interviews?q=odd&limit=2&cursor={first['cursor']}")


async def written(world: World) -> Json:
    """An interview with three questions, of which the second and third belong to its criterion."""
    made = await world.interview(title="Backend", purpose="RESEARCH", approvedFacts=[{"topic": "Team", "text": "Six."}])
    asked = await world.questions(
        made,
        {"text": "Why?", "followUpDepth": "DEEP"},
        {"text": "Pick", "type": "SINGLE_CHOICE", "options": ["A", "B"]},
        {"text": "Code", "type": "CODING", "starterCode": "  pass"},
    )
    criterion = {
        "name": "Design",
        "description": "Weighs",
        "anchors": [{"level": 4, "text": "Compares"}, {"level": 1, "text": "Names"}],
        "questionIds": [asked[1]["id"], asked[2]["id"]],
    }
    await world.owner.data("PATCH", f"/interviews/{made['id']}", {"assessmentCriteria": [criterion]})
    read: Json = await world.owner.data("GET", f"/interviews/{made['id']}")
    return read


async def test_a_criterion_keeps_its_anchors_by_level_and_loses_a_question_that_is_deleted(world: World) -> None:
    made = await written(world)
    (criterion,) = made["assessmentCriteria"]
    assert criterion["anchors"] == [{"level": 1, "text": "Names"}, {"level": 4, "text": "Compares"}]
    assert criterion["questionIds"] == [made["questions"][1]["id"], made["questions"][2]["id"]]
    await world.owner.data("DELETE", f"/questions/{made['questions'][1]['id']}")
    (left,) = (await world.owner.data("GET", f"/interviews/{made['id']}"))["assessmentCriteria"]
    assert left["questionIds"] == [made["questions"][2]["id"]]
    foreign = {"assessmentCriteria": [{"name": "x", "questionIds": [made["questions"][1]["id"]]}]}
    error = await world.owner.error(400, "PATCH", f"/interviews/{made['id']}", foreign)
    assert paths_of(error) == ["assessmentCriteria.0.questionIds.0"]


def said(interview: Json) -> Json:
    """The content of an interview without its ids; criteria name their questions by position."""
    places = {question["id"]: place for place, question in enumerate(interview["questions"])}
    criteria = [
        {**criterion, "questionIds": [places[link] for link in criterion["questionIds"]]}
        for criterion in interview["assessmentCriteria"]
    ]
    own = ("id", "interviewId", "createdAt", "updatedAt")
    asked = [{name: value for name, value in one.items() if name not in own} for one in interview["questions"]]
    kept = {name: value for name, value in interview.items() if name not in (*own, "title", "publicSlug")}
    return {**kept, "assessmentCriteria": criteria, "questions": asked, "requireInvite": True}


async def test_a_duplicate_has_the_same_content_and_is_another_interview(world: World) -> None:
    made = await written(world)
    await world.owner.data("POST", f"/interviews/{made['id']}/publish")
    named = await world.owner.data("POST", f"/interviews/{made['id']}/duplicate", {"title": "Seniors"})
    copied = await world.owner.data("POST", f"/interviews/{made['id']}/duplicate", {})
    assert (named["title"], copied["title"]) == ("Seniors", "Backend (copy)")
    assert (copied["requireInvite"], copied["publicSlug"]) == (True, None)
    read = await world.owner.data("GET", f"/interviews/{copied['id']}")
    assert said(read) == said(made)
    assert {q["id"] for q in read["questions"]}.isdisjoint(q["id"] for q in made["questions"])


async def test_a_file_creates_the_same_interview_in_another_organization(world: World) -> None:
    made = await written(world)
    response = await world.owner.get(f"/interviews/{made['id']}/file")
    assert response.headers["content-disposition"] == "attachment; filename*=UTF-8''Backend.json"
    file = response.json()
    assert made["id"] not in response.text
    theirs = await world.stranger.data("POST", "/interviews/import", file)
    read = await world.stranger.data("GET", f"/interviews/{theirs['id']}")
    assert said(read) == {**said(made), "projectId": read["projectId"]}


async def test_an_invalid_file_is_refused_with_the_path_of_every_error(world: World) -> None:
    file = {
        "format": "aural-interview",
        "version": 1,
        "interview": {"title": "x", "chatEnabled": False},
        "questions": [{"text": "Pick", "type": "SINGLE_CHOICE"}, {"text": "", "colour": "red"}],
    }
    error = await world.owner.error(400, "POST", "/interviews/import", file)
    assert set(paths_of(error)) == {
        "interview.chatEnabled", "questions.0.options", "questions.1.text", "questions.1.colour"
    }  # fmt: skip
    questions = [{"text": "Why?"}, {"text": "How?"}]
    linked = {"title": "Baker", "assessmentCriteria": [{"name": "Calm", "questions": [1, 2]}]}
    wrong = {"format": "aural-interview", "version": 1, "interview": linked, "questions": questions}
    error = await world.owner.error(400, "POST", "/interviews/import", wrong)
    assert error["details"] == [
        {
            "path": "interview.assessmentCriteria.0.questions.1",
            "message": "must be a position from 0 to 1, as the file has 2 questions",
        }
    ]
    await world.owner.error(400, "POST", "/interviews/import", {"format": "other", "version": 2, "interview": {}})
    assert await world.owner.data("GET", "/interviews") == []


async def test_copies_count_toward_the_plan(free: World) -> None:
    made = await free.interview()
    for _ in range(2):
        await free.owner.data("POST", f"/interviews/{made['id']}/duplicate", {})
    await free.owner.error(403, "POST", f"/interviews/{made['id']}/duplicate", {})
    file = (await free.owner.get(f"/interviews/{made['id']}/file")).json()
    await free.owner.error(403, "POST", "/interviews/import", file)
    assert len(await free.owner.data("GET", "/interviews")) == 3


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_templates_raise_no_concern_except_questions_without_a_criterion(world: World, language: str) -> None:
    offered = await world.viewer.data("GET", f"/templates?language={language}")
    assert len(offered) == 5
    for template in offered:
        made = await world.owner.data("POST", "/interviews/import", template["file"])
        read = await world.owner.data("GET", f"/interviews/{made['id']}")
        assert template["questionCount"] == len(read["questions"]) >= 4
        assert all(len(criterion["anchors"]) == 4 for criterion in read["assessmentCriteria"])
        checks = await world.owner.data("GET", f"/interviews/{made['id']}/checks")
        told = [concern for concern in checks["concerns"] if concern["code"] != "QUESTION_WITHOUT_CRITERION"]
        assert told == [], template["id"]
        assert checks["estimatedMinutes"] == template["estimatedMinutes"]


async def test_checks_locate_the_text_that_they_concern(world: World) -> None:
    made = await world.interview(timeLimitMinutes=1)
    (question,) = await world.questions(made, "How old are you?")
    checks = await world.viewer.data("GET", f"/interviews/{made['id']}/checks")
    found = {concern["code"]: concern for concern in checks["concerns"]}
    assert set(found) == {"NO_CRITERIA", "TOO_LONG", "PROTECTED_TRAIT"}
    assert found["PROTECTED_TRAIT"]["questionId"] == question["id"]
    assert (found["PROTECTED_TRAIT"]["start"], found["PROTECTED_TRAIT"]["end"]) == (0, 7)
    assert checks["estimatedMinutes"] > checks["timeLimitMinutes"] == 1


async def test_the_tokens_that_an_interview_will_use_are_estimated_beforehand(free: World) -> None:
    made = await free.interview()
    await free.questions(made, "Tell me about a night that went wrong.", "What did you change?")
    path = f"/interviews/{made['id']}/checks"
    nothing = (await free.owner.data("GET", path))["estimate"]
    assert (nothing["model"], nothing["tokens"], nothing["cost"], nothing["interviewsLeft"]) == (None, 0, None, None)
    given = {"model": "small", "model_judge": "large", "model_prices": "1,0.1,10", "model_judge_prices": "2,0.2,20"}
    object.__setattr__(free.api._runner._context, "settings", free.settings.model_copy(update=given))
    found = (await free.owner.data("GET", path))["estimate"]
    assert (found["model"], found["judge"], found["answers"]) == ("small", "large", 5)
    interviewing, judging = found["interviewing"], found["judging"]
    assert interviewing["calls"] == 5
    assert found["tokens"] == sum(
        load[key] for load in (interviewing, judging) for key in ("inputTokens", "outputTokens")
    )
    read, cached = interviewing["inputTokens"] - interviewing["cachedTokens"], interviewing["cachedTokens"]
    of_both = read + cached * 0.1 + interviewing["outputTokens"] * 10 + judging["inputTokens"] * 2
    assert found["cost"]["amount"] == pytest.approx((of_both + judging["outputTokens"] * 20) / 1e6, abs=1e-4)
    assert found["interviewsLeft"] == 500_000 // found["tokens"]
    async with free.database.transaction() as transaction:
        await usage.add_tokens(transaction, free.acme.id, 600_000, free.clock.now())
    assert (await free.owner.data("GET", path))["estimate"]["interviewsLeft"] == 0
    await free.owner.data("PATCH", "/settings/model", {"engine": "OWN", "model": "own"})
    own = (await free.owner.data("GET", path))["estimate"]
    assert (own["model"], own["judge"], own["cost"]) == ("own", "own", None)
    await free.owner.data("PATCH", "/settings/model", {"engine": "GUIDED"})
    assert (await free.owner.data("GET", path))["estimate"]["model"] is None


# --- the library ----------------------------------------------------------------------------------------------------


async def test_library_questions_are_saved_found_changed_and_used_again(world: World) -> None:
    code = {
        "text": "Reverse a list",
        "type": "CODING",
        "starterCode": "def f():",
        "tags": ["API  design", "api design"],
    }
    kept = await world.member.data("POST", "/library", code)
    assert (kept["tags"], kept["starterCode"]) == (["api design"], "def f():")
    await world.member.data("POST", "/library", {"text": "Why us?", "tags": ["design"]})
    theirs = await world.neighbour.data("POST", "/library", {"text": "Elsewhere"})

    async def found(query: str) -> list[str]:
        return [question["text"] for question in await world.viewer.data("GET", f"/library?{query}")]

    assert await found("q=REVERSE") == ["Reverse a list"]
    assert await found("tag=Design") == ["Why us?"], "a tag is found whole"
    assert await found("tag=api%20design") == ["Reverse a list"]
    assert await found("type=OPEN_ENDED&limit=1") == ["Elsewhere"]
    await world.neighbour.error(404, "PATCH", f"/library/{kept['id']}", {"text": "Mine"})
    path = f"/library/{kept['id']}"
    read = await world.viewer.get(path)
    assert read.json()["data"] == kept
    changed = await world.member.data("PATCH", path, {"text": "Sort a list", "tags": []})
    assert (changed["text"], changed["tags"], changed["starterCode"]) == ("Sort a list", [], "def f():")
    await world.member.error(400, "PATCH", path, {"type": "SINGLE_CHOICE"})
    await world.member.error(412, "DELETE", path, headers={"If-Match": '"1"'})
    made = await world.interview()
    (asked,) = await world.questions(made, changed)
    assert all(asked[name] == changed[name] for name in ("text", "type", "starterCode", "required"))
    await world.member.data("DELETE", path)
    assert await found("q=sort") == []
    assert [question["id"] for question in await world.neighbour.data("GET", "/library")] == [theirs["id"]]
    assert await world.orders(made) == [(0, asked["text"])]


# --- versions -------------------------------------------------------------------------------------------------------


async def test_a_published_version_can_be_compared_and_restored(world: World) -> None:
    made = await written(world)
    path = f"/interviews/{made['id']}"
    await world.owner.data("POST", f"{path}/publish")
    await world.owner.data("POST", f"{path}/publish")
    (first,) = await world.viewer.data("GET", f"{path}/versions")
    assert (first["number"], first["isCurrent"], first["sessionCount"]) == (1, True, 0)
    why, pick, code = (question["id"] for question in made["questions"])
    await world.owner.data("PATCH", f"/questions/{why}", {"text": "Why not?", "order": 2})
    await world.owner.data("DELETE", f"/questions/{pick}")
    await world.owner.data("PATCH", path, {"timeLimitMinutes": 45})
    difference = await world.viewer.data("GET", f"/versions/{first['id']}/difference")
    assert (difference["before"], difference["after"]) == (1, None)
    assert {(change["kind"], change["path"]) for change in difference["changes"]} == {
        ("changed", "timeLimitMinutes"),
        ("changed", "assessmentCriteria.Design.questionIds"),
        ("removed", f"questions.{pick}"),
        ("changed", f"questions.{why}.text"),
        ("moved", f"questions.{why}"),
    }
    restored = await world.owner.data("POST", f"/versions/{first['id']}/restore", {})
    assert restored["timeLimitMinutes"] is None
    read = await world.owner.data("GET", path)
    assert [question["id"] for question in read["questions"]] == [why, pick, code], "each under its old id"
    assert said(read) == said({**made, "title": read["title"]})
    second, again = await world.viewer.data("GET", f"{path}/versions")
    assert (second["number"], second["isCurrent"], again["isCurrent"]) == (2, False, True), "nothing is lost"
    between = await world.viewer.data("GET", f"/versions/{first['id']}/difference?to={second['id']}")
    assert (between["before"], between["after"], between["changes"]) == (1, 2, difference["changes"])
    whole = await world.viewer.data("GET", f"/versions/{second['id']}")
    assert [question["text"] for question in whole["questions"]] == ["Code", "Why not?"]
    other = await world.interview()
    await world.owner.data("POST", f"/interviews/{other['id']}/publish")
    (foreign,) = await world.owner.data("GET", f"/interviews/{other['id']}/versions")
    await world.owner.error(404, "GET", f"/versions/{first['id']}/difference?to={foreign['id']}")
    await world.stranger.error(404, "GET", f"/versions/{first['id']}/difference")


async def test_the_last_change_of_an_interview_or_question_names_its_author(world: World) -> None:
    made = await world.interview()
    await world.questions(made, "Why?", "Which?")
    path = f"/interviews/{made['id']}"
    why, pick = (question["id"] for question in (await world.owner.data("GET", path))["questions"])
    assert await world.viewer.data("GET", f"{path}/last-change") == {"by": None, "at": None}
    await world.owner.data("PATCH", path, {"timeLimitMinutes": 45})
    at = iso(world.clock.now())
    world.clock.pass_seconds(60)
    await world.member.data("PATCH", f"/questions/{why}", {"text": "Why not?"})
    world.clock.pass_seconds(60)
    await world.member.data("PATCH", f"/questions/{why}", {"text": "Why ever not?"})
    assert await world.viewer.data("GET", f"{path}/last-change") == {"by": "OWNER", "at": at}
    later = {"by": "MEMBER", "at": iso(world.clock.now())}
    assert await world.viewer.data("GET", f"{path}/last-change?question={why}") == later
    assert await world.viewer.data("GET", f"{path}/last-change?question={pick}") == {"by": None, "at": None}
    other = await world.interview()
    await world.owner.error(404, "GET", f"/interviews/{other['id']}/last-change?question={why}")
    await world.stranger.error(404, "GET", f"{path}/last-change")


async def test_a_restored_version_or_a_deleted_question_leaves_the_last_change_unattributed(world: World) -> None:
    made = await world.interview()
    await world.questions(made, "Why?", "Which?")
    path, unknown = f"/interviews/{made['id']}", {"by": None, "at": None}
    await world.owner.data("POST", f"{path}/publish")
    (version,) = await world.viewer.data("GET", f"{path}/versions")
    why, pick = (question["id"] for question in (await world.owner.data("GET", path))["questions"])

    async def last() -> tuple[object, object]:
        world.clock.pass_seconds(60)
        of_interview = await world.viewer.data("GET", f"{path}/last-change")
        return of_interview, await world.viewer.data("GET", f"{path}/last-change?question={why}")

    async def change() -> dict[str, object]:
        world.clock.pass_seconds(60)
        await world.owner.data("PATCH", path, {"timeLimitMinutes": 45})
        await world.owner.data("PATCH", f"/questions/{why}", {"text": "Why not?"})
        await world.owner.data("PATCH", path, {"timeLimitMinutes": 30})
        return {"by": "OWNER", "at": iso(world.clock.now())}

    changed = await change()
    assert await last() == (changed, changed)
    await world.member.data("POST", f"/versions/{version['id']}/restore", {})
    assert await last() == (unknown, unknown)
    changed = await change()
    assert await last() == (changed, changed)
    await world.member.data("DELETE", f"/questions/{pick}")
    assert await last() == (unknown, changed)


# --- previews -------------------------------------------------------------------------------------------------------


async def test_a_preview_is_not_listed_and_does_not_count_toward_the_plan(free: World) -> None:
    made = await free.interview()
    await free.owner.error(409, "POST", f"/interviews/{made['id']}/preview")
    await free.questions(made, "Why?")
    await free.viewer.error(403, "POST", f"/interviews/{made['id']}/preview")
    for _ in range(4):  # one more interview than the plan allows
        preview = await free.member.data("POST", f"/interviews/{made['id']}/preview")
    assert preview["expiresAt"] > made["createdAt"]
    assert [row["id"] for row in await free.owner.data("GET", "/interviews")] == [made["id"]]
    assert (await free.owner.data("GET", "/usage"))["templates"]["used"] == 1
    for path in ("candidates", "sessions"):
        assert await free.owner.data("GET", f"/interviews/{made['id']}/{path}") == []
    row = await free.database.read.row(select(schema.interviews.c.id).where(schema.interviews.c.preview_until > 0))
    assert row is not None
    await free.owner.error(404, "GET", f"/interviews/{row.id}")
    await free.owner.error(404, "GET", f"/interviews/{row.id}/candidates")


async def test_practice_sessions_are_never_compared(world: World) -> None:
    for purpose, status in (("RESEARCH", 200), ("PRACTICE", 400)):
        made = await world.interview(purpose=purpose)
        ids = ",".join([await seed_session(world, made) for _ in range(2)])
        assert (await world.owner.get(f"/comparisons?ids={ids}")).status_code == status
