"""Anthropic's Messages API and Google's Gemini API on loopback, as their documentation describes them.

Each refuses what the real API would refuse: a wrong key, an unknown field, a thinking budget that doesn't fit. They
were written from the documentation, and never compared with the real servers.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Fault = Literal["", "cut", "length", "endless", "error-status", "error-event", "redirect", "packed", "hang", "no-end"]
Send = Callable[[bytes], Awaitable[None]]

KEY = "secret"
WORDS = "What did you change first?"
PROMPT_TOKENS, ANSWER_TOKENS = 30, 12
TOKENS = PROMPT_TOKENS + ANSWER_TOKENS


class RefusedError(Exception):
    """The API does not accept this request."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status, self.kind, self.message = status, kind, message


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]
    body: Json


@dataclass
class NativeProvider:
    """`text` returns the model's answer. The model first thinks for `thinking_tokens`, which count toward the token
    limit.
    """

    text: Callable[[Asked], str] = lambda _asked: WORDS
    thinking_tokens: int = 0
    fault: Fault = ""
    asked: list[Asked] = field(default_factory=list)
    address: str = ""
    _stop: asyncio.Event = field(default_factory=asyncio.Event)

    # --- what differs between the APIs ---

    def check(self, asked: Asked) -> None:
        """Raises RefusedError."""
        raise NotImplementedError

    def most_tokens(self, body: Json) -> int:
        raise NotImplementedError

    def is_streamed(self, asked: Asked) -> bool:
        raise NotImplementedError

    def whole(self, asked: Asked, text: str, *, is_cut: bool) -> Json:
        raise NotImplementedError

    def events(self, asked: Asked, text: str, *, is_cut: bool) -> list[bytes]:
        raise NotImplementedError

    def piece(self, text: str) -> bytes:
        """The event that streams this text."""
        raise NotImplementedError

    def error(self, error: RefusedError) -> Json:
        raise NotImplementedError

    # --- the server ---

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        try:
            self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            yield self.address
        finally:
            self._stop.set()
            server.close()
            await server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def send(data: bytes) -> None:
            writer.write(data)
            await writer.drain()

        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await self._answer(await _read(reader), send)
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    async def _answer(self, asked: Asked, send: Send) -> None:
        self.asked.append(asked)
        try:
            if self.fault == "error-status":
                raise RefusedError(503, "overloaded_error", "Overloaded")
            self.check(asked)
        except RefusedError as error:
            await send(_whole(json.dumps(self.error(error)).encode(), status=f"{error.status} Refused"))
            return
        if self.fault in ("redirect", "packed"):
            more = "Location: http://192.0.2.1/\r\n" if self.fault == "redirect" else "Content-Encoding: gzip\r\n"
            await send(_whole(b"", status="302 Found" if self.fault == "redirect" else "200 OK", more=more))
        elif self.fault == "hang":
            await self._stop.wait()
        elif self.is_streamed(asked):
            await self._stream(asked, send)
        else:
            text, is_cut = self._written(asked)
            content = json.dumps(self.whole(asked, text, is_cut=is_cut)).encode()
            await send(_whole(content)[: -20 if self.fault == "cut" else None])

    def _written(self, asked: Asked) -> tuple[str, bool]:
        """The text that fits the token limit, and whether it was cut. Empty if thinking has used up the limit."""
        left = self.most_tokens(asked.body) - self.thinking_tokens
        if left <= 0:
            return "", True
        text = self.text(asked)
        return (text[: len(text) // 2], True) if self.fault == "length" else (text, left < ANSWER_TOKENS)

    async def _stream(self, asked: Asked, send: Send) -> None:
        text, is_cut = self._written(asked)
        events = self.events(asked, text, is_cut=is_cut)
        await send(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
        if self.fault in ("cut", "no-end", "error-event"):
            events = events[: len(events) // 2]
        if self.fault == "error-event":
            events.append(_event(self.error(RefusedError(529, "overloaded_error", "Overloaded")), "error"))
        for event in events[:-2] if self.fault == "endless" else events:
            await send(_chunk(event))
        while self.fault == "endless" and not self._stop.is_set():
            await send(_chunk(self.piece("and what then, ")))
        if self.fault != "cut":
            await send(b"0\r\n\r\n")


class AnthropicServer(NativeProvider):
    def check(self, asked: Asked) -> None:
        if KEY not in (asked.headers.get("x-api-key"), asked.headers.get("authorization", "").removeprefix("Bearer ")):
            raise RefusedError(401, "authentication_error", "invalid x-api-key")
        if asked.path.partition("?")[0] != "/v1/messages":
            raise RefusedError(404, "not_found_error", "Not found")
        for problem in self._problems(asked):
            raise RefusedError(400, "invalid_request_error", problem)

    def _problems(self, asked: Asked) -> Iterator[str]:
        body = asked.body
        if "anthropic-version" not in asked.headers:
            yield "anthropic-version: header is required"
        if not body.get("model") or not isinstance(body.get("max_tokens"), int) or not body.get("messages"):
            yield "model, max_tokens and messages are required"
        if unknown := set(body) - _ANTHROPIC_FIELDS:
            yield f"{sorted(unknown)}: Extra inputs are not permitted"
        if not 0 <= body.get("temperature", 1) <= 1:
            yield "temperature: range: 0..1"
        if "temperature" in body and body["model"].startswith("claude-opus-5"):
            yield "temperature is not supported by this model"
        if format_ := body.get("output_config", {}).get("format"):
            yield from _schema_problems(format_["schema"])
        yield from self._thinking_problems(body, body.get("thinking", {"type": "disabled"}))

    def _thinking_problems(self, body: Json, thinking: Json) -> Iterator[str]:
        is_adaptive = body["model"].startswith(("claude-opus-5", "claude-sonnet-5"))
        if thinking["type"] == ("enabled" if is_adaptive else "adaptive"):
            yield f"thinking.type: {thinking['type']} is not supported by this model"
        if thinking["type"] == "enabled":
            if not 1024 <= thinking["budget_tokens"] < body["max_tokens"]:
                yield "max_tokens must be greater than thinking.budget_tokens, which is 1024 or more"
            if body.get("tool_choice", {}).get("type") in ("any", "tool"):
                yield "Thinking may not be enabled when tool_choice forces tool use."
        if thinking["type"] in ("enabled", "adaptive") and body.get("temperature", 1) != 1:
            yield "temperature may only be set to 1 when thinking is enabled."

    def most_tokens(self, body: Json) -> int:
        most: int = body["max_tokens"]
        return most

    def is_streamed(self, asked: Asked) -> bool:
        return bool(asked.body.get("stream"))

    def error(self, error: RefusedError) -> Json:
        return {"type": "error", "error": {"type": error.kind, "message": error.message}}

    def whole(self, asked: Asked, text: str, *, is_cut: bool) -> Json:
        blocks: list[Json] = []
        if self.thinking_tokens:
            blocks.append({"type": "thinking", "thinking": "They changed something.", "signature": "c2ln"})
        if text and asked.body.get("tools"):
            name = asked.body["tools"][0]["name"]
            blocks.append({"type": "tool_use", "id": "toolu_1", "name": name, "input": json.loads(text)})
        elif text:
            blocks.append({"type": "text", "text": text, "citations": None})
        return self._message(asked) | {
            "content": blocks,
            "stop_reason": self._stop_reason(asked, is_cut=is_cut),
            "usage": self._input_usage(asked) | self._output_usage(),
        }

    def events(self, asked: Asked, text: str, *, is_cut: bool) -> list[bytes]:
        message = self._message(asked) | {"usage": self._input_usage(asked) | {"output_tokens": 1}}
        events = [_event({"type": "message_start", "message": message}, "message_start"), _event(_PING, "ping")]
        if self.thinking_tokens:
            deltas = [{"type": "thinking_delta", "thinking": word} for word in ("They ", "changed ", "something.")]
            deltas.append({"type": "signature_delta", "signature": "c2ln"})
            events += self._block(0, {"type": "thinking", "thinking": "", "signature": ""}, deltas)
        index = 1 if self.thinking_tokens else 0
        if text and asked.body.get("tools"):
            start = {"type": "tool_use", "id": "toolu_1", "name": asked.body["tools"][0]["name"], "input": {}}
            events += self._block(
                index, start, [{"type": "input_json_delta", "partial_json": half} for half in _halves(text)]
            )
        elif text:
            pieces = [{"type": "text_delta", "text": half} for half in _halves(text)]
            events += self._block(index, {"type": "text", "text": ""}, pieces)
        delta = {"stop_reason": self._stop_reason(asked, is_cut=is_cut), "stop_sequence": None}
        events.append(_event({"type": "message_delta", "delta": delta, "usage": self._output_usage()}, "message_delta"))
        return [*events, _event({"type": "message_stop"}, "message_stop")]

    def _block(self, index: int, start: Json, deltas: list[Json]) -> list[bytes]:
        name = "content_block_"
        return [
            _event({"type": f"{name}start", "index": index, "content_block": start}, f"{name}start"),
            *(_event({"type": f"{name}delta", "index": index, "delta": each}, f"{name}delta") for each in deltas),
            _event({"type": f"{name}stop", "index": index}, f"{name}stop"),
        ]

    def piece(self, text: str) -> bytes:
        delta = {"type": "text_delta", "text": text}
        return _event({"type": "content_block_delta", "index": 0, "delta": delta}, "content_block_delta")

    def _message(self, asked: Asked) -> Json:
        message = {"id": "msg_1", "type": "message", "role": "assistant", "model": asked.body["model"], "content": []}
        return message | {"stop_reason": None, "stop_sequence": None}

    def _stop_reason(self, asked: Asked, *, is_cut: bool) -> str:
        return "max_tokens" if is_cut else "tool_use" if asked.body.get("tools") else "end_turn"

    def _input_usage(self, asked: Asked) -> Json:
        """A text that is marked for the cache is written to the cache, and counted separately."""
        is_kept = "cache_control" in json.dumps(asked.body.get("system", ""))
        kept = 20 if is_kept else 0
        read = {"cache_creation_input_tokens": kept, "cache_read_input_tokens": 0}
        return {"input_tokens": PROMPT_TOKENS - kept, **read}

    def _output_usage(self) -> Json:
        details = {"output_tokens_details": {"thinking_tokens": self.thinking_tokens}} if self.thinking_tokens else {}
        return {"output_tokens": ANSWER_TOKENS + self.thinking_tokens, **details}


_PING = {"type": "ping"}
_ANTHROPIC_FIELDS = {
    *("model", "max_tokens", "messages", "system", "stream", "temperature", "thinking", "output_config"),
    *("tools", "tool_choice", "stop_sequences", "metadata"),
}
_NOT_IN_A_SCHEMA = {"minLength", "maxLength", "minimum", "maximum", "multipleOf", "maxItems", "pattern"}


def _schema_problems(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for each in schema:
            yield from _schema_problems(each)
    if not isinstance(schema, dict):
        return
    if schema.get("type") == "object" and schema.get("additionalProperties") is not False:
        yield "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false"
    for name, value in schema.items():
        if name in _NOT_IN_A_SCHEMA:
            yield f"output_config.format.schema: property '{name}' is not supported"
        if name in ("properties", "$defs"):
            yield from (problem for each in value.values() for problem in _schema_problems(each))
        else:
            yield from _schema_problems(value)


class GeminiServer(NativeProvider):
    def check(self, asked: Asked) -> None:
        if asked.headers.get("x-goog-api-key") != KEY:
            raise RefusedError(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.")
        if not re.fullmatch(r"/v1beta/models/[\w.-]+:(generateContent|streamGenerateContent\?alt=sse)", asked.path):
            raise RefusedError(404, "NOT_FOUND", "Requested entity was not found.")
        for problem in self._problems(asked):
            raise RefusedError(400, "INVALID_ARGUMENT", problem)

    def _problems(self, asked: Asked) -> Iterator[str]:
        body, config = asked.body, asked.body.get("generationConfig", {})
        if not body.get("contents") or body["contents"][0].get("role") != "user":
            yield "contents is not specified"
        if unknown := (set(body) - _GEMINI_FIELDS) | (set(config) - _GENERATION_FIELDS):
            yield f"Invalid JSON payload received. Unknown name {sorted(unknown)}"
        if "responseJsonSchema" in config and config.get("responseMimeType") != "application/json":
            yield "Response schema needs the response mime type: 'application/json'"
        thinking = _thinking_config(body)
        if "thinkingLevel" in thinking and "gemini-3" not in asked.path:
            yield "Thinking level is not supported for this model."
        if thinking.get("thinkingBudget") == 0 and "gemini-2.5-pro" in asked.path:
            yield "Budget 0 is invalid. This model only works in thinking mode."

    def most_tokens(self, body: Json) -> int:
        most: int = body["generationConfig"]["maxOutputTokens"]
        return most

    def is_streamed(self, asked: Asked) -> bool:
        return ":streamGenerateContent" in asked.path

    def error(self, error: RefusedError) -> Json:
        return {"error": {"code": error.status, "message": error.message, "status": error.kind}}

    def whole(self, asked: Asked, text: str, *, is_cut: bool) -> Json:
        parts: list[Json] = []
        if self.thinking_tokens and _thinking_config(asked.body).get("includeThoughts"):
            parts.append({"text": "They changed something.", "thought": True})
        if text and asked.body.get("tools"):
            name = asked.body["tools"][0]["functionDeclarations"][0]["name"]
            parts.append({"functionCall": {"name": name, "args": json.loads(text)}, "thoughtSignature": "c2ln"})
        elif text:
            parts.append({"text": text})
        return self._response(parts, "MAX_TOKENS" if is_cut else "STOP")

    def events(self, asked: Asked, text: str, *, is_cut: bool) -> list[bytes]:
        whole = self.whole(asked, text, is_cut=is_cut)
        parts = whole["candidates"][0]["content"]["parts"]
        if parts and parts[-1].get("text") == text:
            parts = [*parts[:-1], *({"text": half} for half in _halves(text))]
        events = [_event(self._response([part], None)) for part in parts]
        whole["candidates"][0]["content"]["parts"] = [{"text": "", "thoughtSignature": "c2ln"}]
        return [*events, _event(whole)]

    def piece(self, text: str) -> bytes:
        return _event(self._response([{"text": text}], None))

    def _response(self, parts: list[Json], finish: str | None) -> Json:
        candidate: Json = {"content": {"role": "model", "parts": parts}, "index": 0}
        usage = {
            "promptTokenCount": PROMPT_TOKENS,
            "candidatesTokenCount": ANSWER_TOKENS,
            "thoughtsTokenCount": self.thinking_tokens,
            "totalTokenCount": TOKENS + self.thinking_tokens,
        }
        if finish:
            candidate["finishReason"] = finish
        return {"candidates": [candidate], "usageMetadata": usage, "modelVersion": "m", "responseId": "r"}


_GEMINI_FIELDS = {"contents", "systemInstruction", "generationConfig", "tools", "toolConfig", "safetySettings"}
_GENERATION_FIELDS = {
    *("maxOutputTokens", "temperature", "responseMimeType", "responseJsonSchema", "responseSchema", "thinkingConfig"),
    *("responseModalities", "stopSequences", "candidateCount"),
}


def _thinking_config(body: Json) -> Json:
    """Accepts both spellings of a field's name, as all of Google's APIs do."""
    config = body.get("generationConfig", {}).get("thinkingConfig", {})
    return {re.sub("_(.)", lambda match: match[1].upper(), name): value for name, value in config.items()}


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Asked(head[0].split()[1], headers, json.loads(body or b"{}"))


def _halves(text: str) -> tuple[str, str]:
    return text[: len(text) // 2], text[len(text) // 2 :]


def _event(data: Json, name: str = "") -> bytes:
    return (f"event: {name}\n" if name else "").encode() + b"data: " + json.dumps(data).encode() + b"\n\n"


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


def _whole(content: bytes, *, status: str = "200 OK", more: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{more}Content-Length: {len(content)}\r\n\r\n"
    return head.encode() + content
