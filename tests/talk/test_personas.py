"""Every scripted candidate takes its whole interview with the guided brain, through the engine and the store."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import httpx2
import pytest

from aural.accounts import create_key
from aural.app import Server
from aural.demo import SampleClock, question_of
from aural.rehearse import rehearse
from aural.room.consent import consent_text
from aural.room.entry import Who
from aural.room.live import LiveRoom
from aural.scripted import Candidate
from aural.settings import load_settings

PERSONAS = sorted((Path(__file__).parent.parent / "data" / "personas").glob("*-*.json"))
PROBES = {"elaborate-why", "example", "narrow", "detail", "number", "trade-off", "own-part"}


async def take(persona: dict[str, Any], data_dir: Path, url: str) -> LiveRoom:
    settings = load_settings(data_dir=data_dir, database_url=url, rate_limit_per_minute=0).listening_on(
        "127.0.0.1", 8000
    )
    server = Server(settings, SampleClock())
    try:
        key = await create_key(server.database, settings, organization="Personas")
        transport = httpx2.ASGITransport(app=server.asgi())
        headers = {"Authorization": f"Bearer {key}"}
        async with httpx2.AsyncClient(
            transport=transport, base_url=f"{settings.public_url}/api/v1", headers=headers
        ) as api:
            interview = (await api.post("/interviews", json=persona["interview"])).json()["data"]
            path = f"/interviews/{interview['id']}"
            questions = [question_of(question) for question in persona["questions"]]
            await api.post(f"{path}/questions", json=questions)
            slug = (await api.post(f"{path}/publish")).json()["data"]["publicSlug"]
        text = consent_text(persona["interview"]["language"], ai_name="", organization="")
        consent = {"version": text.version, "language": text.language, "accepted": True}
        clock = server.clock
        assert isinstance(clock, SampleClock)
        candidate = Candidate(persona)
        context = server.rooms.context
        return await rehearse(
            context, server.brains.guided, Who(slug, None, None), candidate, consent=consent, passes=clock.speak
        )
    finally:
        await server.close()


@pytest.mark.parametrize("path", PERSONAS, ids=lambda path: path.stem)
async def test_a_persona_runs_to_the_end_within_the_rules(path: Path, tmp_path: Path, sqlite_url: str) -> None:
    persona = Candidate.load(path).persona
    room = await take(persona, tmp_path, sqlite_url)
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
    room = await take(persona, tmp_path, postgres_url)
    assert room.state.end_reason == "FINISHED"
