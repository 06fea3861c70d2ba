"""What is sent, when it is sent again, and what an answer holds: all but the sending and the waiting."""

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
_NOT_DONE = (429, 503)  # whoever answers so has done nothing


class Sent(TypedDict, total=False):
    """What belongs to a call beside its method and path."""

    query: Mapping[str, Any]
    body: Any
    content: bytes
    media_type: str
    idempotency_key: str | None
    if_match: str | None


@dataclass(frozen=True, slots=True)
class Call:
    """A request, the same each time that it is sent: so is its idempotency key.

    `may_repeat`: it does no harm where it may have been done already. With an If-Match it would be refused then.
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
    """The path with the ids in their places. Raises ValueError for one that would make it another path."""
    if any(value in ("", ".", "..") for value in ids):
        raise ValueError("An id is empty, or no id.")
    values = iter(ids)
    return re.sub(r"\{\w+\}", lambda _: quote(next(values), safe=""), path)


def connection(api_key: str | None, url: str | None) -> tuple[str, dict[str, str]]:
    """The address of the API and the headers of every call. Raises ValueError where one is not told at all."""
    api_key = api_key or os.environ.get("AURAL_API_KEY")
    url = url or os.environ.get("AURAL_URL")
    if not api_key:
        raise ValueError("Say which key to use: Aural(api_key=…), or the variable AURAL_API_KEY.")
    if not url:
        raise ValueError("Say where Aural runs: Aural(url=…), or the variable AURAL_URL.")
    headers = {"Authorization": f"Bearer {api_key}", "User-Agent": f"aural-client-python/{VERSION}"}
    return f"{url.rstrip('/')}/api/v1", headers


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a call is sent again, and how long to wait before. `chance` gives numbers from 0 to 1."""

    most_retries: int
    chance: Callable[[], float] = random.random

    def find_wait(self, call: Call, failures: int, response: httpx2.Response | None) -> float | None:
        """Seconds until it is sent again, None where it is not. `response` None: the connection failed."""
        if failures > self.most_retries or not _may_succeed(call, response):
            return None
        backoff: float = min(FIRST_WAIT_SECONDS * 2 ** (failures - 1), LONGEST_WAIT_SECONDS)
        jittered = backoff * (0.5 + self.chance() / 2)
        asked = None if response is None else read_retry_after(response)
        if asked is None:
            return jittered
        # On top of what was asked: else all who were told the same second come in it.
        return asked + jittered if asked <= LONGEST_RETRY_AFTER_SECONDS else None


def _may_succeed(call: Call, response: httpx2.Response | None) -> bool:
    if response is None:
        return call.may_repeat
    if response.status_code == 409:  # with a time to wait: the first one with this key is still running
        return "Retry-After" in response.headers
    if response.status_code in _NOT_DONE:
        return True
    return call.may_repeat and (response.status_code == 408 or response.status_code >= 500)


class _Versioned(dict[str, Any]):
    """An answer that knows its version."""

    etag: str


def read_answer(response: httpx2.Response) -> dict[str, Any]:
    """The envelope of a success. Raises AuralError where something else than the API has answered."""
    try:
        answer: dict[str, Any] = response.json()
        data = answer["data"]
    except (ValueError, KeyError, TypeError) as error:
        message = f"What answers at {response.url.copy_with(query=None)} is not the API of Aural."
        raise AuralError(UNAVAILABLE, message, status=response.status_code) from error
    if isinstance(data, dict) and "ETag" in response.headers:
        answer["data"] = versioned = _Versioned(data)
        versioned.etag = response.headers["ETag"]
    return answer


def etag_of(resource: Mapping[str, Any]) -> str | None:
    """The version of what a call answered, for `if_match`; None where it has none."""
    return resource.etag if isinstance(resource, _Versioned) else None


def file_name_of(response: httpx2.Response) -> str | None:
    """The name that the server suggests for a download."""
    found = re.search(r"filename\*=UTF-8''([^;]+)", response.headers.get("Content-Disposition", ""))
    return unquote(found[1]) if found else None


class EventReader:
    """Server-sent events, each of one JSON object, out of what comes."""

    def __init__(self) -> None:
        self._rest = b""

    def read(self, chunk: bytes) -> Iterator[Any]:
        """The events that are whole with this chunk."""
        *events, self._rest = re.split(rb"\r?\n\r?\n", self._rest + chunk)
        for event in events:
            data = [line[5:] for line in event.splitlines() if line.startswith(b"data:")]
            if data:
                yield json.loads(b"\n".join(data))
