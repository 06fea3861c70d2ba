"""`aural talk` tries again after everything that isn't final: a slow server, a lost answer, a server that is about to
stop.
"""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest

from aural.cli import talk as talking
from aural.cli.talk import COMPLETED, Link, Talk
from aural.platform.errors import AuralError, DrainingError, RateLimitedError
from aural.room.conversation import socket as room_socket
from tests.crash.rig import Numbered
from tests.room.conftest import House
from tests.waiting import PATIENCE_SECONDS

LOST = "The connection is lost. Sent answers are kept; reconnecting …"


class Person(Numbered):
    """Counts how often it was asked for consent."""

    asked = 0

    def introduce(self, entry: dict[str, Any]) -> None:
        self.asked += 1


async def take(house: House, interview: dict[str, Any], **given: Any) -> tuple[Talk, Person, list[str]]:
    """Takes an open interview to its end. Returns the client, the person, and what was printed about the connection."""
    person, told = Person(), given.pop("told", [])
    link = Link.parse(f"{house.url}/i/{interview['publicSlug']}")
    talk = Talk(link, person, lambda _message: None, tell=told.append, longest_wait_seconds=0, **given)
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert await talk.run() == COMPLETED
    return talk, person, told


async def test_a_first_frame_that_came_late_is_sent_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    class Told(list[str]):
        def append(self, news: str) -> None:
            super().append(news)
            monkeypatch.setattr(room_socket, "HELLO_SECONDS", PATIENCE_SECONDS)

    interview = await house.interview()
    monkeypatch.setattr(room_socket, "HELLO_SECONDS", 0)
    _, _, told = await take(house, interview, told=Told())
    assert told == [LOST, "Connected again."]


async def test_a_start_whose_response_is_lost_is_retried(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    lost: list[str] = []
    post = talking._post

    async def lose_answer(http: httpx2.AsyncClient, path: str, *more: Any) -> dict[str, Any]:
        answer = await post(http, path, *more)
        if path == "/room/v1/sessions" and not lost:
            lost.append(answer["data"]["sessionId"])
            http.cookies.clear()
            raise httpx2.ReadError("The line broke.")
        return answer

    monkeypatch.setattr(talking, "_post", lose_answer)
    interview = await house.interview()
    talk, person, told = await take(house, interview)
    assert [talk.session_id] == lost
    assert (person.asked, told) == (1, [LOST, "Connected again."])
    assert len(await house.get(f"/interviews/{interview['id']}/sessions")) == 1


@pytest.mark.parametrize("error", [DrainingError(), RateLimitedError(1)])
@pytest.mark.parametrize("call", ["enter", "make_ticket"])
async def test_a_temporary_refusal_is_retried(
    house: House, monkeypatch: pytest.MonkeyPatch, call: str, error: AuralError
) -> None:
    async def refuse(*_given: Any, **_more: Any) -> None:
        monkeypatch.undo()
        raise error

    interview = await house.interview()
    monkeypatch.setattr(f"aural.room.routes.{call}", refuse)
    _, person, told = await take(house, interview)
    assert (person.asked, told) == (1, [LOST, "Connected again."])
