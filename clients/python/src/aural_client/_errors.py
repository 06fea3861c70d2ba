"""The only exception that calls raise, and how it is read from a response."""

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
    """One of the problems of an invalid request. `path` is the field, such as `questions.2.text`."""

    path: str
    message: str


class AuralError(Exception):
    """A call that failed, after all retries.

    `code` is the API's error code, such as `NOT_FOUND`, or `UNAVAILABLE` if the API did not respond, or
    `INVALID_SIGNATURE` for a webhook. `status` is the HTTP status, 0 without a response. `doc_url` explains the code.
    `retry_after_seconds` is the time that the API asks to wait. `body` is the complete `error` object of the response.
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
        """The id by which the server's operator finds the request in the log."""
        return self.body.get("requestId")

    @property
    def doc_url(self) -> str | None:
        return self.body.get("docUrl")

    @property
    def details(self) -> Sequence[Problem]:
        """All problems of an invalid request."""
        return [Problem(each["path"], each["message"]) for each in self.body.get("details", [])]


def read_error(response: httpx2.Response) -> AuralError:
    """The error in a response whose body has been read. A response of a proxy may contain anything."""
    try:
        body = response.json()["error"]
        code, message = str(body["code"]), str(body["message"])
    except (ValueError, KeyError, TypeError):
        body, code, message = {}, UNAVAILABLE, f"The response (status {response.status_code}) is not from Aural."
    return AuralError(
        code, message, status=response.status_code, retry_after_seconds=read_retry_after(response), body=body
    )


def read_retry_after(response: httpx2.Response) -> float | None:
    """The time to wait, in seconds. The header contains either a number of seconds or a date."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def unreachable(error: httpx2.TransportError) -> AuralError:
    """The error for a connection that could not be opened, or that broke."""
    unavailable = AuralError(UNAVAILABLE, f"The connection to Aural failed: {str(error) or type(error).__name__}")
    unavailable.__cause__ = error
    return unavailable
