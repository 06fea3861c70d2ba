"""After a candidate's corrections, no part of a session shows the words that they replaced, except as the original."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, update

from aural.store import schema
from tests.api.seeds import seed_report, seed_session, seed_share
from tests.api.world import Json, World


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
