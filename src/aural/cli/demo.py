"""`aural demo`: a sample organization with two interviews and recorded sessions, played through the real engine."""

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
from aural.cli.demo_sessions import SampleClock, Stage
from aural.cli.recorded import list_sessions
from aural.guard.deployment import prepare_database
from aural.organizations import claim_repository as claims
from aural.organizations import repository as organizations
from aural.settings import Settings
from aural.store.database import Database, open_database
from aural.store.deployment import find_value, put_value
from aural.usage import repository as usage

# No user's organization has this name: the first account may choose any other name.
ORGANIZATION = "Lighthouse Software (sample)"
HIRING, RESEARCH = "backend-engineer", "customer-research"
WAITING = {"name": "Kofi Mensah", "email": "kofi.mensah@example.com"}
FILE = "demo.json"


async def seed(settings: Settings) -> list[str]:
    """Creates the samples, unless they exist or were removed. Returns lines to print: the link, the key, its file.

    Samples whose file is missing get a new key, and what an interrupted run left is created again.
    """
    path = settings.data_dir / FILE
    await asyncio.to_thread(prepare_database, settings)
    if not path.exists():
        _keep(path, await _take(settings))
    elif await _is_removed(settings):
        return ["", f"  The sample was removed. To create it again, delete {path} and run `aural demo`.", ""]
    kept = json.loads(path.read_text())
    url = settings.public_url
    return [
        "",
        *([f"  Take the sample interview:  {url}/i/{kept['slug']}"] if kept["slug"] else []),
        f"  Read it through the API:    curl -H 'Authorization: Bearer {kept['key']}' {url}/api/v1/interviews",
        f"  The key is kept in {path}",
        "",
    ]


async def _is_removed(settings: Settings) -> bool:
    database = open_database(settings.database_url)
    try:
        sample = await find_value(database.read, claims.SAMPLE)
        return sample is not None and await organizations.find_organization(database.read, sample) is None
    finally:
        await database.close()


def _keep(path: Path, kept: dict[str, str]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(kept, file, indent=1)


async def _take(settings: Settings) -> dict[str, str]:
    """Finds or creates the interviews and candidates through the REST API. Returns a new key, and the link's slug."""
    clock = SampleClock()
    server = Server(settings, clock)
    try:
        sample = await find_value(server.database.read, claims.SAMPLE)
        found = None if sample is None else await organizations.find_organization(server.database.read, sample)
        if found is None:
            await _remove_rest(server.database)
        name = ORGANIZATION if found is None else found.name
        key = await create_key(server.database, settings, organization=name, name="Demo")
        transport = httpx2.ASGITransport(app=server.asgi())
        headers = {"Authorization": f"Bearer {key}"}
        async with httpx2.AsyncClient(transport=transport, base_url=settings.public_url, headers=headers) as api:
            slug = await (_find_slug(api) if found else _fill(api, server, clock))
        return {"key": key, "slug": slug}
    finally:
        await server.close()


async def _remove_rest(database: Database) -> None:
    """Removes the samples of a run that was interrupted before it marked them. A person's organization stays."""
    for row in await claims.list_claimable(database.read):
        if row.name == ORGANIZATION:
            async with database.transaction() as transaction:
                await organizations.delete_organization(transaction, row.id)


async def _find_slug(api: httpx2.AsyncClient) -> str:
    """The slug of the interview that newcomers take; of another interview if that one was deleted, or empty."""
    response = await api.get("/api/v1/interviews")
    response.raise_for_status()
    interviews = response.json()["data"]
    title = _read_sample(HIRING)["interview"]["title"]
    slugs = [interview["publicSlug"] for interview in sorted(interviews, key=lambda one: one["title"] != title)]
    return slugs[0] if slugs else ""


async def _fill(api: httpx2.AsyncClient, server: Server, clock: SampleClock) -> str:
    """Plays the sessions in the room. Returns the slug of the interview that newcomers take."""
    made = await organizations.take_organization(server.database, ORGANIZATION, clock.now())
    slugs = await _play(api, Stage(server, clock, made.id))
    async with server.database.transaction() as transaction:
        await usage.forget_usage(transaction, made.id)
        # Marks the organization: the pages label it, and the first user who sets up Aural can claim it.
        await put_value(transaction, claims.SAMPLE, made.id)
    return slugs[HIRING]


async def _play(api: httpx2.AsyncClient, stage: Stage) -> dict[str, str]:
    """Returns the interviews' slugs by their names."""
    user_ids = await stage.add_reviewers()
    interviews = {name: await _publish(api, name) for name in (HIRING, RESEARCH)}
    for recorded in list_sessions():
        interview = interviews[recorded.data["interview"]]
        person = {"name": recorded.data["name"], "email": recorded.data["email"]}
        invited = (await _post(api, f"/interviews/{interview['id']}/candidates", person))[0]
        played = await stage.play(recorded, interview["publicSlug"], invited["inviteToken"])
        await stage.review(played, user_ids)
    await _post(api, f"/interviews/{interviews[HIRING]['id']}/candidates", WAITING)
    return {name: interview["publicSlug"] for name, interview in interviews.items()}


async def _publish(api: httpx2.AsyncClient, name: str) -> Any:
    persona = _read_sample(name)
    interview = await _post(api, "/interviews", persona["interview"])
    path = f"/interviews/{interview['id']}"
    await _post(api, f"{path}/questions", [question_of(question) for question in persona["questions"]])
    return await _post(api, f"{path}/publish", {})


def _read_sample(name: str) -> dict[str, Any]:
    sample: dict[str, Any] = json.loads((files("aural") / "samples" / f"{name}.json").read_text(encoding="utf-8"))
    return sample


def question_of(question: dict[str, object]) -> dict[str, object]:
    """A persona's question with the fields that the API accepts."""
    fields = ("text", "type", "required", "followUpEnabled", "options", "description", "starterCode")
    return {field: question[field] for field in fields if field in question}


async def _post(api: httpx2.AsyncClient, path: str, body: object) -> Any:
    response = await api.post(f"/api/v1{path}", json=body)
    response.raise_for_status()
    return response.json()["data"]
