"""Describes JSON schemas of the OpenAPI document in words, as tables of fields and parameters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]


def write_parameters(parameters: Iterable[Json]) -> str:
    """A table of the parameters in the path, the query and the headers."""
    rows = (
        (
            f"`{each['name']}`",
            each["in"],
            describe(each["schema"]),
            _need(each["schema"], each.get("required")),
            _meaning(each),
        )
        for each in parameters
    )
    return _table(("name", "in", "type", "default", "description"), rows)


def write_fields(schema: Json) -> str:
    """A table of a schema's fields. For a request, it includes the default of each field that can be left out."""
    return _write_sent(schema) if schema.get("additionalProperties") is False else _write_answered(schema)


def _write_sent(schema: Json) -> str:
    needed = schema.get("required", ())
    rows = (
        (f"`{name}`", describe(each), _need(each, name in needed), _meaning(each))
        for name, each in schema.get("properties", {}).items()
    )
    return _table(("field", "type", "default", "description"), rows)


def _write_answered(schema: Json) -> str:
    rows = ((f"`{name}`", describe(each), _meaning(each)) for name, each in schema.get("properties", {}).items())
    return _table(("field", "type", "description"), rows)


def list_names(schema: object) -> Iterator[str]:
    """The names of the schemas that a schema refers to, in order."""
    if isinstance(schema, Mapping):
        if "$ref" in schema:
            yield _name(schema)
        for value in schema.values():
            yield from list_names(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from list_names(value)


def describe(schema: Json) -> str:
    """The allowed values in words, with their bounds."""
    if "$ref" in schema:
        return f"[{_name(schema)}](#{_name(schema).lower()})"
    if "anyOf" in schema or "oneOf" in schema:
        return " or ".join(dict.fromkeys(describe(each) for each in schema.get("anyOf") or schema["oneOf"]))
    if "enum" in schema or "const" in schema:
        return ", ".join(f"`{value}`" for value in schema.get("enum") or [schema["const"]])
    kinds = schema.get("type", "any value")
    return " or ".join(_describe(kind, schema) for kind in ([kinds] if isinstance(kinds, str) else kinds))


def _describe(kind: str, schema: Json) -> str:
    if kind == "array":
        each = describe(schema["items"]) if "items" in schema else "any value"
        bounds = _bounds(schema, "minItems", "maxItems", "").removeprefix(", ")
        return f"array ({bounds}) of {each}" if bounds else f"array of {each}"
    if kind == "string":
        words = {"date-time": "time", "email": "email address"}.get(schema.get("format", ""), "text")
        return words + _bounds(schema, "minLength", "maxLength", " characters")
    if kind == "object" and isinstance(schema.get("additionalProperties"), Mapping):
        return f"object of {describe(schema['additionalProperties'])}"
    words = {"integer": "whole number", "boolean": "true or false"}.get(kind, kind)
    return words + _bounds(schema, "minimum", "maximum", "")


def _bounds(schema: Json, least_key: str, most_key: str, unit: str) -> str:
    least, most = schema.get(least_key), schema.get(most_key)
    if most is None:
        return f", {least} or more{unit}" if least else ""
    return f", {least} to {most}{unit}" if least is not None else f", at most {most}{unit}"


def _need(schema: Json, is_needed: bool | None) -> str:
    if is_needed:
        return "required"
    return f"`{json.dumps(schema['default'], ensure_ascii=False)}`" if "default" in schema else ""


def _meaning(described: Json) -> str:
    text: str = described.get("description") or described.get("schema", {}).get("description", "")
    return " ".join(text.split())


def _name(schema: Json) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines)
