"""Rewords the errors that the SDK returns before any tool is called, because its parsers write their texts."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from starlette.types import Message, Receive, Send

_PARSE_ERROR, _INVALID_REQUEST, _INVALID_PARAMS, _UNSUPPORTED_VERSION = -32700, -32600, -32602, -32022
_NOT_JSON = "The body is not JSON. Send one JSON-RPC 2.0 message."
_NO_MESSAGE = 'Send one JSON-RPC 2.0 message: an object with "jsonrpc": "2.0", "method" and "id".'
_BATCH = "Send one message at a time: the Model Context Protocol has had no batches since 2025-06-18."


def in_plain_words(version: str, known: Sequence[str], receive: Receive, send: Send) -> tuple[Receive, Send]:
    """Wraps both callables, so that a 400 response about the body as a whole gets a message in plain words.

    If the header with the protocol's `version` isn't empty or known, the response is about that, as the protocol says.
    """
    unknown = None if version in ("", *known) else _unknown_version(version, known)
    first = bytearray()  # the first byte of the body that is not blank
    held: list[Message] = []  # the start of a response with status 400, until its body is known

    async def receiving() -> Message:
        message = await receive()
        if not first:
            first.extend(message.get("body", b"").lstrip()[:1])
        return message

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 400:
            held.append(message)
            return
        if held:
            start = held.pop()
            body = _reworded(message.get("body", b""), unknown, is_batch=first == b"[")
            headers = [each for each in start["headers"] if each[0].lower() != b"content-length"]
            await send({**start, "headers": [*headers, (b"content-length", b"%d" % len(body))]})
            message = {**message, "body": body}
        await send(message)

    return receiving, sending


def _unknown_version(version: str, known: Sequence[str]) -> dict[str, object]:
    text = f"Aural doesn't know this protocol version. Use one of: {', '.join(known)}."
    return {"code": _UNSUPPORTED_VERSION, "message": text, "data": {"supported": list(known), "requested": version}}


def _reworded(body: bytes, unknown: dict[str, object] | None, *, is_batch: bool) -> bytes:
    try:
        answer = orjson.loads(body)
        code = answer["error"]["code"]
    except (ValueError, KeyError, TypeError):
        return body
    if unknown is not None:
        return orjson.dumps({**answer, "error": unknown})
    if answer.get("id") is not None or code not in (_PARSE_ERROR, _INVALID_PARAMS):
        return body
    if code == _PARSE_ERROR:
        error = {"code": _PARSE_ERROR, "message": _NOT_JSON}
    else:
        error = {"code": _INVALID_REQUEST, "message": _BATCH if is_batch else _NO_MESSAGE}
    return orjson.dumps({**answer, "error": error})
