"""The types of the pages and the clients are those of the API as it is: who changes a shape there runs `make api`."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

import pytest

from tests.house.source import ROOT

MADE = (
    "web/src/api/schema.d.ts",
    "clients/typescript/src/schema.ts",
    "clients/typescript/src/resources.ts",
    "clients/python/src/aural_client/models.py",
    "clients/python/src/aural_client/_resources.py",
    "clients/python/src/aural_client/_async_resources.py",
)


@cache
def find_digest() -> str:
    command = [sys.executable, "-m", "tools.openapi", "--digest"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("name", MADE)
def test_what_is_generated_is_of_the_api_as_it_is(name: str) -> None:
    made = f"Made by `make api` from the OpenAPI document {find_digest()}"
    assert (ROOT / name).read_text().splitlines()[0].lstrip("#/ ") == made, "run: make api"
