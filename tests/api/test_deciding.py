"""What people add to a session: ratings along with the AI's, blind ones first, comments, decisions, another report."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select, update

from aural.engine.log import Ended
from aural.reports.repository import save_report
from aural.reports.tables import past_reports, report_levels
from aural.sessions.log_repository import append
from aural.store import schema
from tests.api.delivering import HERE, add
from tests.api.seeds import REPORT, seed_report, seed_session
from tests.api.world import Client, Json, World, paths_of
from tests.receiver import open_receiver

A_DAY = 86_400
WRITTEN = [REPORT["summary"], *REPORT["insights"], *REPORT["themes"], '"positive"', '"supports"']
SCORES = [
    {"criterion": "Design", "level": 3, "ratings": [3, 3, 4], "evidence": ["e1"]},
    {"criterion": "Cost", "level": None, "ratings": [None, None, None], "evidence": []},
]
LEVEL = {"criterion": "Design", "verdict": "LEVEL", "level": 2, "reason": "The process did not change."}
NO_COST = {"criterion": "Cost", "verdict": "NO_EVIDENCE"}


async def scored(world: World, **fields: Any) -> tuple[Json, str]:
    interview = await world.interview()
    session = await seed_session(world, interview, **fields)
    await seed_report(world, session, "READY", scores=SCORES)
    return interview, session


async def person(world: World, role: str, name: str) -> Client:
    return await world.sign_in(await world.join(role, name=name))


async def set_blind(world: World, interview: Json, is_blind: bool) -> None:
    changed = update(schema.interviews).where(schema.interviews.c.id == interview["id"])
    async with world.database.transaction() as transaction:
        await transaction.run(changed.values(blind_rating=is_blind))


async def test_an_override_is_shown_next_to_the_ai_level_with_name_reason_and_history(world: World) -> None:
    interview, session = await scored(world)
    await set_blind(world, interview, False)
    robin = await person(world, "MEMBER", "Robin Haddad")
    await robin.data("POST", f"/sessions/{session}/ratings", {"criterion": "Design", "verdict": "AGREE"})
    world.clock.pass_seconds(60)
    await robin.data("POST", f"/sessions/{session}/ratings", LEVEL)
    newest, first = await world.owner.data("GET", f"/sessions/{session}/ratings")
    assert (newest["person"], newest["level"], newest["reason"]) == ("Robin Haddad", 2, LEVEL["reason"])
    assert (newest["isCurrent"], newest["isMine"], newest["createdAt"]) == (True, False, "2026-05-28T20:27:40.000Z")
    assert (first["verdict"], first["level"], first["isCurrent"]) == ("AGREE", 3, False)
    assert (await robin.data("GET", f"/sessions/{session}"))["scores"] == SCORES


async def test_a_blind_reviewer_sees_no_level_before_saving_all_ratings(world: World) -> None:
    interview, session = await scored(world)
    other, robin = await person(world, "ADMIN", "Sam"), await person(world, "MEMBER", "Robin")
    await other.data("POST", f"/sessions/{session}/ratings", [{**LEVEL, "level": 4}, NO_COST])
    lists = (f"/interviews/{interview['id']}/sessions", "/sessions")
    where = (f"/sessions/{session}", f"/sessions/{session}/reports", f"/sessions/{session}/ratings", *lists)

    async def sent() -> str:
        return "".join([json.dumps(await robin.data("GET", path)) for path in where])

    assert '"level"' not in await sent()
    files = (f"/sessions/{session}/export?format=markdown", "/sessions/export?format=csv")
    read = await sent() + "".join([(await robin.get(path)).raise_for_status().text for path in files])
    assert [text for text in WRITTEN if text in read] == []
    beside = await seed_session(world, interview)
    cells = (await robin.data("GET", f"/comparisons?ids={session},{beside}"))["criteria"]
    assert {(cell["cells"][0]["isHidden"], cell["cells"][0]["level"]) for cell in cells} == {(True, None)}
    assert [cell["cells"][0]["human"] for cell in cells] == [[], []]
    for path in lists:
        (row,) = await robin.data("GET", f"{path}?reportStatus=READY")
        assert (row["scores"], row["levelsHidden"], row["summary"]) == (None, True, None)
        assert await robin.data("GET", f"{path}?criterion=Design&level=3") == []
    refused = await robin.error(
        400, "POST", f"/sessions/{session}/ratings", {"criterion": "Design", "verdict": "AGREE"}
    )
    assert paths_of(refused) == ["verdict"]
    shared = {"expiresAt": "2026-06-20T09:00:00Z", "parts": ["summary"]}
    refused = await robin.error(409, "POST", f"/sessions/{session}/shares", shared)
    assert paths_of(refused) == ["parts"]
    await robin.data("POST", f"/sessions/{session}/shares", {**shared, "parts": ["transcript"]})

    await robin.data("POST", f"/sessions/{session}/ratings", LEVEL)
    assert await robin.data("GET", f"/sessions/{session}/ratings") != []
    assert '"ratings"' not in await sent()
    await robin.data("POST", f"/sessions/{session}/ratings", NO_COST)
    read = await robin.data("GET", f"/sessions/{session}")
    assert (read["scores"], read["levelsHidden"], read["isReviewed"]) == (SCORES, False, True)
    assert read["summary"] == REPORT["summary"]
    assert len(await robin.data("GET", f"/sessions/{session}/ratings")) == 4
    shown = (await robin.data("GET", f"/comparisons?ids={session},{beside}"))["criteria"][0]["cells"][0]
    assert (shown["level"], [rating["by"] for rating in shown["human"]]) == (3, ["Sam", "Robin"])
    assert [row["id"] for row in await robin.data("GET", "/sessions?criterion=Design&level=3")] == [session]


async def test_a_blind_reviewer_sees_no_other_rating_where_the_ai_gave_no_level(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def list_criteria(_call: object) -> list[str]:
        return ["Design", "Cost"]

    monkeypatch.setattr("aural.reports.rating_endpoints.list_criteria", list_criteria)  # seeded sessions have no log
    session = await seed_session(world, await world.interview())
    await seed_report(world, session, "NOT_SCORABLE", scores=None)
    sam, robin = await person(world, "ADMIN", "Sam"), await person(world, "MEMBER", "Robin")
    path = f"/sessions/{session}/ratings"
    await sam.data("POST", path, {"criterion": "Design", "verdict": "LEVEL", "level": 4, "reason": "Clear."})
    assert await robin.data("GET", path) == []
    for name in ("Design", "Cost"):
        await robin.data("POST", path, {"criterion": name, "verdict": "LEVEL", "level": 2, "reason": "Vague."})
    assert {rating["person"] for rating in await robin.data("GET", path)} == {"Sam", "Robin"}


async def test_a_blind_reviewer_finds_no_level_in_webhook_deliveries(world: World) -> None:
    world.settings.__dict__["outbound_networks"] = HERE
    async with open_receiver() as receiver:  # nothing is sent to it: the test reads the log of deliveries
        made = await add(world, receiver)
    _, session = await scored(world)
    other, robin = await person(world, "ADMIN", "Sam"), await person(world, "ADMIN", "Robin")
    await other.data("POST", f"/sessions/{session}/ratings", [{**LEVEL, "level": 4}, NO_COST])
    path = f"/webhooks/{made['id']}/deliveries"
    (overridden,) = await robin.data("GET", f"{path}?type=score.overridden")
    body = json.loads((await robin.data("GET", f"{path}/{overridden['id']}"))["body"])
    assert (body["data"]["sessionId"], body["data"]["criterion"]) == (session, "Design")
    candidate = (await robin.data("GET", f"/sessions/{session}"))["candidateId"]
    exported = (await robin.get(f"/candidates/{candidate}/data")).json()
    assert "candidate.invited" in {event["type"] for event in exported["webhookEvents"]}
    assert '"level"' not in json.dumps([body, exported])


async def test_levels_are_shown_at_once_to_keys_and_viewers_or_without_blind_rating(world: World) -> None:
    interview, session = await scored(world)
    for someone in (world.owner, world.member, await person(world, "VIEWER", "Val")):
        assert (await someone.data("GET", f"/sessions/{session}"))["scores"] == SCORES
    await set_blind(world, interview, False)
    robin = await person(world, "MEMBER", "Robin")
    assert (await robin.data("GET", f"/sessions/{session}"))["levelsHidden"] is False


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"criterion": "Charm", "verdict": "NO_EVIDENCE"}, "criterion"),
        ({"criterion": "Design", "verdict": "LEVEL"}, "level"),
        ({"criterion": "Design", "verdict": "SET_ASIDE", "level": 3, "reason": "Off topic."}, "level"),
        ({"criterion": "Design", "verdict": "LEVEL", "level": 5}, "level"),
        ({"criterion": "Design", "verdict": "LEVEL", "level": 1}, "reason"),
        ({"criterion": "Design", "verdict": "NO_EVIDENCE"}, "reason"),
        ({"criterion": "Design", "verdict": "SET_ASIDE"}, "reason"),
        ([NO_COST, NO_COST], "1.criterion"),
    ],
)
async def test_an_invalid_rating_is_refused_as_a_whole(world: World, body: Any, path: str) -> None:
    _, session = await scored(world)
    assert paths_of(await world.owner.error(400, "POST", f"/sessions/{session}/ratings", body)) == [path]
    assert await world.owner.data("GET", f"/sessions/{session}/ratings") == []


async def test_agreement_names_the_level_that_the_person_saw(world: World) -> None:
    _, session = await scored(world)
    path = f"/sessions/{session}/ratings"
    agree = {"criterion": "Design", "verdict": "AGREE"}
    refused = await world.owner.error(409, "POST", path, agree | {"level": 2})
    assert (paths_of(refused), "has changed" in refused["message"]) == (["level"], True)
    refused = await world.owner.error(409, "POST", path, [NO_COST, agree | {"level": 2}])
    assert paths_of(refused) == ["1.level"]
    # An AI level that has become null is a change as well.
    await world.owner.error(409, "POST", path, {"criterion": "Cost", "verdict": "AGREE", "level": 2})
    assert await world.owner.data("GET", path) == []
    for said in (agree | {"level": 3}, agree, agree | {"level": None}):
        (made,) = await world.owner.data("POST", path, [said])
        assert made["level"] == 3


async def test_a_decision_on_a_preliminary_report_is_always_marked_as_such(world: World) -> None:
    _, session = await scored(world)
    robin = await person(world, "MEMBER", "Robin Haddad")
    path = f"/sessions/{session}/decisions"
    made = await robin.data("POST", path, {"verdict": "HOLD", "reason": "Wait for the check."})
    assert made["preliminary"] is True
    world.clock.pass_seconds(A_DAY)
    await robin.data("POST", path, {"verdict": "ADVANCE", "reason": "Nothing was corrected."})
    assert [one["preliminary"] for one in await robin.data("GET", path)] == [False, True]
    entries = await world.owner.data("GET", "/audit?action=decision")
    details = [entry["detail"] for entry in entries if entry["detail"] and "verdict" in entry["detail"]]
    assert details == [{"verdict": "ADVANCE"}, {"verdict": "HOLD", "preliminary": True}]


async def test_only_a_signed_in_member_decides_and_the_history_is_kept(world: World) -> None:
    interview, session = await scored(world)
    robin = await person(world, "MEMBER", "Robin Haddad")
    path, body = f"/sessions/{session}/decisions", {"verdict": "HOLD", "reason": "Wait for the second talk."}
    await world.owner.error(403, "POST", path, body)
    val = await person(world, "VIEWER", "Val")
    await val.error(403, "POST", path, body)
    await robin.error(400, "POST", path, {"verdict": "DECLINE"})
    await robin.data("POST", path, body)
    world.clock.pass_seconds(5)
    await robin.data("POST", path, {"verdict": "ADVANCE", "reason": "It went well."})
    made = await val.data("GET", path)
    assert [(one["verdict"], one["person"], one["reason"]) for one in made] == [
        ("ADVANCE", "Robin Haddad", "It went well."),
        ("HOLD", "Robin Haddad", "Wait for the second talk."),
    ]
    (row,) = await world.owner.data("GET", f"/interviews/{interview['id']}/sessions?decision=ADVANCE")
    assert row["decision"] == "ADVANCE"
    assert await world.owner.data("GET", "/sessions?decision=NONE,HOLD") == []


async def test_a_running_or_withdrawn_session_cannot_be_rated_or_decided(world: World) -> None:
    robin = await person(world, "MEMBER", "Robin")
    _, running = await scored(world, status="IN_PROGRESS", completed_at=None)
    _, withdrawn = await scored(world, end_reason="CONSENT_WITHDRAWN")
    decision = {"verdict": "DECLINE", "reason": "No."}
    for session in (running, withdrawn):
        await robin.error(409, "POST", f"/sessions/{session}/ratings", LEVEL)
        await robin.error(409, "POST", f"/sessions/{session}/reports")
        assert await robin.data("GET", f"/sessions/{session}/ratings") == []
    await robin.error(409, "POST", f"/sessions/{running}/decisions", decision)
    assert await robin.data("GET", f"/sessions/{running}/decisions") == []
    assert (await robin.data("POST", f"/sessions/{withdrawn}/decisions", decision))["verdict"] == "DECLINE"


async def test_only_its_author_changes_or_deletes_a_comment(world: World) -> None:
    _, session = await scored(world)
    robin, sam = await person(world, "MEMBER", "Robin"), await person(world, "OWNER", "Sam")
    path = f"/sessions/{session}/comments"
    message = (await robin.data("GET", f"/sessions/{session}"))["messages"][1]["id"]
    refused = await robin.error(400, "POST", path, {"text": "Where?", "messageId": session})
    assert paths_of(refused) == ["messageId"]
    made = await robin.data("POST", path, {"text": "  Good example. ", "messageId": message})
    assert (made["text"], made["messageId"], made["person"], made["isMine"]) == (
        "Good example.",
        message,
        "Robin",
        True,
    )
    one = f"{path}/{made['id']}"
    await sam.error(403, "PATCH", one, {"text": "Mine now."})
    await sam.error(403, "DELETE", one)
    await robin.error(412, "PATCH", one, {"text": "No."}, headers={"If-Match": '"0"'})
    world.clock.pass_seconds(60)
    changed = await robin.data("PATCH", one, {"text": "Very good example."})
    assert (changed["text"], changed["editedAt"]) == ("Very good example.", "2026-05-28T20:27:40.000Z")
    assert [c["isMine"] for c in await sam.data("GET", path)] == [False]
    await robin.data("DELETE", one)
    assert await sam.data("GET", path) == []


async def test_a_job_rewrites_a_report_and_the_previous_one_is_kept(world: World) -> None:
    _, session = await scored(world)
    await world.member.data("POST", f"/sessions/{session}/reports")
    await world.member.error(409, "POST", f"/sessions/{session}/reports")
    (job,) = await world.database.read.rows(select(schema.jobs).where(schema.jobs.c.session_id == session))
    assert (job.kind, job.payload["revision"], job.payload["isReview"]) == ("analyse", 1, False)
    (standing,) = await world.owner.data("GET", f"/sessions/{session}/reports")
    assert (standing["isCurrent"], standing["scores"]) == (True, SCORES)

    fields = {**REPORT, "summary": "Weaker now.", "scores": [{**SCORES[0], "level": 1}], "reason": None, "origin": None}
    async with world.database.transaction() as transaction:
        assert await save_report(
            transaction, world.acme.id, session, revision=1, last_seq=3, status="READY", fields=fields, now=1
        )
    newer, older = await world.owner.data("GET", f"/sessions/{session}/reports")
    assert [(r["number"], r["isCurrent"], r["summary"]) for r in (newer, older)] == [
        (2, True, "Weaker now."),
        (1, False, REPORT["summary"]),
    ]
    assert await world.owner.data("GET", "/sessions?criterion=Design&level=3") == []
    assert len(await world.owner.data("GET", "/sessions?criterion=Design&level=1")) == 1


async def test_a_rewritten_report_is_based_on_the_latest_end_of_the_session(world: World) -> None:
    _, session = await scored(world)
    async with world.database.transaction() as transaction:
        for number in (101, 102):
            ended = Ended(1, "NO_ANSWER")
            await append(transaction, world.acme.id, session, number=number, entry=ended, duration_seconds=0)
    await world.member.data("POST", f"/sessions/{session}/reports")
    (job,) = await world.database.read.rows(select(schema.jobs).where(schema.jobs.c.session_id == session))
    assert job.payload["revision"] == 2


async def test_ratings_comments_and_decisions_are_deleted_with_the_session(world: World) -> None:
    """Deleting the session's row also deletes the rows of these tables, whichever code deletes it."""
    _, session = await scored(world)
    await world.owner.data("POST", f"/sessions/{session}/ratings", LEVEL)
    await world.owner.data("POST", f"/sessions/{session}/comments", {"text": "Hm."})
    async with world.database.transaction() as transaction:
        await transaction.run(schema.sessions.delete().where(schema.sessions.c.id == session))
    for table in (past_reports, report_levels):
        assert await world.database.read.rows(select(table).where(table.c.session_id == session)) == []
    await world.owner.error(404, "GET", f"/sessions/{session}/comments")
