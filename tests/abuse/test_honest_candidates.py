"""Candidates who type slowly, use a screen reader or have a bad connection meet no limit in a whole interview.

Each test sends what the room's page sends, in the same rhythm, while the test moves the clock of the server, of the
limits by the minute and of the socket's pace. Each fails if the limit that it comes closest to were a tenth
(`bench/faults/attacks.toml`).

- Connection (`web/src/room/link/connection.ts`): a ping every 2 seconds. After each loss, a new ticket and a new
  socket, over which all frames without an acknowledgement are sent again.
- Signals (`web/src/room/watch/watcher.ts`): a heartbeat every 15 seconds, which repeats signals without an
  acknowledgement. After each loss, also the state of the window, of the screens and of the camera.
- Code (`web/src/room/question/work.ts` and `code/keystrokes.ts`): saved one second after the last change, so a person
  who presses a key every 1.1 seconds saves with each key. Keystrokes are sent every 5 seconds.
- Recordings (`web/src/room/recording/capture/sender.ts`): a slice each second, and again if its answer was lost.
- Captions and the conversation need no request: screen readers read what the page already has. Opening a list of
  elements takes the focus from the page, which sends two signals. After the end, the pages for checking the transcript
  and for the rights load their data each time that they are opened.
"""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
from sqlalchemy import func, select

from aural.room.conversation import pacing
from aural.store import schema
from tests.clocks import FakeClock
from tests.media import cut, record
from tests.room.conftest import ANSWER, Client, Frame, House
from tests.room.conftest import open_house as open_house
from tests.room.recorder import Recorder
from tests.room.test_question_types import open_question
from tests.room.test_work import CODING, Desk

Open = Callable[..., Awaitable[House]]
PING_SECONDS = 2
BEAT_SECONDS = 15
KEY_SECONDS = 1.1
KEYSTROKES_SECONDS = 5
MINUTE = 60
TURNS = ("your_turn", "closing")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone, because nothing here depends on the database."""
    return sqlite_url


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def house(open_house: Open, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house with the limits that it has by default, where the socket's pace follows the test's clock. The test ends
    with the first request that is refused.
    """
    monkeypatch.setattr(pacing.Pace.__init__, "__defaults__", (lambda: clock.now() / 1000,))
    house = await open_house(rate_limit_per_minute=60)
    house.http.event_hooks["response"].append(check)
    return house


async def check(response: httpx2.Response) -> None:
    assert response.status_code < 400, (response.status_code, response.url.path)


@dataclass
class Page:
    """A candidate's page: what it sends as the time passes, and what it sends again after a lost connection."""

    house: House
    token: str
    client: Client
    outbox: dict[str, Frame] = field(default_factory=dict)
    signals: dict[str, Frame] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    has_camera: bool = False
    name: str = field(default_factory=lambda: str(uuid.uuid4()))
    seen: int = 0
    seconds: float = 0
    is_deaf: bool = False  # whether the connection still carries what is sent, but no answer

    async def pass_seconds(self, seconds: float) -> None:
        """Moves the clock, and sends the pings and heartbeats that become due."""
        for due, send in ((PING_SECONDS, self.ping), (BEAT_SECONDS, self.beat)):
            for _ in range(int((self.seconds + seconds) // due - self.seconds // due)):
                await send()
        self.seconds += seconds
        self.house.clock.pass_seconds(seconds)

    async def ping(self) -> None:
        """Sends a ping, and reads until its answer, so that the server has taken everything that was sent before."""
        await self.client.send(type="ping", at=round(self.seconds * 1000))
        await self.read("pong")

    async def beat(self) -> None:
        await self.client.send(type="watching")
        for frame in self.signals.values():
            await self.client.send(**frame)

    async def read(self, kind: str, *states: str) -> Frame:
        """Reads until a frame of this type or, if states are given, one with the room in one of them."""
        while True:
            frame = await self.client.hear()
            self._take(frame)
            if frame.get("room", {}).get("state") in states if states else frame["type"] == kind:
                return frame

    def _take(self, frame: Frame) -> None:
        assert frame["type"] != "error", frame
        if frame["type"] == "welcome":
            self.seen = max([self.seen, *(message["seq"] for message in frame["messages"])])
        if frame["type"] == "message" and not self.is_deaf:
            self.seen = max(self.seen, frame["message"]["seq"])
        if frame["type"] == "ack" and not self.is_deaf:
            self.outbox.pop(frame["id"], None)
            self.signals.pop(frame["id"], None)

    async def tell(self, kind: str, **data: Any) -> None:
        frame_id = str(uuid.uuid4())
        self.signals[frame_id] = {"type": "signal", "id": frame_id, "kind": kind, "ago": 0, **data}
        await self.client.send(**self.signals[frame_id])

    async def answer(self, text: str = ANSWER, **data: Any) -> None:
        frame_id = str(uuid.uuid4())
        self.answers[frame_id] = text
        self.outbox[frame_id] = {"type": "answer", "id": frame_id, "text": text, **data}
        await self.client.send(**self.outbox[frame_id])

    async def answer_the_rest(self) -> None:
        """Answers, a minute each, until the interview is over."""
        while await self.has_turn():
            await self.pass_seconds(MINUTE)
            await self.answer()

    async def has_turn(self) -> bool:
        """Waits for the candidate's turn. Returns False if the interview is over instead."""
        return (await self.read("room", *TURNS, "done"))["room"]["state"] in TURNS

    async def reconnect(self) -> Frame:
        """Loses the connection without a farewell, and opens another. Returns its first frame."""
        self.client.socket.transport.abort()
        self.client = await self.house.enter(self.token, after=self.seen, client=self.name)
        welcome = await self.read("welcome")
        for frame in self.outbox.values():
            await self.client.send(**frame)
        await self.beat()
        await self.tell("away", state="back")
        await self.tell("screens", state="single")
        if self.has_camera:
            await self.tell("camera", state="on")
        return welcome


async def enter(house: House, interview: Frame, *items: str) -> Page:
    """A page in the room of a candidate who agreed to these items."""
    consent = await house.consent(interview["publicSlug"])
    assert consent is not None
    client, token = await house.begin(interview, consent={**consent, "items": ["interview", "integrity", *items]})
    seen = max(message["seq"] for message in client.messages)
    return Page(house, token, client, has_camera="camera" in items, seen=seen)


async def stored_answers(house: House, interview: Frame) -> list[str]:
    (session,) = await house.get(f"/interviews/{interview['id']}/sessions")
    transcript = await house.get(f"/sessions/{session['id']}")
    assert transcript["status"] == "COMPLETED"
    return [message["content"] for message in transcript["messages"] if message["role"] == "user"]


async def count_signals(house: House) -> int:
    row = await house.server.database.read.row(select(func.count().label("rows")).select_from(schema.integrity_signals))
    return 0 if row is None else int(row.rows)


async def test_a_person_who_types_slowly_meets_no_limit(house: House) -> None:
    """Each key is a save. The code takes three minutes, and each answer after it takes one."""
    interview = await house.interview(CODING, {"text": "Why so?"}, antiCheatingEnabled=True)
    page = await enter(house, interview, "keystrokes")
    desk, question = Desk(house, interview, page.token), open_question(page.client)["id"]
    program = "function reverse(list) { return list.slice().reverse(); } // "
    typed, sent, due = "", 0, 0.0
    await desk.type(question, 0)  # asks how many changes the server has
    for key in range(int(3 * MINUTE / KEY_SECONDS)):
        typed += program[key % len(program)]
        await desk.put(question, code={"language": "javascript", "text": typed})
        await page.pass_seconds(KEY_SECONDS)
        if page.seconds - due >= KEYSTROKES_SECONDS:
            strokes = [[round(at * KEY_SECONDS * 1000), at, at, typed[at]] for at in range(sent, len(typed))]
            assert (await desk.type(question, sent, *strokes)).json()["data"]["count"] == len(typed)
            sent, due = len(typed), page.seconds
    await page.answer("Here it is.", code={"language": "javascript", "text": typed}, questionId=question)
    await page.answer_the_rest()
    assert await stored_answers(house, interview) == list(page.answers.values())


async def test_a_person_with_a_screen_reader_meets_no_limit(house: House) -> None:
    """For 45 minutes, a list of elements is opened every 20 seconds, and each answer is dictated in whole sentences."""
    interview = await house.interview(antiCheatingEnabled=True)
    page = await enter(house, interview)
    told = 0
    for step in range(1, 45 * 3 + 1):
        for state in ("unfocused", "back"):
            await page.tell("away", state=state)
        await page.pass_seconds(20)
        told += 2
        if step % 9 == 0:
            for kind in ("repeat", "rephrase"):
                await page.client.wish(kind)
                await page.read("room", *TURNS)
        if step % 45 == 0:
            for sentence in ANSWER.split(", "):
                await page.tell("typing", characters=max(60, len(sentence)), milliseconds=0)
                told += 1
            await page.ping()
            assert page.signals == {}
            await page.answer()
            assert await page.has_turn() == (step < 45 * 3)
    assert await count_signals(house) == told
    await read_afterwards(page, interview)
    assert await stored_answers(house, interview) == list(page.answers.values())


async def read_afterwards(page: Page, interview: Frame) -> None:
    """For a minute, goes back and forth between the page of the transcript and that of the rights, and downloads the
    data in both forms.
    """
    query = {"slug": interview["publicSlug"]}
    for _ in range(6):
        for path in ("transcript", "rights"):
            await page.house.http.get(f"/room/v1/{path}", params=query)
            page.house.clock.pass_seconds(4)
    for form in ("html", "json"):
        await page.house.http.get("/room/v1/export", params={**query, "format": form})


async def test_a_person_with_an_unstable_connection_meets_no_limit(house: House) -> None:
    """A phone loses its connection every three seconds for three minutes. On three of four connections, what the server
    sends is lost, so answers and signals are sent again. So is a third of the slices of the recording.
    """
    questions = [{"text": f"Tell me about your {what}."} for what in ("work", "team", "tools", "plans", "failures")]
    interview = await house.interview(*questions, antiCheatingEnabled=True, videoEnabled=True)
    page = await enter(house, interview, "camera")
    recorder = Recorder(house, interview, page.token)
    slices = cut(record(5), 3 * MINUTE)
    take, offset, has_turn = await recorder.begin(), 0, True
    for turn in range(3 * MINUTE // 3):
        page.is_deaf = turn % 4 < 3
        if has_turn and turn % 15 == 0:
            await page.answer()
        for second in range(3):
            content = slices[turn * 3 + second]
            for _ in range(2 if second == 0 else 1):  # the answer to the first one was lost
                sent = await recorder.send(take, offset, content)
                assert sent.headers["upload-offset"] == str(offset + len(content))
            offset += len(content)
        await page.pass_seconds(3)
        room = (await page.reconnect())["room"]
        has_turn = room["state"] in TURNS and page.outbox == {}
    page.is_deaf = False
    await recorder.end(take, offset)
    assert offset == len(record(5))
    await page.reconnect()
    await page.ping()
    assert (page.outbox, page.signals) == ({}, {})
    await page.answer("That was on the train.")
    await page.answer_the_rest()
    assert await stored_answers(house, interview) == list(page.answers.values())
