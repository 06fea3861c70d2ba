"""The OpenAPI 3.1 document, generated from the table of operations and the models."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from typing import Literal

import orjson
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from aural.api.cursors import MOST_CHARACTERS
from aural.api.error_shapes import ERRORS, ErrorShape, name_of, schema_of
from aural.api.examples import FILE_ID, INTERVIEW_ID
from aural.api.operations import Answer, Operation
from aural.api.requests import DEFAULT_LIMIT, MOST_IN_A_PAGE
from aural.api.validation import Json
from aural.engine.permissions import at_least_words
from aural.guard.auth.browsers import NAME as COOKIE

_ABOUT = """Everything that the dashboard can do. Responses are `{"data": …}`; paginated lists add `cursor`, which is
null on the last page; errors are `{"error": {"code", "message", "requestId", "docUrl", …}}`. Read-only fields of a
resource are ignored on write, so you can send back what you have read. Any other unknown field is refused. Strings are
trimmed."""
_TAGS = {
    "Interviews": "Interviews that the AI interviewer conducts: their questions, criteria and rules.",
    "Questions": "The questions of an interview, numbered in order and without gaps.",
    "Sessions": "Interviews that candidates took, with transcripts and reports.",
    "Recordings": "Recordings of a candidate's camera, screen and voice, made only if the candidate agreed.",
    "Reviews": "Ratings, comments and decisions by people, alongside the AI's ratings.",
    "Candidates": "Personal invitations.",
    "Requests": "Requests from candidates: for an interview or a review by a person, or for an adjustment.",
    "Documents": "The text of files and web pages.",
    "Drafts": "Interviews drafted from a goal, a job or a résumé, and changed in plain words. Nothing is stored.",
    "Rehearsals": "Simulated candidates take an interview before anyone is invited.",
    "Usage": "How much of its plan an organization has used.",
    "Templates": "Ready-made interviews to start from.",
    "Versions": "Copies of an interview, stored when it is published or a session begins.",
    "Library": "Questions saved for reuse.",
    "Accounts": "People who sign in.",
    "Keys": "API keys: creating, listing and revoking them.",
    "Insights": "Aggregated results of many sessions.",
    "Shares": "Links that open a report without an account.",
    "Settings": "Settings of an organization.",
    "Webhooks": "Notifying other systems of events.",
    "Integrations": "Applicant tracking systems that send candidates.",
    "Holds": "Legal holds, which prevent erasure.",
    "Organizations": "The organizations that a person works in.",
    "Members": "Members of an organization, their roles, and invitations.",
    "Views": "Filters and orders of lists, saved under a name.",
    "Projects": "Folders of interviews, which members and keys may be restricted to.",
    "Audit": "A record of changes and of access to personal data.",
}
_BROWSER = """The cookie of a signed-in browser. Over HTTPS, its name begins with `__Host-`. A request that changes
something also needs the header `X-CSRF-Token`, with the token that `GET /me` returns. The header `Aural-Organization`
contains the id of the organization to work in."""
_TEXT: Json = {"type": "string"}
_WHOLE: Json = {"type": "integer", "minimum": 0}
_FILE: Json = {"type": "string", "format": "binary"}
_DISPOSITION: Json = {"type": "string", "pattern": r"^attachment(; filename\*=UTF-8''[A-Za-z0-9%._~-]+)?$"}
HEADERS: dict[str, Json] = {
    name: {"description": description, "schema": schema}
    for name, description, schema in (
        ("X-Request-Id", "The request's id: the one that the client sent, if it is well-formed.", _TEXT),
        ("X-RateLimit-Limit", "Requests allowed in any 60 seconds.", _WHOLE),
        ("X-RateLimit-Remaining", "The number of requests left now.", _WHOLE),
        ("X-RateLimit-Reset", "When the next request is allowed, in seconds since 1970.", _WHOLE),
        ("RateLimit-Policy", "The limit, in the format of draft-ietf-httpapi-ratelimit-headers.", _TEXT),
        ("RateLimit", "The requests that remain, in the format of draft-ietf-httpapi-ratelimit-headers.", _TEXT),
        ("Retry-After", "Seconds to wait.", {"type": "integer", "minimum": 1}),
        ("ETag", "The resource's version, to send in If-Match.", {"type": "string", "pattern": '^"[^"]+"$'}),
        ("Idempotency-Replayed", "This is the response to an earlier, identical request.", {"const": "true"}),
        (
            "Content-Disposition",
            "Tells browsers to save the file and not to display it. May contain the file's name.",
            _DISPOSITION,
        ),
    )
}
_LIMIT_HEADERS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "RateLimit-Policy", "RateLimit")
_ALWAYS = ("X-Request-Id", *_LIMIT_HEADERS)
_PARAMETERS: dict[str, Json] = {
    "id": {"in": "path", "required": True, "schema": {"type": "string", "maxLength": 64}, "example": INTERVIEW_ID},
    "fileId": {"in": "path", "required": True, "schema": {"type": "string", "maxLength": 64}, "example": FILE_ID},
    "limit": {
        "in": "query",
        "description": "Page size.",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST_IN_A_PAGE, "default": DEFAULT_LIMIT},
    },
    "cursor": {
        "in": "query",
        "description": "The `cursor` of the previous page; omit it for the first page.",
        "schema": {"type": "string", "minLength": 1, "maxLength": MOST_CHARACTERS},
    },
    "Idempotency-Key": {
        "in": "header",
        "description": "A request with the same key and body within 24 hours gets the first response again.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]([ -~]*[!-~])?$"},
    },
    "If-Match": {
        "in": "header",
        "description": "The ETag that you last read. If the resource's ETag has changed since, you get a 412.",
        "schema": {"type": "string", "maxLength": 1000},
    },
}


def _ref(kind: str, name: str) -> Json:
    return {"$ref": f"#/components/{kind}/{name}"}


def _headers(names: Iterable[str]) -> Json:
    return {name: _ref("headers", name) for name in (*_ALWAYS, *names)}


def error_codes(operation: Operation) -> list[str]:
    """The codes of all errors that the operation may return."""
    codes = ["UNAUTHORIZED", "RATE_LIMITED", "HEADERS_TOO_LARGE", "INTERNAL_ERROR", "STORAGE_UNAVAILABLE"]
    codes += ["NOT_FOUND"] if operation.find or operation.may_miss else []
    codes += ["FORBIDDEN"]
    codes += ["PLAN_LIMIT_EXCEEDED"] if operation.plan_limit else []
    asks = operation.body or operation.query or operation.upload or operation.paging != "never"
    codes += ["BAD_REQUEST"] if asks or operation.method == "POST" else []
    codes += ["PAYLOAD_TOO_LARGE", "REQUEST_TIMEOUT"] if operation.is_write else []
    codes += ["UNSUPPORTED_MEDIA_TYPE"] if operation.body or operation.upload else []
    codes += ["CONFLICT"] if operation.method == "POST" or operation.conflicts else []
    codes += ["PRECONDITION_FAILED"] if operation.method in ("PATCH", "DELETE") else []
    return sorted(codes)


def _error_response(shapes: Sequence[ErrorShape]) -> Json:
    """The response for one status. Most statuses have one error code; if there are two, each has an example."""
    examples = {shape.code: {"value": shape.shown} for shape in shapes}
    return {
        "description": " ".join(shape.description for shape in shapes),
        "headers": _headers(name for shape in shapes for name in shape.all_headers),
        "content": {"application/json": {"schema": _ref("schemas", name_of(shapes)), "examples": examples}},
    }


def _shapes_by_status(operation: Operation) -> dict[int, tuple[ErrorShape, ...]]:
    by_status: dict[int, tuple[ErrorShape, ...]] = {}
    for code in error_codes(operation):
        shape = ERRORS[code]
        by_status[shape.status] = (*by_status.get(shape.status, ()), shape)
    return by_status


def _error_responses(operation: Operation) -> Json:
    by_status = sorted(_shapes_by_status(operation).items())
    return {str(status): _ref("responses", name_of(shapes)) for status, shapes in by_status}


def _errors(operations: Iterable[Operation]) -> dict[str, tuple[ErrorShape, ...]]:
    """The errors that these operations use, keyed by component name."""
    found: dict[str, tuple[ErrorShape, ...]] = {code: (ERRORS[code],) for code in _OWN_ERRORS}
    for operation in operations:
        found |= {name_of(shapes): shapes for shapes in _shapes_by_status(operation).values()}
    return dict(sorted(found.items()))


def _success_response(operation: Operation) -> Json:
    answer = operation.answer
    if operation.streams is not None:
        return _stream_response(operation.streams)
    if answer is None:
        return {
            "description": "The file.",
            "headers": _headers(["Content-Disposition"]),
            "content": {media_type: {"schema": _file_schema(media_type)} for media_type in operation.media_types},
        }
    schema = _ref("schemas", answer.model.__name__)
    properties: Json = {"data": {"type": "array", "items": schema} if answer.is_list else schema}
    example: Json = {"data": [answer.example] if answer.is_list else answer.example}
    required = ["data"]
    if operation.paging != "never":
        properties["cursor"] = {"type": ["string", "null"], "description": "null on the last page."}
        example["cursor"] = None
        required += ["cursor"] if operation.paging == "always" else []
    extra = (["ETag"] if answer.has_etag else []) + (["Idempotency-Replayed"] if operation.method == "POST" else [])
    envelope = {"type": "object", "required": required, "properties": properties}
    return {
        "description": "Success.",
        "headers": _headers(extra),
        "content": {"application/json": {"schema": envelope, "example": example}},
    }


def _file_schema(media_type: str) -> Json:
    is_json = media_type == "application/json" or media_type.endswith("+json")
    return {"type": "object", "additionalProperties": True} if is_json else _FILE


def _stream_response(event: Answer) -> Json:
    """A response with server-sent events. Each event has one field, which contains JSON."""
    data = {
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": _ref("schemas", event.model.__name__),
    }
    sent = {"type": "object", "required": ["data"], "properties": {"data": data}}
    schema = {"type": "string", "contentMediaType": "text/event-stream", "contentSchema": sent}
    example = f"data: {orjson.dumps(event.example).decode()}\n\n"
    return {
        "description": "Server-sent events. Each is a line with `data: ` and a JSON object, then an empty line.",
        "headers": _headers([]),
        "content": {"text/event-stream": {"schema": schema, "example": example}},
    }


def _request_body(operation: Operation) -> Json:
    body = operation.body
    if operation.upload is not None:
        content: Json = {media_type: {"schema": _FILE} for media_type in operation.upload.media_types}
        about = f"The file itself, at most {operation.upload.most_bytes:,} bytes."
        return {"requestBody": {"required": True, "description": about, "content": content}}
    if body is None:
        return {}
    schema = _ref("schemas", body.model.__name__)
    examples = {"one": {"value": body.example}}
    if body.most:
        many = {"type": "array", "items": schema, "minItems": 1, "maxItems": body.most}
        schema = {"anyOf": [schema, many]}
        examples["many"] = {"value": [body.example]}
    return {
        "requestBody": {
            "required": not body.may_be_absent,
            "content": {"application/json": {"schema": schema, "examples": examples}},
        }
    }


def _parameters(operation: Operation) -> list[Json]:
    names = [name for name in ("id", "fileId") if f"{{{name}}}" in operation.path]
    parts = [name for name in re.findall(r"{(\w+Id)}", operation.path) if name not in names]
    names += ["limit", "cursor"] if operation.paging != "never" else []
    names += ["Idempotency-Key"] if operation.takes_key else []
    names += ["If-Match"] if operation.takes_match else []
    own = [{"name": name, **_PARAMETERS["id"]} for name in parts]
    return [*(_ref("parameters", name) for name in names), *own, *_query_parameters(operation)]


def _query_parameters(operation: Operation) -> list[Json]:
    if operation.query is None:
        return []
    schema = operation.query.model_json_schema(schema_generator=_Untitled)
    assert "$defs" not in schema, f"{operation.id}: query parameters must have plain values"
    needed = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in needed, "schema": value, "style": "form", "explode": True}
        for name, value in schema["properties"].items()
    ]


def _security(operation: Operation) -> Json:
    """Overrides the document's default, a key or a signed-in browser, if the operation's access differs from it."""
    by_access: dict[str, Json] = {"any": {}, "person": {"security": [{"browser": []}]}, "public": {"security": []}}
    return by_access[operation.access]


def _operation(operation: Operation) -> Json:
    return {
        "operationId": operation.id,
        "summary": operation.summary,
        "description": f"{operation.about} Role: {at_least_words(operation.role)}.",
        "tags": [operation.tag],
        "parameters": _parameters(operation),
        **_security(operation),
        **_request_body(operation),
        "responses": {"200": _success_response(operation), **_error_responses(operation)},
    }


class _Untitled(GenerateJsonSchema):
    def field_title_should_be_set(self, schema: object) -> bool:
        """Leaves titles out: they only repeat the names of the fields."""
        return False


def _models(operations: Iterable[Operation]) -> Json:
    modes: list[tuple[type[BaseModel], Literal["validation", "serialization"]]] = []
    for operation in operations:
        modes += [(answer.model, "serialization") for answer in (operation.answer, operation.streams) if answer]
        if operation.body:
            modes.append((operation.body.model, "validation"))
    template = "#/components/schemas/{model}"
    distinct = list(dict.fromkeys(modes))
    _, schemas = models_json_schema(distinct, ref_template=template, schema_generator=_Untitled)
    return dict(schemas["$defs"])


def build_document(operations: Sequence[Operation], public_url: str) -> Json:
    """The document as a JSON object."""
    paths: dict[str, Json] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    paths["/openapi.json"] = {"get": _OWN_OPERATION}
    errors = _errors(operations)
    components = {
        "securitySchemes": {
            "key": {"type": "http", "scheme": "bearer", "bearerFormat": "dlv_…"},
            "browser": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": _BROWSER},
        },
        "headers": HEADERS,
        "parameters": {name: {"name": name, **parameter} for name, parameter in _PARAMETERS.items()},
        "responses": {name: _error_response(shapes) for name, shapes in errors.items()},
        "schemas": _models(operations) | {name: schema_of(shapes) for name, shapes in errors.items()},
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Aural",
            "version": version("aural"),
            "description": _ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": f"{public_url}/api/v1"}],
        "tags": [{"name": name, "description": description} for name, description in _TAGS.items()],
        "security": [{"key": []}, {"browser": []}],
        "paths": paths,
        "components": components,
    }


_OWN_ERRORS = ("RATE_LIMITED", "STORAGE_UNAVAILABLE")
_OWN_OPERATION: Json = {
    "operationId": "getOpenApi",
    "summary": "Get this document",
    "description": "No key is needed.",
    "security": [],
    "responses": {
        "200": {
            "description": "The OpenAPI document.",
            "headers": _headers([]),
            "content": {"application/json": {"schema": {"type": "object"}}},
        },
        **{str(ERRORS[code].status): _ref("responses", code) for code in _OWN_ERRORS},
    },
}


def dump_document(operations: Sequence[Operation], public_url: str) -> bytes:
    """The document as the bytes that are served."""
    return orjson.dumps(build_document(operations, public_url))
