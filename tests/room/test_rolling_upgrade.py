"""Hosts are upgraded one after the other: a session begun on the previous version is finished here, and vice versa."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from aural.engine.log import MessageSent
from aural.engine.plan import PreparedProbe
from aural.sessions.log_repository import find_conversation
from aural.store import schema
from tests.room.conftest import Client, Frame, House

BEFORE = Path(__file__).parents[1] / "data" / "before"
ACCEPTS = json.loads((BEFORE / "accepts.json").read_text(encoding="utf-8"))
SESSIONS: list[Frame] = json.loads((BEFORE / "sessions.json").read_text(encoding="utf-8"))
OWN = {"when": "ALWAYS", "ask": "Which part of it was yours alone?"}
FULL = "I built a billing service for 40 shops, and I learned to test money because we lost some."
TABLES = {"log": schema.log_entries, "messages": schema.messages}


def moments() -> Iterator[tuple[str, tuple[Frame, int]]]:
    """One moment for each kind of entry that the previous version may have stored last: the session and the entry."""
    seen = {"finish", "ended"}
    for session in SESSIONS:
        for entry in session["log"]:
            last = entry["data"].get("move") or entry["data"].get("wish") or entry["kind"]
            if entry["number"] > 2 and last not in seen:
                seen.add(last)
                yield last, (session, entry["number"])


MOMENTS = dict(moments())


async def plant(house: House, session: Frame, number: int) -> tuple[str, str]:
    """Stores a session as the previous version left it after this entry. Returns its id and its candidate's token."""
    interview = await house.interview()
    started = (await house.start(interview["publicSlug"])).json()["data"]
    key, log = started["sessionId"], [entry for entry in session["log"] if entry["number"] <= number]
    later = house.clock.now() - 1_000 - log[-1]["at"]
    said = max(entry["data"].get("seq", 0) for entry in log)
    rows = {
        "log": [{**entry, "at": entry["at"] + later} for entry in log],
        "messages": [
            {**message, "id": f"{key[:-4]}{message['seq']:04}", "created_at": message["created_at"] + later}
            for message in session["messages"]
            if message["seq"] <= said
        ],
    }
    async with house.server.database.transaction() as transaction:
        of_session = schema.snapshots.c.session_id == key
        await transaction.run(update(schema.snapshots).where(of_session).values(plan=session["plan"], probes=None))
        organization = (await transaction.rows(select(schema.snapshots.c.organization_id).where(of_session)))[0][0]
        for name, table in TABLES.items():
            await transaction.run(delete(table).where(table.c.session_id == key))
            common = {"session_id": key, "organization_id": organization}
            await transaction.run(insert(table), [{**row, **common} for row in rows[name]])
    return key, started["personalUrl"].partition("token=")[2]


async def read_rows(house: House, session_id: str) -> tuple[Frame, list[Any], str]:
    """The plan, the log and the organization of a session, as stored in the database."""
    read = house.server.database.read
    snapshot = (await read.rows(select(schema.snapshots).where(schema.snapshots.c.session_id == session_id)))[0]
    log = select(schema.log_entries).where(schema.log_entries.c.session_id == session_id)
    return snapshot.plan, list(await read.rows(log)), snapshot.organization_id


async def say(client: Client, what: str | Frame) -> Frame:
    """Sends an answer, a choice or a request, and returns the interviewer's reply."""
    if isinstance(what, str):
        await client.answer(what)
    elif "kind" in what:
        await client.wish(what["kind"])
    else:
        await client.answer("", **what)
    reply: Frame = (await client.next("message", role="assistant"))["message"]
    return reply


@pytest.mark.parametrize("name", MOMENTS)
async def test_a_session_begun_by_the_previous_version_can_be_finished(house: House, name: str) -> None:
    session, number = MOMENTS[name]
    key, token = await plant(house, session, number)
    client = await house.enter(token)
    welcome = await client.next("welcome")
    kept = [message["content"] for message in welcome["messages"]]
    for what in ({"kind": "repeat"}, FULL, {"kind": "rephrase"}, "It went well.", {"kind": "end"}):
        if (await say(client, what))["move"] == "finish":
            break
    assert await client.closed() == 1000
    found = await house.reported(key)
    assert found["status"] == "COMPLETED"
    assert [message["content"] for message in found["messages"]][: len(kept)] == kept


async def test_the_previous_version_can_read_everything_that_a_session_writes(house: House) -> None:
    questions = (
        {"text": "Tell me about a service that you built, and what did you learn?"},
        {"text": "What would you do differently?", "probes": [OWN]},
        {"text": "Which one?", "type": "SINGLE_CHOICE", "options": ["Tabs", "Spaces"], "followUpDepth": "DEEP"},
    )
    interview = await house.interview(*questions, followUpDepth="DEEP")
    started = (await house.start(interview["publicSlug"])).json()["data"]
    client = await house.enter(started["personalUrl"].partition("token=")[2])
    await client.my_turn()
    moves = [
        (await say(client, what))["move"]
        for what in (
            *("I built billing.", FULL, "Are you an AI?", "A correction to question 1: I said 40 shops, it was 400."),
            *("We would test more, because our import broke.", "All of it was mine.", {"choice": ["Tabs"]}, "Habit."),
            {"kind": "end"},
        )
    ]
    assert {"half", "answer", "detail", "finish"} <= set(moves)
    plan, log, organization = await read_rows(house, started["sessionId"])
    assert all(set(question) <= set(ACCEPTS["question"]) for question in plan["questions"])
    for row in log:
        assert set(row.data) <= set(ACCEPTS["entries"][row.kind]), row.data
        assert set(row.data.get("probe", {})) <= set(ACCEPTS["probe"])
    (noted,) = [row.data for row in log if row.data.get("topic") == "correction"]
    assert noted["intent"] in ACCEPTS["requests"]
    kept = await find_conversation(house.server.database.read, organization, started["sessionId"])
    assert kept is not None
    assert [question.probes for question in kept.plan.questions] == [None, (PreparedProbe("ALWAYS", OWN["ask"]),), None]
    asked = [message["content"] for message in client.messages]
    assert OWN["ask"] in asked
    corrected = [
        entry.corrects for entry in kept.entries if isinstance(entry, MessageSent) and entry.corrects is not None
    ]
    assert corrected == [plan["questions"][0]["id"]]
