"""All errors that a caller may see.

```
AuralError
├── BadRequestError            400 BAD_REQUEST            details: each problem with its path
│   └── UnreadableFileError    400 BAD_REQUEST            for an uploaded file
├── UnauthorizedError          401 UNAUTHORIZED
├── ForbiddenError             403 FORBIDDEN
│   └── PlanLimitError         403 PLAN_LIMIT_EXCEEDED    limit, current, max, upgrade_url
├── NotFoundError              404 NOT_FOUND
├── MethodNotAllowedError      405 METHOD_NOT_ALLOWED     Allow
├── RequestTimeoutError        408 REQUEST_TIMEOUT
├── ConflictError              409 CONFLICT               details: fields whose value is taken; Retry-After
│   └── HeldError              409 CONFLICT               a legal hold: nothing may be erased
├── PreconditionFailedError    412 PRECONDITION_FAILED
├── PayloadTooLargeError       413 PAYLOAD_TOO_LARGE
├── UnsupportedMediaTypeError  415 UNSUPPORTED_MEDIA_TYPE
├── RateLimitedError           429 RATE_LIMITED           retry_after, Retry-After
├── StorageUnavailableError    503 STORAGE_UNAVAILABLE    Retry-After
│   └── UnknownOutcomeError    500 INTERNAL_ERROR         it may have been stored
└── DrainingError              503 DRAINING               Retry-After
```

Any other error is returned as 500 INTERNAL_ERROR without its own text. 431 HEADERS_TOO_LARGE and slow requests are
refused below the application, in guard/http/deadlines.py.

Users see `message`: it says what went wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import orjson


class AuralError(Exception):
    status: ClassVar[int] = 500
    code: ClassVar[str] = "INTERNAL_ERROR"

    def __init__(self, message: str, *, headers: dict[str, str] | None = None, **extra: Any) -> None:
        super().__init__(message)
        self.message = message
        self.headers = headers or {}
        self.extra = extra
        self.about: str | None = None
        """The id of the account that the caller tried to use: for the log, never for the response."""
        self.is_suspicious = False
        """Whether the operator should see the error in the log, because it may be an attack."""


def _listed(details: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {"details": [{"path": path, "message": text} for path, text in details]} if details else {}


class BadRequestError(AuralError):
    status, code = 400, "BAD_REQUEST"

    def __init__(self, message: str, details: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(message, **_listed(details), **more)


class UnreadableFileError(BadRequestError):
    """An uploaded file can't be read, and none of it was stored."""


class UnauthorizedError(AuralError):
    status, code = 401, "UNAUTHORIZED"


class ForbiddenError(AuralError):
    status, code = 403, "FORBIDDEN"


class PlanLimitError(ForbiddenError):
    """`limit` is one of templates, session_hours, ai_tokens, seats, recording_bytes."""

    status, code = 403, "PLAN_LIMIT_EXCEEDED"

    def __init__(self, message: str, *, limit: str, current: float, maximum: float, upgrade_url: str) -> None:
        super().__init__(message, limit=limit, current=current, max=maximum, upgrade_url=upgrade_url)


class NotFoundError(AuralError):
    status, code = 404, "NOT_FOUND"

    def __init__(self, message: str = "Nothing was found here. Check the id and the path.") -> None:
        super().__init__(message)


class MethodNotAllowedError(AuralError):
    status, code = 405, "METHOD_NOT_ALLOWED"


class RequestTimeoutError(AuralError):
    status, code = 408, "REQUEST_TIMEOUT"


class ConflictError(AuralError):
    status, code = 409, "CONFLICT"

    def __init__(self, message: str, details: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(message, **_listed(details), **more)


class HeldError(ConflictError):
    def __init__(self, message: str = "") -> None:
        super().__init__(message or "A legal hold keeps this from being erased. An admin can lift it under Retention.")


class PreconditionFailedError(AuralError):
    status, code = 412, "PRECONDITION_FAILED"


class PayloadTooLargeError(AuralError):
    status, code = 413, "PAYLOAD_TOO_LARGE"


class UnsupportedMediaTypeError(AuralError):
    status, code = 415, "UNSUPPORTED_MEDIA_TYPE"


class RateLimitedError(AuralError):
    status, code = 429, "RATE_LIMITED"

    def __init__(self, retry_after_seconds: int) -> None:
        seconds = max(1, retry_after_seconds)
        text = f"Too many requests. Try again in {seconds} second{'s' if seconds > 1 else ''}."
        super().__init__(text, headers={"Retry-After": str(seconds)}, retry_after=seconds)


class StorageUnavailableError(AuralError):
    status, code = 503, "STORAGE_UNAVAILABLE"

    def __init__(self, message: str, retry_after_seconds: int = 5) -> None:
        super().__init__(message, headers={"Retry-After": str(retry_after_seconds)})


class UnknownOutcomeError(StorageUnavailableError):
    """The connection to the database was lost during a commit, so the change may have been stored.

    Its status isn't 503, which clients take as proof that nothing was changed.
    """

    status, code = 500, "INTERNAL_ERROR"

    def __init__(self) -> None:
        super().__init__("The connection to the database was lost while this was being saved.")
        self.headers = {}


class DrainingError(AuralError):
    """This process is about to stop and admits no new candidates. Another process can take the request."""

    status, code = 503, "DRAINING"

    def __init__(self) -> None:
        super().__init__("This server is about to restart. Try again in a moment.", headers={"Retry-After": "1"})


def doc_url_of(code: str, public_url: str) -> str:
    """The address of the documentation that says what the error means and what to do."""
    return f"{public_url}/docs/errors#{code.lower()}"


def error_body(code: str, message: str, request_id: str, public_url: str, **extra: object) -> dict[str, object]:
    """The body of every error response."""
    doc_url = doc_url_of(code, public_url)
    return {"error": {"code": code, "message": message, "requestId": request_id, "docUrl": doc_url, **extra}}


def blank_answer(public_url: str) -> bytes:
    """The response to a repeated request if the first response was about a person who has since been erased."""
    text = "Part of this response was about a person who has since been erased. Read the list again."
    return orjson.dumps(error_body("CONFLICT", text, "erased", public_url))
