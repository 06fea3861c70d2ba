"""Writes what is generated of the clients by ourselves: their methods, and the part of the OpenAPI document of which
others' generators then make the shapes. For `make api`."""

from __future__ import annotations

from pathlib import Path

import orjson
from client_methods import keep_used, list_resources
from client_python import write_python
from client_typescript import write_typescript
from openapi import digest, dump

ROOT = Path(__file__).parents[1]
PYTHON = ROOT / "clients/python/src/aural_client"
TYPESCRIPT = ROOT / "clients/typescript/src"


def main() -> None:
    document = orjson.loads(dump())
    made = f"Made by `make api` from the OpenAPI document {digest()}"
    resources = list_resources(document)
    (ROOT / ".tools/clients.json").write_bytes(orjson.dumps(keep_used(document)))
    for name, is_async in (("_resources.py", False), ("_async_resources.py", True)):
        (PYTHON / name).write_text(f"# {made}\n{write_python(resources, is_async=is_async)}")
    (TYPESCRIPT / "resources.ts").write_text(f"// {made}\n{write_typescript(resources)}")


if __name__ == "__main__":
    main()
