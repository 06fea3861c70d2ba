"""A scripted candidate takes its interview through the API, the engine and the store, and the report is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import httpx2
from sqlalchemy import update

from aural.app import Server
from aural.cli.accounts import create_key
from aural.cli.answerers import ScriptedAnswerer
from aural.cli.demo import question_of
from aural.cli.demo_sessions import SampleClock
from aural.cli.rehearse import rehearse
from aural.cli.scripted import Candidate
from aural.engine.moves import ProbeName
from aural.room.access.entry import Who
from aural.sessions.conversation.live import LiveSession
from aural.settings import load_settings
from aural.store import schema
from aural.store.jobs import MAX_ATTEMPTS

PROBES = set(get_args(ProbeName))


class TakingClock(SampleClock):
    """A clock that moves with each answer, by the time it takes to write, and for jobs that wait for their next
    attempt.
    """

    def wait(self, seconds: int) -> None:
        self._now += 1000 * seconds


@dataclass
class Taken:
    """The room after the interview, and the session with its report as the API returns it."""

    room: LiveSession
    candidate: Candidate
    session: dict[str, Any]


async def take(
    persona: dict[str, Any],
    data_dir: Path,
    url: str,
    *,
    with_report: bool = False,
    most_attempts: int = MAX_ATTEMPTS,
    on_answer: Callable[[], None] = lambda: None,
    **settings: Any,
) -> Taken:
    """`settings` may name a model; without one, the guided interviewer asks. `on_answer` is called before each answer.

    `most_attempts` is how often the model is asked for the report before the guided interviewer writes it.
    """
    clock = TakingClock()
    loaded = load_settings(data_dir=data_dir, database_url=url, rate_limit_per_minute=0, **settings)
    server = Server(loaded.listening_on("127.0.0.1", 8000), clock)
    try:
        key = await create_key(server.database, loaded, organization="Personas")
        async with open_api(server, key) as api:
            slug = await publish(api, persona)
            candidate = Candidate(persona)
            room = await _interview(server, slug, candidate, on_answer)
            await _allow(server, most_attempts)
            session = await _session(api, room)
            while with_report and session["reportStatus"] in ("PENDING", "RUNNING"):
                await server.worker.run_due()
                clock.wait(60)  # until failed jobs are due again
                session = await _session(api, room)
        return Taken(room, candidate, session)
    finally:
        await server.close()


async def _allow(server: Server, attempts: int) -> None:
    async with server.database.transaction() as transaction:
        await transaction.run(update(schema.jobs).where(schema.jobs.c.kind == "analyse").values(max_attempts=attempts))


async def _session(api: httpx2.AsyncClient, room: LiveSession) -> dict[str, Any]:
    session: dict[str, Any] = (await api.get(f"/sessions/{room.session_id}")).json()["data"]
    return session


def open_api(server: Server, key: str) -> httpx2.AsyncClient:
    transport = httpx2.ASGITransport(app=server.asgi())
    base = f"{server.settings.public_url}/api/v1"
    return httpx2.AsyncClient(transport=transport, base_url=base, headers={"Authorization": f"Bearer {key}"})


async def publish(api: httpx2.AsyncClient, persona: dict[str, Any]) -> str:
    """The slug of the persona's published interview."""
    interview = (await api.post("/interviews", json=persona["interview"])).json()["data"]
    path = f"/interviews/{interview['id']}"
    await api.post(f"{path}/questions", json=[question_of(question) for question in persona["questions"]])
    slug: str = (await api.post(f"{path}/publish")).json()["data"]["publicSlug"]
    return slug


async def _interview(server: Server, slug: str, candidate: Candidate, on_answer: Callable[[], None]) -> LiveSession:
    clock = server.clock
    assert isinstance(clock, SampleClock)
    context = server.rooms.context
    interviewer = server.interviewers.model or server.interviewers.guided
    who = Who(slug, None, None)

    def passes(text: str) -> None:
        clock.speak(text)
        on_answer()

    return await rehearse(context, interviewer, who, ScriptedAnswerer(candidate), passes=passes)


def require_rules(persona: dict[str, Any], room: LiveSession) -> None:
    """Checks the rules for every interviewer: finished, each question once and in order, within the limits, no
    repetition.
    """
    spoken = [message for message in room.messages if message.role == "assistant"]
    assert room.state.end_reason == "FINISHED"
    asked = [m.question_id for m in spoken if m.kind == "question"]
    assert asked == [question.id for question in room.plan.questions]  # each once and in order
    budgets = [question["maxFollowUps"] for question in persona["questions"]]
    for question, budget in zip(room.plan.questions, budgets, strict=True):
        assert sum(m.question_id == question.id and m.move in PROBES for m in spoken) <= budget
    texts = Counter(message.content for message in spoken)
    assert max(texts.values()) == 1, texts.most_common(1)
    assert not [text for text in texts if re.search(r"[{}]|\bNone\b|“”|  ", text)]
