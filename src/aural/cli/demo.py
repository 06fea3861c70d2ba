"""`aural demo`: a sample organization with three interviews and finished sessions, produced by the real engine."""

from __future__ import annotations

import asyncio
import json
import os
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx2

from aural.app import Server
from aural.cli.accounts import create_key
from aural.cli.answerers import ScriptedAnswerer
from aural.cli.rehearse import rehearse
from aural.cli.scripted import Candidate
from aural.guard.deployment import prepare_database
from aural.organizations import claim_repository as claims
from aural.organizations import repository as organizations
from aural.platform.clock import SystemClock
from aural.room.access.entry import Who
from aural.settings import Settings
from aural.store.database import open_database
from aural.store.deployment import find_value, put_value

ORGANIZATION = "Harbour Cooperative"
SAMPLES = ("backend-engineer", "customer-research", "support-specialist")
FILE = "demo.json"


class SampleClock:
    """A clock that starts an hour and a half ago and advances with each answer, so that samples take realistic time."""

    def __init__(self) -> None:
        self._now = SystemClock().now() - 5_400_000

    def now(self) -> int:
        return self._now

    def speak(self, text: str) -> None:
        """Advances by the time to read a question, think, and type `text` at 40 words a minute."""
        self._now += 8_000 + len(text.split()) * 1_500


async def seed(settings: Settings) -> list[str]:
    """Creates the samples, unless they exist. Returns lines to print, with the link, the key and where it is kept."""
    path = settings.data_dir / FILE
    await asyncio.to_thread(prepare_database, settings)
    if not path.exists():
        _keep(path, await _fill(settings))
    await _mark(settings)
    kept = json.loads(path.read_text())
    url = settings.public_url
    return [
        "",
        f"  Take the sample interview:  {url}/i/{kept['slug']}",
        f"  Read it through the API:    curl -H 'Authorization: Bearer {kept['key']}' {url}/api/v1/interviews",
        f"  The key is kept in {path}",
        "",
    ]


async def _mark(settings: Settings) -> None:
    """Marks the organization as a sample: the pages label it, and the first user who sets up Aural can claim it."""
    database = open_database(settings.database_url)
    try:
        for row in await organizations.list_organizations(database.read):
            if row.name == ORGANIZATION and await find_value(database.read, claims.SAMPLE) is None:
                async with database.transaction() as transaction:
                    await put_value(transaction, claims.SAMPLE, row.id)
    finally:
        await database.close()


def _keep(path: Path, kept: dict[str, str]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(kept, file, indent=1)


async def _fill(settings: Settings) -> dict[str, str]:
    """Creates everything from outside, through the REST API and with candidates who answer."""
    server = Server(settings, SampleClock())
    try:
        key = await create_key(server.database, settings, organization=ORGANIZATION, name="Demo")
        transport = httpx2.ASGITransport(app=server.asgi())
        headers = {"Authorization": f"Bearer {key}"}
        async with httpx2.AsyncClient(transport=transport, base_url=settings.public_url, headers=headers) as api:
            slugs = [await _sample(server, api, name) for name in SAMPLES]
        return {"key": key, "slug": slugs[0]}
    finally:
        await server.close()


async def _sample(server: Server, api: httpx2.AsyncClient, name: str) -> str:
    """Creates a published interview with a finished session. Returns its slug. The server writes the report later."""
    persona = json.loads((files("aural") / "samples" / f"{name}.json").read_text(encoding="utf-8"))
    interview = await _post(api, "/interviews", persona["interview"])
    path = f"/interviews/{interview['id']}"
    await _post(api, f"{path}/questions", [question_of(question) for question in persona["questions"]])
    slug: str = (await _post(api, f"{path}/publish", {}))["publicSlug"]
    invited = (await _post(api, f"{path}/candidates", {"name": persona["candidate"]["name"]}))[0]
    who = Who(slug, invited["inviteToken"], None)
    context = server.rooms.context
    clock = server.clock
    assert isinstance(clock, SampleClock)
    await rehearse(context, server.interviewers.guided, who, ScriptedAnswerer(Candidate(persona)), passes=clock.speak)
    return slug


def question_of(question: dict[str, Any]) -> dict[str, Any]:
    """A persona's question with the fields that the API accepts."""
    fields = ("text", "type", "required", "followUpEnabled", "options", "description", "starterCode")
    return {field: question[field] for field in fields if field in question}


async def _post(api: httpx2.AsyncClient, path: str, body: Any) -> Any:
    response = await api.post(f"/api/v1{path}", json=body)
    response.raise_for_status()
    return response.json()["data"]
