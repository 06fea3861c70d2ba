"""Sends server-sent events and large files piece by piece, until they are complete or the client hangs up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable

import orjson
from starlette.types import Receive, Send

from aural.api.validation import Json
from aural.platform.errors import AuralError

_BROKEN = {
    "type": "error",
    "code": "INTERNAL_ERROR",
    "message": "The stream was interrupted. Everything received so far is complete; try again.",
}


async def stream(
    send: Send,
    receive: Receive,
    headers: list[tuple[bytes, bytes]],
    events: AsyncIterator[Json],
    note: Callable[[AuralError], None],
) -> None:
    """Sends each event when it is ready. If the client hangs up, the work that produces them is canceled.

    `note`: called with an error that ends the events.
    """
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    tasks = [asyncio.create_task(_pump(send, events, note)), asyncio.create_task(_wait_for_end(receive))]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def send_chunks(
    send: Send, receive: Receive, headers: list[tuple[bytes, bytes]], chunks: AsyncIterator[bytes]
) -> None:
    """Sends a file while it is created. If that fails, the response is never completed, so the client notices."""
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    sending, hanging_up = asyncio.create_task(_push(send, chunks)), asyncio.create_task(_wait_for_end(receive))
    try:
        await asyncio.wait([sending, hanging_up], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (sending, hanging_up):
            task.cancel()
        await asyncio.gather(sending, hanging_up, return_exceptions=True)
    if not sending.cancelled() and (error := sending.exception()) is not None:
        raise error


async def _push(send: Send, chunks: AsyncIterator[bytes]) -> None:
    async for chunk in chunks:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _pump(send: Send, events: AsyncIterator[Json], note: Callable[[AuralError], None]) -> None:
    try:
        async for event in events:
            await _send_event(send, event)
    except AuralError as error:
        note(error)
        await _send_event(send, {"type": "error", "code": error.code, "message": error.message})
    except Exception:
        await _send_event(send, _BROKEN)
        raise
    finally:
        if isinstance(events, AsyncGenerator):  # a cancellation between two events doesn't reach it
            await events.aclose()
        await send({"type": "http.response.body", "body": b""})


async def _send_event(send: Send, event: Json) -> None:
    await send({"type": "http.response.body", "body": b"data: %b\n\n" % orjson.dumps(event), "more_body": True})


async def _wait_for_end(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
