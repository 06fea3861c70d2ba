"""The types of the pages and the clients match the API: after changing a shape there, run `make api`."""

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


MADE_FOR_THE_ROOM = "web/src/room/link/wire.d.ts"


@cache
def find_digest(tool: str) -> str:
    command = [sys.executable, "-m", f"tools.{tool}", "--digest"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def first_line(name: str) -> str:
    return (ROOT / name).read_text().splitlines()[0].lstrip("#/ ")


@pytest.mark.parametrize("name", MADE)
def test_generated_files_match_the_api(name: str) -> None:
    assert first_line(name) == f"Made by `make api` from the OpenAPI document {find_digest('openapi')}", "run: make api"


def test_the_types_of_the_room_match_the_protocol() -> None:
    made = f"Made by `make api` from src/aural/room/protocol {find_digest('room_protocol')}"
    assert first_line(MADE_FOR_THE_ROOM) == made, "run: make api"
