"""The description of each error in the OpenAPI document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from aural.api.examples import REQUEST_ID
from aural.api.validation import Json
from aural.platform.errors import doc_url_of

_KEPT = (400, 403, 404, 409, 415)  # refusals that are replayed when a POST is repeated
_TEXT: Json = {"type": "string"}
_PLAN: Json = {
    "limit": {"enum": ["templates", "session_hours", "ai_tokens", "seats", "recording_bytes"], "type": "string"},
    "current": {"type": "number"},
    "max": {"type": "number"},
    "upgrade_url": _TEXT,
}
_DETAIL: Json = {
    "type": "object",
    "required": ["path", "message"],
    "properties": {"path": _TEXT, "message": _TEXT},
}


@dataclass(frozen=True, slots=True)
class ErrorShape:
    status: int
    code: str
    description: str
    message: str
    extra: Json = field(default_factory=dict)  # further properties of `error`, with their schemas
    example: Json = field(default_factory=dict)  # values of these properties
    optional: bool = False
    headers: tuple[str, ...] = ()

    @property
    def all_headers(self) -> tuple[str, ...]:
        return (*self.headers, *(("Idempotency-Replayed",) if self.status in _KEPT else ()))

    @property
    def shown(self) -> Json:
        url = doc_url_of(self.code, "https://aural.example.com")
        about = {"code": self.code, "message": self.message, "requestId": REQUEST_ID, "docUrl": url}
        return {"error": {**about, **self.example}}


def name_of(shapes: Sequence[ErrorShape]) -> str:
    """The OpenAPI component name for the schema of errors that share a status."""
    return "_OR_".join(shape.code for shape in shapes)


def schema_of(shapes: Sequence[ErrorShape]) -> Json:
    """The schema of one error, or of several with the same status. A field that only some have is optional."""
    codes = [shape.code for shape in shapes]
    code: Json = {"const": codes[0]} if len(codes) == 1 else {"type": "string", "enum": codes}
    about = {"code": code, "message": _TEXT, "requestId": _TEXT, "docUrl": _TEXT}
    extra = {name: schema for shape in shapes for name, schema in shape.extra.items()}
    always = [name for name in extra if all(name in shape.extra and not shape.optional for shape in shapes)]
    inner = {"type": "object", "required": [*about, *always], "properties": {**about, **extra}}
    return {"type": "object", "required": ["error"], "properties": {"error": inner}}


ERRORS = {
    shape.code: shape
    for shape in (
        ErrorShape(
            400,
            "BAD_REQUEST",
            "The request is malformed. `details` names every problem with its path.",
            "title is required.",
            {"details": {"type": "array", "items": _DETAIL}},
            {"details": [{"path": "title", "message": "is required"}]},
            optional=True,
        ),
        ErrorShape(
            401,
            "UNAUTHORIZED",
            "The key is missing, malformed, invalid, revoked or expired.",
            "Send your API key as `Authorization: Bearer dlv_…`: the header is missing or malformed.",
        ),
        ErrorShape(
            403,
            "FORBIDDEN",
            "The key's role does not allow this.",
            "This needs the role MEMBER or higher, and this key has the role VIEWER.",
        ),
        ErrorShape(
            403,
            "PLAN_LIMIT_EXCEEDED",
            "The request would exceed a limit of the plan.",
            "Your plan's active interviews are used up (3 of 3). Archive one, or change the plan.",
            _PLAN,
            {"limit": "templates", "current": 3, "max": 3, "upgrade_url": "https://aural.example.com/upgrade"},
        ),
        ErrorShape(
            404,
            "NOT_FOUND",
            "The key can't access anything with this id, or the path doesn't exist.",
            "Nothing was found here. Check the id and the path.",
        ),
        ErrorShape(
            405,
            "METHOD_NOT_ALLOWED",
            "The path does not support this method. `Allow` lists those that it supports.",
            "PUT cannot be used here. Use one of: GET, HEAD.",
            headers=("Allow",),
        ),
        ErrorShape(
            408,
            "REQUEST_TIMEOUT",
            "The request arrived too slowly.",
            "The request came too slowly. Send it again on a new connection.",
        ),
        ErrorShape(
            409,
            "CONFLICT",
            "The Idempotency-Key was used with another body, or the first request with it is still running. If a value "
            "is taken, `details` names its field.",
            "This Idempotency-Key was used for another request. Use a new one.",
            {"details": {"type": "array", "items": _DETAIL}},
            optional=True,
            headers=("Retry-After",),
        ),
        ErrorShape(
            412,
            "PRECONDITION_FAILED",
            "The resource no longer has the ETag in If-Match, or has no ETag at all.",
            "It has changed since you read it. Read it again, and repeat your change.",
        ),
        ErrorShape(
            413,
            "PAYLOAD_TOO_LARGE",
            "The body is larger than 1 MiB or, for an upload, than the operation allows.",
            "The body is larger than 1,048,576 bytes. Send less at once.",
        ),
        ErrorShape(
            415,
            "UNSUPPORTED_MEDIA_TYPE",
            "The Content-Type is not JSON or, for an upload, not one that the operation accepts.",
            "Send the body as JSON, with Content-Type: application/json.",
        ),
        ErrorShape(
            429,
            "RATE_LIMITED",
            "Too many requests.",
            "Too many requests. Try again in 12 seconds.",
            {"retry_after": {"type": "integer", "minimum": 1, "description": "Seconds to wait."}},
            {"retry_after": 12},
            headers=("Retry-After",),
        ),
        ErrorShape(
            431,
            "HEADERS_TOO_LARGE",
            "The address and headers are too large.",
            "The address and headers are larger than 32,768 bytes together.",
        ),
        ErrorShape(
            500,
            "INTERNAL_ERROR",
            "The server failed. Look up the request id in its log.",
            "Something went wrong on our side. Try again; if it happens again, report the request id.",
        ),
        ErrorShape(
            503,
            "STORAGE_UNAVAILABLE",
            "The storage cannot be used right now. Nothing was changed.",
            "The storage cannot be used right now. Nothing was changed; try again shortly.",
            headers=("Retry-After",),
        ),
    )
}
