"""One HTTP request as the runner sees it, and its response."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import orjson
from starlette.types import Scope

from aural.api.cursors import read_cursor
from aural.api.operations import Page
from aural.api.validation import Json, Problem, refuse
from aural.guard.auth.callers import Caller
from aural.guard.http.headers import request_id
from aural.guard.secrets import Secrets
from aural.platform.errors import AuralError, BadRequestError, error_body

DEFAULT_LIMIT = 20
MOST_IN_A_PAGE = 100
_LIMIT = re.compile(r"[1-9][0-9]?|100")
_IDEMPOTENCY_KEY = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?")
PREFIX = "/api/v1"
ADMITTED = "aural.caller"
"""The key in the ASGI scope under which `/mcp` passes a Caller that it has already authenticated and counted."""


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """`body` is complete, or empty if `events` or `chunks` are sent instead."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    events: AsyncIterator[Json] | None = None  # sent instead of a body, one by one
    chunks: AsyncIterator[bytes] | None = None  # the same for a file


class Request:
    """The method, path below /api/v1, headers and query, and the headers that every response to it carries."""

    __slots__ = ("caller", "headers", "id", "method", "operation_id", "path", "rate_headers", "scope")

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.method: str = scope["method"]
        self.path: str = scope["path"].removeprefix(PREFIX)
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        self.id = request_id(scope)
        self.rate_headers: Mapping[str, str] = {}
        self.operation_id = "none"  # until the route is found
        self.caller: Caller | None = None

    @property
    def trace(self) -> dict[str, str]:
        """The headers of the caller's trace, which this request continues; empty if there are none."""
        found = {name: self.header(name.encode()) for name in ("traceparent", "tracestate")}
        return {name: value for name, value in found.items() if value is not None}

    def header(self, name: bytes) -> str | None:
        value = self.headers.get(name)
        return None if value is None else value.decode("latin-1")

    def page(self, paging: str, secrets: Secrets, scope: str) -> Page:
        """Reads `limit` and `cursor`. Raises BadRequestError, which names both if both are wrong."""
        if not self.scope["query_string"]:
            return Page(None if paging == "on request" else DEFAULT_LIMIT, None)
        asked = parse_qsl(self.scope["query_string"].decode("latin-1"), keep_blank_values=True)
        limits = [value for name, value in asked if name == "limit"]
        cursors = [value for name, value in asked if name == "cursor"]
        problems: list[Problem] = []
        limit = _read_limit(limits, problems)
        after = None
        if cursors:
            try:
                after = read_cursor(secrets, scope, cursors[0] if len(cursors) == 1 else "")
            except BadRequestError as error:
                problems += [(detail["path"], detail["message"]) for detail in error.extra["details"]]
        refuse(problems)
        is_whole = paging == "on request" and not limits and not cursors
        return Page(None if is_whole else limit, after)

    def if_match(self) -> str | None:
        """The ETags that a change requires. None if it has no condition, or if any ETag will do."""
        sent = self.header(b"if-match") if self.method in ("PATCH", "DELETE") else None
        return None if sent is None or sent.strip() == "*" else sent

    def idempotency_key(self) -> str | None:
        """The checked header. Raises BadRequestError if it is malformed."""
        key = self.header(b"idempotency-key")
        if key is not None and not _IDEMPOTENCY_KEY.fullmatch(key):
            refuse([("Idempotency-Key", "must be 1 to 255 printable ASCII characters")])
        return key


def _read_limit(values: list[str], problems: list[Problem]) -> int:
    if not values:
        return DEFAULT_LIMIT
    if len(values) > 1 or not _LIMIT.fullmatch(values[0]):
        problems.append(("limit", f"must be a whole number from 1 to {MOST_IN_A_PAGE}"))
        return DEFAULT_LIMIT
    return int(values[0])


def error_answer(error: AuralError, request_id: str, public_url: str) -> HttpResponse:
    """The response that reports an error to the client."""
    body = error_body(error.code, error.message, request_id, public_url, **error.extra)
    return HttpResponse(error.status, orjson.dumps(body), error.headers)
