"""After a candidate's corrections, no part of a session shows the words that they replaced, except as the original."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, update

from aural.engine.log import Answered, Ended, MessageSent, Started
from aural.engine.moves import Probe
from aural.engine.plan import Plan, Question
from aural.store import schema
from tests.api.seeds import seed_log, seed_report, seed_session, seed_share
from tests.api.world import Json, World

AT = 1_790_000_000_000
OUTAGE = "Tell me about an outage."
PLAN = Plan("i1", "Operations", (Question("q1", 0, OUTAGE), Question("q2", 1, "Why did you leave that team?")))
LONG = "I moved the stock count to the night, since the till was free then, and all customers were served."


async def change_messages(world: World, session_id: str, changes: dict[int, Json]) -> None:
    messages = schema.messages.c
    async with world.database.transaction() as transaction:
        for seq, values in changes.items():
            this = (messages.session_id == session_id, messages.seq == seq)
            await transaction.run(update(schema.messages).where(*this).values(values))


async def correct(world: World, session_id: str, seq: int, **made: Any) -> None:
    row = {"session_id": session_id, "organization_id": world.acme.id, "seq": seq, "is_left_out": False, **made}
    async with world.database.transaction() as transaction:
        await transaction.run(insert(schema.corrections), row | {"corrected_at": 1})


async def read_transcript(world: World, session_id: str) -> list[Json]:
    _, token = await seed_share(world, session_id, parts=["transcript"])
    shared = await world.with_key(None).get(f"/shared/{token}")
    return list(shared.json()["data"]["transcript"])


async def test_a_correction_replaces_the_candidates_own_option_and_the_words_with_a_drawing(world: World) -> None:
    session = await seed_session(world, await world.interview(), messages=6, corrected_at=1)
    await seed_report(world, session, "READY")
    drawing = {"text": "Paul's queue", "board": "b", "scene": None, "picture": None, "words": "queue, tables"}
    code = {"language": "python", "text": "paul = 1"}
    changes: dict[int, Json] = {
        2: {"content": "A; Paul told me", "data": {"choice": ["A"], "other": "Paul told me"}},
        4: {"content": "Paul's queue", "data": {"whiteboard": drawing}},
        6: {"content": "paul = 1", "data": {"code": code}},
    }
    await change_messages(world, session, changes)
    for seq, content in ((2, "I chose it alone."), (4, "A queue"), (6, "x = 1")):
        await correct(world, session, seq, content=content)
    read = await world.owner.data("GET", f"/sessions/{session}")
    data = {message["seq"]: message["data"] for message in read["messages"]}
    assert (data[2], data[4], data[6]) == ({"choice": ["A"]}, {"whiteboard": drawing | {"text": ""}}, {})
    answers = [turn for turn in await read_transcript(world, session) if turn["speaker"] == "candidate"]
    assert [(turn["text"], turn["made"], turn["chosen"]) for turn in answers] == [
        ("I chose it alone.", None, ["A"]),
        ("A queue", "queue, tables", []),
        ("x = 1", None, []),
    ]


async def test_a_note_or_a_draft_leaves_the_data_as_it_was(world: World) -> None:
    interview = await world.interview()
    for corrected_at, made in ((1, {"note": "Spoken quickly."}), (None, {"content": "A draft."})):
        session = await seed_session(world, interview, messages=2, corrected_at=corrected_at)
        data = {"choice": ["A"], "other": "Paul told me"}
        await change_messages(world, session, {2: {"content": "Both.", "data": data}})
        await correct(world, session, 2, **made)
        read = await world.owner.data("GET", f"/sessions/{session}")
        assert (read["messages"][1]["content"], read["messages"][1]["data"]) == ("Both.", data)


async def seed_asking(world: World) -> str:
    """A session with a contradiction, a short answer after a request, and two questions to the company."""
    session = await seed_session(world, await world.interview(), messages=12, corrected_at=1)
    await seed_report(world, session, "READY", scores=[])
    asked = {"kind": "question", "move": "next"}
    changes: dict[int, Json] = {
        1: asked | {"question_id": "q1", "content": OUTAGE},
        2: {"question_id": "q1", "content": LONG},
        3: {"question_id": "q1", "content": "You said day, now night?", "kind": "follow-up", "move": "contradiction"},
        4: {"question_id": "q1", "content": LONG},
        5: asked | {"question_id": "q2", "content": PLAN.questions[1].text},
        6: {"question_id": "q2", "content": "Why do you ask that?", "kind": "request"},
        7: {"question_id": "q2", "content": "To know you.", "kind": "reply", "move": "clarify"},
        8: {"question_id": "q2", "content": "Boredom."},
        9: {"question_id": None, "content": "Anything to add?", "kind": "closing", "move": "close"},
        10: {"question_id": None, "content": "Does Paul decide?", "kind": "request"},
        11: {"question_id": None, "content": "I pass that on.", "kind": "reply", "move": "answer-candidate"},
        12: {"question_id": None, "content": "Is Mary there?", "kind": "request"},
    }
    await change_messages(world, session, changes)
    await seed_log(
        world,
        session,
        PLAN,
        Started(AT),
        MessageSent(AT, 1, "next", "", "q1", "first"),
        Answered(AT, 2, "", "q1"),
        MessageSent(AT, 3, "contradiction", "", "q1", probe=Probe("contradiction"), intent="answer"),
        Answered(AT, 4, "", "q1"),
        MessageSent(AT, 5, "next", "", "q2", "next", intent="answer"),
        Answered(AT, 6, "", "q2"),
        MessageSent(AT, 7, "clarify", "", "q2", intent="asks-back"),
        Answered(AT, 8, "", "q2"),
        MessageSent(AT, 9, "close", "", intent="answer"),
        Answered(AT, 10, "", None),
        MessageSent(AT, 11, "answer-candidate", "", topic="company", intent="asks-back"),
        Answered(AT, 12, "", None),
        MessageSent(AT, 13, "finish", "", topic="company", intent="asks-back"),
        Ended(AT, "FINISHED"),
    )
    return session


async def test_suggestions_quote_the_words_that_count(world: World) -> None:
    session = await seed_asking(world)
    read = await world.owner.data("GET", f"/sessions/{session}")
    texts = [suggestion["text"] for suggestion in read["suggestions"]]
    assert texts[0] == f"Only a short answer: “{PLAN.questions[1].text}”"
    assert "“You said day, now night?”" in texts[1]
    await correct(world, session, 8, content=LONG)
    await correct(world, session, 4, is_left_out=True)
    await correct(world, session, 2, is_left_out=True)
    read = await world.owner.data("GET", f"/sessions/{session}")
    assert read["suggestions"][0]["text"] == f"The candidate asked to leave out the answer to “{OUTAGE}”"
    file = await world.owner.get(f"/sessions/{session}/export", params={"format": "markdown"})
    assert "“You said day, now night?”" in file.text


async def test_questions_to_the_company_are_listed_as_corrected(world: World) -> None:
    session = await seed_asking(world)
    await correct(world, session, 10, content="Who decides?")
    await correct(world, session, 12, is_left_out=True)
    read = await world.owner.data("GET", f"/sessions/{session}")
    texts = [asked["text"] for asked in read["candidateQuestions"]]
    assert texts == ["Who decides?", "[The candidate left this question out.]"]
