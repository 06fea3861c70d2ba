"""Which requests are refused, and in which order: 401, 429, 404, 403, 413/415, 400, 409/412, 403 plan."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from aural.api.error_shapes import ERRORS
from aural.guard.auth.tokens import new_api_key
from aural.organizations import invitation_repository as invitations
from aural.organizations import key_repository as keys
from aural.organizations.invitation_endpoints import MOST_OPEN
from aural.usage import repository as usage
from tests.api.seeds import seed_import, seed_integration
from tests.api.world import Client, World, paths_of

UNKNOWN = "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d3e"
PAST = "2020-01-01T00:00:00.000Z"
JSON = {"Content-Type": "application/json"}
LIMITS = ["0", "101", "-1", "x", "1.0", "", "+1", "1&limit=2"]


@pytest.mark.parametrize(
    "header", [None, "", "dlv_x", "Bearer", "Bearer ", "Basic dlv_x", "Bearer sk-123", "Bearer dlv_a b"]
)
async def test_a_missing_or_malformed_key_and_a_bad_one_get_different_messages(
    world: World, header: str | None
) -> None:
    nobody = world.with_key(None)
    more = {} if header is None else {"headers": {"Authorization": header}}
    missing = await nobody.error(401, "GET", "/interviews", **more)
    unknown = await world.with_key(new_api_key()).error(401, "GET", "/interviews")
    assert missing["code"] == unknown["code"] == "UNAUTHORIZED"
    assert missing["message"] != unknown["message"]


async def test_the_examples_of_errors_are_sentences_that_the_api_sends(world: World) -> None:
    huge = b'"' + b"x" * (1 << 20) + b'"'
    sent = [
        await world.with_key(None).error(401, "GET", "/interviews"),
        await world.viewer.error(403, "POST", "/interviews", {"title": "Mine"}),
        await world.owner.error(404, "GET", f"/interviews/{UNKNOWN}"),
        await world.owner.error(400, "POST", "/interviews", {}),
        await world.owner.error(413, "POST", "/interviews", content=huge, headers=JSON),
        await world.owner.error(415, "POST", "/interviews", content=b"{}", headers={"Content-Type": "text/x"}),
    ]
    shown = {error["code"]: ERRORS[error["code"]].shown["error"]["message"] for error in sent}
    assert {error["code"]: error["message"] for error in sent} == shown


async def test_the_example_of_a_used_up_plan_is_a_sentence_that_the_api_sends(free: World) -> None:
    for index in range(3):
        await free.interview(title=f"Number {index}")
    error = await free.owner.error(403, "POST", "/interviews", {"title": "One too many"})
    assert error["message"] == ERRORS["PLAN_LIMIT_EXCEEDED"].shown["error"]["message"]


@pytest.mark.parametrize(
    ("query", "needed"),
    [("level=3", "criterion"), ("humanLevel=3", "criterion"), ("outcome=skipped", "question")],
)
async def test_a_filter_without_what_it_is_about_is_refused(world: World, query: str, needed: str) -> None:
    for path in ("/sessions", f"/interviews/{(await world.interview())['id']}/sessions", "/sessions/export"):
        error = await world.owner.error(400, "GET", f"{path}?{query}")
        assert paths_of(error) == [needed]


async def test_revoked_expired_and_unknown_keys_are_refused_alike(world: World) -> None:
    now = world.clock.now()
    expired = world.with_key(await world.issue(world.acme, "OWNER", expires_at=now + 1000))
    revoked = world.with_key(await world.issue(world.acme, "OWNER"))
    await expired.data("GET", "/usage")
    await revoked.data("GET", "/usage")
    async with world.database.transaction() as transaction:
        newest = (await keys.list_keys(transaction, world.acme.id))[0]
        await keys.revoke_key(transaction, world.acme.id, newest.id, now)
    world.clock.pass_seconds(1)
    said = [await someone.error(401, "GET", "/usage") for someone in (expired, revoked, world.with_key(new_api_key()))]
    assert len({error["message"] for error in said}) == 1


async def test_without_a_key_every_path_is_401_except_the_openapi_document(world: World) -> None:
    nobody = world.with_key(None)
    for path in ("/interviews", f"/interviews/{UNKNOWN}", "/nowhere", "/", "/usage/"):
        await nobody.error(401, "GET", path)
    response = await nobody.get("/openapi.json")
    assert response.status_code == 200
    assert response.json()["openapi"] == "3.1.0"


@pytest.mark.parametrize(
    "path",
    ["/", "/nowhere", "/interviews/", "//interviews", "/interviews/x/y", "/usage/x", "/questions", "/Interviews"],
)
async def test_an_unknown_path_is_404(world: World, path: str) -> None:
    response = await world.owner.get(httpx2.URL(f"http://test/api/v1{path}"))
    assert response.status_code == 404


@pytest.mark.parametrize(
    "row_id", [UNKNOWN, UNKNOWN.upper(), "x", "1", "%00", "..", "null", "é", "a" * 3000, "' OR 1=1--"]
)
async def test_unknown_and_malformed_ids_are_the_same_404(world: World, row_id: str) -> None:
    interview = await world.interview()
    seen = []
    for method, path in (("GET", "/interviews/{}"), ("DELETE", "/questions/{}"), ("GET", "/sessions/{}")):
        seen.append(await world.owner.error(404, method, path.format(row_id)))
    foreign = await world.stranger.error(404, "GET", f"/interviews/{interview['id']}")
    assert len({error["message"] for error in [*seen, foreign]}) == 1


async def test_a_known_path_names_its_allowed_methods(world: World) -> None:
    for method in ("PUT", "OPTIONS", "TRACE"):
        response = await world.owner.request(method, "/interviews")
        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, POST")
    response = await world.owner.post("/openapi.json")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    response = await world.owner.post(f"/questions/{UNKNOWN}")
    assert (response.status_code, response.headers["Allow"]) == (405, "DELETE, GET, HEAD, PATCH")


async def test_head_is_get_without_a_body(world: World) -> None:
    await world.interview()
    whole, head = await world.owner.get("/interviews"), await world.owner.head("/interviews")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]


async def test_a_viewer_can_read_but_not_write(world: World) -> None:
    interview = await world.interview()
    (question,) = await world.questions(interview, "a")
    await world.viewer.data("GET", f"/interviews/{interview['id']}")
    for method, path, body in (
        ("POST", "/interviews", {"title": "A"}),
        ("PATCH", f"/interviews/{interview['id']}", {"title": "A"}),
        ("DELETE", f"/interviews/{interview['id']}", None),
        ("POST", f"/interviews/{interview['id']}/publish", None),
        ("POST", f"/interviews/{interview['id']}/questions", {"text": "b"}),
        ("PATCH", f"/questions/{question['id']}", {"text": "b"}),
        ("DELETE", f"/questions/{question['id']}", None),
        ("POST", f"/interviews/{interview['id']}/candidates", {}),
    ):
        assert (await world.viewer.error(403, method, path, body))["code"] == "FORBIDDEN"
    assert (await world.owner.data("GET", f"/interviews/{interview['id']}"))["questions"] == [question]


async def test_a_key_with_scopes_may_do_only_what_they_name(world: World) -> None:
    interview = await world.interview()
    reader = world.with_key(await world.issue(world.acme, "OWNER", scopes=["interviews:read"]))
    await reader.data("GET", "/interviews")
    assert "interviews:write" in (await reader.error(403, "POST", "/interviews", {"title": "A"}))["message"]
    await reader.error(403, "GET", f"/interviews/{interview['id']}/candidates")
    await reader.error(404, "GET", f"/interviews/{UNKNOWN}/candidates")


LARGE = b'{"title": "' + b"x" * (1 << 20) + b'"}'


async def refuse_in_order(someone: Client, ladder: list[tuple[int, str, Any]]) -> None:
    """Each request has the faults of all later ones too, and must be refused for its own."""
    for status, path, request in ladder:
        await someone.error(status, request.pop("method", "POST"), path, **request)


async def test_refusals_come_in_the_documented_order(free: World) -> None:
    made = [await free.interview() for _ in range(3)]
    path = f"/interviews/{made[0]['id']}"
    wrong: dict[str, Any] = {"content": b"{", "headers": {"Content-Type": "text/plain"}}
    patch = {"method": "PATCH"}
    stale = {"If-Match": '"0"'}
    await refuse_in_order(free.with_key("dlv_no"), [(401, f"/interviews/{UNKNOWN}", {**patch, **wrong})])
    await refuse_in_order(
        free.viewer,
        [
            (404, f"/interviews/{UNKNOWN}", {**patch, **wrong}),
            (403, path, {**patch, **wrong}),
            (403, path, {**patch, "content": LARGE}),
        ],
    )
    await refuse_in_order(
        free.owner,
        [
            (404, f"/interviews/{UNKNOWN}", {**patch, "content": LARGE}),
            (413, path, {**patch, "content": LARGE, "headers": {"Content-Type": "text/plain"}}),
            (415, path, {**patch, **wrong}),
            (400, path, {**patch, "content": b'{"title": ""}', "headers": {**JSON, **stale}}),
            (400, path, {**patch, "content": b'{"chatEnabled": false}', "headers": {**JSON, **stale}}),
            (412, path, {**patch, "content": b"{}", "headers": {**JSON, **stale}}),
            (400, "/interviews", {"content": b'{"title": ""}', "headers": JSON}),
            (403, "/interviews", {"content": b'{"title": "A"}', "headers": JSON}),
        ],
    )
    assert (await free.owner.data("GET", path))["updatedAt"] == made[0]["updatedAt"]


@pytest.mark.parametrize("limit", LIMITS)
async def test_a_limit_is_a_whole_number_from_1_to_100(world: World, limit: str) -> None:
    interview = await world.interview()
    for path in ("/interviews", f"/interviews/{interview['id']}/sessions", f"/interviews/{interview['id']}/candidates"):
        assert paths_of(await world.owner.error(400, "GET", f"{path}?limit={limit}")) == ["limit"]


async def test_unknown_query_parameters_are_ignored(world: World) -> None:
    assert await world.owner.data("GET", "/interviews?sort=title&limit=1&foo") == []


async def test_every_response_has_a_request_id_and_keeps_a_valid_one_from_the_client(world: World) -> None:
    own = await world.owner.get("/usage", headers={"X-Request-Id": "my-id.1_2"})
    assert own.headers["X-Request-Id"] == "my-id.1_2"
    for bad in ("", "has blank", "x" * 129, "ü", "a/b"):
        response = await world.owner.get("/nowhere", headers={"X-Request-Id": bad.encode()})
        made = response.headers["X-Request-Id"]
        assert made != bad
        assert response.json()["error"]["requestId"] == made


async def test_a_server_error_reveals_nothing_about_its_cause(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    canary = f"SELECT {UNKNOWN}"

    async def break_down(*_arguments: Any, **_named: Any) -> None:
        raise RuntimeError(canary)

    monkeypatch.setattr("aural.usage.repository.read_usage", break_down)
    error = await world.owner.error(500, "GET", "/usage", headers={"X-Request-Id": "find-me"})
    assert error["code"] == "INTERNAL_ERROR"
    assert UNKNOWN not in str(error)
    assert "find-me" in caplog.text
    assert UNKNOWN not in caplog.text


async def test_an_error_links_to_its_documentation(world: World) -> None:
    error = await world.owner.error(404, "GET", "/nowhere")
    assert error["docUrl"] == "https://aural.test/docs/errors#not_found"  # tests/docs looks for each code there


async def test_invalid_input_is_reported_before_a_stale_etag(world: World) -> None:
    interview = await world.interview()
    candidate = await world.candidate(interview)
    imported = await seed_import(world, interview)
    unknown = [{"name": "Design", "description": "", "questionIds": [UNKNOWN]}]
    for path, body in (
        (f"/interviews/{interview['id']}", {"assessmentCriteria": unknown}),
        (f"/candidates/{candidate['id']}", {"expiresAt": PAST}),
        (f"/imports/{imported}", {"mapping": {"email": 40}}),
        (f"/integrations/{await seed_integration(world)}", {"vendorKey": "of no use"}),
        ("/settings/model", {"engine": "OWN"}),
    ):
        stale = {"If-Match": '"of another"'}
        await world.owner.error(400, "PATCH", path, body, headers=stale)
        await world.owner.error(412, "PATCH", path, {}, headers=stale)


async def test_invalid_input_and_conflicts_are_reported_before_the_plans_limits(free: World) -> None:
    interview, now = await free.interview(), free.clock.now()
    seats = (await free.owner.data("GET", "/usage"))["seats"]["limit"]
    for _ in range(seats - 1):
        await free.join("VIEWER")
    async with free.database.transaction() as transaction:
        await usage.reserve_session(transaction, free.acme.id, 2 * 3600, now, "")
    await free.owner.error(400, "POST", f"/interviews/{interview['id']}/candidates", {"expiresAt": PAST})
    invitation = {"role": "VIEWER"}
    await free.owner.error(400, "POST", "/invitations", {**invitation, "projectIds": [UNKNOWN]})
    assert (await free.owner.error(403, "POST", "/invitations", invitation))["limit"] == "seats"
    values = {"role": "VIEWER", "project_ids": None, "email": None, "created_by": free.acme.owner_id}
    values |= {"token_encrypted": b"", "created_at": now, "expires_at": now + 1000}
    async with free.database.transaction() as transaction:
        for at in range(MOST_OPEN):
            sealed = {"hash": free.secrets.digest(f"{free.acme.id} {at}")}
            await invitations.insert_invitation(transaction, free.acme.id, values | sealed)
    await free.owner.error(409, "POST", "/invitations", invitation)


async def test_refusals_are_plain_sentences(world: World) -> None:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}/questions"
    no_options = {"text": "a", "type": "SINGLE_CHOICE", "options": ["a"] * 60}
    assert (await world.owner.error(400, "POST", path, no_options))["message"] == (
        "options must have at most 50 items, not 60."
    )
    assert (await world.owner.error(400, "POST", path, 7))["message"] == (
        "The body must be an object, or an array of objects."
    )
    assert (await world.owner.error(400, "POST", path, [7]))["message"] == "0 must be an object."
    await world.owner.data("POST", path, [{"text": "a"}] * 200)
    assert (await world.owner.error(400, "POST", path, {"text": "a"}))["message"] == (
        "The body contains 1 question, but this interview can have only 0 more (at most 200)."
    )
    refused = await world.member.error(403, "PATCH", "/organization", {"name": "New"})
    assert refused["message"] == "This needs the role OWNER, and this key has the role MEMBER."


@pytest.mark.parametrize("number", ["1e30", "1180591620717411303424", "-9223372036854775809", "18446744073709551615"])
async def test_very_large_numbers_are_refused_by_name(world: World, number: str) -> None:
    interview = await world.interview()
    place = f"/interviews/{interview['id']}"
    headers = {"Content-Type": "application/json"}
    for method, path, name in (
        ("PATCH", place, "timeLimitMinutes"),
        ("POST", "/keys", "expiresInDays"),
        ("PATCH", "/settings/retention", "transcriptDays"),
        ("PATCH", f"{place}/letters", "remindAfterDays"),
        ("PATCH", f"/imports/{await seed_import(world, interview)}", "rows"),
    ):
        body = f'{{"{name}": [{{"line": {number}}}]}}' if name == "rows" else f'{{"{name}": {number}, "name": "a"}}'
        refused = await world.owner.error(400, method, path, content=body.encode(), headers=headers)
        assert paths_of(refused)[-1].startswith(name) or name in paths_of(refused)
    for path, name in (("/settings/erasures", "transcriptDays"), ("/interviews", "limit")):
        assert paths_of(await world.owner.error(400, "GET", path, params={name: number})) == [name]
