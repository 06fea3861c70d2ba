"""The options of choice questions are counted by the last choice of each session."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from sqlalchemy import insert, update

from aural.engine.plan import Plan, Question
from aural.insights.choice_repository import count_choices
from aural.insights.repository import Scope
from aural.platform.ids import new_id
from aural.store import schema
from tests.api.seeds import seed_log
from tests.api.test_insights import interview as interview
from tests.api.test_insights import read_insights, seed_facts
from tests.api.world import Json, World

APPS = ("Notes", "Calendar", "Mail")


async def seed_choices(
    world: World, interview: Json, *choices: Json | None, asked: Sequence[int] = (), content: str = "It does.",
    correction: str | None = "", **session: Any,
) -> None:  # fmt: skip
    """A session with these choices, one after another; None: words alone. `asked`: the question of each choice if it
    isn't the first one. `correction`: of the last choice, which is left out if it is empty and the session has more."""
    session_id = await seed_facts(world, interview, outcomes=("answered",) * (max(asked, default=0) + 1))
    common = {"organization_id": world.acme.id, "session_id": session_id, "created_at": world.clock.now()}
    said = {"role": "user", "kind": "answer", "content": content}
    changed = {"is_left_out": correction == "", "content": correction or None, "corrected_at": world.clock.now()}
    changed |= {"organization_id": world.acme.id, "session_id": session_id, "seq": len(choices)}
    async with world.database.transaction() as transaction:
        for seq, (data, at) in enumerate(zip_longest(choices, asked, fillvalue=0), 1):
            row = common | said | {"id": new_id(), "seq": seq, "data": data}
            await transaction.run(insert(schema.messages), row | {"question_id": interview["asked"][at]["id"]})
        if session or correction:
            await transaction.run(insert(schema.corrections), changed)
        if session:
            same = schema.sessions.c.id == session_id
            await transaction.run(update(schema.sessions).where(same).values(**session))


async def test_options_are_counted_by_the_last_choice_of_each_session(world: World) -> None:
    interview = await world.interview(purpose="RESEARCH")
    which = {"text": "Which do you use?", "type": "MULTIPLE_CHOICE", "options": list(APPS)}
    interview["asked"] = await world.questions(interview, which, "Why?")
    await seed_choices(world, interview, {"choice": ["Notes", "Mail"]})
    await seed_choices(world, interview, {"choice": ["Mail"]}, {"choice": ["Notes"], "other": "Paper"}, None)
    await seed_choices(world, interview, {"other": "Paper"})
    await seed_choices(world, interview, None)
    await seed_choices(world, interview, {"choice": ["Fax"]})  # an option of an earlier version
    await seed_choices(world, interview, {"choice": ["Mail"]}, corrected_at=world.clock.now())
    question = (await read_insights(world, interview))["questions"][0]
    assert (question["answered"], question["choices"]["answered"], question["choices"]["other"]) == (6, 4, 2)
    assert question["choices"]["options"] == [
        {"text": "Notes", "count": 2, "isCurrent": True},
        {"text": "Calendar", "count": 0, "isCurrent": True},
        {"text": "Mail", "count": 1, "isCurrent": True},
        {"text": "Fax", "count": 1, "isCurrent": False},
    ]


async def test_an_own_option_that_a_correction_replaced_is_no_longer_counted(world: World) -> None:
    interview = await world.interview(purpose="RESEARCH")
    which = {"text": "Which do you use?", "type": "MULTIPLE_CHOICE", "options": list(APPS)}
    interview["asked"] = await world.questions(interview, which)
    settled = {"correction": "I use none.", "corrected_at": world.clock.now()}
    own = {"other": "Paper"}
    await seed_choices(world, interview, own, content="Paper", **settled)
    await seed_choices(world, interview, {"choice": ["Mail"], **own}, content="Mail; Paper", **settled)
    await seed_choices(world, interview, own, content="Because I like it.", **settled)  # the option stays
    await seed_choices(world, interview, own, content="Paper", correction="I use none.")  # a draft so far
    await seed_choices(world, interview, own, content="Paper", **{**settled, "correction": None})  # only a note
    await seed_choices(world, interview, {"choice": ["Mail"]}, content="Mail", **settled)
    (question,) = (await read_insights(world, interview))["questions"]
    assert (question["choices"]["answered"], question["choices"]["other"]) == (5, 3)
    assert [option["count"] for option in question["choices"]["options"]] == [0, 0, 2]


async def test_choices_count_for_their_question_and_only_in_sessions_within_reach(world: World) -> None:
    interview = await world.interview(purpose="RESEARCH")
    which = {"text": "Which do you use?", "type": "MULTIPLE_CHOICE", "options": list(APPS)}
    best = {"text": "Which is the best?", "type": "SINGLE_CHOICE", "options": list(APPS)}
    interview["asked"] = await world.questions(interview, which, best, "Why?")
    await seed_choices(world, interview, {"choice": ["Mail"]})
    world.clock.pass_seconds(86_400)
    for _ in range(5):
        choices = ({"choice": ["Notes", "Mail"]}, {"choice": ["Mail"]}, {"choice": ["Calendar"]}, {"choice": ["Notes"]})
        await seed_choices(world, interview, *choices, asked=(0, 1, 1, 0))
    path = f"/interviews/{interview['id']}/insights"
    for since, mail in ((None, 1), ("2026-05-29T00:00:00Z", 0)):
        read = await world.owner.data("GET", path, params={"since": since} if since else {})
        first, second = (question["choices"]["options"] for question in read["questions"])
        assert [option["count"] for option in first] == [5, 0, mail]
        assert [option["count"] for option in second] == [0, 5, 0]
    scope, asked = Scope(interview_id=interview["id"]), [question["id"] for question in interview["asked"]]
    assert await count_choices(world.database.read, world.acme.id, scope, asked)
    assert await count_choices(world.database.read, new_id(), scope, asked) == []


async def test_only_questions_with_options_have_counts_of_choices(world: World, interview: Json) -> None:
    for _ in range(5):
        await seed_choices(world, interview, None)
    assert [question["choices"] for question in (await read_insights(world, interview))["questions"]] == [None]


async def test_a_deleted_question_keeps_its_counts_of_choices(world: World) -> None:
    interview = await world.interview()
    interview["asked"] = await world.questions(
        interview, {"text": "Which one?", "type": "SINGLE_CHOICE", "options": list(APPS)}, "Why?"
    )
    asked = interview["asked"][0]
    plan = Plan("i", "T", (Question(asked["id"], 0, "Which one?", "SINGLE_CHOICE", options=APPS),))
    for _ in range(5):
        await seed_choices(world, interview, {"choice": ["Mail"]})
    for session in await world.owner.data("GET", f"/interviews/{interview['id']}/sessions"):
        await seed_log(world, session["id"], plan)
    await world.owner.data("DELETE", f"/questions/{asked['id']}")
    (question,) = (await read_insights(world, interview))["questions"]
    assert (question["text"], question["isCurrent"]) == ("Which one?", False)
    assert [option["count"] for option in question["choices"]["options"]] == [0, 0, 5]
