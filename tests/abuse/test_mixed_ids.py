"""An id of another organization in a body is answered like an unknown id, and nothing is stored."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx2
import pytest

from tests.abuse.test_tenants import UNKNOWN, Town, told
from tests.api.checked import DOCUMENT
from tests.api.seeds import seed_session
from tests.api.world import Client, Json, World, open_world

# For each operation, the field of its body that refers to another resource.
NAMES = {
    "createInterview": ("interview", "assessmentCriteria.questionIds"),
    "updateInterview": ("interview", "assessmentCriteria.questionIds"),
    "updateMember": ("member", "projectIds"),
    "createInvitation": ("invitation", "projectIds"),
    "moveInterview": ("interview", "project"),
    "sendLetters": ("interview", "candidateIds"),
    "previewLetter": ("interview", "candidateId"),
    "createComment": ("session", "messageId"),
    "createKey": ("key", "projectIds"),
    "createWebhook": ("webhook", "projectId"),
    "createIntegration": ("integration", "projectId"),
    "createView": ("view", "interviewId"),
    "changeCandidates": ("candidate", "candidateIds"),
    "createDecisions": ("session", "sessionIds"),
}
# These return a result for each id instead of refusing the request.
BATCHES = {"sendLetters": "UNKNOWN", "changeCandidates": "NOT_FOUND", "createDecisions": "NOT_FOUND"}


def names_in(schema: Json, at: str = "") -> Iterator[str]:
    """The paths of the fields that refer to another resource."""
    if "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for kind in ("anyOf", "allOf", "oneOf"):
        for part in schema.get(kind, []):
            yield from names_in(part, at)
    if "items" in schema:
        yield from names_in(schema["items"], at)
    for name, field in schema.get("properties", {}).items():
        if name.endswith(("Id", "Ids", "project")):
            yield f"{at}.{name}".lstrip(".")
        else:
            yield from names_in(field, f"{at}.{name}")


def test_every_id_field_of_a_request_body_is_covered() -> None:
    found = {
        operation["operationId"]: set(names_in(content["schema"]))
        for methods in DOCUMENT["paths"].values()
        for operation in methods.values()
        for content in [operation.get("requestBody", {}).get("content", {}).get("application/json")]
        if content
    }
    assert {name: fields for name, fields in found.items() if fields} == {
        name: {field} for name, (_, field) in NAMES.items()
    }


class Pair:
    """Two organizations with one of each resource that a body may name."""

    def __init__(self, world: World, person: Client, ours: Json, theirs: Json) -> None:
        self.world, self.person, self.ours, self.theirs = world, person, ours, theirs

    def foreign_to(self, operation: str) -> str:
        """The other organization's resource of the kind that the operation expects, or another session's message."""
        kind = {
            "questionIds": "question",
            "candidateIds": "candidate",
            "candidateId": "candidate",
            "messageId": "message",
            "interviewId": "interview",
            "sessionIds": "session",
        }
        foreign: str = self.theirs[kind.get(NAMES[operation][1].rpartition(".")[2], "project")]
        return foreign

    def body(self, operation: str, named: str) -> Json:
        outer, _, field = NAMES[operation][1].rpartition(".")
        if outer:
            return self._nested(named)
        return {**self._rest(operation), field: [named] if field.endswith("s") else named}

    @staticmethod
    def _nested(named: str) -> Json:
        criterion = {"name": "Depth", "description": "How deep", "questionIds": [named]}
        return {"title": "Backend", "assessmentCriteria": [criterion]}

    @staticmethod
    def _rest(operation: str) -> Json:
        rest: dict[str, Json] = {
            "createInvitation": {"role": "MEMBER"},
            "createKey": {"name": "CI", "role": "MEMBER"},
            "previewLetter": {"kind": "reminder"},
            "createComment": {"text": "Why?"},
            "createWebhook": {"url": "https://192.0.2.1/hook", "events": ["session.completed"]},
            "createIntegration": {"vendor": "GREENHOUSE"},
            "createView": {"list": "candidates", "name": "Invited", "query": "status=INVITED"},
            "changeCandidates": {"action": "revoke"},
            "createDecisions": {"verdict": "HOLD", "reason": "We ask all of them again."},
        }
        return rest.get(operation, {})


async def make_one_of_each(client: Client) -> Json:
    interview = await client.data("POST", "/interviews", {"title": "Backend"})
    (question,) = await client.data("POST", f"/interviews/{interview['id']}/questions", [{"text": "Why?"}])
    (candidate,) = await client.data("POST", f"/interviews/{interview['id']}/candidates", {"name": "Mina"})
    return {
        "interview": interview["id"],
        "question": question["id"],
        "candidate": candidate["id"],
        "project": interview["projectId"],
        "whole": interview,
    }


@pytest.fixture
async def pair(database_url: str, tmp_path: Path) -> AsyncIterator[Pair]:
    more = {"smtp_url": "smtp://127.0.0.1:9", "outbound_networks": "192.0.2.0/24"}
    async with open_world(database_url, tmp_path, **more) as world:
        ours, theirs = await make_one_of_each(world.owner), await make_one_of_each(world.stranger)
        ours["session"] = await seed_session(world, ours["whole"])
        ours["member"] = await world.join("MEMBER")
        # Even within one organization, a message belongs to its own session.
        elsewhere = await seed_session(world, ours["whole"])
        theirs["message"] = (await world.owner.data("GET", f"/sessions/{elsewhere}"))["messages"][0]["id"]
        their_id = (await world.stranger.data("GET", "/me"))["organization"]["id"]
        owned = {"candidate_id": theirs["candidate"], "organization_id": their_id}
        theirs["session"] = await seed_session(world, theirs["whole"], messages=0, **owned)
        person = await world.sign_in(ours["member"])
        await person.data("GET", "/me")  # the first request in an organization is recorded
        yield Pair(world, person, ours, theirs)


def answer_of(response: httpx2.Response, named: str) -> str:
    """The answer without the id that was sent and without fields that differ by request."""
    answer = response.json()
    return str(answer.get("data") or told(response)).replace(named, "")


PATHS = {
    operation["operationId"]: (method.upper(), path)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}


@pytest.mark.parametrize("operation", NAMES)
async def test_a_foreign_id_in_a_body_is_answered_like_an_unknown_id(pair: Pair, operation: str) -> None:
    town = Town(pair.world, {})
    method, path = PATHS[operation]
    path = path.replace("{id}", pair.ours.get(NAMES[operation][0], ""))
    before = await town.state()
    named = pair.foreign_to(operation)
    caller = pair.person if operation == "createDecisions" else pair.world.owner
    foreign = await caller.request(method, path, json=pair.body(operation, named))
    unknown = await caller.request(method, path, json=pair.body(operation, UNKNOWN))
    assert foreign.status_code == unknown.status_code == (200 if operation in BATCHES else 400), foreign.text
    reason = BATCHES.get(operation) or NAMES[operation][1].rpartition(".")[2]
    assert reason in foreign.text  # it is refused because of the id
    assert answer_of(foreign, named) == answer_of(unknown, UNKNOWN)
    assert await town.state() == before
