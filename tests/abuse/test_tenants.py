"""No caller reaches other people's data: every caller tries every operation of the API that they must not use.

The answer is the same as for an unknown id, and not a byte of the database changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import select

from aural.guard.auth.tokens import new_api_key
from aural.organizations import key_repository as keys
from aural.store import schema
from tests.api.checked import DOCUMENT, CheckedTransport
from tests.api.seeds import (
    seed_assessment,
    seed_comment,
    seed_criterion,
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
from tests.api.world import Client, Json, World, new_address, open_world

OPERATIONS = [
    (method.upper(), path, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
    if operation.get("security") != []
]
FOR_PEOPLE = [{"browser": []}]
UNKNOWN = "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d3e"
# Counted and recorded along with every request of any caller.
NOT_HASHED = {"rate_limits", "alembic_version", "access_log", "audit_entries", "audit_chains", "person_keys"}
NOT_HASHED_COLUMNS = {"last_used_at", "last_used_from"}
CRITERION = "Keeps the harbour’s secrets"
OUTSIDERS = ("nobody", "garbage", "unknown", "revoked", "expired", "ticket", "invite")
FOREIGNERS = ("stranger", "neighbour", "tester", "other tester")  # the last two have test keys


class Town:
    """A world with one of each resource, and all the callers who ask for it."""

    def __init__(self, world: World, people: dict[str, Client]) -> None:
        self.world, self.people = world, people
        self.ids: dict[str, str] = {}
        self.file = self.comment = self.delivery = self.invite_token = self.assessment = ""
        self.queries: dict[str, Json] = {}

    async def settle(self) -> None:
        world = self.world
        self.people["tester"] = (await world.in_test_mode()).owner
        self.people["other tester"] = await other_tester(world)
        await self.make()
        await self.people_of_acme()

    async def make(self) -> None:
        """Creates one of each resource that both live and test data may have."""
        world = self.world
        interview = await world.interview()
        (question,) = await world.questions(interview, "Why?")
        session = await seed_session(world, interview)
        await seed_report(world, session, "READY")
        await seed_criterion(world, interview, session, CRITERION)
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
        view = {"list": "sessions", "name": "All", "query": "", "isShared": True, "interviewId": interview["id"]}
        self.ids["views"] = (await world.owner.data("POST", "/views", view))["id"]
        candidate = await world.candidate(interview)
        self.ids["imports"] = await seed_import(world, interview)
        self.ids["candidates"], self.invite_token = candidate["id"], candidate["inviteToken"]
        self.ids["projects"] = interview["projectId"]
        self.ids["integrations"] = await seed_integration(world)
        self.assessment = await seed_assessment(world, self.ids["integrations"], candidate["id"])

    async def people_of_acme(self) -> None:
        """Members and keys, and the credentials of callers who must be refused."""
        world = self.world
        expired = await world.issue(world.acme, "OWNER", expires_at=world.clock.now())
        revoked = await world.issue(world.acme, "OWNER")
        async with world.database.transaction() as transaction:
            newest = (await keys.list_keys(transaction, world.acme.id))[0]
            await keys.revoke_key(transaction, world.acme.id, newest.id, world.clock.now())
        self.ids["keys"] = newest.id
        self.ids["members"] = await world.join("MEMBER")
        self.ids["invitations"] = (await world.owner.data("POST", "/invitations", {"role": "VIEWER"}))["id"]
        tokens = (
            None,
            "dlv_garbage",
            new_api_key(),
            revoked,
            expired,
            world.secrets.new_token(),
            self.invite_token,
        )
        self.people |= {name: world.with_key(token) for name, token in zip(OUTSIDERS, tokens, strict=True)}

    async def state(self) -> str:
        """A hash of all that is stored."""
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
        if person in OUTSIDERS:  # from a new address each time: wrong keys are limited by address
            self.people[person]._transport = CheckedTransport(self.world.api, new_address())
        return await self.people[person].request(method, path, params=params, **more)


async def other_tester(world: World) -> Client:
    """A client with a test key of another organization."""
    body = {"name": "CI", "role": "OWNER", "mode": "TEST"}
    return world.with_key((await world.stranger.data("POST", "/keys", body))["key"])


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with open_world(database_url, tmp_path) as world:
        town = Town(world, {name: getattr(world, name) for name in ("stranger", "neighbour", "viewer")})
        await town.settle()
        yield town


def body_of(operation: Json) -> Any:
    """The documented example of a body, which would have an effect."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return None if content is None else content["examples"]["one"]["value"]


def is_for_viewers(method: str, operation: Json) -> bool:
    """Whether a viewer may call the operation: it reads, needs no higher role, and does not watch a session live."""
    may = operation["description"].endswith("Role: VIEWER or higher.") and operation["operationId"] != "watchSession"
    return method == "GET" and may


def told(response: httpx2.Response) -> Json:
    """The error without fields that differ by request."""
    error: Json = response.json()["error"]
    return {name: value for name, value in error.items() if name != "requestId"}


async def test_outsiders_get_401_and_other_organizations_get_404(town: Town) -> None:
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


async def test_a_viewers_key_changes_nothing_and_gets_404_for_unknown_ids(town: Town) -> None:
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


async def test_a_signed_in_viewer_changes_nothing_either(town: Town) -> None:
    town.people["viewer"] = await town.world.sign_in(await town.world.join("VIEWER"))
    await town.people["viewer"].data("GET", "/me")  # the first request in an organization is recorded
    before = await town.state()
    for method, path, operation in OPERATIONS:
        if operation.get("security") == FOR_PEOPLE:  # users may change their own account
            continue
        response = await town.ask("viewer", method, path, town.ids.get(path.split("/")[1]), body_of(operation))
        assert response.status_code == (200 if is_for_viewers(method, operation) else 403), (method, path)
    assert await town.state() == before


async def test_foreign_ids_in_a_query_are_answered_like_unknown_ones(town: Town) -> None:
    for path, query in town.queries.items():
        names = [name for name in query if name in ("ids", "interviewId")]
        never = {name: f"{UNKNOWN},{UNKNOWN[::-1]}" if name == "ids" else UNKNOWN for name in names}
        for person in FOREIGNERS:
            theirs = await town.ask(person, "GET", path, None, None)
            assert theirs.status_code == 404, (person, path)
            unknown = await town.people[person].get(path, params=never)
            assert told(theirs) == told(unknown), (person, path)


async def test_lists_show_only_the_callers_organization(town: Town) -> None:
    for person in FOREIGNERS:
        assert await town.people[person].data("GET", "/interviews") == []
    await leak_nothing(town, "stranger", "tester", "other tester")
    usage = await town.people["stranger"].data("GET", "/usage")
    assert usage["templates"]["used"] == 0


async def leak_nothing(town: Town, *people: str) -> None:
    """Checks that no list, table or overview shows these callers an id of the town or its criterion."""
    for method, path, operation in OPERATIONS:
        if method != "GET" or "{" in path or operation.get("security") == FOR_PEOPLE:
            continue
        for person in people:
            answer = await town.people[person].get(path)  # everything that they may read, so without a query
            assert answer.status_code in (200, 400, 403, 404, 409), (person, path)
            told = {**town.ids, "criterion": CRITERION}
            assert not [name for name, each in told.items() if each in answer.text], (person, path)


async def test_live_and_test_keys_cannot_reach_each_others_data(sqlite_url: str, tmp_path: Path) -> None:
    async with open_world(sqlite_url, tmp_path) as live:
        people = {name: getattr(live, name) for name in ("owner", "stranger", "neighbour")}
        town = Town(await live.in_test_mode(), people | {"other tester": await other_tester(live)})
        await town.make()
        before = await town.state()
        for method, path, operation in OPERATIONS:
            if "{id}" not in path or path.split("/")[1] not in town.ids:
                continue
            for person in town.people:
                body = body_of(operation)
                theirs = await town.ask(person, method, path, town.ids[path.split("/")[1]], body)
                unknown = await town.ask(person, method, path, UNKNOWN, body)
                assert theirs.status_code == 404, (person, method, path)
                assert told(theirs) == told(unknown), (person, method, path)
        await leak_nothing(town, *town.people)
        assert await town.state() == before


async def test_the_state_hash_changes_with_the_data(town: Town) -> None:
    before = await town.state()
    await town.world.owner.data("PATCH", f"/interviews/{town.ids['interviews']}", {"title": "Changed"})
    assert await town.state() != before


async def test_every_operation_with_if_match_refuses_a_stale_etag(town: Town) -> None:
    before = await town.state()
    town.people["owner"] = town.world.owner
    town.world.owner.headers["If-Match"] = '"of another"'
    heeded = 0
    for method, path, operation in OPERATIONS:
        if {"$ref": "#/components/parameters/If-Match"} not in operation["parameters"]:
            continue
        response = await town.ask("owner", method, path, town.ids.get(path.split("/")[1]), body_of(operation))
        assert response.status_code == 412, (method, path, response.text)
        heeded += 1
    assert heeded > 20
    assert await town.state() == before
