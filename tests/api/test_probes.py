"""The follow-ups prepared for a question: suggested until a creator writes others, and stored with the question."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from aural.engine.plan import Question
from aural.engine.prepared_probes import probes_of
from aural.store import schema
from tests.api.world import Json, World, paths_of

TWO = "What went wrong, and who helped you?"
STORY = "Tell me about a night that went wrong."
OWN = [
    {"when": "NO_RESULT", "text": "How did it turn out?", "about": None},
    {"when": "HALF_UNANSWERED", "text": "And who helped you?", "about": "Who helped you?"},
    {"when": "ALWAYS", "text": "What would you do today?", "about": None},
]


def suggested(text: str, language: str = "en") -> list[Json]:
    found = probes_of(Question("q", 0, text), language)
    return [{"when": probe.when, "text": probe.ask, "about": probe.about} for probe in found]


def under_the_earlier_name(probes: list[Json]) -> list[Json]:
    return [{"ask" if name == "text" else name: value for name, value in probe.items()} for probe in probes]


async def one(world: World, text: str = STORY, **fields: Any) -> tuple[Json, Json]:
    interview = await world.interview()
    (made,) = await world.questions(interview, {"text": text, **fields})
    return interview, made


async def test_suggestions_depend_on_the_text_the_type_and_the_language(world: World) -> None:
    interview, story = await one(world)
    assert story["hasOwnProbes"] is False
    assert story["probes"] == suggested(STORY)
    path = f"/questions/{story['id']}"
    assert await world.viewer.data("GET", path) == story
    assert await world.viewer.data("GET", f"/interviews/{interview['id']}/questions") == [story]
    assert (await world.viewer.data("GET", f"/interviews/{interview['id']}"))["questions"] == [story]
    two = await world.owner.data("PATCH", path, {"text": TWO})
    assert two["probes"] == suggested(TWO)
    assert two["probes"][0]["when"] == "HALF_UNANSWERED"
    await world.owner.data("PATCH", f"/interviews/{interview['id']}", {"language": "zh"})
    assert (await world.owner.data("GET", path))["probes"] == suggested(TWO, "zh") != two["probes"]
    coded = await world.owner.data("PATCH", path, {"type": "CODING"})
    assert (coded["probes"], coded["hasOwnProbes"]) == ([], False)


async def test_custom_follow_ups_replace_the_suggestions_until_null_restores_them(world: World) -> None:
    _, made = await one(world, probes=OWN)
    assert (made["probes"], made["hasOwnProbes"]) == (OWN, True)
    path = f"/questions/{made['id']}"
    assert (await world.member.data("PATCH", path, {"text": "Why?"}))["probes"] == OWN
    short = await world.member.data("PATCH", path, {"probes": [{"when": "ALWAYS", "text": "  And then?  "}]})
    assert short["probes"] == [{"when": "ALWAYS", "text": "And then?", "about": None}]
    none = await world.member.data("PATCH", path, {"probes": []})
    assert (none["probes"], none["hasOwnProbes"]) == ([], True)
    assert await world.member.data("PATCH", path, {"required": True}) == {**none, "updatedAt": none["updatedAt"]}
    back = await world.member.data("PATCH", path, {"probes": None, "text": STORY})
    assert (len(back["probes"]), back["hasOwnProbes"]) == (5, False)
    await world.viewer.error(403, "PATCH", path, {"probes": OWN})
    await world.neighbour.error(404, "PATCH", path, {"probes": OWN})


async def test_suggestions_that_are_sent_back_unchanged_stay_suggestions(world: World) -> None:
    interview, made = await one(world)
    path = f"/questions/{made['id']}"
    again = await world.member.data("PATCH", path, made)
    assert (again["probes"], again["hasOwnProbes"]) == (made["probes"], False)
    other = await world.member.data("PATCH", path, {**made, "text": "Why us?"})
    assert other["hasOwnProbes"] is False
    assert other["probes"] != made["probes"]
    (copied,) = await world.questions(interview, made)
    assert copied["hasOwnProbes"] is False
    fewer = await world.member.data("PATCH", path, {"probes": other["probes"][1:]})
    assert (fewer["probes"], fewer["hasOwnProbes"]) == (other["probes"][1:], True)


@pytest.mark.parametrize(
    ("probes", "paths", "told"),
    [
        ([{"when": "NEVER", "text": "Why?"}], ["probes.0.when"], "'SHORT'"),
        ([{"text": "Why?"}], ["probes.0.when"], "is required"),
        ([{"when": "SHORT", "text": " "}], ["probes.0.text"], "must not be blank"),
        ([{"when": "SHORT", "text": "x" * 301}], ["probes.0.text"], "must have at most 300 characters"),
        ([{"when": "SHORT", "text": 7}], ["probes.0.text"], "must be a string"),
        ([{"when": "SHORT", "text": "a\u0000b"}], ["probes.0.text"], ""),
        ([{"when": "SHORT", "words": "Why?"}], ["probes.0.text", "probes.0.words"], "is required"),
        ([{"when": "SHORT", "ask": " "}], ["probes.0.ask"], "must not be blank"),
        ([{"when": "SHORT", "ask": "Why?", "text": "Why?"}], ["probes.0"], "has both `text` and `ask`, which is its"),
        ([{"when": "HALF_UNANSWERED", "text": "Who?"}], ["probes.0.about"], "is required where `when` is HALF_UN"),
        ([{"when": "HALF_UNANSWERED", "text": "Who?", "about": " "}], ["probes.0.about"], "must not be blank"),
        ([{"when": "HALF_UNANSWERED", "text": "Who?", "about": "x" * 301}], ["probes.0.about"], "at most 300"),
        ([{"when": "SHORT", "text": "Who?", "about": "Who?"}], ["probes.0.about"], "must be null, or left out, unless"),
        (
            [{"when": "SHORT", "text": "And  then?"}, {"when": "ALWAYS", "text": "and then? "}],
            ["probes.1.text"],
            "must differ from the other follow-ups",
        ),
        ([{"when": "SHORT", "text": "Why?"}, {"when": "ALWAYS", "ask": "why?"}], ["probes.1.ask"], "must differ from"),
        ([{"when": "SHORT", "text": f"Why {n}?"} for n in range(6)], ["probes"], "must have at most 5 items"),
        (["Why?"], ["probes.0"], "must be an object"),
        ({"when": "SHORT"}, ["probes"], "must be an array"),
    ],
)
async def test_an_invalid_follow_up_is_refused_with_its_path(
    world: World, probes: Any, paths: list[str], told: str
) -> None:
    interview, made = await one(world)
    for method, path in (("PATCH", f"/questions/{made['id']}"), ("POST", f"/interviews/{interview['id']}/questions")):
        error = await world.owner.error(400, method, path, {"text": "Why?", "probes": probes})
        assert paths_of(error) == paths
        assert told in error["details"][0]["message"]
    items = await world.owner.error(400, "POST", f"/interviews/{interview['id']}/questions", [{"text": "a"}] * 2 + [
        {"text": "b", "probes": [{"when": "HALF_UNANSWERED", "text": "Who?"}]}
    ])  # fmt: skip
    assert paths_of(items) == ["2.probes.0.about"]
    assert len(await world.orders(interview)) == 1


async def test_requests_under_the_earlier_name_do_the_same(world: World) -> None:
    """Programs, files and pages of the previous version call the text of a follow-up `ask`."""
    interview, made = await one(world, probes=under_the_earlier_name(OWN))
    assert made["probes"] == OWN
    path = f"/questions/{made['id']}"
    mixed = [*under_the_earlier_name(OWN[1:]), OWN[0]]
    assert (await world.member.data("PATCH", path, {"probes": mixed}))["probes"] == [*OWN[1:], OWN[0]]
    kept = await world.member.data("POST", "/library", {"text": STORY, "probes": under_the_earlier_name(OWN)})
    assert kept["probes"] == OWN
    none = {"text": STORY, "probes": under_the_earlier_name(suggested(STORY))}
    for same in (suggested(STORY), none["probes"]):
        assert (await world.member.data("PATCH", path, {**none, "probes": same}))["hasOwnProbes"] is False
    assert (await world.member.data("PATCH", f"/library/{kept['id']}", none))["probes"] is None
    file = (await world.owner.get(f"/interviews/{interview['id']}/file")).json()
    file["questions"] = [{"text": "Why?", "probes": under_the_earlier_name(OWN)}, none]
    theirs = await world.stranger.data("POST", "/interviews/import", file)
    asked = await world.stranger.data("GET", f"/interviews/{theirs['id']}/questions")
    assert [(item["probes"], item["hasOwnProbes"]) for item in asked] == [(OWN, True), (suggested(STORY), False)]


async def test_follow_ups_are_stored_as_the_previous_version_reads_them(world: World) -> None:
    interview, made = await one(world, probes=OWN)
    kept = await world.member.data("POST", "/library", {"text": STORY, "probes": OWN})
    await world.owner.data("POST", f"/interviews/{interview['id']}/publish")
    stored = {schema.questions.c.probes: made["id"], schema.library_questions.c.probes: kept["id"]}
    async with world.database.transaction() as transaction:
        for column, row_id in stored.items():
            row = await transaction.row(select(column).where(column.table.c.id == row_id))
            assert row is not None
            assert row.probes == under_the_earlier_name(OWN)
        of_interview = schema.interview_versions.c.interview_id == interview["id"]
        version = await transaction.row(select(schema.interview_versions.c.content).where(of_interview))
    assert version is not None
    assert version.content["questions"][0]["probes"] == under_the_earlier_name(OWN)


async def test_follow_ups_are_copied_and_moved_with_their_question(world: World) -> None:
    interview, _ = await one(world, probes=OWN)
    await world.questions(interview, "Why us?")
    path = f"/interviews/{interview['id']}"
    copied = await world.owner.data("POST", f"{path}/duplicate", {})
    file = (await world.owner.get(f"{path}/file")).json()
    assert [item["probes"] for item in file["questions"]] == [OWN, None]
    theirs = await world.stranger.data("POST", "/interviews/import", file)
    for client, there in ((world.owner, copied), (world.stranger, theirs)):
        asked = await client.data("GET", f"/interviews/{there['id']}/questions")
        assert [item["hasOwnProbes"] for item in asked] == [True, False]
        assert asked[0]["probes"] == OWN
    file["questions"][1]["probes"] = [{"when": "HALF_UNANSWERED", "text": "Who?"}]
    wrong = await world.stranger.error(400, "POST", "/interviews/import", file)
    assert paths_of(wrong) == ["questions.1.probes.0.about"]
    kept = await world.member.data("POST", "/library", {"text": STORY, "probes": OWN})
    assert kept["probes"] == OWN
    changed = await world.member.data("PATCH", f"/library/{kept['id']}", {"probes": OWN[:1]})
    assert changed["probes"] == OWN[:1]
    assert (await world.member.data("PATCH", f"/library/{kept['id']}", {"probes": None}))["probes"] is None
    error = await world.member.error(400, "PATCH", f"/library/{kept['id']}", {"probes": [{"when": "ALWAYS"}]})
    assert paths_of(error) == ["probes.0.text"]


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_suggestions_that_are_saved_to_the_library_stay_suggestions(world: World, language: str) -> None:
    interview = await world.interview(language=language)
    (asked,) = await world.questions(interview, TWO)
    assert asked["probes"] == suggested(TWO, language)
    content = {name: asked[name] for name in ("text", "probes")}
    kept = await world.member.data("POST", "/library", content)
    assert kept["probes"] is None
    path = f"/library/{kept['id']}"
    assert (await world.member.data("PATCH", path, {"probes": asked["probes"]}))["probes"] is None
    assert (await world.member.data("PATCH", path, {"probes": []}))["probes"] == []
    again = await world.member.data("PATCH", path, {"text": STORY, "probes": suggested(STORY, language)})
    assert again["probes"] is None
    fewer = asked["probes"][1:]
    assert (await world.member.data("PATCH", path, {"probes": fewer}))["probes"] == fewer


async def test_a_version_contains_its_follow_ups_and_shows_their_changes(world: World) -> None:
    interview, made = await one(world, probes=OWN)
    path = f"/interviews/{interview['id']}"
    await world.owner.data("POST", f"{path}/publish")
    (first,) = await world.owner.data("GET", f"{path}/versions")
    await world.owner.data("PATCH", f"/questions/{made['id']}", {"probes": None})
    difference = await world.viewer.data("GET", f"/versions/{first['id']}/difference")
    (change,) = difference["changes"]
    assert (change["path"], change["before"], change["after"]) == (f"questions.{made['id']}.probes", OWN, None)
    await world.owner.data("POST", f"/versions/{first['id']}/restore", {})
    assert (await world.owner.data("GET", f"/questions/{made['id']}"))["probes"] == OWN
    second = (await world.owner.data("GET", f"{path}/versions"))[0]
    whole = await world.viewer.data("GET", f"/versions/{second['id']}")
    assert [item["probes"] for item in whole["questions"]] == [None]


async def test_a_version_without_follow_ups_can_be_read_and_restored(world: World) -> None:
    interview, made = await one(world)
    path = f"/interviews/{interview['id']}"
    await world.owner.data("POST", f"{path}/publish")
    (first,) = await world.owner.data("GET", f"{path}/versions")
    versions = schema.interview_versions
    async with world.database.transaction() as transaction:
        row = await transaction.row(select(versions.c.content).where(versions.c.id == first["id"]))
        assert row is not None
        del row.content["questions"][0]["probes"]
        await transaction.run(update(versions).where(versions.c.id == first["id"]).values(content=row.content))
    whole = await world.viewer.data("GET", f"/versions/{first['id']}")
    assert (whole["questions"][0]["probes"], whole["isCurrent"]) == (None, True)
    assert (await world.viewer.data("GET", f"/versions/{first['id']}/difference"))["changes"] == []
    await world.owner.data("PATCH", f"/questions/{made['id']}", {"probes": OWN})
    await world.owner.data("POST", f"/versions/{first['id']}/restore", {})
    assert (await world.owner.data("GET", f"/questions/{made['id']}"))["hasOwnProbes"] is False


async def test_checks_include_the_creators_follow_ups(world: World) -> None:
    asked = ["How old are you?", "Wouldn't you say that it was late?", "Who helped? And why?", "How did it end?"]
    interview, made = await one(world, probes=[{"when": "ALWAYS", "text": text} for text in asked])
    checks = await world.viewer.data("GET", f"/interviews/{interview['id']}/checks")
    found = [concern for concern in checks["concerns"] if concern["questionId"] == made["id"]]
    assert [(concern["code"], concern["probe"]) for concern in found] == [
        ("PROTECTED_TRAIT", 0),
        ("LEADING", 1),
        ("DOUBLE", 2),
    ]
    assert {(concern["start"], concern["end"]) for concern in found} == {(None, None)}, "of the question's own text"
    assert all(concern["message"].startswith("This follow-up ") for concern in found)
