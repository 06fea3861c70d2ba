"""Nobody reaches what is not theirs: every operation of the OpenAPI document × everybody who must not.

The answer is the one for an id that never existed, and not a byte of the database changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import select

from aural.guard.tokens import new_api_key
from aural.store import keys, schema
from tests.api.checked import DOCUMENT
from tests.api.seeds import (
    seed_assessment,
    seed_comment,
    seed_file,
    seed_hold,
    seed_import,
    seed_integration,
    seed_recording,
    seed_rehearsal,
    seed_report,
    seed_request,
    seed_session,
    seed_share,
    seed_webhook,
)
from tests.api.world import Client, Json, World, open_world

OPERATIONS = [
    (method.upper(), path, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
    if operation.get("security") != []
]
FOR_PEOPLE = [{"browser": []}]
UNKNOWN = "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d3e"
# Counted and noted beside the requests, whoever sends them.
NOT_HASHED = {"rate_limits", "alembic_version", "access_log", "audit_entries", "person_keys"}
NOT_HASHED_COLUMNS = {"last_used_at", "last_used_from"}
OUTSIDERS = ("nobody", "garbage", "unknown", "revoked", "expired", "ticket", "invite")
FOREIGNERS = ("stranger", "neighbour")


class Town:
    """A world with one of everything, and everybody who wants it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ids: dict[str, str] = {}
        self.file = self.comment = self.delivery = self.assessment = ""
        self.queries: dict[str, Json] = {}
        self.people: dict[str, Client] = {name: getattr(world, name) for name in (*FOREIGNERS, "viewer")}

    async def settle(self) -> None:
        world = self.world
        interview = await world.interview()
        (question,) = await world.questions(interview, "Why?")
        session = await seed_session(world, interview)
        await seed_report(world, session, "READY")
        self.file = await seed_file(world, session)
        self.comment = await seed_comment(world, session)
        self.ids = {"interviews": interview["id"], "questions": question["id"], "sessions": session}
        self.ids["rehearsals"] = await seed_rehearsal(world, interview)
        await world.owner.data("POST", f"/interviews/{interview['id']}/publish")
        (version,) = await world.owner.data("GET", f"/interviews/{interview['id']}/versions")
        kept = await world.owner.data("POST", "/library", {"text": "Why?", "tags": ["a"]})
        self.ids |= {"versions": version["id"], "library": kept["id"]}
        self.ids["requests"] = await seed_request(world, interview, session)
        self.ids["shares"], _ = await seed_share(world, session)
        self.ids["recordings"] = await seed_recording(world, session)
        self.ids["webhooks"], self.delivery = await seed_webhook(world)
        self.queries["/comparisons"] = {"ids": f"{session},{await seed_session(world, interview)}"}
        self.queries["/sessions/export"] = {"interviewId": interview["id"]}
        self.ids["holds"] = await seed_hold(world, interview)
        candidate = await world.candidate(interview)
        self.ids["imports"] = await seed_import(world, interview)
        self.ids["candidates"] = candidate["id"]
        self.ids["integrations"] = await seed_integration(world)
        self.assessment = await seed_assessment(world, self.ids["integrations"], candidate["id"])
        expired = await world.issue(world.acme, "OWNER", expires_at=world.clock.now())
        revoked = await world.issue(world.acme, "OWNER")
        async with world.database.transaction() as transaction:
            newest = (await keys.list_keys(transaction, world.acme.id))[0]
            await keys.revoke_key(transaction, world.acme.id, newest.id, world.clock.now())
        self.ids["keys"] = newest.id
        self.ids["members"] = await world.join("MEMBER")
        self.ids["invitations"] = (await world.owner.data("POST", "/invitations", {"role": "VIEWER"}))["id"]
        self.ids["projects"] = interview["projectId"]
        tokens = (
            None,
            "dlv_garbage",
            new_api_key(),
            revoked,
            expired,
            world.secrets.new_token(),
            candidate["inviteToken"],
        )
        self.people |= {name: world.with_key(token) for name, token in zip(OUTSIDERS, tokens, strict=True)}

    async def state(self) -> str:
        """A hash of everything that is stored."""
        digest = hashlib.sha256()
        for table in schema.metadata.sorted_tables:
            if table.name in NOT_HASHED:
                continue
            columns = [column for column in table.c if column.name not in NOT_HASHED_COLUMNS]
            rows = await self.world.database.read.rows(select(*columns))
            digest.update("\n".join(sorted(map(repr, rows))).encode())
        return digest.hexdigest()

    async def ask(self, person: str, method: str, path: str, row_id: str | None, body: Any) -> httpx2.Response:
        more = {} if body is None else {"json": body}
        params = self.queries.get(path)
        parts = {
            "{id}": row_id or "",
            "{fileId}": self.file,
            "{commentId}": self.comment,
            "{deliveryId}": self.delivery,
            "{assessmentId}": self.assessment,
        }
        for name, part in parts.items():
            path = path.replace(name, part)
        return await self.people[person].request(method, path, params=params, **more)


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with open_world(database_url, tmp_path) as world:
        town = Town(world)
        await town.settle()
        yield town


def body_of(operation: Json) -> Any:
    """A body that would do something."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return None if content is None else content["examples"]["one"]["value"]


def is_for_viewers(method: str, operation: Json) -> bool:
    """Reading is, where it asks for no more: what is watched while it happens, and whom else is invited, is not."""
    may = operation["description"].endswith("Role: VIEWER or more.") and operation["operationId"] != "watchSession"
    return method == "GET" and may


def told(response: httpx2.Response) -> Json:
    """An error without what differs by request."""
    error: Json = response.json()["error"]
    return {name: value for name, value in error.items() if name != "requestId"}


async def test_outsiders_are_401_everywhere_and_foreigners_find_what_never_existed(town: Town) -> None:
    before = await town.state()
    for method, path, operation in OPERATIONS:
        row_id = town.ids.get(path.split("/")[1])
        body = body_of(operation)
        for person in OUTSIDERS:
            response = await town.ask(person, method, path, row_id, body)
            assert response.status_code == 401, (person, method, path)
        for person in FOREIGNERS if "{id}" in path else ():
            theirs = await town.ask(person, method, path, row_id, body)
            unknown = await town.ask(person, method, path, UNKNOWN, body)
            malformed = await town.ask(person, method, path, "mine", body)
            assert theirs.status_code == 404, (person, method, path)
            assert told(theirs) == told(unknown) == told(malformed), (person, method, path)
    assert await town.state() == before


async def test_a_viewer_changes_nothing_and_does_not_learn_what_is_foreign(town: Town) -> None:
    before = await town.state()
    for method, path, operation in OPERATIONS:
        response = await town.ask("viewer", method, path, town.ids.get(path.split("/")[1]), body_of(operation))
        is_for_keys = operation.get("security") != FOR_PEOPLE
        assert response.status_code == (200 if is_for_viewers(method, operation) and is_for_keys else 403), (
            method,
            path,
        )
        if "{id}" in path:
            assert (await town.ask("viewer", method, path, UNKNOWN, body_of(operation))).status_code == 404
    assert await town.state() == before


async def test_a_viewer_who_is_signed_in_changes_nothing_either(town: Town) -> None:
    town.people["viewer"] = await town.world.sign_in(await town.world.join("VIEWER"))
    await town.people["viewer"].data("GET", "/me")  # the first request in an organization leaves its mark
    before = await town.state()
    for method, path, operation in OPERATIONS:
        if operation.get("security") == FOR_PEOPLE:  # one's own account is one's own
            continue
        response = await town.ask("viewer", method, path, town.ids.get(path.split("/")[1]), body_of(operation))
        assert response.status_code == (200 if is_for_viewers(method, operation) else 403), (method, path)
    assert await town.state() == before


async def test_what_a_query_names_is_as_foreign_as_what_a_path_names(town: Town) -> None:
    for path, query in town.queries.items():
        names = [name for name in query if name in ("ids", "interviewId")]
        never = {name: f"{UNKNOWN},{UNKNOWN[::-1]}" if name == "ids" else UNKNOWN for name in names}
        for person in FOREIGNERS:
            theirs = await town.ask(person, "GET", path, None, None)
            assert theirs.status_code == 404, (person, path)
            unknown = await town.people[person].get(path, params=never)
            assert told(theirs) == told(unknown), (person, path)


async def test_lists_show_their_own_organization_only(town: Town) -> None:
    for person in FOREIGNERS:
        assert await town.people[person].data("GET", "/interviews") == []
    usage = await town.people["stranger"].data("GET", "/usage")
    assert usage["templates"]["used"] == 0


async def test_the_state_would_have_shown_a_change(town: Town) -> None:
    before = await town.state()
    await town.world.owner.data("PATCH", f"/interviews/{town.ids['interviews']}", {"title": "Changed"})
    assert await town.state() != before
