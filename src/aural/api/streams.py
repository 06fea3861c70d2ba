"""Server-sent events: one JSON object an event, until the work is done or the client hangs up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any

import orjson

from aural.errors import AuralError
from aural.guard.bodies import Receive

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
_BROKEN = {
    "type": "error",
    "code": "INTERNAL_ERROR",
    "message": "It broke off here. What has come is whole; try again.",
}


async def stream(
    send: Send, receive: Receive, headers: list[tuple[bytes, bytes]], events: AsyncIterator[dict[str, Any]]
) -> None:
    """Sends the events as they come. When the client hangs up, the work behind them is cancelled."""
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    tasks = [asyncio.create_task(_pump(send, events)), asyncio.create_task(_wait_for_end(receive))]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _pump(send: Send, events: AsyncIterator[dict[str, Any]]) -> None:
    try:
        async for event in events:
            await _send_event(send, event)
    except AuralError as error:
        await _send_event(send, {"type": "error", "code": error.code, "message": error.message})
    except Exception:
        await _send_event(send, _BROKEN)
        raise
    finally:
        await send({"type": "http.response.body", "body": b""})


async def _send_event(send: Send, event: dict[str, Any]) -> None:
    await send({"type": "http.response.body", "body": b"data: %b\n\n" % orjson.dumps(event), "more_body": True})


async def _wait_for_end(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
