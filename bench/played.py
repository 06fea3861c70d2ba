"""A connected model that fills in the schema of each request, with hostile text wherever a text fits."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from bench.hostile import PIECES, repeated
from tests.faulty_provider import FaultyProvider

LONGEST, MOST_ITEMS = 2_000, 6
_KINDS = [piece for piece in PIECES.values() if "\x00" not in piece]
_turn = count()


def filled(schema: dict[str, Any], root: dict[str, Any]) -> Any:
    """A value for a JSON schema, as long as the schema allows."""
    if "$ref" in schema:
        return filled(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if "anyOf" in schema:
        return filled(schema["anyOf"][0], root)
    kind = schema.get("type")
    if kind == "object":
        return {name: filled(part, root) for name, part in schema.get("properties", {}).items()}
    if kind == "array":
        items = range(min(schema.get("maxItems", MOST_ITEMS), MOST_ITEMS))
        return [filled(schema["items"], root) for _ in items]
    plain: dict[Any, Any] = {"integer": 1, "number": 1, "boolean": True, "null": None}
    return plain[kind] if kind in plain else _text(schema)


def _text(schema: dict[str, Any]) -> str:
    piece = _KINDS[next(_turn) * 5 % len(_KINDS)]
    return repeated(f"They built {piece}" if next(_turn) % 2 else piece, min(schema.get("maxLength", LONGEST), LONGEST))


def answer_to(body: dict[str, Any]) -> str:
    schema = (body.get("response_format") or {}).get("json_schema", {}).get("schema")
    return (
        repeated(_KINDS[next(_turn) % len(_KINDS)], LONGEST) if schema is None else json.dumps(filled(schema, schema))
    )


@contextmanager
def hostile_model() -> Iterator[dict[str, str]]:
    """Runs the model in a thread; yields the settings that connect a server to it."""
    provider, loop = FaultyProvider(), asyncio.new_event_loop()
    provider.text = answer_to
    running = provider.running()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        url = asyncio.run_coroutine_threadsafe(running.__aenter__(), loop).result()
        yield {
            "AURAL_MODEL": "played",
            "AURAL_MODEL_BASE_URL": f"{url}/well/v1",
            "AURAL_MODEL_API_KEY": "x",
            "AURAL_MODEL_REDACT": "on",
        }
        asyncio.run_coroutine_threadsafe(running.__aexit__(None, None, None), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
