"""Every scripted candidate takes a whole interview with the guided interviewer, through the engine and the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from aural.cli.scripted import Candidate
from tests.talk.taking import require_rules, take

PERSONAS = sorted((Path(__file__).parent.parent / "data" / "personas").glob("*-*.json"))


@pytest.mark.parametrize("path", PERSONAS, ids=lambda path: path.stem)
async def test_a_persona_finishes_within_the_rules(path: Path, tmp_path: Path, sqlite_url: str) -> None:
    persona = Candidate.load(path).persona
    room = (await take(persona, tmp_path, sqlite_url)).room
    require_rules(persona, room)


async def test_a_persona_finishes_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    persona = Candidate.load(PERSONAS[0]).persona
    room = (await take(persona, tmp_path, postgres_url)).room
    assert room.state.end_reason == "FINISHED"
