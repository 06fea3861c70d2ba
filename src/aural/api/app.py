"""The ASGI application for /api/v1. Every request gets a response, even if its handler fails."""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from collections.abc import Mapping
from functools import cache, partial
from http import HTTPStatus

from starlette.types import Receive, Scope, Send

from aural.api.context import Context
from aural.api.openapi import dump_document
from aural.api.requests import HttpResponse, Request, error_answer
from aural.api.routes import OPERATIONS, Routes
from aural.api.runner import Runner
from aural.api.streams import send_chunks, stream
from aural.guard.auth.refusals import level_of
from aural.guard.http.bodies import ClientGoneError
from aural.guard.http.headers import API_HEADERS
from aural.platform import metrics, traces
from aural.platform.errors import AuralError

_OUR_FAULT = "Something went wrong on our side. Try again; if it happens again, report the request id."
_log = logging.getLogger("aural.api")


class Api:
    """Serves the paths that begin with /api/v1, and receives them with that prefix."""

    def __init__(self, context: Context) -> None:
        self.gate = context.gate
        self._public_url, self._clock, self._refusals = context.settings.public_url, context.clock, context.refusals
        self._storing = context.storing
        self._runner = Runner(context, Routes(OPERATIONS), self._document)

    async def _document(self) -> bytes:
        """The OpenAPI document. Generating it takes half a second, so the first request does that in a thread."""
        return await asyncio.to_thread(_write_document, self._public_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        request, began = Request(scope), time.monotonic()
        try:
            with traces.span("request", request.trace) as note:
                answer = await self._answer(request, receive)
                note.name, note.is_failed = request.operation_id, answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
                note.attributes |= {
                    "http.request.method": request.method,
                    "http.response.status_code": answer.status,
                    "aural.request_id": request.id,
                }
        except ClientGoneError:
            return
        metrics.requests.labels(request.operation_id, answer.status).observe(time.monotonic() - began)
        if answer.events is not None:
            note_error = partial(self._storing.note, request_id=request.id)
            await stream(send, receive, _headers(request, answer), answer.events, note_error)
        elif answer.chunks is not None:
            await send_chunks(send, receive, _headers(request, answer), answer.chunks)
        else:
            await _send(send, request, answer)

    async def _answer(self, request: Request, receive: Receive) -> HttpResponse:
        """The operation's response, or an error response if it raises an exception. Raises only ClientGoneError."""
        try:
            return await self._runner.answer(request, receive)
        except ClientGoneError:
            raise
        except AuralError as error:
            self._storing.note(error, request.id)
            if level_of(error) is not None:
                asked = self._runner.describe(request, error)
                self._refusals.note(self._clock.now(), error, asked, request.id)
            return error_answer(error, request.id, self._public_url)
        except Exception as error:  # noqa: BLE001  (the last resort: the client must not see any details)
            _report(error, request.id)
            return error_answer(AuralError(_OUR_FAULT), request.id, self._public_url)


@cache
def _write_document(public_url: str) -> bytes:
    return dump_document(OPERATIONS, public_url)


def _report(error: Exception, request_id: str) -> None:
    # The type and the traceback, never the error's text: it may contain what a user typed.
    lines = "".join(traceback.format_tb(error.__traceback__))
    _log.error("request %s failed with %s\n%s", request_id, type(error).__name__, lines)


async def _send(send: Send, request: Request, answer: HttpResponse) -> None:
    headers = [*_headers(request, answer), (b"content-length", b"%d" % len(answer.body))]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


def _headers(request: Request, answer: HttpResponse) -> list[tuple[bytes, bytes]]:
    fixed = _DOWNLOAD_HEADERS if "Content-Type" in answer.headers else _FIXED_HEADERS
    own = {**request.rate_headers, **answer.headers}  # a 429 may concern a limit other than the caller's
    return [*fixed, (b"x-request-id", request.id.encode()), *_encoded(own)]


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Lowercase names, as bytes. Each line of a value becomes its own header: Set-Cookie can't be joined."""
    return [(name.lower().encode(), line.encode()) for name, value in headers.items() for line in value.split("\n")]


_DOWNLOAD_HEADERS = _encoded(API_HEADERS)  # a download has its own Content-Type
_FIXED_HEADERS = _encoded({**API_HEADERS, "Content-Type": "application/json"})
