"""The room's protocol: what a client can rely on, and what is refused."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from aural.room.conversation import socket as room_socket
from tests.room.conftest import AdjustableClock, Client, House
from tests.waiting import PATIENCE_SECONDS, until

MESSAGE_KEYS = {"seq", "id", "role", "content", "questionId", "kind", "move", "origin", "at", "data"}
ROOM_KEYS = {
    "state", "question", "progress", "clock", "pausesLeft", "pauseSeconds", "pauseRemainingSeconds", "canGoBack",
    "problem", "asks", "endReason",
}  # fmt: skip
QUESTION_KEYS = {
    "id",
    "order",
    "text",
    "description",
    "type",
    "isRequired",
    "options",
    "starterCode",
    "codeLanguage",
    "clock",
    "timeLimitSeconds",
}


async def finish(client: Client) -> None:
    """Answers until the interview is done."""
    while True:
        room = client.heard[-1]["room"] if client.heard[-1]["type"] == "room" else None
        state = room["state"] if room else ""
        if state == "done":
            return
        await client.answer("Nothing more to add.")
        await client.next("ack")
        frame = await client.next("room", state="thinking")
        while frame["room"]["state"] not in ("your_turn", "closing", "done"):
            frame = await client.next("room")


async def test_a_whole_interview_ends_done_with_a_report_job(house: House) -> None:
    interview = await house.interview(timeLimitMinutes=30)
    client, _ = await house.begin(interview)
    await finish(client)
    assert await client.closed() == 1000
    listed = await house.get(f"/interviews/{interview['id']}/sessions")
    session = await house.get(f"/sessions/{listed[0]['id']}")
    assert (session["status"], session["endReason"]) == ("COMPLETED", "FINISHED")
    assert session["reportStatus"] is not None
    assert [m["seq"] for m in session["messages"]] == list(range(1, len(session["messages"]) + 1))
    assert [m["move"] for m in session["messages"] if m["role"] == "assistant"] == [
        "greeting",
        "next",
        "next",
        "close",
        "finish",
    ]


async def test_a_candidate_receives_an_exact_list_of_fields(house: House) -> None:
    criteria = [{"name": "Secret rubric", "description": "Never shown"}]
    interview = await house.interview(objective="Secret aim", assessmentCriteria=criteria, timeLimitMinutes=30)
    client, _ = await house.begin(interview)
    await finish(client)
    assert "ecret" not in json.dumps(client.heard)
    assert {frame["type"] for frame in client.heard} <= {"welcome", "message", "ack", "room"}
    for message in client.messages:
        assert message.keys() == MESSAGE_KEYS
    for frame in client.heard:
        if frame["type"] == "room":
            assert frame["room"].keys() == ROOM_KEYS
            assert (frame["room"]["question"] or dict.fromkeys(QUESTION_KEYS)).keys() == QUESTION_KEYS


async def test_an_answer_sent_again_is_stored_once_and_acknowledged_again(house: House) -> None:
    interview = await house.interview()
    client, token = await house.begin(interview)
    frame_id = await client.answer("Only once.")
    first = await client.next("ack", id=frame_id)
    await client.answer("Only once.", id=frame_id)
    assert await client.next("ack", id=frame_id) == first
    await client.socket.close()
    back = await house.enter(token, take_over=True)
    await back.my_turn()
    await back.answer("Only once.", id=frame_id.upper())
    assert (await back.next("ack"))["seq"] == first["seq"]  # ids are compared case-insensitively
    assert [m["content"] for m in back.messages].count("Only once.") == 1


async def test_reconnecting_shows_no_second_greeting_and_no_repeated_question(house: House) -> None:
    interview = await house.interview()
    client, token = await house.begin(interview)
    seen = client.messages[-1]["seq"]
    await client.socket.close()
    back = await house.enter(token, after=seen, take_over=True)
    welcome = await back.next("welcome")
    assert welcome["messages"] == []
    assert welcome["room"]["state"] == "your_turn"
    assert welcome["room"]["question"]["order"] == 0
    whole = await house.enter(token, take_over=True)
    messages = (await whole.next("welcome"))["messages"]
    assert [m["move"] for m in messages] == ["greeting", "next"]


async def test_missed_messages_are_sent_on_reconnecting(house: House) -> None:
    interview = await house.interview()
    client, token = await house.begin(interview)
    await client.answer("I rebuilt the checkout.")
    await client.next("ack")
    await client.socket.close()
    back = await house.enter(token, after=client.messages[-1]["seq"], take_over=True)
    await back.my_turn()
    assert [m["move"] for m in back.messages] == ["next"]


async def test_answers_from_another_device_are_sent_on_reconnecting(house: House) -> None:
    client, token = await house.begin(await house.interview())
    seen = client.messages[-1]["seq"]
    await client.answer("I wrote the import myself.")
    await client.next("ack")
    await client.socket.close()
    back = await house.enter(token, after=seen, take_over=True)
    await back.my_turn()
    assert [m["content"] for m in back.messages if m["role"] == "user"] == ["I wrote the import myself."]


async def test_several_answers_at_once_are_all_kept(house: House) -> None:
    interview = await house.interview()
    client, _ = await house.begin(interview)
    ids = [await client.answer(f"Part {n} of what I did myself.") for n in range(5)]
    for frame_id in ids:
        await client.next("ack", id=frame_id)
    frame = client.heard[-1]
    while frame["type"] != "room" or frame["room"]["state"] not in ("your_turn", "closing"):
        frame = await client.next("room")
    said = [m["content"] for m in client.messages if m["role"] == "user"]
    assert said == [f"Part {n} of what I did myself." for n in range(5)]


async def test_a_ticket_works_once_and_for_a_minute(house: House, clock: AdjustableClock) -> None:
    interview = await house.interview()
    client, token = await house.begin(interview)
    await client.socket.close()
    await until(lambda: not house.server.rooms._open)  # its runner ends after the seat is given back
    hello = {"type": "hello", "protocol": "aural.room/1", "client": str(uuid.uuid4())}
    used = await house.ticket(token)
    late = await house.ticket(token)
    for ticket, code in ((used, None), (used, 4401), ("invented", 4401)):
        other = Client(await house.open_socket())
        await other.send(**hello, ticket=ticket)
        if code is None:
            await other.next("welcome")
        else:
            assert await other.closed() == code
    clock.pass_seconds(61)
    other = Client(await house.open_socket())
    await other.send(**hello, ticket=late)
    assert await other.closed() == 4401


async def test_a_page_from_another_origin_cannot_open_the_socket(house: House) -> None:
    for origin in ("http://evil.example", "null", "http://127.0.0.1:1"):
        with pytest.raises(InvalidStatus, match="403"):
            await house.open_socket(origin)


async def test_if_the_public_address_is_https_a_page_over_http_cannot_open_the_socket(house: House) -> None:
    secure = house.url.replace("http:", "https:")
    house.server.settings.__dict__["public_url"] = secure
    with pytest.raises(InvalidStatus, match="403"):
        await house.open_socket(house.url)
    await (await house.open_socket(secure)).close()


async def is_let_in(opening: connect) -> bool:
    with suppress(InvalidStatus):
        async with opening:
            return True
    return False


async def test_the_sockets_of_one_address_are_limited(open_house: Callable[..., Awaitable[House]]) -> None:
    proxied = await open_house(room_sockets_per_address=2, trusted_proxies="127.0.0.1")
    address = proxied.url.replace("http", "ws", 1) + "/room/v1/socket"

    def open_from(client: str) -> connect:
        more: dict[str, Any] = {"origin": proxied.url, "open_timeout": PATIENCE_SECONDS}
        return connect(address, proxy=None, additional_headers={"X-Forwarded-For": client}, **more)

    async with open_from("2001:db8::1") as first, open_from("2001:db8::2"):
        with pytest.raises(InvalidStatus) as refused:
            await open_from("2001:db8::3")
        async with open_from("192.0.2.7"):
            pass
        await first.close()
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await is_let_in(open_from("2001:db8::3")):
                pass  # until the server has noticed the close
    answer = refused.value.response
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "10")
    error = json.loads(answer.body)["error"]
    assert (error["code"], error["retry_after"]) == ("RATE_LIMITED", 10)
    assert "network address" in error["message"]


async def test_a_client_without_an_origin_cannot_open_the_socket(house: House) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        await connect(house.url.replace("http", "ws", 1) + "/room/v1/socket", proxy=None)


WRONG_FIRST_FRAMES = (
    "not json",
    "[]",
    '{"type": "answer"}',
    '{"type": "hello"}',
    '{"type": "hello", "ticket": "x", "client": "no uuid"}',
)


async def test_a_wrong_first_frame_closes_the_socket(house: House) -> None:
    for first in WRONG_FIRST_FRAMES:
        socket = await house.open_socket()
        await socket.send(first)
        assert await Client(socket).closed() == 4400, first


async def test_an_unknown_protocol_is_reported(house: House) -> None:
    client = Client(await house.open_socket())
    await client.send(type="hello", protocol="aural.room/9", ticket="x", client=str(uuid.uuid4()))
    assert await client.closed() == 4426


async def test_a_silent_client_is_closed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_socket, "HELLO_SECONDS", 0.05)
    assert await Client(await house.open_socket()).closed() == 4408


async def test_a_frame_that_is_too_large_closes_the_socket(house: House) -> None:
    client, _ = await house.begin(await house.interview())
    with suppress(ConnectionClosed):
        await client.send(type="answer", id=str(uuid.uuid4()), text="x" * (256 * 1024))
    assert await client.closed() in (1009, 4413)


BAD_FRAMES: list[dict[str, Any]] = [
    {"type": "answer", "text": "no id"},
    {"type": "answer", "id": "7", "text": "x"},
    {"type": "answer", "id": "ID", "text": ""},
    {"type": "answer", "id": "ID", "text": "   "},
    {"type": "answer", "id": "ID", "text": 7},
    {"type": "answer", "id": "ID", "text": "a\x00b"},
    {"type": "answer", "id": "ID", "text": "x" * 20_001},
    {"type": "answer", "id": "ID", "text": "x", "choice": ["A"]},
    {"type": "answer", "id": "ID", "code": "print"},
    {"type": "request", "id": "ID", "kind": "fly"},
    {"type": "request", "id": "ID"},
    {"type": "teleport", "id": "ID"},
    {"kind": "no type"},
]


async def test_a_bad_frame_is_refused_with_a_message_and_stores_nothing(house: House) -> None:
    client, _ = await house.begin(await house.interview())
    before = len(client.messages)
    for frame in BAD_FRAMES:
        await client.send(**{**frame, **({"id": str(uuid.uuid4())} if frame.get("id") == "ID" else {})})
        error = await client.next("error")
        assert error["code"] == "BAD_REQUEST", frame
        assert error["message"].endswith("."), frame
        await client.send(type="ping", at=1)
        await client.next("pong")
        assert len(client.messages) == before, frame


async def test_lone_surrogates_are_refused(house: House) -> None:
    client, _ = await house.begin(await house.interview())
    await client.socket.send(f'{{"type": "answer", "id": "{uuid.uuid4()}", "text": "\\ud800"}}')
    assert (await client.next("error"))["code"] == "BAD_REQUEST"


async def test_an_answer_of_twenty_thousand_characters_is_stored_in_full(house: House) -> None:
    client, _ = await house.begin(await house.interview())
    text = ("I rebuilt the parcel import myself, step by step. " * 400)[:20_000].strip()
    await client.answer(text)
    await client.next("ack")
    await client.my_turn()
    assert client.messages[2]["content"] == text


async def test_a_choice_is_checked_and_stored_as_data(house: House) -> None:
    single = {"text": "Pick one", "type": "SINGLE_CHOICE", "options": ["A", "B"]}
    many = {"text": "Pick some", "type": "MULTIPLE_CHOICE", "options": ["A", "B", "C"]}
    client, _ = await house.begin(await house.interview(single, many))
    for wrong in (["C"], ["A", "B"], "A", [7]):
        await client.answer("", choice=wrong)
        await client.next("error")
    await client.answer("", choice=["B"])
    await client.next("ack")
    await client.my_turn()
    await client.answer("Both, for different reasons.", choice=["C", "A"])
    await client.next("ack")
    await client.my_turn("closing")
    answers = [m for m in client.messages if m["role"] == "user"]
    assert [(m["content"], m["data"]) for m in answers] == [
        ("B", {"choice": ["B"]}),
        ("Both, for different reasons.", {"choice": ["A", "C"]}),
    ]


async def test_a_client_that_missed_a_message_is_sent_none_after_it(house: House) -> None:
    """Otherwise the client would only ask for later messages when it reconnects, and would never get the missed one."""
    no_socket: Any = None
    connection = room_socket._Connection(no_socket, house.server.rooms)
    for number in range(room_socket.MAX_WAITING_FRAMES + 1):
        connection._put({"type": "pong", "at": number})
    connection._outgoing.get_nowait()
    connection._put({"type": "pong", "at": -1})
    left = [connection._outgoing.get_nowait() for _ in range(connection._outgoing.qsize())]
    assert [frame["at"] for frame in left if isinstance(frame, dict)] == list(range(1, room_socket.MAX_WAITING_FRAMES))


async def test_a_stored_choice_that_is_sent_again_is_acknowledged_even_after_its_question(house: House) -> None:
    single = {"text": "Pick one", "type": "SINGLE_CHOICE", "options": ["A", "B"]}
    client, _ = await house.begin(await house.interview(single, {"text": "And why so?"}))
    frame_id = await client.answer("", choice=["B"])
    await client.next("ack")
    await client.my_turn()
    await client.answer("", choice=["B"], id=frame_id)
    assert (await client.next("ack", id=frame_id))["seq"] == 3


async def test_code_and_drawings_reach_the_transcript(house: House) -> None:
    questions = (
        {"text": "Write it", "type": "CODING", "starterCode": "def f():"},
        {"text": "Draw it", "type": "WHITEBOARD"},
    )
    interview = await house.interview(*questions)
    client, _ = await house.begin(interview)
    assert client.heard[-1]["room"]["question"]["starterCode"] == "def f():"
    await client.answer("", code={"language": "python", "text": "def f(): return 1"})
    await client.my_turn()
    await client.answer("", whiteboard={"text": "A box, and a queue behind it."})
    await client.my_turn("closing")
    data = [m["data"] for m in client.messages if m["role"] == "user"]
    assert data == [
        {"code": {"language": "python", "text": "def f(): return 1"}},
        {"whiteboard": {"text": "A box, and a queue behind it.", "board": None, "scene": None, "picture": None}},
    ]
