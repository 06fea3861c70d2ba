"""The ASGI application of /api/v1: one answer for every request, whatever happens."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aural.api.context import Context
from aural.api.openapi import dump_document
from aural.api.requests import Answer, Request, Scope, error_answer
from aural.api.routes import OPERATIONS, Routes
from aural.api.runner import Runner
from aural.errors import AuralError
from aural.guard.bodies import ClientGoneError, Receive

Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_OUR_FAULT = "Something went wrong here, and it is our fault. Try again; if it stays, report the request id."
_FIXED_HEADERS = (
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
)
_log = logging.getLogger("aural.api")


def build_api(context: Context) -> App:
    """The application. It serves the paths that begin with /api/v1, and gets them whole."""
    public_url = context.settings.public_url
    runner = Runner(context, Routes(OPERATIONS), dump_document(OPERATIONS, public_url))

    async def api(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope)
        try:
            answer = await runner.answer(request, receive)
        except ClientGoneError:
            return
        except AuralError as error:
            answer = error_answer(error, request.id, public_url)
        except Exception as error:  # noqa: BLE001  (the last resort: nothing of it may reach the client)
            _report(error, request.id)
            answer = error_answer(AuralError(_OUR_FAULT), request.id, public_url)
        await _send(send, request, answer)

    return api


def _report(error: Exception, request_id: str) -> None:
    # Its type and the lines, never its text: that may hold what somebody typed.
    lines = "".join(traceback.format_tb(error.__traceback__))
    _log.error("request %s failed with %s\n%s", request_id, type(error).__name__, lines)


async def _send(send: Send, request: Request, answer: Answer) -> None:
    headers = [*_FIXED_HEADERS, (b"content-length", b"%d" % len(answer.body)), (b"x-request-id", request.id.encode())]
    headers += _encoded(request.rate_headers)
    headers += _encoded(answer.headers)
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if request.method == "HEAD" else answer.body})


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]
