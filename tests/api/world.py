"""The API in this process, its users, and the data they create."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import httpx2
from sqlalchemy import bindparam, delete, or_, select

from aural.api.app import Api
from aural.api.context import Context
from aural.api.speaking import NoVoice, ServerVoice
from aural.guard.auth.gate import Gate, issue_key
from aural.guard.secrets import Secrets
from aural.organizations import repository as organizations
from aural.organizations import test_organization_repository as test_organizations
from aural.organizations.repository import OwnedOrganization
from aural.platform.ids import new_id
from aural.settings import Settings, load_settings
from aural.store import schema
from aural.store.database import Connection, Database, open_database
from aural.store.limits import Limits, open_limits
from tests.api.checked import PREFIX, PUBLIC_URL, CheckedTransport
from tests.clocks import FakeClock

Json = dict[str, Any]
_O = schema.organizations
_OURS = select(_O.c.id).where(or_(*(id_.in_(bindparam("ours", expanding=True)) for id_ in (_O.c.id, _O.c.test_of))))
# A worker on the database would send what is due to a receiver of another test.
_FORGET = delete(schema.jobs).where(schema.jobs.c.organization_id.in_(_OURS))
MANY = 6000  # requests a minute: too many to be reached, but the headers are there

# RFC 1112: reserved. Each is in a network of its own, because wrong keys are also limited by network.
_ADDRESSES = (str(network[1]) for network in ip_network("240.0.0.0/4").subnets(new_prefix=24))


def new_address() -> str:
    """A client address that no other test of this process has used, because limits count by address."""
    return next(_ADDRESSES)


class Client(httpx2.AsyncClient):
    """A client with a key or without one. Every answer is checked against the OpenAPI document."""

    def __init__(self, app: Any, key: str | None, address: str) -> None:
        headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        super().__init__(transport=CheckedTransport(app, address), base_url=f"http://test{PREFIX}", headers=headers)

    async def data(self, method: str, path: str, body: Any = None, **more: Any) -> Any:
        """Returns `data` of the answer, which must be a success."""
        response = await self.request(method, path, **({} if body is None else {"json": body}), **more)
        assert response.status_code == 200, response.text
        return response.json()["data"]

    async def error(self, status: int, method: str, path: str, body: Any = None, **more: Any) -> Json:
        """Returns `error` of the answer, which must have this status."""
        response = await self.request(method, path, **({} if body is None else {"json": body}), **more)
        assert response.status_code == status, response.text
        error: Json = response.json()["error"]
        return error


def paths_of(error: Json) -> list[str]:
    return [detail["path"] for detail in error["details"]]


@dataclass
class World:
    """owner, member and viewer belong to one organization. neighbour's key reaches only another project of it. stranger
    belongs to another organization.
    """

    api: Api
    database: Database
    clock: FakeClock
    secrets: Secrets
    settings: Settings
    acme: OwnedOrganization
    limits: Limits
    keys: dict[str, str] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    # Worlds share a database and a clock, so limits without a key tell them apart only by address.
    address: str = field(default_factory=new_address)

    def __getattr__(self, persona: str) -> Client:
        if persona.startswith("_") or persona not in self.keys:
            raise AttributeError(persona)
        if persona not in self.clients:
            self.clients[persona] = Client(self.api, self.keys[persona], self.address)
        return self.clients[persona]

    def with_key(self, key: str | None) -> Client:
        client = Client(self.api, key, self.address)
        self.clients[f"client {len(self.clients)}"] = client
        return client

    async def issue(self, organization: OwnedOrganization, role: str, **reach: Any) -> str:
        async with self.database.transaction() as transaction:
            return await self.issue_in(transaction, organization, role, **reach)

    async def issue_in(self, transaction: Connection, organization: OwnedOrganization, role: str, **reach: Any) -> str:
        made = await issue_key(
            transaction,
            organization.id,
            self.secrets,
            user_id=organization.owner_id,
            name=role,
            role=role,
            now=self.clock.now(),
            **reach,
        )
        return made.key

    async def in_test_mode(self) -> World:
        """The test data of Acme, with only an owner who has a test key."""
        async with self.database.transaction() as transaction:
            twin_id = await test_organizations.take_test_organization(transaction, self.acme.id, self.clock.now())
        testing = replace(self, acme=replace(self.acme, id=twin_id), keys={}, clients={})
        testing.keys["owner"] = await testing.issue(testing.acme, "OWNER")
        testing.clients["owner"] = self.with_key(testing.keys["owner"])
        return testing

    async def sign_in(self, user_id: str) -> Client:
        """A browser in which this user is signed in."""
        async with self.database.transaction() as transaction:
            cookie = await self.api.gate.browsers.sign_in(transaction, user_id, "Firefox")
        client = Client(self.api, None, self.address)
        client.headers["Cookie"] = cookie.partition(";")[0]
        client.headers["X-CSRF-Token"] = self.api.gate.browsers.csrf_of(cookie)
        self.clients[f"client {len(self.clients)}"] = client
        return client

    async def join(self, role: str, *, name: str = "Robin") -> str:
        """Adds a new member to Acme, and returns the user's id."""
        async with self.database.transaction() as transaction:
            return await organizations.add_member(
                transaction,
                self.acme.id,
                name=name,
                email=f"{new_id()}@example.com",
                role=role,
                now=self.clock.now(),
                upgrade_url="",
            )

    async def interview(self, **fields: Any) -> Json:
        interview: Json = await self.owner.data("POST", "/interviews", {"title": "Backend screening", **fields})
        return interview

    async def questions(self, interview: Json, *items: Any) -> list[Json]:
        wanted = [item if isinstance(item, dict) else {"text": item} for item in items]
        made: list[Json] = await self.owner.data("POST", f"/interviews/{interview['id']}/questions", wanted)
        return made

    async def candidate(self, interview: Json, **fields: Any) -> Json:
        made: list[Json] = await self.owner.data("POST", f"/interviews/{interview['id']}/candidates", fields)
        return made[0]

    async def orders(self, interview: Json) -> list[tuple[int, str]]:
        listed = await self.owner.data("GET", f"/interviews/{interview['id']}/questions")
        return [(question["order"], question["text"]) for question in listed]


@dataclass(frozen=True)
class Storage:
    """An open database with its limits."""

    url: str
    database: Database
    limits: Limits


@asynccontextmanager
async def open_storage(url: str) -> AsyncIterator[Storage]:
    database = open_database(url)
    limits = open_limits(database, url)
    yield Storage(url, database, limits)
    await limits.close()
    await database.close()


@asynccontextmanager
async def open_world(url: str, data_dir: Path, **given: Any) -> AsyncIterator[World]:
    """A world with its own connections; `given` is as in `make_world`."""
    async with open_storage(url) as storage, make_world(storage, data_dir, **given) as world:
        yield world


@asynccontextmanager
async def make_world(
    storage: Storage,
    data_dir: Path,
    *,
    limit: int = MANY,
    plan: str | None = None,
    voice: ServerVoice | None = None,
    **given: Any,
) -> AsyncIterator[World]:
    """A world of new organizations in this storage, which other worlds may share."""
    settings = load_settings(
        data_dir=data_dir,
        database_url=storage.url,
        secret_key="s" * 40,
        public_url=PUBLIC_URL,
        rate_limit_per_minute=limit,
        **given,
    ).listening_on("127.0.0.1", 8000)
    database, clock, secrets = storage.database, FakeClock(), Secrets(settings.secret_key)
    acme = await organizations.take_organization(database, f"Acme {new_id()}", clock.now(), plan)
    other = await organizations.take_organization(database, f"Other {new_id()}", clock.now())
    gate = Gate(database, storage.limits, secrets, clock, limit, settings.public_url)
    api = Api(Context(database, clock, settings, secrets, gate, voice=voice or NoVoice()))
    world = World(api, database, clock, secrets, settings, acme, storage.limits)
    try:
        await _people(world, other)
        yield world
    finally:
        for client in world.clients.values():
            await client.aclose()
        await gate.close()
        async with database.transaction() as transaction:
            await transaction.run(_FORGET, {"ours": [acme.id, other.id]})


async def _people(world: World, other: OwnedOrganization) -> None:
    async with world.database.transaction() as transaction:
        project = await organizations.take_project(transaction, world.acme.id, "Elsewhere", world.clock.now())
        for persona, role in (("owner", "OWNER"), ("member", "MEMBER"), ("viewer", "VIEWER")):
            world.keys[persona] = await world.issue_in(transaction, world.acme, role)
        world.keys["neighbour"] = await world.issue_in(transaction, world.acme, "OWNER", project_ids=[project])
        world.keys["stranger"] = await world.issue_in(transaction, other, "OWNER")
