"""A clock that is set back or forward by an hour or a day, or stands still, harms no interview and revives nothing that
was used.
"""

from __future__ import annotations

import pytest

from tests.room.conftest import ANSWER, AdjustableClock, Client, House
from tests.room.conftest import clock as clock
from tests.room.conftest import house as house
from tests.room.conftest import open_house as open_house

HOUR_SECONDS, DAY_SECONDS, LIMIT_SECONDS = 3600, 86_400, 1800


@pytest.mark.parametrize("seconds", [HOUR_SECONDS, DAY_SECONDS])
async def test_a_used_ticket_stays_invalid_when_the_clock_is_set_back(
    house: House, clock: AdjustableClock, seconds: int
) -> None:
    client, token = await house.begin(await house.interview(timeLimitMinutes=30))
    await client.socket.close()
    used = await house.ticket(token)
    hello = {"type": "hello", "protocol": "aural.room/1", "client": "019643c0-7a10-4c3e-9d2f-0b5f6a1c2d3e"}
    first = Client(await house.open_socket())
    await first.send(**hello, ticket=used, takeOver=True)
    await first.next("welcome")
    clock.pass_seconds(-seconds)
    again = Client(await house.open_socket())
    await again.send(**hello, ticket=used, takeOver=True)
    assert await again.closed() == 4401
    back = await house.enter(token, take_over=True)
    remaining = (await back.next("welcome"))["room"]["clock"]["remainingSeconds"]
    assert 0 < remaining <= LIMIT_SECONDS


@pytest.mark.parametrize("seconds", [-DAY_SECONDS, -HOUR_SECONDS, HOUR_SECONDS, DAY_SECONDS])
async def test_an_interview_is_finished_although_the_clock_jumps(
    house: House, clock: AdjustableClock, seconds: int
) -> None:
    client, _ = await house.begin(await house.interview(timeLimitMinutes=30))
    clock.pass_seconds(seconds)
    await client.answer(ANSWER)
    await client.next("message", role="assistant")  # the next question, or the closing words
    clock.pass_seconds(-seconds)
    await client.wish("end")
    await client.next("room", state="done")
    await client.closed()
    await assert_is_counted(house, client, "CANDIDATE_ENDED" if seconds < 0 else "TIME_LIMIT")


async def test_an_interview_is_finished_although_the_clock_stands_still(
    house: House, clock: AdjustableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = clock.now()
    monkeypatch.setattr(clock, "now", lambda: at)
    client, _ = await house.begin(await house.interview(timeLimitMinutes=30))
    await client.answer(ANSWER)
    await client.my_turn()
    await client.wish("end")
    await client.next("room", state="done")
    await client.closed()
    await assert_is_counted(house, client, "CANDIDATE_ENDED")


async def assert_is_counted(house: House, client: Client, end_reason: str) -> None:
    """Checks how the session ended, and that no time left and no counted time is negative or above the limit."""
    shown = [frame["room"]["clock"]["remainingSeconds"] for frame in client.heard if "clock" in frame.get("room", {})]
    assert shown
    assert all(0 <= remaining <= LIMIT_SECONDS for remaining in shown)
    (session,) = await house.get("/sessions")
    assert (session["status"], session["endReason"]) == ("COMPLETED", end_reason)
    used = (await house.get("/usage"))["session_hours"]["used"] * HOUR_SECONDS
    assert 0 <= used <= LIMIT_SECONDS
    assert 0 <= session["totalDurationSeconds"] <= LIMIT_SECONDS
