"""The parts of a call that need no connection: its request, the rules for retries, and the contents of a response."""

from __future__ import annotations

import json
import os
import random
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict
from urllib.parse import quote, unquote

import httpx2

from aural_client._errors import UNAVAILABLE, AuralError, read_retry_after

VERSION = "0.1.0"
FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 8.0
LONGEST_RETRY_AFTER_SECONDS = 60.0
_NOT_PROCESSED = (429, 503)  # a server that responds with one of these has not processed the request


class Sent(TypedDict, total=False):
    """The parts of a call other than its method and path."""

    query: Mapping[str, Any]
    body: Any
    content: bytes
    media_type: str
    idempotency_key: str | None
    if_match: str | None


@dataclass(frozen=True, slots=True)
class Call:
    """A request. Each retry sends the same one, with the same idempotency key.

    `may_repeat`: sending it again is harmless even if the server has already processed it. A request with `If-Match`
    would then be refused, so it is not repeated.
    """

    method: str
    path: str
    query: Mapping[str, Any]
    headers: Mapping[str, str]
    content: bytes | None
    may_repeat: bool


def make_call(method: str, path: str, sent: Sent) -> Call:
    headers: dict[str, str] = {}
    content = sent.get("content")
    if "body" in sent:
        content = json.dumps(sent["body"], ensure_ascii=False, allow_nan=False).encode()
    if content is not None:
        headers["Content-Type"] = sent.get("media_type", "application/json")
    if method == "POST":
        headers["Idempotency-Key"] = sent.get("idempotency_key") or str(uuid.uuid4())
    if_match = sent.get("if_match")
    if if_match is not None:
        headers["If-Match"] = if_match
    query = {name: value for name, value in sent.get("query", {}).items() if value is not None}
    return Call(method, path, query, headers, content, may_repeat=if_match is None)


def fill(path: str, *ids: str) -> str:
    """The path with its ids filled in. Raises ValueError if an id would lead to a different path."""
    if any(value in ("", ".", "..") for value in ids):
        raise ValueError("An id must not be empty, '.' or '..'.")
    values = iter(ids)
    return re.sub(r"\{\w+\}", lambda _: quote(next(values), safe=""), path)


def connection(api_key: str | None, url: str | None) -> tuple[str, dict[str, str]]:
    """The address of the API and the headers of every call. Raises ValueError if the key or the address is missing."""
    api_key = api_key or os.environ.get("AURAL_API_KEY")
    url = url or os.environ.get("AURAL_URL")
    if not api_key:
        raise ValueError("No API key. Pass `api_key`, or set the environment variable AURAL_API_KEY.")
    if not url:
        raise ValueError("No server address. Pass `url`, or set the environment variable AURAL_URL.")
    headers = {"Authorization": f"Bearer {api_key}", "User-Agent": f"aural-client-python/{VERSION}"}
    return f"{url.rstrip('/')}/api/v1", headers


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a call is retried, and how long to wait before each retry. `chance` returns numbers from 0 to 1."""

    most_retries: int
    chance: Callable[[], float] = random.random

    def find_wait(self, call: Call, failures: int, response: httpx2.Response | None) -> float | None:
        """Seconds until the next retry, or None if the call is not retried.

        Without a `response`, the connection failed.
        """
        if failures > self.most_retries or not _may_succeed(call, response):
            return None
        backoff: float = min(FIRST_WAIT_SECONDS * 2 ** (failures - 1), LONGEST_WAIT_SECONDS)
        jittered = backoff * (0.5 + self.chance() / 2)
        requested = None if response is None else read_retry_after(response)
        if requested is None:
            return jittered
        # Added to the requested time: otherwise, all clients that got the same time would return in the same second.
        return requested + jittered if requested <= LONGEST_RETRY_AFTER_SECONDS else None


def _may_succeed(call: Call, response: httpx2.Response | None) -> bool:
    if response is None:
        return call.may_repeat
    if response.status_code == 409:  # with Retry-After, an earlier request with this key is still running
        return "Retry-After" in response.headers
    if response.status_code in _NOT_PROCESSED:
        return True
    return call.may_repeat and (response.status_code == 408 or response.status_code >= 500)


class _Versioned(dict[str, Any]):
    """A resource with its version."""

    etag: str


def read_answer(response: httpx2.Response) -> dict[str, Any]:
    """The body of a successful response. Raises AuralError if the response is not from the API."""
    try:
        answer: dict[str, Any] = response.json()
        data = answer["data"]
    except (ValueError, KeyError, TypeError) as error:
        message = f"The response of {response.url.copy_with(query=None)} is not from Aural. Check `url`."
        raise AuralError(UNAVAILABLE, message, status=response.status_code) from error
    if isinstance(data, dict) and "ETag" in response.headers:
        answer["data"] = versioned = _Versioned(data)
        versioned.etag = response.headers["ETag"]
    return answer


def etag_of(resource: Mapping[str, Any]) -> str | None:
    """The version of a resource that a call returned, for `if_match`, or None if it has no version."""
    return resource.etag if isinstance(resource, _Versioned) else None


def file_name_of(response: httpx2.Response) -> str | None:
    """The name that the server suggests for a download."""
    found = re.search(r"filename\*=UTF-8''([^;]+)", response.headers.get("Content-Disposition", ""))
    return unquote(found[1]) if found else None


class EventReader:
    """Reads server-sent events, each of which is a JSON object."""

    def __init__(self) -> None:
        self._rest = b""

    def read(self, chunk: bytes) -> Iterator[Any]:
        """The events that this chunk completes."""
        *events, self._rest = re.split(rb"\r?\n\r?\n", self._rest + chunk)
        for event in events:
            data = [line[5:] for line in event.splitlines() if line.startswith(b"data:")]
            if data:
                yield json.loads(b"\n".join(data))
