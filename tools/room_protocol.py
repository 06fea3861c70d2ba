"""Prints the room's protocol as an OpenAPI document, from which the pages' types are generated. For `make api`.

Needs Python 3.12: in earlier versions, pydantic can't read the standard library's TypedDict.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import orjson
from pydantic import TypeAdapter

from aural.engine import message_data
from aural.room import protocol
from aural.room.protocol.client import CLIENT_FRAMES
from aural.room.protocol.link import Entry, Started
from aural.room.protocol.server import ServerFrame

SOURCES = [*sorted(Path(protocol.__file__).parent.glob("*.py")), Path(message_data.__file__)]


def dump() -> bytes:
    shown = [
        ("ServerFrame", "serialization", TypeAdapter(ServerFrame)),
        ("ClientFrame", "validation", CLIENT_FRAMES),
        ("Entry", "serialization", TypeAdapter(Entry)),
        ("Started", "serialization", TypeAdapter(Started)),
    ]
    found, common = TypeAdapter.json_schemas(shown, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]
    unions = {name: schema for (name, _), schema in found.items() if name.endswith("Frame")}
    document = {
        "openapi": "3.1.0",
        "info": {"version": protocol.PROTOCOL},
        "paths": {},
        "components": {"schemas": common["$defs"] | unions},
    }
    return orjson.dumps(_without_titles(document), option=orjson.OPT_SORT_KEYS)


def _without_titles(schema: object) -> object:
    """The schema without the titles that pydantic derives from field names."""
    if isinstance(schema, list):
        return [_without_titles(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _without_titles(part) for key, part in schema.items() if key != "title" or not isinstance(part, str)}


def digest() -> str:
    """The digest of the modules that define the protocol."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in SOURCES)).hexdigest()


if __name__ == "__main__":
    sys.stdout.buffer.write(digest().encode() if "--digest" in sys.argv else dump())
