"""Answers of a server that the test fakes.

Playwright's own `route` stops every request of a page and switches the browser's cache off, so that each page reads and
compiles all its scripts again. Here, only the faked requests are stopped.
https://chromedevtools.github.io/devtools-protocol/tot/Fetch/
"""

from __future__ import annotations

import asyncio
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import CDPSession, Error, Page

#: Addresses that can be faked, in Chromium's pattern syntax; the server answers all others.
PLAYED = ("*/api/v1/*", "*/room/v1/*", "*/media/*")


@dataclass
class Asked:
    """A request that waits for its answer. Without one, it waits as long as the page is open."""

    url: str
    method: str
    headers: dict[str, str]  # names in lower case
    body: bytes
    _id: str
    _session: CDPSession

    @property
    def json(self) -> Any:
        """The body; None if there is none."""
        return json.loads(self.body) if self.body else None

    async def answer(
        self,
        *,
        json: Any = None,
        body: str | bytes = b"",
        status: int = 200,
        media_type: str = "application/json",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answers with `json`, or with `body` of a media type."""
        content = _encode(json) if json is not None else body.encode() if isinstance(body, str) else body
        told = {"content-type": media_type, **(headers or {})}
        await self._tell(
            "Fetch.fulfillRequest",
            responseCode=status,
            responseHeaders=[{"name": name, "value": value} for name, value in told.items()],
            body=b64encode(content).decode(),
        )

    async def break_off(self) -> None:
        """Fails the request, as without a connection."""
        await self._tell("Fetch.failRequest", errorReason="Failed")

    async def let_pass(self) -> None:
        await self._tell("Fetch.continueRequest")

    async def _tell(self, command: str, **more: Any) -> None:
        try:
            await self._session.send(command, {"requestId": self._id, **more})
        except Error:  # the page has moved on, and no longer waits
            return


Answer = Callable[[Asked], Awaitable[None]]


def _encode(value: Any) -> bytes:
    return json.dumps(value).encode()


@dataclass
class Player:
    """Answers one page's requests. If two answers match an address, the one that was added later is used."""

    session: CDPSession
    _answers: list[tuple[re.Pattern[str], Answer]] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def on(self, address: str, answer: Answer) -> None:
        """`address` is a regular expression that must match somewhere in the address."""
        self._answers.insert(0, (re.compile(address), answer))

    def forget(self) -> None:
        """Removes all answers."""
        self._answers.clear()
        for task in self._tasks:
            task.cancel()

    def hear(self, event: dict[str, Any]) -> None:
        task = asyncio.create_task(self._hear(event))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _hear(self, event: dict[str, Any]) -> None:
        request = event["request"]
        parts = [b64decode(part.get("bytes", "")) for part in request.get("postDataEntries", ())]
        asked = Asked(
            request["url"],
            request["method"],
            {name.lower(): value for name, value in request["headers"].items()},
            b"".join(parts),
            event["requestId"],
            self.session,
        )
        answer = next((answer for address, answer in self._answers if address.search(asked.url)), Asked.let_pass)
        await answer(asked)


_players: dict[Page, Player] = {}


def forget_answers(page: Page) -> None:
    if page in _players:
        _players[page].forget()


async def player_of(page: Page, *more: str) -> Player:
    """The player of this page, from its first use to its end. `more` are further patterns, which have an effect only at
    the first use.
    """
    if page not in _players:
        session = await page.context.new_cdp_session(page)
        player = _players[page] = Player(session)
        session.on("Fetch.requestPaused", player.hear)
        page.on("close", lambda page: _players.pop(page, None))
        await session.send("Fetch.enable", {"patterns": [{"urlPattern": pattern} for pattern in (*PLAYED, *more)]})
    return _players[page]
