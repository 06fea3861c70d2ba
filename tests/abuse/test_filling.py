"""A candidate's script tries to fill the disk: refused data is not stored, and accepted data is limited."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, func, select, text, update

from aural.engine.integrity import MARK_SIZES, MOST_MARKS
from aural.jobs.housekeeping import tidy_up
from aural.platform.errors import PlanLimitError
from aural.room.conversation import submissions as room_submissions
from aural.sessions import integrity_repository as integrity
from aural.sessions.conversation import space
from aural.settings.budgets import (
    ANSWER_CHARACTERS_OF_SESSION,
    COOKIES_OF_CANDIDATE,
    DRAWING_BYTES_OF_SESSION,
    KEYSTROKE_BYTES_OF_SESSION,
    SAVES_OF_SESSION,
    SIGNAL_CHARACTERS_OF_SESSION,
    WATCHES_OF_SESSION,
)
from aural.store import files, schema
from aural.store.files import Folder
from aural.store.recount import recount
from aural.usage.repository import require_space
from tests.room.conftest import AdjustableClock, Client, Frame, House
from tests.room.conftest import clock as clock
from tests.room.conftest import house as house
from tests.room.conftest import open_house as open_house
from tests.room.test_question_types import open_question
from tests.room.test_work import BOARD, CODING, Desk, at_desk, png

Open = Callable[..., Awaitable[House]]
DRAWN = {"elements": ["x" * 1000]}


def stored(house: House) -> list[Path]:
    return [path for path in (house.server.settings.data_dir / "files").rglob("*") if path.is_file()]


async def count(house: House, table: Table) -> int:
    row = await house.server.database.read.row(select(func.count().label("rows")).select_from(table), {})
    return 0 if row is None else int(row.rows)


def drawing(scene: Frame = DRAWN) -> Frame:
    return {"whiteboard": {"scene": scene, "picture": None, "text": ""}}


# --- drawings -------------------------------------------------------------------------------------------------------


async def test_a_refused_drawing_is_never_stored(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    client, desk, question = await at_desk(house, BOARD, CODING)
    written: list[bytes] = []

    async def put(_folder: Folder, digest: bytes, _content: bytes) -> None:
        written.append(digest)

    monkeypatch.setattr(Folder, "put", put)
    assert (await desk.put(str(uuid.uuid4()), **drawing())).status_code == 404
    await client.wish("end")
    await client.closed()
    assert (await desk.put(question, **drawing())).status_code == 409
    assert written == []


async def test_drawings_are_limited_and_those_of_answers_are_kept(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = replace(DRAWING_BYTES_OF_SESSION, most=3000)
    monkeypatch.setattr(room_submissions, "DRAWING_BYTES_OF_SESSION", most)
    client, desk, question = await at_desk(house, BOARD, CODING)
    board = await desk.draw(question, DRAWN)
    for _ in range(5):  # each replaces the one before
        board = await desk.draw(question, DRAWN)
    await client.answer("", whiteboard={"text": "A queue.", "board": board}, questionId=question)
    await client.next("ack")
    await desk.draw(question, DRAWN)
    many = await asyncio.gather(*(desk.put(question, **drawing()) for _ in range(8)))
    refused = [answer for answer in many if answer.status_code == 413]
    assert refused
    assert "Describe the rest in words" in refused[0].json()["error"]["message"]
    assert "Retry-After" not in refused[0].headers
    assert sum(path.stat().st_size for path in stored(house)) <= most.most
    assert len(stored(house)) == 2


async def test_a_replaced_drawing_is_deleted_at_once(house: House) -> None:
    _, desk, question = await at_desk(house, BOARD)
    for _ in range(3):
        await desk.draw(question, picture=png())
        assert len(stored(house)) == 2
    assert await count(house, schema.files) == 2


async def test_an_erasure_deletes_drawings_that_a_dead_server_left_behind(
    house: House, clock: AdjustableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(*_more: Any) -> None:
        """Does nothing, as if the server had been killed between the commit and the deletion."""

    interview = await house.interview(BOARD)
    client, token = await house.begin(interview)
    desk, question = Desk(house, interview, token), open_question(client)["id"]
    with monkeypatch.context() as patch:
        patch.setattr(files, "clear", die)
        for _ in range(3):
            await desk.draw(question)
    assert len(stored(house)) == 3
    response = await house.http.post(
        "/room/v1/erase", json={"slug": interview["publicSlug"], "confirm": True}, headers=desk.headers
    )
    assert response.status_code == 200, response.text
    assert stored(house) == []


async def test_an_erasure_while_a_drawing_arrives_leaves_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    _, desk, question = await at_desk(house, BOARD)
    put = Folder.put

    async def put_late(folder: Folder, digest: bytes, content: bytes) -> None:
        erased = await house.call("erase", {"slug": desk.slug, "confirm": True}, headers=desk.headers)
        assert erased.status_code == 200
        await put(folder, digest, content)

    monkeypatch.setattr(Folder, "put", put_late)
    assert (await desk.put(question, **drawing())).status_code == 409
    assert stored(house) == []


async def test_housekeeping_deletes_drawings_that_a_dead_server_left_behind(
    house: House, clock: AdjustableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(*_more: Any) -> None: ...

    _, desk, question = await at_desk(house, BOARD)
    with monkeypatch.context() as patch:
        patch.setattr(files, "clear", die)
        await desk.draw(question)
        await desk.draw(question)
    clock.pass_seconds(files.UNCOMMITTED_SECONDS + 1)
    await tidy_up(house.server.database, clock, files.content_of(house.server.settings))
    assert len(stored(house)) == 1
    assert (await desk.load())[question]["whiteboard"] is not None


async def test_drawings_count_toward_the_plan(house: House, clock: AdjustableClock) -> None:
    _, desk, question = await at_desk(house, BOARD)
    await desk.draw(question, DRAWN)
    (path,) = stored(house)
    assert (await house.get("/usage"))["recording_bytes"]["used"] == path.stat().st_size


async def test_saves_are_limited_to_more_than_any_page_sends(open_house: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    assert SAVES_OF_SESSION.most >= 2 * (SAVES_OF_SESSION.seconds or 0) > 0  # two a second, more than any page sends
    few = replace(SAVES_OF_SESSION, most=20)
    monkeypatch.setattr(room_submissions, "SAVES_OF_SESSION", few)
    house = await open_house(rate_limit_per_minute=60)
    _, desk, question = await at_desk(house, CODING)
    code = {"language": "python", "text": "x"}
    answers = [await desk.put(question, code=code) for _ in range(few.most + 1)]
    assert [answer.status_code for answer in answers] == [200] * few.most + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60


# --- keystrokes, answers, signals -----------------------------------------------------------------------------------


async def test_keystrokes_are_limited_in_bytes(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        room_submissions, "KEYSTROKE_BYTES_OF_SESSION", replace(KEYSTROKE_BYTES_OF_SESSION, most=10_000)
    )
    interview = await house.interview(CODING)
    consent = await house.consent(interview["publicSlug"])
    assert consent is not None
    client, token = await house.begin(interview, consent={**consent, "items": ["interview", "keystrokes"]})
    desk, question = Desk(house, interview, token), open_question(client)["id"]
    sent = [await desk.type(question, at, [at, 0, 0, "x" * 3000]) for at in range(4)]
    assert [answer.status_code for answer in sent] == [200, 200, 200, 413]
    assert "Retry-After" not in sent[-1].headers
    assert (await desk.type(question, 2, [2, 0, 0, "x"], [3, 0, 0, "y"])).status_code == 200  # a small one fits


async def test_code_with_an_answer_counts_toward_its_limit(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    most = replace(ANSWER_CHARACTERS_OF_SESSION, most=50_000)
    monkeypatch.setattr(space, "ANSWER_CHARACTERS_OF_SESSION", most)
    client, _ = await house.begin(await house.interview(CODING, {"text": "Say it."}))
    await client.answer("a", code={"language": "python", "text": "x" * 50_000})
    await client.next("ack")
    await client.my_turn()
    await client.answer("b", code={"language": "python", "text": "x" * 50_000})
    assert "finish the interview" in (await client.next("error", code="CONFLICT"))["message"]
    await client.wish("end")
    await client.next("room", state="done")


async def test_problem_reports_count_toward_the_answer_limit(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    most = replace(ANSWER_CHARACTERS_OF_SESSION, most=5_000)
    monkeypatch.setattr(space, "ANSWER_CHARACTERS_OF_SESSION", most)
    client, _ = await house.begin(await house.interview())
    for kind in ("ack", "ack", "ack", "error"):
        await client.send(type="request", id=str(uuid.uuid4()), kind="problem", text="x" * 2000)
        await client.next(kind)


STORED_TEXTS = text("""
    SELECT content FROM messages
    UNION ALL SELECT CAST(data AS TEXT) FROM messages WHERE role <> 'assistant' AND data IS NOT NULL
    UNION ALL SELECT CAST(data AS TEXT) FROM log_entries WHERE kind = 'wished'
    UNION ALL SELECT CAST(code AS TEXT) FROM works WHERE code IS NOT NULL
    UNION ALL SELECT CAST(events AS TEXT) FROM keystrokes
    UNION ALL SELECT CAST(data AS TEXT) FROM integrity_signals
""")


async def test_all_texts_of_an_ended_session_count_toward_the_plan(house: House) -> None:
    interview = await house.interview(CODING, antiCheatingEnabled=True)
    consent = await house.consent(interview["publicSlug"])
    assert consent is not None
    items = ["interview", "keystrokes", "integrity"]
    client, token = await house.begin(interview, consent={**consent, "items": items})
    desk, question = Desk(house, interview, token), open_question(client)["id"]
    await desk.type(question, 0, [0, 0, 0, "typed é"])
    for saved in ("an earlier version", "saved é"):
        assert (await desk.put(question, code={"language": "python", "text": saved})).status_code == 200
    run = {"code": "ran()", "language": "python", "output": "printed 你好", "outcome": "ok", "milliseconds": 5}
    for frame in (
        {"type": "run", "questionId": question, **run},
        {
            "type": "signal",
            "kind": "paste",
            "marks": [4_000_000_000] * MOST_MARKS,
            "size": MARK_SIZES[0],
            "characters": 5000,
        },
        {"type": "request", "kind": "problem", "text": "reported é"},
        {"type": "answer", "text": "answered 你好", "code": {"language": "python", "text": "submitted()"}},
    ):
        for _ in range(2):  # it is sent again, and counts once
            await client.send(**frame, id=str(uuid.uuid5(uuid.NAMESPACE_URL, frame["type"])))
            await client.next("ack")
    assert (await house.get("/usage"))["recording_bytes"]["used"] == 0
    await client.wish("end")
    await client.closed()
    database = house.server.database
    texts = [row[0] for row in await database.read.rows(STORED_TEXTS)]
    for part in ("typed", "saved", "printed", "reported", "5000", "answered", "submitted"):
        assert any(part in each for each in texts), part
    used = sum(len(each.encode()) for each in texts)
    assert (await house.get("/usage"))["recording_bytes"]["used"] == used
    assert await recount(database) == 0
    (session,) = await database.read.rows(select(schema.sessions))
    async with database.transaction() as transaction:
        await transaction.run(update(schema.sessions).values(text_bytes=0))
        await transaction.run(update(schema.plans).values(recording_bytes=used))
    assert await recount(database) == 1
    with pytest.raises(PlanLimitError):
        await require_space(database.read, session.organization_id, session.started_at, "")


async def watched(house: House) -> Client:
    interview = await house.interview(antiCheatingEnabled=True)
    consent = await house.consent(interview["publicSlug"])
    assert consent is not None
    client, _ = await house.begin(interview, consent={**consent, "items": ["interview", "integrity"]})
    return client


async def test_signals_are_limited_in_bytes_and_still_acknowledged(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = replace(SIGNAL_CHARACTERS_OF_SESSION, most=19_000)
    monkeypatch.setattr(integrity, "SIGNAL_CHARACTERS_OF_SESSION", most)
    client = await watched(house)
    marks = {"marks": [4_000_000_000] * MOST_MARKS, "size": MARK_SIZES[0], "characters": 5000}
    for _ in range(10):
        frame_id = str(uuid.uuid4())
        await client.send(type="signal", id=frame_id, kind="paste", **marks)
        await client.next("ack", id=frame_id)
    assert await count(house, schema.integrity_signals) == 3


async def test_periods_of_watching_are_limited(
    house: House, clock: AdjustableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integrity, "WATCHES_OF_SESSION", replace(WATCHES_OF_SESSION, most=2))
    client = await watched(house)
    for seconds in [1, 100] * 5 + [1]:
        await client.send(type="watching")
        await client.send(type="ping", at=1)
        await client.next("pong")
        clock.pass_seconds(seconds)
    assert await count(house, schema.integrity_watches) == 2


async def test_opening_the_link_repeatedly_stores_only_a_few_browser_cookies(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview = await house.interview()
    started = (await house.start(interview["publicSlug"])).json()["data"]
    token = started["personalUrl"].partition("token=")[2]
    for _ in range(COOKIES_OF_CANDIDATE.most + 3):
        response = await house.start(interview["publicSlug"], token, consent=None)
        assert response.status_code == 200
    assert await count(house, schema.room_cookies) == COOKIES_OF_CANDIDATE.most
    assert (await house.entry(interview["publicSlug"]))["state"] == "resumable"  # this browser is known
