"""The arguments of a tool: their schema, taken from the operation's own models, and the request built from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NoReturn

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from aural.api.cursors import MOST_CHARACTERS
from aural.api.requests import DEFAULT_LIMIT, MOST_IN_A_PAGE
from aural.mcp.answers import Json
from aural.mcp.tools import Tool
from aural.platform.errors import BadRequestError

LONGEST_WAIT_SECONDS = 25
# An id and nothing else, because a slash would lead to another operation.
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PLACE = re.compile(r"/(\w+)/\{id\}")

_WAIT: Json = {
    "type": "integer",
    "minimum": 0,
    "maximum": LONGEST_WAIT_SECONDS,
    "default": 0,
    "description": "How many seconds to wait for the end, if it is still running.",
}
_LIMIT: Json = {"type": "integer", "minimum": 1, "maximum": MOST_IN_A_PAGE, "default": DEFAULT_LIMIT}
_CURSOR: Json = {
    "type": "string",
    "maxLength": MOST_CHARACTERS,
    "description": "The `cursor` of the previous page.",
}
_AFTER: Json = {"type": "integer", "minimum": 0, "default": 0, "description": "The `next` of the previous page."}
_KEY: Json = {
    "type": "string",
    "maxLength": 255,
    "description": "Your own key, without spaces. A call repeated with it is carried out only once.",
}


@dataclass(frozen=True, slots=True)
class ToolRequest:
    """The API request for a call of a tool, and how much of its answer is wanted."""

    method: str
    path: str
    query: Mapping[str, str | list[str]] = field(default_factory=dict)
    body: object = None
    idempotency_key: str | None = None
    wait_seconds: int = 0
    after: int = 0
    limit: int = DEFAULT_LIMIT


class _Plain(GenerateJsonSchema):
    """Leaves out titles. Like the patterns that refuse a NUL (see `_resolve`), they cost tokens and say nothing."""

    def field_title_should_be_set(self, schema: object) -> bool:
        return False


def _schema_of(model: type[BaseModel]) -> Json:
    """The schema with all references resolved, because many clients don't follow them."""
    schema = model.model_json_schema(schema_generator=_Plain)
    return _resolve(schema, schema.get("$defs", {}))  # type: ignore[no-any-return]


def _resolve(value: Any, definitions: Json) -> Any:
    if isinstance(value, list):
        return [_resolve(item, definitions) for item in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        named = definitions[value["$ref"].rpartition("/")[2]]
        return _resolve({**named, **{key: inner for key, inner in value.items() if key != "$ref"}}, definitions)
    dropped = {"$defs", "pattern"} | ({"title"} if isinstance(value.get("title"), str) else set())
    if value.get("default", 0) in (None, []):  # leaving it out means the same
        dropped.add("default")
    return {key: _resolve(inner, definitions) for key, inner in value.items() if key not in dropped}


def _id_name(path: str) -> str | None:
    """The name of the argument for the path's id, such as `interviewId` for `/interviews/{id}/publish`."""
    found = _PLACE.match(path)
    return None if found is None else f"{found[1].removesuffix('s')}Id"


@cache
def _query_schema(tool: Tool) -> Json:
    query = tool.operation.query
    return {"properties": {}} if query is None else _without(_schema_of(query), tool.without)


@cache
def _body_schema(tool: Tool) -> Json:
    body = tool.operation.body
    if body is None:
        return {"properties": {}}
    return _without(_schema_of(body.model), (*tool.without, *tool.fixed))


def _without(schema: Json, names: tuple[str, ...]) -> Json:
    properties = {name: inner for name, inner in schema["properties"].items() if name not in names}
    return {**schema, "properties": properties, "required": [n for n in schema.get("required", []) if n not in names]}


@cache
def input_schema(tool: Tool) -> Json:
    """The schema of the arguments, as clients see it. An argument that it doesn't name is refused."""
    operation = tool.operation
    properties: Json = {}
    required: list[str] = []
    if name := _id_name(operation.path):
        properties[name] = {"type": "string", "format": "uuid"}
        required.append(name)
    query, body = _query_schema(tool), _body_schema(tool)
    properties |= query["properties"]
    required += query.get("required", [])
    if tool.items:
        properties[tool.items] = {"type": "array", "minItems": 1, "maxItems": _most(tool), "items": body}
        required.append(tool.items)
    else:
        properties |= body["properties"]
        required += body.get("required", [])
    return {
        "type": "object",
        "properties": properties | _of_its_own(tool),
        "required": required,
        "additionalProperties": False,
    }


def _most(tool: Tool) -> int:
    assert tool.operation.body is not None
    return tool.operation.body.most


def _of_its_own(tool: Tool) -> Json:
    """Arguments that aren't fields of the operation."""
    more: Json = {}
    if tool.operation.paging != "never":
        more |= {"limit": _LIMIT, "cursor": _CURSOR}
    if tool.paged:
        more |= {"limit": _LIMIT, "after": _AFTER}
    if tool.waits_for:
        more["waitSeconds"] = _WAIT
    if tool.operation.method == "POST" and not (tool.is_read_only or tool.is_idempotent):
        more["idempotencyKey"] = _KEY
    return more


def read_arguments(tool: Tool, arguments: Mapping[str, object]) -> ToolRequest:
    """Turns arguments into the API request. Raises BadRequestError if one is unknown, missing or malformed."""
    schema = input_schema(tool)
    unknown = sorted(arguments.keys() - schema["properties"].keys())
    missing = sorted(set(schema["required"]) - arguments.keys())
    if unknown or missing:
        _refuse([(name, "isn't an argument of this tool") for name in unknown] + [(n, "is required") for n in missing])
    return ToolRequest(
        tool.operation.method,
        _path(tool, arguments),
        _query(tool, arguments),
        _body(tool, arguments),
        _text(arguments, "idempotencyKey"),
        _whole(arguments, "waitSeconds", _WAIT) if tool.waits_for else 0,
        _whole(arguments, "after", _AFTER) if tool.paged else 0,
        _whole(arguments, "limit", _LIMIT) if tool.paged else DEFAULT_LIMIT,
    )


def _path(tool: Tool, arguments: Mapping[str, object]) -> str:
    path = tool.operation.path
    name = _id_name(path)
    if name is None:
        return path
    value = arguments[name]
    if not isinstance(value, str) or not _ID.fullmatch(value):
        _refuse([(name, "must be an id that another tool returned")])
    return path.replace("{id}", value)


def _query(tool: Tool, arguments: Mapping[str, object]) -> dict[str, str | list[str]]:
    names = [*_query_schema(tool)["properties"], *(["cursor"] if tool.operation.paging != "never" else [])]
    query: dict[str, str | list[str]] = {}
    for name in names:
        value = arguments.get(name)
        if value is not None:  # a list is sent by repeating the parameter, because its values may contain commas
            query[name] = [_in_query(item) for item in value] if isinstance(value, list) else _in_query(value)
    if tool.operation.paging != "never":
        query["limit"] = str(_whole(arguments, "limit", _LIMIT))
    return query


def _body(tool: Tool, arguments: Mapping[str, object]) -> object:
    if tool.operation.body is None:
        return None
    if tool.items:
        return arguments[tool.items]
    sent = {name: arguments[name] for name in _body_schema(tool)["properties"] if name in arguments}
    return {**sent, **tool.fixed}


def _in_query(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _text(arguments: Mapping[str, object], name: str) -> str | None:
    value = arguments.get(name)
    if value is not None and not (isinstance(value, str) and re.fullmatch(r"[\x21-\x7e]{1,255}", value)):
        _refuse([(name, "must be 1 to 255 printable ASCII characters without spaces")])
    return value


def _whole(arguments: Mapping[str, object], name: str, schema: Json) -> int:
    value = arguments.get(name, schema["default"])
    most = schema.get("maximum", 2**31)
    if isinstance(value, bool) or not isinstance(value, int) or not schema["minimum"] <= value <= most:
        _refuse([(name, f"must be a whole number from {schema['minimum']} to {most}")])
    return int(value)


def _refuse(problems: list[tuple[str, str]]) -> NoReturn:
    """Raises BadRequestError with these problems as (argument, text)."""
    name, text = problems[0]
    raise BadRequestError(f"{name} {text}.", problems)
