"""One action on many candidates or sessions, with a result for each; and saved views of lists."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert

from aural.platform.ids import new_id
from aural.store import schema
from tests.api.seeds import seed_session
from tests.api.world import Json, World


async def people(world: World, count: int = 3) -> tuple[str, list[str]]:
    interview = await world.interview()
    path = f"/interviews/{interview['id']}/candidates"
    items = [{"name": f"Person {at}", "email": f"person{at}@example.com"} for at in range(count)]
    return path, [row["id"] for row in await world.owner.data("POST", path, items)]


async def change(world: World, action: str, ids: list[str], **more: Any) -> Json:
    answer: Json = await world.owner.data("POST", "/candidates/batch", {"action": action, "candidateIds": ids, **more})
    return answer


async def listed(world: World, path: str) -> dict[str, Json]:
    return {row["id"]: row for row in await world.owner.data("GET", path)}


async def test_a_batch_invites_candidates_and_reports_those_who_cannot_be_invited(world: World) -> None:
    world.settings.__dict__["smtp_url"] = "smtp://127.0.0.1:1"
    path, ids = await people(world)
    (silent,) = await world.owner.data("POST", path, {"name": "No address"})
    unknown, bad = new_id(), "nonsense"
    found = await change(world, "invite", [ids[1], silent["id"], unknown, ids[0], bad])
    assert found["done"] == 2
    assert [(each["id"], each["done"], each["code"]) for each in found["results"]] == [
        (ids[1], True, None),
        (silent["id"], False, "CONFLICT"),
        (unknown, False, "NOT_FOUND"),
        (ids[0], True, None),
        (bad, False, "NOT_FOUND"),
    ]
    assert "no email address" in found["results"][1]["message"]
    rows = await listed(world, path)
    assert [rows[each]["mailStatus"] for each in (*ids, silent["id"])] == ["QUEUED", "QUEUED", None, None]
    log = await world.owner.data("GET", "/audit?operation=sendLetter")
    assert [entry["detail"] for entry in log] == [{"kind": "invitation"}] * 2
    assert await world.owner.data("GET", "/audit?operation=changeCandidates") == []


async def test_links_are_extended_and_revoked(world: World) -> None:
    path, ids = await people(world)
    later = "2099-12-01T17:00:00.000Z"
    assert (await change(world, "extend", ids[:2], expiresAt=later))["done"] == 2
    assert (await change(world, "revoke", ids[1:]))["done"] == 2
    rows = await listed(world, path)
    assert [rows[each]["expiresAt"] for each in ids] == [later, later, None]
    assert [rows[each]["status"] for each in ids] == ["NOT_INVITED", "REVOKED", "REVOKED"]
    assert (await change(world, "extend", ids[:1], expiresAt=None))["done"] == 1
    for wrong in ({"action": "extend"}, {"action": "revoke", "expiresAt": later}):
        await world.owner.error(400, "POST", "/candidates/batch", {"candidateIds": ids, **wrong})
    past = {"action": "extend", "candidateIds": ids, "expiresAt": "2020-01-01T00:00:00.000Z"}
    await world.owner.error(400, "POST", "/candidates/batch", past)


async def test_a_batch_erases_all_candidates_except_one_under_legal_hold(world: World) -> None:
    path, ids = await people(world)
    session = await seed_session(world, await world.interview(), candidate_id=ids[0])
    await world.owner.data("POST", f"/candidates/{ids[1]}/holds", {"reason": "A dispute"})
    found = await change(world, "erase", ids)
    assert [each["done"] for each in found["results"]] == [True, False, True]
    assert "legal hold" in found["results"][1]["message"]
    assert set(await listed(world, path)) == {ids[1]}
    await world.owner.error(404, "GET", f"/sessions/{session}")
    log = await world.owner.data("GET", "/audit?operation=eraseCandidate")
    assert len([entry["detail"]["receipt"] for entry in log]) == 2


async def test_a_batch_with_the_same_idempotency_key_is_carried_out_once(world: World) -> None:
    _, ids = await people(world)
    body = {"action": "erase", "candidateIds": ids}
    headers = {"Idempotency-Key": "once"}
    first = await world.owner.post("/candidates/batch", json=body, headers=headers)
    again = await world.owner.post("/candidates/batch", json=body, headers=headers)
    assert first.json()["data"]["done"] == 3
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (await world.owner.post("/candidates/batch", json=body)).json()["data"]["done"] == 0


async def test_a_batch_changes_only_candidates_that_its_caller_can_access(world: World) -> None:
    _, ids = await people(world)
    for someone, code in ((world.stranger, "NOT_FOUND"), (world.neighbour, "NOT_FOUND")):
        body = {"action": "revoke", "candidateIds": ids}
        found = await someone.data("POST", "/candidates/batch", body)
        assert {each["code"] for each in found["results"]} == {code}
    await world.viewer.error(403, "POST", "/candidates/batch", {"action": "revoke", "candidateIds": ids})
    for wrong in ([], [ids[0]] * 2, [new_id() for _ in range(101)]):
        await world.owner.error(400, "POST", "/candidates/batch", {"action": "revoke", "candidateIds": wrong})


async def test_a_signed_in_user_decides_on_many_sessions_at_once(world: World) -> None:
    interview = await world.interview()
    done = [await seed_session(world, interview) for _ in range(2)]
    running = await seed_session(world, interview, status="IN_PROGRESS", report_status=None, completed_at=None)
    body = {"sessionIds": [*done, running], "verdict": "HOLD", "reason": "We ask them again in May."}
    await world.owner.error(403, "POST", "/sessions/decisions", body)  # a key can't decide
    person = await world.sign_in(await world.join("MEMBER"))
    found = await person.data("POST", "/sessions/decisions", body)
    assert [each["done"] for each in found["results"]] == [True, True, False]
    assert "still running" in found["results"][2]["message"]
    for session_id in done:
        (decision,) = await world.owner.data("GET", f"/sessions/{session_id}/decisions")
        assert (decision["verdict"], decision["person"]) == ("HOLD", "Robin")
    assert await world.owner.data("GET", f"/sessions/{running}/decisions") == []


async def test_views_are_private_or_shared(world: World) -> None:
    interview = await world.interview()
    dana, kim = [await world.sign_in(await world.join("MEMBER", name=name)) for name in ("Dana", "Kim")]
    view = {"list": "candidates", "name": "Not opened", "query": "status=INVITED&sort=name"}
    own = await dana.data("POST", "/views", view)
    shared = await dana.data("POST", "/views", {**view, "isShared": True, "interviewId": interview["id"]})
    theirs = await kim.data("POST", "/views", {**view, "list": "sessions", "query": "status=COMPLETED&sort=name"})
    await world.viewer.error(403, "POST", "/views", view)
    assert (own["isMine"], own["isShared"], shared["person"], shared["interviewId"]) == (
        *(True, False, "Dana"),
        interview["id"],
    )

    async def seen(someone: Any, query: str = "") -> set[str]:
        return {row["id"] for row in await someone.data("GET", f"/views{query}")}

    assert await seen(dana) == {own["id"], shared["id"]}
    assert await seen(kim) == {shared["id"], theirs["id"]}
    assert await seen(kim, "?list=sessions") == {theirs["id"]}
    assert await seen(world.neighbour) == set()
    assert await seen(world.stranger) == set()
    await kim.error(404, "PATCH", f"/views/{own['id']}", {"name": "Mine"})
    await kim.error(403, "PATCH", f"/views/{shared['id']}", {"name": "Mine"})
    await kim.error(403, "DELETE", f"/views/{shared['id']}")
    renamed = await dana.data("PATCH", f"/views/{shared['id']}", {**shared, "name": "Waiting"})
    assert (renamed["name"], renamed["query"]) == ("Waiting", shared["query"])
    admin = await world.sign_in(await world.join("ADMIN"))
    withdrawn = await admin.data("PATCH", f"/views/{shared['id']}", {"isShared": False})
    assert withdrawn == {**renamed, "isShared": False, "isMine": False, "updatedAt": withdrawn["updatedAt"]}
    await admin.error(404, "PATCH", f"/views/{shared['id']}", {"isShared": True})
    await dana.data("PATCH", f"/views/{shared['id']}", {"isShared": True})
    await admin.data("DELETE", f"/views/{shared['id']}")
    assert await seen(kim) == {theirs["id"]}
    for wrong in (
        {"query": "status=a b"},
        {"query": "sort=name&q=Mina"},
        {"query": "x" * 2001},
        {"interviewId": new_id()},
        {"name": " "},
    ):
        await dana.error(400, "POST", "/views", {**view, **wrong})


@pytest.mark.parametrize(
    ("list_", "query", "sentence"),
    [
        ("candidates", "status=DONE&q=bob", "must not contain q: searched words may name a candidate"),
        ("candidates", "?q=bob", "is not valid: `?q` is not a parameter of this list"),
        ("candidates", "%23q=bob", "is not valid: `#q` is not a parameter of this list"),
        ("candidates", "+q=bob", "is not valid: ` q` is not a parameter of this list"),
        ("candidates", "Q=bob", "is not valid: `Q` is not a parameter of this list"),
        ("candidates", "foo=1", "is not valid: `foo` is not a parameter of this list"),
        ("candidates", "report=READY", "is not valid: `report` is not a parameter of this list"),
        ("candidates", "limit=5", "is not valid: `limit` is not a parameter of this list"),
        ("candidates", "sort=shoeSize", "is not valid: `sort` must be "),
        ("sessions", "status=COMPLETED;q=bob", "is not valid: `status` must be "),
        ("sessions", "invitedFrom=2026-01-01", "is not valid: `invitedFrom` is not a parameter of this list"),
        ("sessions", "version=0", "is not valid: `version` must be "),
        ("sessions", "theme=%00", "is not valid: `theme` must not contain the NUL character"),
    ],
)
async def test_a_view_contains_only_parameters_of_its_list(world: World, list_: str, query: str, sentence: str) -> None:
    someone = await world.sign_in(await world.join("MEMBER"))
    view = {"list": list_, "name": "One", "query": query}
    (detail,) = (await someone.error(400, "POST", "/views", view))["details"]
    assert (detail["path"], detail["message"][: len(sentence)]) == ("query", sentence)
    saved = await someone.data("POST", "/views", {**view, "query": ""})
    (again,) = (await someone.error(400, "PATCH", f"/views/{saved['id']}", {"query": query}))["details"]
    assert again == detail


async def test_everything_that_the_pages_save_in_a_view_is_accepted(world: World) -> None:
    someone = await world.sign_in(await world.join("MEMBER"))
    candidates = (
        "activeFrom=2026-01-01&activeTo=2026-02-01&invitedFrom=2026-01-01&invitedTo=2026-02-01"
        "&mailStatus=FAILED&order=asc&sort=lastActivity&status=INVITED"
    )
    sessions = (
        "criterion=Gr%C3%B6%C3%9Fe+%26+Ruhe&decision=NONE&endReason=CANDIDATE_ENDED&from=2026-01-01&level=none&order=asc"
        "&problem=yes&report=READY&reviewed=no&sort=humanLevel&status=COMPLETED&to=2026-02-01&version=3"
    )
    for list_, query in (("candidates", candidates), ("sessions", sessions)):
        saved = await someone.data("POST", "/views", {"list": list_, "name": "One", "query": query})
        assert saved["query"] == query


async def test_a_view_saved_by_an_earlier_version_can_still_be_renamed(world: World) -> None:
    user = await world.join("MEMBER")
    fixed = {"organization_id": world.acme.id, "user_id": user, "list": "sessions", "name": "One", "query": "foo=1"}
    fixed |= {"is_shared": False, "created_at": 1, "updated_at": 1, "interview_id": None}
    async with world.database.transaction() as transaction:
        await transaction.run(insert(schema.saved_views), [{**fixed, "id": new_id()}])
    someone = await world.sign_in(user)
    (view,) = await someone.data("GET", "/views")
    renamed = await someone.data("PATCH", f"/views/{view['id']}", {**view, "name": "Two"})
    assert (renamed["name"], renamed["query"]) == ("Two", "foo=1")
    await someone.error(400, "PATCH", f"/views/{view['id']}", {"query": "foo=2"})


async def test_a_user_has_at_most_100_views(world: World) -> None:
    user = await world.join("MEMBER")
    fixed = {"organization_id": world.acme.id, "user_id": user, "list": "sessions", "name": "One", "query": ""}
    fixed |= {"is_shared": False, "created_at": 1, "updated_at": 1, "interview_id": None}
    async with world.database.transaction() as transaction:
        await transaction.run(insert(schema.saved_views), [{**fixed, "id": new_id()} for _ in range(100)])
    someone = await world.sign_in(user)
    error = await someone.error(409, "POST", "/views", {"list": "sessions", "name": "One more", "query": ""})
    assert error["message"] == "You have 100 views already. Delete one first."
    assert len(await someone.data("GET", "/views?limit=100")) == 100
