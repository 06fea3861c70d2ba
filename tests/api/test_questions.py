"""Questions: one or many, in a gapless order that inserting, moving and deleting keep."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import pytest

from tests.api.world import World, paths_of


async def test_one_question_returns_an_array_with_defaults_and_both_field_names(world: World) -> None:
    interview = await world.interview()
    (made,) = await world.owner.data("POST", f"/interviews/{interview['id']}/questions", {"text": " Why? "})
    assert made["text"] == "Why?"
    assert (made["type"], made["order"], made["options"]) == ("OPEN_ENDED", 0, None)
    assert made["isRequired"] is made["required"] is True
    assert made["probeOnShort"] is made["followUpEnabled"] is True
    assert (made["interviewId"], made["starterCode"], made["timeLimitSeconds"]) == (interview["id"], None, None)


async def test_the_field_names_of_requests_set_both_names_in_responses(world: World) -> None:
    interview = await world.interview()
    (made,) = await world.questions(interview, {"text": "a", "required": False, "followUpEnabled": False})
    assert (made["isRequired"], made["required"]) == (False, False)
    assert (made["probeOnShort"], made["followUpEnabled"]) == (False, False)
    ignored = {"isRequired": True, "probeOnShort": True}
    unchanged = await world.owner.data("PATCH", f"/questions/{made['id']}", ignored)
    assert unchanged == made


async def test_an_array_is_returned_in_its_order_and_applied_in_sequence(world: World) -> None:
    interview = await world.interview()
    await world.questions(interview, "a", "b")
    made = await world.questions(
        interview, {"text": "c", "order": 1}, {"text": "d", "order": 0}, "e", {"text": "f", "order": 99}
    )
    assert [(question["text"], question["order"]) for question in made] == [("c", 2), ("d", 0), ("e", 4), ("f", 5)]
    assert await world.orders(interview) == [(0, "d"), (1, "a"), (2, "c"), (3, "b"), (4, "e"), (5, "f")]


async def test_an_array_is_stored_completely_or_not_at_all(world: World) -> None:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}/questions"
    error = await world.owner.error(400, "POST", path, [{"text": "a"}, {"text": ""}, {"texts": "b"}, 7])
    assert paths_of(error) == ["1.text", "2.text", "2.texts", "3"]
    assert await world.orders(interview) == []


@pytest.mark.parametrize("body", ["[]", '"text"', "7", "null", "[[]]"])
async def test_a_body_without_a_question_is_refused(world: World, body: str) -> None:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}/questions"
    await world.owner.error(400, "POST", path, content=body, headers={"Content-Type": "application/json"})
    assert await world.orders(interview) == []


@pytest.mark.parametrize(
    ("to", "expected"), [(0, "cabde"), (1, "acbde"), (2, "abcde"), (3, "abdce"), (4, "abdec"), (99, "abdec")]
)
async def test_moving_a_question_renumbers_the_others(world: World, to: int, expected: str) -> None:
    interview = await world.interview()
    made = await world.questions(interview, *"abcde")
    moved = await world.owner.data("PATCH", f"/questions/{made[2]['id']}", {"order": to})
    assert moved["order"] == min(to, 4)
    assert await world.orders(interview) == list(enumerate(expected))


async def test_deleting_a_question_closes_the_gap(world: World) -> None:
    interview = await world.interview()
    made = await world.questions(interview, *"abcd")
    answer = await world.owner.data("DELETE", f"/questions/{made[1]['id']}")
    assert answer == {"id": made[1]["id"], "deleted": True}
    assert await world.orders(interview) == [(0, "a"), (1, "c"), (2, "d")]
    await world.owner.error(404, "DELETE", f"/questions/{made[1]['id']}")


async def test_orders_stay_gapless_under_concurrent_changes(world: World) -> None:
    interview = await world.interview()
    made = await world.questions(interview, *"abcdefgh")
    dice = random.Random(7)
    path = f"/interviews/{interview['id']}/questions"
    work = [world.owner.post(path, json=[{"text": f"n{i}", "order": dice.randrange(9)}]) for i in range(8)]
    work += [world.member.patch(f"/questions/{q['id']}", json={"order": dice.randrange(9)}) for q in made[:5]]
    work += [world.owner.delete(f"/questions/{q['id']}") for q in made[5:]]
    dice.shuffle(work)
    answers = await asyncio.gather(*work)
    assert {answer.status_code for answer in answers} == {200}
    orders = [order for order, _ in await world.orders(interview)]
    assert orders == list(range(8 + 8 - 3))


CHOICES = {"text": "Pick", "type": "SINGLE_CHOICE", "options": ["A", "B"]}


@pytest.mark.parametrize(
    "options",
    [
        None,
        [],
        ["A"],
        ["A", "A"],
        ["A", " A "],
        ["A", " "],
        ["A", 1],
        "AB",
        [f"o{i}" for i in range(51)],
        ["A", "x" * 501],
    ],
)
async def test_choices_need_2_to_50_different_labels(world: World, options: Any) -> None:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}/questions"
    error = await world.owner.error(400, "POST", path, {**CHOICES, "options": options})
    assert {path.split(".")[0] for path in paths_of(error)} == {"options"}
    (made,) = await world.questions(interview, CHOICES)
    await world.owner.error(400, "PATCH", f"/questions/{made['id']}", {"options": options})


async def test_options_keep_their_order_and_are_trimmed(world: World) -> None:
    interview = await world.interview()
    (made,) = await world.questions(interview, {**CHOICES, "options": [" z ", "a", "Z"]})
    assert made["options"] == ["z", "a", "Z"]


async def test_other_types_have_no_options(world: World) -> None:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}/questions"
    for empty in (None, []):
        (made,) = await world.questions(interview, {"text": "a", "options": empty})
        assert made["options"] is None
    assert paths_of(await world.owner.error(400, "POST", path, {"text": "a", "options": ["A", "B"]})) == ["options"]
    assert paths_of(await world.owner.error(400, "PATCH", f"/questions/{made['id']}", {"options": ["A", "B"]}))


async def test_a_change_of_type_requires_options_or_clears_them(world: World) -> None:
    interview = await world.interview()
    (made,) = await world.questions(interview, "a")
    path = f"/questions/{made['id']}"
    assert paths_of(await world.owner.error(400, "PATCH", path, {"type": "MULTIPLE_CHOICE"})) == ["options"]
    changed = await world.owner.data("PATCH", path, {"type": "MULTIPLE_CHOICE", "options": ["A", "B"]})
    assert changed["options"] == ["A", "B"]
    assert (await world.owner.data("PATCH", path, {"type": "SINGLE_CHOICE"}))["options"] == ["A", "B"]
    assert (await world.owner.data("PATCH", path, {"type": "RESEARCH"}))["options"] is None
    await world.owner.error(400, "PATCH", path, {"type": "SINGLE_CHOICE"})


async def test_starter_code_is_only_for_coding_and_keeps_its_spaces(world: World) -> None:
    interview = await world.interview()
    code = "    def f():\n        ...\n"
    (made,) = await world.questions(
        interview, {"text": "a", "type": "CODING", "starterCode": code, "timeLimitSeconds": 30}
    )
    assert (made["starterCode"], made["timeLimitSeconds"]) == (code, 30)
    changed = await world.owner.data("PATCH", f"/questions/{made['id']}", {"type": "WHITEBOARD"})
    assert changed["starterCode"] is None
    error = await world.owner.error(400, "PATCH", f"/questions/{made['id']}", {"starterCode": code})
    assert paths_of(error) == ["starterCode"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", " \t"),
        ("text", None),
        ("text", "x" * 5001),
        ("type", "ESSAY"),
        ("order", -1),
        ("order", 1.0),
        ("order", "1"),
        ("order", 10**30),
        ("required", "true"),
        ("required", None),
        ("followUpEnabled", 1),
        ("timeLimitSeconds", 29),
        ("timeLimitSeconds", 3601),
        ("colour", "red"),
    ],
)
async def test_a_wrong_value_is_refused_by_name(world: World, field: str, value: Any) -> None:
    interview = await world.interview()
    (made,) = await world.questions(interview, "a")
    path = f"/interviews/{interview['id']}/questions"
    assert paths_of(await world.owner.error(400, "POST", path, {"text": "b", field: value})) == [field]
    assert paths_of(await world.owner.error(400, "PATCH", f"/questions/{made['id']}", {field: value})) == [field]
    assert await world.orders(interview) == [(0, "a")]


async def test_an_interview_has_at_most_200_questions(world: World) -> None:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}/questions"
    await world.owner.error(400, "POST", path, [{"text": "a"}] * 201)
    await world.questions(interview, *["a"] * 199)
    await world.owner.error(400, "POST", path, [{"text": "a"}] * 2)
    await world.questions(interview, "the last")
    await world.owner.error(400, "POST", path, {"text": "one too many"})
    assert len(await world.orders(interview)) == 200


async def test_another_organization_finds_no_question(world: World) -> None:
    interview = await world.interview()
    (made,) = await world.questions(interview, "a")
    for someone in (world.stranger, world.neighbour):
        await someone.error(404, "GET", f"/interviews/{interview['id']}/questions")
        await someone.error(404, "POST", f"/interviews/{interview['id']}/questions", {"text": "b"})
        await someone.error(404, "PATCH", f"/questions/{made['id']}", {"text": "b"})
        await someone.error(404, "DELETE", f"/questions/{made['id']}")
    assert await world.owner.data("GET", f"/interviews/{interview['id']}/questions") == [made]
