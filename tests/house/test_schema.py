"""The types of the pages are those of the API as it is: who changes a shape there runs `make api`."""

from __future__ import annotations

import subprocess
import sys

from tests.house.source import ROOT

SCHEMA = ROOT / "web/src/api/schema.d.ts"


def test_the_generated_types_are_those_of_the_api() -> None:
    command = [sys.executable, str(ROOT / "tools/openapi.py"), "--digest"]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert SCHEMA.read_text().splitlines()[0] == f"// Made by `make api` from the OpenAPI document {found}", (
        "run: make api"
    )
