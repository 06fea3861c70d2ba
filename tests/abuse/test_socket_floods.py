"""A candidate's socket that sends without end is refused with an error, then closed. No page, voice session or unstable
connection reaches the limits.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from websockets.exceptions import ConnectionClosed

from aural.cli.serve import MAX_FRAME_BYTES
from aural.room.access import sessions
from aural.room.conversation import pacing
from aural.room.conversation.pacing import Pace
from aural.settings.budgets import FRAME_CHARACTERS_OF_SESSION, FRAMES_OF_SESSION, SOUNDS_OF_SESSION, TICKETS_OF_SESSION
from aural.voice.pipeline.microphone import MAX_TURN_MS
from tests.room.conftest import House
from tests.room.conftest import clock as clock
from tests.room.conftest import open_house as open_house

Open = Callable[..., Awaitable[House]]
FEW = 40
PIECE_MS = 20  # the shortest that any of our clients sends; the page's are 40 ms long
PIECE_BYTES = 4 + 32 * PIECE_MS


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone, because nothing here depends on the database."""
    return sqlite_url


@pytest.fixture
async def house(open_house: Open, monkeypatch: pytest.MonkeyPatch) -> House:
    """A room with a low limit on frames per minute."""
    monkeypatch.setattr(pacing, "FRAMES_OF_SESSION", replace(FRAMES_OF_SESSION, most=FEW))
    return await open_house(rate_limit_per_minute=600)


@pytest.mark.parametrize("frame", ['{"type":"ping","at":1}', "{", '{"type":"ping","at":"' + "x" * 200_000 + '"}'])
async def test_a_flood_closes_its_socket_and_a_new_socket_gets_no_new_allowance(
    house: House, frame: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacing, "FRAME_CHARACTERS_OF_SESSION", replace(FRAME_CHARACTERS_OF_SESSION, most=2_000_000))
    client, token = await house.begin(await house.interview())
    most = FEW if len(frame) < 1000 else 2_000_000 // len(frame)
    with suppress(ConnectionClosed):
        for _ in range(3 * FEW):
            await client.socket.send(frame)
    assert await client.closed() == 4429
    if frame != "{":  # a broken frame has no id, and each is refused as malformed
        let_in = [one for one in client.heard if one["type"] == "pong" or one.get("code") == "BAD_REQUEST"]
        assert most <= len(let_in) < 2 * most
    again = await house.enter(token)
    with suppress(ConnectionClosed):
        for _ in range(3 * FEW):
            await again.send(type="ping", at=2)
    assert await again.closed() == 4429
    assert "pong" not in {one["type"] for one in again.heard}


async def test_an_answer_in_a_flood_is_refused_by_its_id_and_accepted_later(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr(pacing.Pace.__init__, "__defaults__", (lambda: now,))
    client, _ = await house.begin(await house.interview())
    for _ in range(FEW):
        await client.send(type="ping", at=1)
    answered = await client.answer()
    refused = await client.next("error", code="RATE_LIMITED")
    assert refused["id"] == answered
    assert refused["message"] == "Too much was sent at once. Send this again in 3 seconds."
    now = 3.0
    await client.answer(id=answered)
    await client.next("ack", id=answered)


async def test_excess_audio_is_delayed_instead_of_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(pacing.asyncio, "sleep", wait)
    pace = Pace(lambda: 0.0)
    for _ in range(SOUNDS_OF_SESSION.most):
        await pace.wait_for_sound(PIECE_BYTES)
    assert waited == []
    for _ in range(3):
        await pace.wait_for_sound(PIECE_BYTES)
    assert waited == pytest.approx([number * 60 / SOUNDS_OF_SESSION.most for number in (1, 2, 3)])


async def test_a_page_and_a_voice_session_that_were_offline_for_a_turn_reach_no_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All in one minute: what a page sends and asks, twenty lost connections with everything that is sent again, and
    the audio of the longest turn, which arrives at once while the microphone continues.
    """
    monkeypatch.setattr(pacing.asyncio, "sleep", None)
    now = 0.0
    pace = Pace(lambda: now)
    for _ in range(MAX_TURN_MS // PIECE_MS):
        await pace.wait_for_sound(PIECE_BYTES)
    for tenth in range(600):
        now = tenth / 10
        for _ in range(5):
            await pace.wait_for_sound(PIECE_BYTES)
        assert pace.take_text(60) == 0  # ten a second: pings, heartbeats, playback reports, signals
        if tenth % 30 == 0:
            assert [pace.take_text(size) for size in (MAX_FRAME_BYTES, *[20_000] * 20)] == [0] * 21
    assert TICKETS_OF_SESSION.most >= 2 * 60 / (0.5 * 0.5 + 1)  # the page waits at least 0.25 s, then for the server


async def test_tickets_are_limited(open_house: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "TICKETS_OF_SESSION", replace(TICKETS_OF_SESSION, most=5))
    house = await open_house(rate_limit_per_minute=600)
    _, token = await house.begin(await house.interview())
    headers = {"Authorization": f"Bearer {token}"}
    answers = [await house.http.post("/room/v1/tickets", json={}, headers=headers) for _ in range(6)]
    codes = [answer.status_code for answer in answers]
    assert codes == [200] * (codes.index(429)) + [429] * (6 - codes.index(429))
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
