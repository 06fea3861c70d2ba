"""Plays recorded interviews again: a strong model's good answers pass through the whole path unchanged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import pytest

from aural.app import Server
from aural.cli.accounts import create_key
from aural.cli.rehearse import rehearse
from aural.engine.plan import follow_up_budget
from aural.interviewer.model.estimate import interviewing_load, tokens_of
from aural.room.access.entry import Who
from aural.sessions.conversation.live import LiveSession
from aural.settings import load_settings
from tests.faulty_provider import FaultyProvider
from tests.talk.taking import TakingClock, open_api, publish

DATA = Path(__file__).parent.parent / "data"
NAMES = sorted(path.stem for path in (DATA / "improvised").glob("*.json"))


class Recorded:
    """Repeats what the candidate said."""

    revealed: ClassVar[list[str]] = []

    def __init__(self, name: str, said: list[str]) -> None:
        self.name, self.email, self._left = name.title(), f"{name}@example.com", list(said)

    def introduce(self, entry: dict[str, Any]) -> None:
        """Does nothing."""

    async def answer(self, room: dict[str, Any], spoken: dict[str, Any]) -> dict[str, Any]:
        return {"text": self._left.pop(0)}


async def play(name: str, recorded: dict[str, Any], provider: FaultyProvider, folder: Path, url: str) -> LiveSession:
    objects = [json.dumps(one) for one in recorded["objects"]]
    provider.text = lambda _body: objects.pop(0)
    model = {"model": "strong", "model_base_url": f"{provider.address}/well/v1", "model_word_seconds": 60}
    settings = load_settings(data_dir=folder, database_url=url, rate_limit_per_minute=0, model_api_key="x", **model)
    server = Server(settings.listening_on("127.0.0.1", 8000), TakingClock())
    try:
        key = await create_key(server.database, settings, organization="Improvised")
        persona = json.loads((DATA / "personas" / f"{recorded['persona']}.json").read_text(encoding="utf-8"))
        persona["interview"]["followUpDepth"] = "MODERATE"
        async with open_api(server, key) as api:
            slug = await publish(api, persona)
        said = [line["text"] for line in recorded["lines"] if line["role"] == "user"]
        assert server.interviewers.model is not None
        await server.interviewers.model.model.load()
        return await rehearse(
            server.rooms.context, server.interviewers.model, Who(slug, None, None), Recorded(name, said)
        )
    finally:
        await server.close()


def assert_estimated(room: LiveSession, requests: list[dict[str, Any]]) -> None:
    """Checks that the tokens really used are close to the estimate for this many answers, of any length."""
    load = interviewing_load(room.plan, len(requests))
    sent = [[*(part["content"] for part in body["messages"]), json.dumps(body["response_format"])] for body in requests]
    assert 0.75 < sum(tokens_of(text) for texts in sent for text in texts) / load.read < 1.25


@pytest.mark.parametrize("name", NAMES)
async def test_replaying_a_recorded_interview_gives_the_same_moves_and_text(
    name: str, tmp_path: Path, sqlite_url: str
) -> None:
    recorded = json.loads((DATA / "improvised" / f"{name}.json").read_text(encoding="utf-8"))
    provider = FaultyProvider()
    async with provider.running():
        room = await play(name, recorded, provider, tmp_path, sqlite_url)
    spoken = [message for message in room.messages if message.role == "assistant"]
    before = [line for line in recorded["lines"] if line["role"] == "assistant"]
    assert [message.move for message in spoken] == [line["move"] for line in before]
    by_model = [
        (m.content, (m.origin or {})["source"]) for m, line in zip(spoken, before, strict=True) if line["byModel"]
    ]
    assert by_model == [(line["text"], "model") for line in before if line["byModel"]]
    assert len(provider.requests) == len(recorded["objects"])
    assert_estimated(room, provider.requests)
    for question in room.plan.questions:
        follow_ups = [m for m in spoken if m.kind == "follow_up" and m.question_id == question.id]
        assert len(follow_ups) <= follow_up_budget(room.plan, question)
