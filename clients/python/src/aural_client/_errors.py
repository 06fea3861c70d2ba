"""What goes wrong, as one kind of exception."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2

UNAVAILABLE = "UNAVAILABLE"
INVALID_SIGNATURE = "INVALID_SIGNATURE"


@dataclass(frozen=True, slots=True)
class Problem:
    """One of several that a request has. `path` says where, with dots: `questions.2.text`."""

    path: str
    message: str


class AuralError(Exception):
    """A call that did not succeed, after all that was tried.

    `code` is one of the API's (`NOT_FOUND`), or `UNAVAILABLE` where no answer of the API came, or `INVALID_SIGNATURE`
    of a webhook. `status` is that of the answer, 0 where there was none. `doc_url` leads to what the code means.
    `retry_after_seconds` is how long the API asks to wait. `body` is the whole `error` of the answer.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status: int = 0,
        retry_after_seconds: float | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.retry_after_seconds = retry_after_seconds
        self.body: Mapping[str, Any] = body or {}

    def __str__(self) -> str:
        problems = "".join(f"\n  {problem.path}: {problem.message}" for problem in self.details)
        return f"{self.code}: {self.message}{problems}"

    @property
    def request_id(self) -> str | None:
        """What whoever runs the server finds the request by."""
        return self.body.get("requestId")

    @property
    def doc_url(self) -> str | None:
        return self.body.get("docUrl")

    @property
    def details(self) -> Sequence[Problem]:
        """Every problem of a request that is wrong."""
        return [Problem(each["path"], each["message"]) for each in self.body.get("details", [])]


def read_error(response: httpx2.Response) -> AuralError:
    """What an answer that is no success says; its body has been read. A proxy's may say anything."""
    try:
        body = response.json()["error"]
        code, message = str(body["code"]), str(body["message"])
    except (ValueError, KeyError, TypeError):
        body, code, message = {}, UNAVAILABLE, f"The answer was {response.status_code}, and not from Aural."
    return AuralError(
        code, message, status=response.status_code, retry_after_seconds=read_retry_after(response), body=body
    )


def read_retry_after(response: httpx2.Response) -> float | None:
    """In seconds, where it was told: as such, or as a time."""
    told = response.headers.get("Retry-After", "").strip()
    if told.isdecimal():
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def unreachable(error: httpx2.TransportError) -> AuralError:
    """A connection that was not made, or broke."""
    told = AuralError(UNAVAILABLE, f"The connection to Aural failed: {str(error) or type(error).__name__}")
    told.__cause__ = error
    return told
