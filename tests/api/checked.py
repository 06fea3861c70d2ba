"""A transport that checks every answer against the OpenAPI document: its status, headers and shape, with no extra
fields.
"""

from __future__ import annotations

import copy
import re
from functools import cache
from typing import Any
from urllib.parse import quote

import httpx2
import orjson
from jsonschema_rs import Draft202012Validator, Registry

from aural.api.error_shapes import ERRORS, schema_of
from aural.api.openapi import build_document
from aural.api.routes import OPERATIONS

PREFIX = "/api/v1"
PUBLIC_URL = "https://aural.test"
ALWAYS = ("X-Request-Id",)
RATE_LIMIT = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "RateLimit-Policy", "RateLimit")


def _closed(schema: Any) -> Any:
    """A copy of the schema that forbids properties it doesn't name."""
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items()}
    if "properties" in closed and "additionalProperties" not in closed:
        closed["additionalProperties"] = False
    return closed


DOCUMENT = build_document(OPERATIONS, PUBLIC_URL)
_CLOSED = _closed(copy.deepcopy(DOCUMENT))
_REGISTRY = Registry([("urn:api", {"$schema": "https://json-schema.org/draft/2020-12/schema", **_CLOSED})])
# A path with a name, such as /interviews/import, comes before one with an id in the same position.
_PATHS = [
    (re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "$"), path)
    for path in sorted(DOCUMENT["paths"], key=lambda path: path.count("{"))
]


@cache
def validator_of(pointer: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"urn:api#{quote(pointer)}"}, registry=_REGISTRY)


_DISPOSITION = Draft202012Validator(DOCUMENT["components"]["headers"]["Content-Disposition"]["schema"])
_METHOD_NOT_ALLOWED = Draft202012Validator(_closed(schema_of([ERRORS["METHOD_NOT_ALLOWED"]])))


def _escape(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")


def find_operation(method: str, path: str) -> tuple[str, str] | None:
    """The document's path and method for a request; None if the document has none."""
    for pattern, template in _PATHS:
        if pattern.match(path.removeprefix(PREFIX)):
            method = "get" if method == "HEAD" else method.lower()
            return (template, method) if method in DOCUMENT["paths"][template] else None
    return None


def _response_pointer(operation: tuple[str, str] | None, status: int, body: bytes) -> str:
    if operation is None:  # the error for an unknown path has the documented shape all the same
        code = orjson.loads(body)["error"]["code"]
        assert code in ("UNAUTHORIZED", "RATE_LIMITED", "NOT_FOUND"), code
        return f"/components/responses/{code}"
    path, method = operation
    responses = DOCUMENT["paths"][path][method]["responses"]
    assert str(status) in responses, f"{method} {path} answered {status}, which is not documented: {body!r}"
    response = responses[str(status)]
    pointer = f"/paths/{_escape(path)}/{method}/responses/{status}"
    return response["$ref"].removeprefix("#") if "$ref" in response else pointer


def _resolve(pointer: str) -> Any:
    value: Any = DOCUMENT
    for part in pointer.strip("/").split("/"):
        value = value[part.replace("~1", "/").replace("~0", "~")]
    return value


def check(request: httpx2.Request, response: httpx2.Response, body: bytes) -> None:
    """Raises AssertionError if the document does not allow this answer."""
    for name in ALWAYS:
        assert name in response.headers, name
    names = [name.lower() for name, _ in response.headers.raw if name.lower() != b"set-cookie"]
    assert len(set(names)) == len(names), names
    if response.headers["Content-Type"] != "application/json" or "content-disposition" in response.headers:
        _check_file(request, response)
        return
    assert "Content-Length" in response.headers
    if request.method == "HEAD":  # the server drops the body of this answer
        return
    operation = find_operation(request.method, request.url.path)
    if operation is None and response.status_code == 405:  # belongs to no operation, so it is not in the document
        _METHOD_NOT_ALLOWED.validate(orjson.loads(body))
        assert "Allow" in response.headers
        return
    pointer = _response_pointer(operation, response.status_code, body)
    errors = list(validator_of(f"{pointer}/content/application~1json/schema").iter_errors(orjson.loads(body)))
    assert not errors, [f"{error.instance_path}: {error.message}" for error in errors]
    if operation:
        for name in RATE_LIMIT:
            assert name in response.headers, name
    documented = {name.lower() for name in _resolve(pointer)["headers"]}
    for name in ("etag", "retry-after", "allow", "idempotency-replayed"):
        assert name not in response.headers or name in documented, f"{name} is not documented here"
    if "etag" in documented and "idempotency-replayed" not in response.headers:
        assert re.fullmatch(r'"[^"]+"', response.headers["ETag"])


def _check_file(request: httpx2.Request, response: httpx2.Response) -> None:
    """Checks a download or a stream of events."""
    operation = find_operation(request.method, request.url.path)
    assert operation is not None
    documented = DOCUMENT["paths"][operation[0]][operation[1]]["responses"][str(response.status_code)]
    assert response.headers["Content-Type"] in documented["content"]
    if response.headers["Content-Type"] != "text/event-stream":
        assert _DISPOSITION.is_valid(response.headers["Content-Disposition"]), response.headers["Content-Disposition"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


class CheckedTransport(httpx2.AsyncBaseTransport):
    def __init__(self, app: Any, address: str) -> None:
        self._inner = httpx2.ASGITransport(app, client=(address, 123))

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await self._inner.handle_async_request(request)
        body = await response.aread()
        check(request, response, body)
        return response
