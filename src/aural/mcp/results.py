"""The schema of a tool's answer: the operation's schema, reduced to the fields that the tool passes on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic.json_schema import GenerateJsonSchema

from aural.mcp.answers import Fields, Json
from aural.mcp.tools import Tool

_TEXT: Json = {"type": "string"}
_KEPT = ("type", "const", "enum")  # no bounds: a cut text ends with a note, which may make it too long
_MORE: Json = {"type": "string"}  # the last item of a list that was cut: "… (3 more)"
_OR_NULL: Json = {"type": "null"}
# A draft has no model, because `calling` joins it from the events of a stream.
_DRAFT: Json = {
    "interview": {"type": "object"},
    "questions": {"type": "array", "items": {"anyOf": [{"type": "object"}, _MORE]}},
    "origin": {"anyOf": [{"type": "object"}, _OR_NULL]},
    "reason": {"anyOf": [_TEXT, _OR_NULL]},
    "leftOut": {"type": "array"},
}


@cache
def output_schema(tool: Tool) -> Json:
    """The schema that a client may rely on. A field may be missing from data that was stored before it existed."""
    properties: Json = {"notice": _TEXT, "data": _data_schema(tool)}
    if tool.paged:
        properties |= {"total": {"type": "integer"}, "next": {"anyOf": [{"type": "integer"}, _OR_NULL]}}
    elif tool.operation.paging != "never":
        properties["cursor"] = {"anyOf": [_TEXT, _OR_NULL]}
    return {"type": "object", "properties": properties, "required": ["notice", "data"]}


def _data_schema(tool: Tool) -> Json:
    answer = tool.operation.answer
    if answer is None:
        return {"type": "object", "properties": {name: _DRAFT[name] for name in tool.answers}}
    schema = answer.model.model_json_schema(mode="serialization", schema_generator=_Untitled)
    definitions = schema.get("$defs", {})
    if tool.paged:
        found = _choose(schema, {tool.paged: tool.answers}, definitions)["properties"][tool.paged]
        return {"type": "array", "items": found["items"]["anyOf"][0]}
    item = _choose(schema, tool.answers, definitions)
    return {"type": "array", "items": item} if answer.is_list else item


class _Untitled(GenerateJsonSchema):
    def field_title_should_be_set(self, schema: object) -> bool:
        return False


def _choose(schema: Json, wanted: Fields | None, definitions: Mapping[str, Json]) -> Json:
    """The schema of the wanted fields, with all references resolved."""
    if "$ref" in schema:
        return _choose(definitions[schema["$ref"].rpartition("/")[2]], wanted, definitions)
    if "anyOf" in schema:
        return {"anyOf": [_choose(part, wanted, definitions) for part in schema["anyOf"]]}
    if schema.get("type") == "array" and "items" in schema:
        return {"type": "array", "items": _or_more(_choose(schema["items"], wanted, definitions))}
    kept = {key: schema[key] for key in _KEPT if key in schema}
    if wanted is None or "properties" not in schema:
        return kept
    known = schema["properties"]
    chosen = {name: _choose(known[name], inner, definitions) for name, inner in wanted.items() if name in known}
    return {**kept, "properties": chosen}


def _or_more(item: Json) -> Json:
    """The schema of an item in a list that may be cut. The last item of a cut list is a text that says so."""
    return item if item == _MORE else {"anyOf": [item, _MORE]}
