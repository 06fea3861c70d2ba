"""Reads request bodies within limits, and checks them. The REST API and the room share this."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import orjson
from starlette.types import Receive

from aural.platform.errors import BadRequestError, PayloadTooLargeError, UnsupportedMediaTypeError

MAX_BODY_BYTES = 1 << 20
_SURROGATE = re.compile("[\ud800-\udfff]")


class ClientGoneError(Exception):
    """The client disconnected before its body was complete."""


async def read_body(receive: Receive, limit_bytes: int = MAX_BODY_BYTES) -> bytes | None:
    """The whole body; None if it is longer than the limit. Raises ClientGoneError."""
    chunks: list[bytes] = []
    size = 0
    while True:
        event = await receive()
        if event["type"] == "http.disconnect":
            raise ClientGoneError
        chunks.append(event.get("body", b""))
        size += len(chunks[-1])
        if size > limit_bytes:
            return None
        if not event.get("more_body"):
            return b"".join(chunks)


async def stream_body(receive: Receive) -> AsyncIterator[bytes]:
    """The body as it arrives, so that only one piece is in memory at a time. Raises ClientGoneError."""
    while True:
        event = await receive()
        if event["type"] == "http.disconnect":
            raise ClientGoneError
        yield event.get("body", b"")
        if not event.get("more_body"):
            return


def parse_json(body: bytes | None, content_type: str | None, limit_bytes: int = MAX_BODY_BYTES) -> object:
    """The JSON value of a body that `read_body` returned. Raises the errors for 413, 415 or 400."""
    if body is None:
        raise PayloadTooLargeError(f"The body is larger than {limit_bytes:,} bytes. Send less at once.")
    if (content_type or "").split(";")[0].strip().lower() != "application/json":
        raise UnsupportedMediaTypeError("Send the body as JSON, with Content-Type: application/json.")
    try:
        # orjson refuses NaN, lone surrogates, broken UTF-8 and nesting beyond 1,024 levels.
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise BadRequestError("The body is not valid JSON (UTF-8). Check its syntax.") from error


def text_problem(text: str) -> str | None:
    """Why this text can't be stored, or None."""
    if "\x00" in text:
        return "must not contain the NUL character"
    if _SURROGATE.search(text):
        return "must not contain lone surrogates"
    return None


def storable(text: str) -> str:
    """The text without characters that can't be stored."""
    return _SURROGATE.sub("", text).replace("\x00", "")
