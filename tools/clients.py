"""Writes the generated methods of the clients, and the part of the OpenAPI document from which third-party generators
make the clients' types. For `make api`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from aural.documentation.methods import Json, list_operations, list_resources
from tools.client_python import write_python
from tools.client_typescript import write_typescript
from tools.openapi import digest, dump

ROOT = Path(__file__).parents[1]
PYTHON = ROOT / "clients/python/src/aural_client"
TYPESCRIPT = ROOT / "clients/typescript/src"


def main() -> None:
    document = orjson.loads(dump())
    made = f"Made by `make api` from the OpenAPI document {digest()}"
    resources = list_resources(document)
    (ROOT / ".tools/clients.json").write_bytes(orjson.dumps(_keep_used(document)))
    for name, is_async in (("_resources.py", False), ("_async_resources.py", True)):
        (PYTHON / name).write_text(f"# {made}\n{write_python(resources, is_async=is_async)}")
    (TYPESCRIPT / "resources.ts").write_text(f"// {made}\n{write_typescript(resources)}")


def _keep_used(document: Json) -> Json:
    """The document without errors, which all have one shape, without operations that the clients leave out, and without
    schemas that nothing else uses.
    """
    paths: dict[str, Json] = {}
    for path, verb, operation in list_operations(document):
        success = {"200": operation["responses"]["200"]}
        paths.setdefault(path, {})[verb.lower()] = {**operation, "responses": success}
    components = document["components"]
    used = {**document, "paths": paths, "components": {**components, "responses": {}, "schemas": {}}}
    while missing := set(_list_references(used)) - set(used["components"]["schemas"]):
        used["components"]["schemas"] |= {name: components["schemas"][name] for name in missing}
    ordered = sorted(used["components"]["schemas"].items())
    return {**used, "components": {**used["components"], "schemas": dict(ordered)}}


def _list_references(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        reference = part.get("$ref")
        if isinstance(reference, str) and reference.startswith("#/components/schemas/"):
            yield reference.rpartition("/")[2]
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from _list_references(each)


if __name__ == "__main__":
    main()
