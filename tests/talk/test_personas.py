"""Every scripted candidate takes its whole interview with the guided brain, through the engine and the store."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from aural.scripted import Candidate
from tests.talk.taking import take

PERSONAS = sorted((Path(__file__).parent.parent / "data" / "personas").glob("*-*.json"))
PROBES = {"elaborate-why", "example", "narrow", "detail", "number", "trade-off", "own-part"}


@pytest.mark.parametrize("path", PERSONAS, ids=lambda path: path.stem)
async def test_a_persona_runs_to_the_end_within_the_rules(path: Path, tmp_path: Path, sqlite_url: str) -> None:
    persona = Candidate.load(path).persona
    room = (await take(persona, tmp_path, sqlite_url)).room
    spoken = [message for message in room.messages if message.role == "assistant"]
    assert room.state.end_reason == "FINISHED"
    asked = [m.question_id for m in spoken if m.kind == "question"]
    assert asked == [question.id for question in room.plan.questions]  # each once, in order
    budgets = [question["maxFollowUps"] for question in persona["questions"]]
    for question, budget in zip(room.plan.questions, budgets, strict=True):
        assert sum(m.question_id == question.id and m.move in PROBES for m in spoken) <= budget
    texts = Counter(message.content for message in spoken)
    assert max(texts.values()) == 1, texts.most_common(1)
    assert not [text for text in texts if re.search(r"[{}]|\bNone\b|“”|  ", text)]


async def test_a_persona_ends_the_same_way_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    persona = Candidate.load(PERSONAS[0]).persona
    room = (await take(persona, tmp_path, postgres_url)).room
    assert room.state.end_reason == "FINISHED"
