"""Integrity signals over the room's socket: which are accepted, from whom, and how they are stored."""

from __future__ import annotations

import time
import uuid
from typing import Any

from sqlalchemy import select

from aural.engine.integrity import marks_of
from aural.sessions.integrity_repository import TABLES
from aural.store import schema
from tests.room.conftest import ANSWER, Client, Frame, House

WATCHED = {"antiCheatingEnabled": True}
FILMED = {**WATCHED, "videoEnabled": True}
FACES = {**WATCHED, "faceCountEnabled": True}
ITEMS = ["interview", "integrity"]
PASTED = "The outage began on a Friday evening when the primary database ran out of connections and the queue grew"


async def begin(house: House, interview: Frame, *items: str, **person: Any) -> tuple[Client, str]:
    """Enters the room after agreeing to these items."""
    consent = await house.consent(interview["publicSlug"])
    assert consent is not None
    return await house.begin(interview, consent=consent | {"items": list(items or ITEMS)}, **person)


async def tell(client: Client, kind: str, *, frame_id: str | None = None, **data: Any) -> Frame:
    """Sends a signal, and returns the server's answer."""
    signal = frame_id or str(uuid.uuid4())
    await client.send(type="signal", id=signal, kind=kind, **data)
    return await answer_to(client, signal)


async def answer_to(client: Client, frame_id: str) -> Frame:
    frames = client.heard
    while not frames or frames[-1].get("id") != frame_id:
        await client.hear()
    return frames[-1]


async def log_of(house: House, interview: Frame) -> Frame:
    (session,) = await house.get(f"/interviews/{interview['id']}/sessions")
    log: Frame = await house.get(f"/sessions/{session['id']}/integrity")
    return log


async def stored(house: House) -> list[str]:
    rows = await house.server.database.read.rows(select(schema.integrity_signals.c.kind).order_by("at", "id"))
    return [row.kind for row in rows]


async def test_each_signal_is_in_the_timeline_at_its_time(house: House) -> None:
    interview = await house.interview(**FILMED)
    client, _token = await begin(house, interview, *ITEMS, "camera")
    assert client.heard[0]["watch"] == {"kinds": ["away", "screens", "fullscreen", "camera", "paste", "copy", "typing"]}
    question = next(message for message in client.messages if message["kind"] == "question")
    began = time.monotonic()
    await client.send(type="watching")
    for kind, data in (
        ("away", {"state": "hidden"}),
        ("paste", {"characters": 104, "marks": sorted(marks_of(PASTED, 3)), "size": 3, "text": "not kept"}),
        ("copy", {"characters": 30}),
        ("typing", {"characters": 200, "milliseconds": 0}),
        ("typing", {"characters": 60, "milliseconds": 12_000}),  # as people type: not stored
        ("screens", {"state": "extended"}),
        ("fullscreen", {"state": "entered"}),
        ("fullscreen", {"state": "left"}),
        ("camera", {"state": "interrupted"}),
        ("camera", {"state": "interrupted"}),  # it was interrupted before
    ):
        assert (await tell(client, kind, **data))["type"] == "ack", kind
    house.clock.pass_seconds(30)
    for kind, calm in (("away", "back"), ("camera", "on"), ("screens", "single"), ("fullscreen", "entered")):
        await tell(client, kind, state=calm)
    await client.send(type="watching")
    await client.answer(ANSWER)
    await client.wish("end")
    await client.closed()
    log = await log_of(house, interview)
    assert [(item["kind"], item["state"]) for item in log["items"]] == [
        ("away", "hidden"), ("paste", None), ("copy", None), ("typing", None),
        ("screens", "extended"), ("fullscreen", "left"), ("camera", "interrupted"),
    ]  # fmt: skip
    passed = 30 + time.monotonic() - began  # the clock of this house continues meanwhile
    assert [item["seconds"] is None for item in log["items"]] == [item["state"] is None for item in log["items"]]
    assert all(30 <= item["seconds"] <= passed for item in log["items"] if item["seconds"] is not None)
    assert {item["messageId"] for item in log["items"]} == {question["id"]}
    assert next(item["characters"] for item in log["items"] if item["kind"] == "paste") == 104
    assert log["isWatched"] is True
    assert 30 <= log["watchedSeconds"] <= log["ofSeconds"]
    assert "not kept" not in str(await house.server.database.read.rows(select(schema.integrity_signals)))


async def test_a_repeated_signal_counts_once_and_a_late_one_keeps_its_time(house: House) -> None:
    interview = await house.interview(**WATCHED)
    client, _ = await begin(house, interview)
    house.clock.pass_seconds(600)
    same, began = str(uuid.uuid4()), time.monotonic()
    for _ in range(2):
        assert (await tell(client, "copy", frame_id=same, characters=5, ago=300_000))["type"] == "ack"
    assert await stored(house) == ["copy"]
    row = await house.server.database.read.row(select(schema.integrity_signals.c.at))
    assert row is not None
    ago_ms = house.clock.now() - row.at
    assert 299_000 <= ago_ms <= 301_000 + 1000 * (time.monotonic() - began)


async def test_if_signals_are_off_or_declined_none_is_requested_or_accepted(house: House) -> None:
    off, on = await house.interview(), await house.interview(**WATCHED)
    door = await house.entry(off["publicSlug"])
    assert [item["key"] for item in door["consent"]["items"]] == ["interview"]
    assert (door["disclosure"]["watched"], door["adjustments"]) == ([], ["more_time", "text_only"])
    for interview, items in ((off, ["interview"]), (on, ["interview"])):
        house.http.cookies.clear()
        client, token = await begin(house, interview, *items)
        assert client.heard[0]["watch"] is None
        refused = await tell(client, "copy", characters=3)
        assert (refused["type"], refused["code"]) == ("error", "BAD_REQUEST")
        await client.send(type="watching")
        assert (await client.next("error"))["id"] is None
        other = await house.enter(token, take_over=True)  # from a second device
        await other.my_turn()
        log = await log_of(house, interview)
        assert (log["isWatched"], log["items"], log["watchedSeconds"]) == (False, [], 0)
    assert await stored(house) == []


async def test_a_malformed_signal_is_refused_and_the_interview_continues(house: House) -> None:
    interview = await house.interview(**WATCHED)
    client, _ = await begin(house, interview)
    for kind, data in (
        ("faces", {"state": "several"}),  # needs its own consent
        ("device", {"state": "knocked"}),  # only the server can notice that
        ("read_aloud", {}),
        ("away", {"state": "asleep"}),
        ("away", {}),
        ("copy", {"characters": -1}),
        ("copy", {"characters": "3"}),
        ("copy", {"characters": 3, "ago": 10**12}),
        ("copy", {"characters": 3, "ago": -1}),
        ("typing", {"characters": 100}),
        ("paste", {"characters": 3, "marks": [2**32]}),
        ("paste", {"characters": 3, "marks": [1] * 601}),
        ("paste", {"characters": 3, "marks": [1], "size": 4}),
        ("paste", {"characters": 3, "marks": "words"}),
    ):
        assert (await tell(client, kind, **data))["type"] == "error", (kind, data)
    await client.send(type="signal", kind="copy", characters=1)
    assert "id" in (await client.next("error"))["message"]
    await client.answer(ANSWER)
    await client.next("ack")
    assert await stored(house) == []


async def test_a_page_cannot_report_on_another_session(house: House) -> None:
    interview = await house.interview(**WATCHED)
    victim, _ = await begin(house, interview)
    house.http.cookies.clear()
    forger, _ = await begin(house, interview, email="mallory@example.com")
    there = victim.heard[0]["sessionId"]
    for named in ({"sessionId": there}, {"session": there}, {"session_id": there, "organization_id": "x"}):
        assert (await tell(forger, "copy", characters=9, **named))["type"] == "ack"
    rows = await house.server.database.read.rows(select(schema.integrity_signals.c.session_id))
    assert {row.session_id for row in rows} == {forger.heard[0]["sessionId"]}
    by_slug = {"slug": interview["publicSlug"]}
    mine = (await house.http.get("/room/v1/transcript", params=by_slug)).json()["data"]["integrity"]["items"]
    assert len(mine) == 1
    assert (await house.call(f"integrity/{mine[0]['id']}", by_slug | {"comment": "x"}, method="PUT")).status_code == 409
    house.http.cookies.clear()
    assert (await house.call(f"integrity/{mine[0]['id']}", by_slug | {"comment": "x"}, method="PUT")).status_code == 401


async def test_signals_during_a_pause_are_not_recorded(house: House) -> None:
    interview = await house.interview(**WATCHED)
    client, _ = await begin(house, interview)
    await client.wish("pause")
    await client.my_turn("paused")
    assert (await tell(client, "away", state="hidden"))["type"] == "ack"
    assert (await tell(client, "paste", characters=500))["type"] == "ack"
    assert await stored(house) == []
    await client.wish("continue")
    await client.my_turn()
    await tell(client, "copy", characters=7)
    assert await stored(house) == ["copy"]


async def test_after_consent_is_withdrawn_the_closing_connection_stores_nothing(house: House) -> None:
    interview = await house.interview(**WATCHED)
    client, _ = await begin(house, interview)
    for _ in range(2):
        house.clock.pass_seconds(10)
        await client.send(type="watching")
        await tell(client, "copy", characters=7)  # by then the server has received the heartbeat
    assert (await house.call("withdraw", {"slug": interview["publicSlug"]})).status_code == 200
    assert await client.closed() == 1000
    for table in TABLES:
        assert not await house.server.database.read.rows(select(table))


async def test_a_second_device_is_recorded_by_the_server(house: House) -> None:
    interview = await house.interview(**WATCHED)
    client, token = await begin(house, interview)
    knocking = await house.enter(token)
    assert await knocking.closed() == 4409
    other = await house.enter(token, take_over=True)
    await other.my_turn()
    assert await client.closed() == 4410
    again = str(uuid.uuid4())
    own = await house.enter(token, take_over=True, client=again)
    await own.my_turn()
    reloaded = await house.enter(token, client=again)  # the same tab: nothing to record
    await reloaded.my_turn()
    items = (await log_of(house, interview))["items"]
    assert [(item["kind"], item["state"], item["count"]) for item in items] == [
        ("device", "knocked", 1),
        ("device", "took_over", 2),
    ]


async def test_an_exempt_signal_is_not_recorded_and_no_reader_can_tell(house: House) -> None:
    interview = await house.interview(**WATCHED)
    slug = interview["publicSlug"]
    assert (await house.entry(slug))["adjustments"] == ["more_time", "text_only", "writing_aids", "other_windows"]
    client, token = await begin(house, interview, adjustments=["writing_aids"])
    assert client.heard[0]["watch"] == {"kinds": ["away", "screens", "fullscreen"]}
    assert (await tell(client, "paste", characters=50))["type"] == "error"
    await tell(client, "away", state="hidden")
    assert await stored(house) == ["away"]
    await house.start(slug, token, consent=None, adjustments=["other_windows"])  # requested during the interview
    assert await stored(house) == []
    assert (await tell(client, "away", state="back"))["type"] == "ack"  # the page doesn't know about the adjustment yet
    other = await house.enter(token, take_over=True)
    await other.my_turn()
    assert await stored(house) == []
    told = await log_of(house, interview)
    house.http.cookies.clear()
    plain = await house.interview(**WATCHED)
    await begin(house, plain)
    usual = await log_of(house, plain)
    assert {name: value for name, value in told.items() if name not in ("ofSeconds", "commentsUntil")} == {
        name: value for name, value in usual.items() if name not in ("ofSeconds", "commentsUntil")
    }


async def test_faces_are_counted_only_with_a_separate_setting_and_consent(house: House) -> None:
    for settings in (WATCHED, {"faceCountEnabled": True}, FACES):
        interview = await house.interview(**settings)
        door = await house.entry(interview["publicSlug"])
        is_asked = settings is FACES
        assert ("faces" in [item["key"] for item in door["consent"]["items"]]) is is_asked
        assert ("no_camera" in door["adjustments"]) is is_asked
        texts = [item["text"] for item in door["consent"]["items"]]
        assert any("no picture leaves the browser" in text for text in texts) is is_asked
    for refusing in (["interview", "integrity"], ["interview", "faces"]):
        house.http.cookies.clear()
        client, _ = await begin(house, interview, *refusing)
        assert "faces" not in (client.heard[0]["watch"] or {"kinds": []})["kinds"]
        assert (await tell(client, "faces", state="none"))["type"] == "error"
    assert await stored(house) == []


async def test_no_face_or_several_faces_for_long_enough_are_in_the_timeline(house: House) -> None:
    interview = await house.interview(**FACES)
    client, token = await begin(house, interview, *ITEMS, "faces")
    assert "faces" in client.heard[0]["watch"]["kinds"]
    assert (await tell(client, "faces", state="Ada Byron"))["type"] == "error"
    states, began = "one none one several one none one".split(), time.monotonic()
    for state, seconds in zip(states, (30, 20, 90, 30, 90, 0, 1), strict=True):
        assert (await tell(client, "faces", state=state))["type"] == "ack", state
        house.clock.pass_seconds(seconds)
    items = (await log_of(house, interview))["items"]
    assert [(item["kind"], item["state"]) for item in items] == [("faces", "none"), ("faces", "several")]
    passed = time.monotonic() - began
    assert all(least <= item["seconds"] <= least + passed for least, item in zip((20, 30), items, strict=True))
    await house.start(interview["publicSlug"], token, consent=None, adjustments=["no_camera"])
    assert (await log_of(house, interview))["items"] == []


async def test_a_candidates_comment_on_a_signal_is_shown_once_it_is_sent(house: House) -> None:
    interview = await house.interview(**WATCHED)
    client, _ = await begin(house, interview)
    await tell(client, "paste", characters=50)
    await client.answer(ANSWER)
    await client.wish("end")
    await client.closed()
    by_slug = {"slug": interview["publicSlug"]}
    log = (await house.http.get("/room/v1/transcript", params=by_slug)).json()["data"]["integrity"]
    (item,) = log["items"]
    said = await house.call(f"integrity/{item['id']}", by_slug | {"comment": " My own notes. "}, method="PUT")
    assert said.status_code == 200, said.text
    assert (await house.call("integrity/read-none", by_slug | {"comment": "x"}, method="PUT")).status_code == 404
    drafted = await log_of(house, interview)
    assert (drafted["items"][0]["comment"], drafted["commentsUntil"] is not None) == (None, True)
    exported = (await house.http.get("/room/v1/export", params=by_slug)).json()
    assert [noted["comment"] for noted in exported["integrity"]] == ["My own notes."]
    held = (await house.http.get("/room/v1/rights", params=by_slug)).json()["data"]["held"]
    assert "integrity" in {part["what"] for part in held}
    assert (await house.call("transcript/send", by_slug)).status_code == 200
    final = await log_of(house, interview)
    assert (final["items"][0]["comment"], final["commentsUntil"]) == ("My own notes.", None)
    late = await house.call(f"integrity/{item['id']}", by_slug | {"comment": "other"}, method="PUT")
    assert late.status_code == 409
    withdrawn = await house.call("withdraw", by_slug)
    assert withdrawn.status_code == 200
    gone = await log_of(house, interview)
    assert (gone["isWatched"], gone["items"], await stored(house)) == (False, [], [])
