"""Requests that Schemathesis generates from our OpenAPI document, valid and invalid, with ids that exist.

Random ids never get past the 404, so most requests name a resource that exists. Each answer must have a documented
status and shape (the client checks that), and never a 5xx status.

With `AURAL_TEST_FUZZ_EXAMPLES=10`, ten valid and ten invalid requests are generated for each operation.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.internal.conjecture import providers

from aural.api.speaking import NoVoice
from aural.voice.tts.cache import to_wave
from tests.api.checked import DOCUMENT, PREFIX
from tests.api.seeds import (
    seed_assessment,
    seed_candidates,
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

# Examples per operation and database, over 800 requests in all. An invalid one takes twice as long to generate.
EXAMPLES = {
    mode: int(os.environ.get("AURAL_TEST_FUZZ_EXAMPLES", count)) for mode, count in (("positive", 6), ("negative", 1))
}
FEWEST_REQUESTS = 800
# Few of the generated times and orders are valid for these.
RARELY_VALID = {"POST /sessions/{id}/shares", "PATCH /questions/{id}"}
MOST_EXAMPLES = 10
# Schemathesis writes the longest length of a text into its pattern: one of 5,000 takes half a second to compile.
LONGEST_TEXT = 100
PACE_SECONDS = 0.5
REAL_IDS = 0.8
# Generated values never match the password, the address of a page, the code of a link, or the name to be repeated.
NEEDS_A_SECRET = {
    *("POST /auth/setup", "POST /auth/sign-in", "POST /auth/reset", "POST /auth/password"),
    *("POST /auth/invitation", "POST /auth/join", "POST /me/join", "POST /me/sign-out"),
    *("POST /interviews/{id}/move",),  # the body contains the id of a project
    *("POST /organization/delete", "POST /organizations/claim", "POST /documents/page"),
    "POST /settings/brand/logo",  # generated content isn't a picture, and random bytes are neither a text nor a table
    *("POST /documents", "POST /interviews/{id}/imports", "POST /interviews/{id}/resumes"),
}
# It asks the model at the address in the body, which is outside this machine.
LEAVES_THE_MACHINE = "POST /settings/model/try"
# These may delete a person or an organization that other requests need, so a temporary member sends them.
FAREWELLS = {"/me/delete", "/organization/leave", "/organization/delete"}
SIMULATED = "/simulate"  # only test keys may call it
TESTER = "tester"
MAIL = "smtp://127.0.0.1:25"  # the API queues emails, and no worker sends them
CRITERION = "Design"  # a criterion of the seeded reports
CHOICE = {"text": "i", "type": "SINGLE_CHOICE", "options": ["A", "B"]}


class Hum(NoVoice):
    """A voice for samples; without one, every request for a sample would be refused."""

    async def sample(self, speed: float) -> bytes:
        return to_wave(bytes(480))


def list_cases() -> list[Any]:
    """The same cases in every run, because Hypothesis derives them from the tests alone."""
    import schemathesis  # takes more than a second, and every worker collects this file

    cases: list[Any] = []
    for result in schemathesis.openapi.from_dict(with_short_texts(DOCUMENT)).get_all_operations():
        operation = result.ok()
        for mode, count in EXAMPLES.items():
            count = MOST_EXAMPLES if operation.label in RARELY_VALID else count
            cases += _generate(operation.as_strategy(generation_mode=schemathesis.GenerationMode(mode)), count)
    return cases


def with_short_texts(schema: Any) -> Any:
    """A copy of the schema whose texts with a pattern have at most LONGEST_TEXT characters."""
    if isinstance(schema, list):
        return [with_short_texts(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: with_short_texts(value) for name, value in schema.items()}
    if isinstance(made.get("pattern"), str) and "maxLength" in made:
        made["maxLength"] = min(made["maxLength"], LONGEST_TEXT)
    return made


@contextmanager
def _knowing_no_code() -> Iterator[None]:
    """Hypothesis uses constants of all our imported modules, which depend on the other tests of this worker."""
    known = providers._get_local_constants
    providers._get_local_constants = lambda: providers.Constants()
    providers.CONSTANTS_CACHE.cache.clear()
    yield
    providers._get_local_constants = known
    providers.CONSTANTS_CACHE.cache.clear()


@_knowing_no_code()
def _generate(strategy: Any, count: int) -> list[Any]:
    made: list[Any] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(case=strategy)
    def keep(case: Any) -> None:
        made.append(case)

    with suppress(Unsatisfiable):  # nothing about it can be invalid
        keep()
    return made


async def settle(world: World) -> dict[str, list[str]]:
    """Creates several resources of each kind, so that early deletions leave some for other requests."""
    ids: dict[str, list[str]] = {
        "interviews": [],
        "questions": [],
        "sessions": [],
        "requests": [],
        "files": [],
        "keys": [],
        "rehearsals": [],
        "candidates": [],
        "comments": [],
        "members": [],
        "invitations": [],
        "projects": [],
        "imports": [],
        "holds": [],
        "views": [],
    }
    ids |= {"shares": [], "shared": [], "versions": [], "library": [], "recordings": []}
    ids |= {"webhooks": [], "deliveries": [], "integrations": [], "assessments": []}
    ids["simulated"] = await settle_test_mode(world)
    for index in range(4):
        interview = await world.interview(title=str(index))
        made = await world.questions(interview, *"abcdefgh", CHOICE)
        session = await seed_session(world, interview)
        await seed_report(world, session, "READY")
        await world.owner.data("POST", f"/interviews/{interview['id']}/publish")
        (version,) = await world.owner.data("GET", f"/interviews/{interview['id']}/versions")
        ids["versions"].append(version["id"])
        kept = [await world.owner.data("POST", "/library", {"text": text}) for text in "abc"]
        ids["library"] += [question["id"] for question in kept]
        ids["interviews"].append(interview["id"])
        ids["questions"] += [question["id"] for question in made]
        ids["sessions"].append(session)
        ids["requests"].append(await seed_request(world, interview))
        ids["shares"].append((await seed_share(world, session))[0])
        ids["recordings"].append(await seed_recording(world, session))
        for number in range(4):  # finished ones can be sent again, the others tried now
            webhook, delivery = await seed_webhook(world, is_over=number % 2 == 0)
            ids["webhooks"].append(webhook)
            ids["deliveries"].append(delivery)
        ids["shared"].append((await seed_share(world, session))[1])  # this share is never revoked
        ids["imports"] += [await seed_import(world, interview) for _ in range(12)]
        ids["candidates"] += await seed_candidates(world, interview, 20)
        for candidate_id in ids["candidates"][-4:]:
            ids["integrations"].append(await seed_integration(world))
            ids["assessments"].append(await seed_assessment(world, ids["integrations"][-1], candidate_id))
        ids["files"].append(await seed_file(world, session))  # in the order of the sessions
        ids["rehearsals"].append(await seed_rehearsal(world, interview))
        ids["members"].append(await world.join("MEMBER"))
        ids["invitations"].append((await world.owner.data("POST", "/invitations", {"role": "VIEWER"}))["id"])
        view = {"list": "sessions", "name": f"View {index}", "query": ""}
        ids["views"].append((await world.owner.data("POST", "/views", view))["id"])
        ids["projects"].append((await world.owner.data("POST", "/projects", {"name": f"Project {index}"}))["id"])
        ids["keys"].append((await world.owner.data("POST", "/keys", {"name": f"Key {index}"}))["id"])
        ids["comments"].append(await seed_comment(world, session))
        # Legal holds get their own interviews, because a hold prevents erasing the others.
        ids["holds"] += [await seed_hold(world, await world.interview()) for _ in range(3)]
    return ids


async def settle_test_mode(world: World) -> list[str]:
    """Candidates who may be simulated; adds a tester to the world."""
    testing = await world.in_test_mode()
    world.clients[TESTER] = testing.owner
    interview = await testing.interview()
    await testing.questions(interview, "Why?")
    await testing.owner.data("POST", f"/interviews/{interview['id']}/publish")
    return [(await testing.candidate(interview, email=f"s{at}@example.com"))["id"] for at in range(4)]


def items_of(body: Any) -> list[Json]:
    return [item for item in (body if isinstance(body, list) else [body]) if isinstance(item, dict)]


def request_of(case: Any, ids: dict[str, list[str]], roll: float) -> Json:
    """The case as a request, mostly with a real id, and without the generated API key."""
    made = case.as_transport_kwargs(base_url="http://test" + PREFIX)
    if "{id}" in case.path and roll < REAL_IDS:
        there = ids["simulated" if case.path.endswith(SIMULATED) else case.path.split("/")[1]]
        at = int(roll / REAL_IDS * len(there))
        path = case.path.replace("{id}", there[at])
        parts = (("files", "fileId"), ("comments", "commentId"), ("deliveries", "deliveryId"))
        for part, name in (*parts, ("assessments", "assessmentId")):
            path = path.replace(f"{{{name}}}", ids[part][at % len(ids[part])])
        made["url"] = f"http://test{PREFIX}{path}"
    made["params"] = named(made["params"], ids, roll)
    headers = {
        name: value.encode("latin-1", "replace")
        for name, value in made["headers"].items()
        if name in ("Content-Type", "Idempotency-Key", "If-Match")
    }
    for item in items_of(made.get("json")):
        if isinstance(item.get("criterion"), str):  # no generated name is one of the session's criteria
            item["criterion"] = CRITERION
        if isinstance(item.get("url"), str):  # a host name would be looked up
            item["url"] = item["url"].replace("hooks.example.com", "93.184.215.14")
    content = json.dumps(made["json"]).encode() if "json" in made else made.get("data")
    return {name: made[name] for name in ("method", "url", "params")} | {"headers": headers, "content": content}


def named(params: Any, ids: dict[str, list[str]], roll: float) -> Any:
    """The query, mostly with real ids."""
    real = {"ids": ",".join(ids["sessions"][:3]), "interviewId": ids["interviews"][0]}
    if roll < REAL_IDS:
        return {name: real.get(name, value) for name, value in (params or {}).items()}
    return params


async def who(world: World, case: Any) -> Client:
    """The client for a case: a signed-in user where only users may call it, no key where none is needed, a test key in
    test mode, otherwise the owner's key.
    """
    if case.operation.path.endswith(SIMULATED):
        return world.clients[TESTER]
    security = DOCUMENT["paths"][case.operation.path][case.method.lower()].get("security")
    if security == [{"browser": []}] and case.operation.path in FAREWELLS:
        return await world.sign_in(await world.join("MEMBER"))
    if security == [{"browser": []}]:
        return await world.sign_in(world.acme.owner_id)  # one of the operations signs out
    return world.with_key(None) if security == [] else world.owner


async def test_no_generated_request_causes_a_server_error(sqlite_url: str, postgres_url: str, tmp_path: Path) -> None:
    """Each request goes to both databases, which must agree on the status."""
    seen: Counter[tuple[str, int]] = Counter()
    dice: dict[str, random.Random] = {}  # one per operation, so that a new operation doesn't change the others
    async with (
        open_world(sqlite_url, tmp_path / "a", smtp_url=MAIL, voice=Hum()) as one,
        open_world(postgres_url, tmp_path / "b", smtp_url=MAIL, voice=Hum()) as other,
    ):
        towns = [(world, await settle(world)) for world in (one, other)]
        for case in list_cases():
            label = case.operation.label
            if label == LEAVES_THE_MACHINE:
                continue
            roll = dice.setdefault(label, random.Random(label)).random()
            answers = [await (await who(world, case)).request(**request_of(case, ids, roll)) for world, ids in towns]
            statuses = {answer.status_code for answer in answers}
            assert len(statuses) == 1, (case, [answer.text for answer in answers])
            assert max(statuses) < 500, (case, [answer.text for answer in answers])
            seen[case.operation.label, statuses.pop()] += len(answers)
            one.clock.pass_seconds(PACE_SECONDS)  # otherwise all requests fall into one minute, and some get 429
            other.clock.pass_seconds(PACE_SECONDS)
    assert seen.total() >= FEWEST_REQUESTS
    refused = {operation for operation, _ in seen if not seen[operation, 200]} - NEEDS_A_SECRET
    assert not refused, f"No request of these got through: {refused} of {seen}"
