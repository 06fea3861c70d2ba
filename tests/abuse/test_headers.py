"""Text of people can't add a header, a second file name or a path: names of exports have only a-z and hyphens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from aural.reports.export_endpoints import _file_name
from tests.api.seeds import seed_report, seed_session
from tests.api.world import World, open_world

HOSTILE = 'a\r\nSet-Cookie: a=b\n"; filename="../../etc/passwd\x00.exe\u202egnp.html'


@pytest.fixture
async def world(sqlite_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(sqlite_url, tmp_path) as world:
        yield world


async def test_a_hostile_title_adds_no_header_and_no_path_to_a_download(world: World) -> None:
    interview = await world.interview(title=HOSTILE.replace("\x00", ""))
    session = await seed_session(world, interview, participant_name="..\\..\\x")
    await seed_report(world, session, "READY")
    answer = await world.owner.get(f"/sessions/{session}/export", params={"format": "markdown"})
    assert answer.status_code == 200, answer.text
    assert "set-cookie" not in answer.headers
    kind, name = answer.headers["Content-Disposition"].split("; filename*=UTF-8''")
    assert kind == "attachment"
    assert set(unquote(name)).isdisjoint('\r\n"/\\;:\x00\u202e')
    assert unquote(name).count(".") == 1


@pytest.mark.parametrize("name", [HOSTILE, "../../x", "", ".", "..", "CON", "\u202e"])
def test_a_file_name_has_only_a_to_z_digits_and_hyphens(name: str) -> None:
    assert all(sign.isalnum() or sign == "-" for sign in _file_name(name))
    assert _file_name(name)
