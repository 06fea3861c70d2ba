"""A transport that holds every answer against the OpenAPI document: status, headers, and a shape without more."""

from __future__ import annotations

import copy
import re
from functools import cache
from typing import Any

import httpx2
import orjson
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from referencing import Registry, Resource

from aural.api.error_shapes import ERRORS, schema_of
from aural.api.openapi import build_document
from aural.api.routes import OPERATIONS

PREFIX = "/api/v1"
PUBLIC_URL = "https://aural.test"
ALWAYS = ("X-Request-Id",)
RATE_LIMIT = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "RateLimit-Policy", "RateLimit")


def _closed(schema: Any) -> Any:
    """The schema without room for anything that it does not name."""
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
_REGISTRY: Registry[Any] = Registry().with_resource(
    "urn:api", Resource.from_contents({"$schema": Draft202012Validator.META_SCHEMA["$id"], **_CLOSED})
)
# A name in the place of an id, such as /interviews/import, before the id.
_PATHS = [
    (re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "$"), path)
    for path in sorted(DOCUMENT["paths"], key=lambda path: path.count("{"))
]


@cache
def validator_of(pointer: str) -> Any:
    return validator_for({}, Draft202012Validator)({"$ref": f"urn:api#{pointer}"}, registry=_REGISTRY)


_DISPOSITION = Draft202012Validator(DOCUMENT["components"]["headers"]["Content-Disposition"]["schema"])
_METHOD_NOT_ALLOWED = Draft202012Validator(_closed(schema_of([ERRORS["METHOD_NOT_ALLOWED"]])))


def _escape(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")


def find_operation(method: str, path: str) -> tuple[str, str] | None:
    """The document's path and method for a request; None where it has none."""
    for pattern, template in _PATHS:
        if pattern.match(path.removeprefix(PREFIX)):
            method = "get" if method == "HEAD" else method.lower()
            return (template, method) if method in DOCUMENT["paths"][template] else None
    return None


def _response_pointer(operation: tuple[str, str] | None, status: int, body: bytes) -> str:
    if operation is None:  # a path that the document does not know is refused in its shape nevertheless
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
    """Raises AssertionError where the document does not allow this answer."""
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
    if operation is None and response.status_code == 405:  # of no operation, so that it is no part of the document
        _METHOD_NOT_ALLOWED.validate(orjson.loads(body))
        assert "Allow" in response.headers
        return
    pointer = _response_pointer(operation, response.status_code, body)
    errors = list(validator_of(f"{pointer}/content/application~1json/schema").iter_errors(orjson.loads(body)))
    assert not errors, [f"{error.json_path}: {error.message}" for error in errors]
    if operation:
        for name in RATE_LIMIT:
            assert name in response.headers, name
    documented = {name.lower() for name in _resolve(pointer)["headers"]}
    for name in ("etag", "retry-after", "allow", "idempotency-replayed"):
        assert name not in response.headers or name in documented, f"{name} is not documented here"
    if "etag" in documented and "idempotency-replayed" not in response.headers:
        assert re.fullmatch(r'"[^"]+"', response.headers["ETag"])


def _check_file(request: httpx2.Request, response: httpx2.Response) -> None:
    """A download, or a stream of events."""
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
