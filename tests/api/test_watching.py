"""Sessions are found and filtered, also across interviews, and a running one can be watched."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson
import pytest
from sqlalchemy import delete, update

from aural.engine.log import Answered, CandidateRequested, Connected, Ended, Entry, MessageSent, Started
from aural.engine.plan import Criterion, Plan, Question
from aural.engine.privacy.addresses import masked
from aural.guard import computing
from aural.reports import suggestion_service as suggestions
from aural.sessions import live_endpoints as live
from aural.sessions import repository as sessions
from aural.sessions import view_repository as access
from aural.sessions.conversation.log import NewMessage
from aural.sessions.log_repository import append
from aural.store import schema
from tests.api.seeds import seed_log, seed_report, seed_request, seed_session
from tests.api.world import Client, Json, World, paths_of

RUNNING = {"status": "IN_PROGRESS", "end_reason": None, "report_status": None, "completed_at": None}
PLAN = Plan(
    "i",
    "A talk",
    (Question("q1", 0, "What was hard?"), Question("q2", 1, "Why?")),
    criteria=(Criterion("Design", "Names a trade-off."),),
)
START = 1_780_000_000_000
BEGUN: tuple[Entry, ...] = (
    Started(START),
    Connected(START),
    MessageSent(START, 1, "greeting", "Hello"),
    MessageSent(START, 2, "next", "What was hard?", "q1", reason="first"),
)


async def names(client: Client, path: str) -> list[str]:
    return [row["participantName"] for row in await client.data("GET", path)]


async def seed_people(world: World) -> tuple[Json, Json]:
    """Creates four sessions of one interview and one of another, each a minute after the one before."""
    first, second = await world.interview(title="First"), await world.interview(title="Second")
    made: list[tuple[Json, Json]] = [
        (first, {"participant_name": "Ada Ünal", "participant_email": "ada@one.example"}),
        (first, {"participant_name": "Ben 100%", "status": "ABANDONED", "report_status": "NOT_SCORABLE"}),
        (
            first,
            {
                "participant_name": "Cid",
                "end_reason": "CANDIDATE_ENDED",
                "report_status": "FAILED",
                "decision": "DECLINE",
            },
        ),
        (first, {"participant_name": "Dee", **RUNNING}),
        (second, {"participant_name": "Eve"}),
    ]
    for interview, fields in made:
        session = await seed_session(world, interview, **fields)
        if fields["participant_name"] == "Ada Ünal":
            await seed_report(
                world, session, "READY", scores=[{"criterion": "Design", "level": None, "evidence": [], "ratings": []}]
            )
            await seed_log(
                world,
                session,
                PLAN,
                *BEGUN,
                CandidateRequested(START + 5, "problem", "Echo.", "q1"),
                Ended(START + 9, "FINISHED"),
            )
            changed = update(schema.sessions).where(schema.sessions.c.id == session).values(aside_count=1)
            async with world.database.transaction() as transaction:
                await transaction.run(changed)
            await world.owner.data("POST", f"/sessions/{session}/ratings", {"criterion": "Design", "verdict": "AGREE"})
        if fields["participant_name"] == "Dee":
            await seed_log(world, session, PLAN, *BEGUN)
        world.clock.pass_seconds(60)
    return first, second


async def test_sessions_are_found_by_each_filter_and_by_all_together(world: World) -> None:
    first, _ = await seed_people(world)
    assert await names(world.owner, "/sessions") == ["Eve", "Dee", "Cid", "Ben 100%", "Ada Ünal"]
    found = {
        "q=ada": ["Ada Ünal"],
        "q=Ünal": ["Ada Ünal"],
        "q=ünal": ["Ada Ünal"],
        "q=unal": ["Ada Ünal"],
        "q=ádá": ["Ada Ünal"],
        "q=ADA ÜNAL": ["Ada Ünal"],
        "q=ONE.example": ["Ada Ünal"],
        "q=100%25": ["Ben 100%"],
        "q=_": [],
        "status=IN_PROGRESS": ["Dee"],
        "status=IN_PROGRESS,ABANDONED": ["Dee", "Ben 100%"],
        "endReason=CANDIDATE_ENDED": ["Cid"],
        "endReason=CANDIDATE_ENDED,FINISHED&status=COMPLETED&decision=NONE": ["Ada Ünal"],
        "reportStatus=NOT_SCORABLE&reportStatus=FAILED": ["Cid", "Ben 100%"],
        "decision=DECLINE": ["Cid"],
        "decision=NONE": ["Dee", "Ben 100%", "Ada Ünal"],
        "reviewed=true": ["Ada Ünal"],
        "reviewed=false": ["Dee", "Cid", "Ben 100%"],
        "problem=true": ["Ada Ünal"],
        "problem=false": ["Dee", "Cid", "Ben 100%"],
        "from=2026-05-28&to=2026-05-28": ["Dee", "Cid", "Ben 100%", "Ada Ünal"],
        "from=2026-05-29": [],
        "to=2026-05-27": [],
        "criterion=Design&level=none": ["Ada Ünal"],
        "criterion=Design&level=1,2,3,4": [],
        "criterion=Cost&level=none": [],
        "q=a&status=COMPLETED&reportStatus=READY&decision=NONE&reviewed=true&problem=true&from=2026-05-28": [
            "Ada Ünal"
        ],
    }
    for asked, expected in found.items():
        assert await names(world.owner, f"/interviews/{first['id']}/sessions?{asked}") == expected, asked
    (row,) = await world.owner.data("GET", "/sessions?q=ada")
    assert (row["interviewTitle"], row["hasProblem"], row["isReviewed"]) == ("First", True, True)


async def test_a_viewer_reads_masked_addresses_and_cannot_search_them(world: World) -> None:
    interview = await world.interview()
    session = await seed_session(world, interview, participant_name="Mina Sol", participant_email="mina@example.com")
    await seed_request(world, interview, session)
    seen: list[Json] = await world.viewer.data("GET", "/sessions")
    seen += await world.viewer.data("GET", f"/interviews/{interview['id']}/sessions")
    seen.append(await world.viewer.data("GET", f"/sessions/{session}"))
    assert {row["participantEmail"] for row in seen} == {"m•••@example.com"}
    asked = await world.viewer.data("GET", f"/interviews/{interview['id']}/requests")
    asked += (await world.viewer.data("GET", f"/sessions/{session}/background"))["requests"]
    (whole,) = await world.member.data("GET", f"/interviews/{interview['id']}/requests")
    assert {row["email"] for row in asked} == {masked(whole["email"])}
    table = await world.viewer.get("/sessions/export")
    assert ("m•••@example.com" in table.text, "mina@" in table.text) == (True, False)
    for client, count in ((world.viewer, 0), (world.member, 1)):
        for path in ("/sessions", f"/interviews/{interview['id']}/sessions"):
            assert len(await client.data("GET", f"{path}?q=mina@")) == count
    assert await names(world.viewer, "/sessions?q=mina") == ["Mina Sol"]
    assert (await world.member.data("GET", f"/sessions/{session}"))["participantEmail"] == "mina@example.com"


async def test_an_invalid_filter_is_refused_by_name(world: World) -> None:
    error = await world.owner.error(400, "GET", "/sessions?status=DONE&from=yesterday&level=5&reviewed=perhaps")
    assert sorted(paths_of(error)) == ["from", "level", "reviewed", "status"]


async def test_a_filtered_lists_cursor_is_valid_only_for_its_filter(world: World) -> None:
    await seed_people(world)
    seen, cursor = [], ""
    while cursor is not None:
        answer = (await world.owner.get(f"/sessions?status=COMPLETED&limit=1{cursor and f'&cursor={cursor}'}")).json()
        seen += [row["participantName"] for row in answer["data"]]
        cursor = answer["cursor"]
    assert seen == ["Eve", "Cid", "Ada Ünal"]
    cursor = (await world.owner.get("/sessions?limit=1")).json()["cursor"]
    await world.owner.error(400, "GET", f"/sessions?limit=1&q=a&cursor={cursor}")


async def test_sessions_out_of_reach_are_not_found(world: World) -> None:
    await seed_people(world)
    for someone in (world.stranger, world.neighbour):
        assert await names(someone, "/sessions") == []


async def test_a_running_session_shows_its_progress(world: World) -> None:
    await seed_people(world)
    eve, dee, *_ = await world.viewer.data("GET", "/sessions")
    assert eve["live"] is None
    assert dee["live"] == {
        "state": "ANSWERING",
        "question": 1,
        "questions": 2,
        "questionId": "q1",
        "text": "What was hard?",
    }


async def test_the_background_shows_what_a_report_is_based_on(world: World) -> None:
    interview = await world.interview()
    session = await seed_session(world, interview, messages=0)
    origin = {"source": "model", "name": "m", "version": "judge/3", "fallback": None}
    await seed_report(world, session, "READY", origin=origin)
    read = await world.owner.data("GET", f"/sessions/{session}")
    await seed_request(world, interview, session, candidate_id=read["candidateId"])
    problem = CandidateRequested(START + 60_000, "problem", "Echo.", "q1")
    said, gone_on = Answered(START + 50_000, 3, "It was", "q1"), CandidateRequested(START + 72_000, "continue")
    plan = replace(PLAN, criteria=(Criterion("Design", "Names a trade-off.", ((4, "Compares two."),), ("q1",)),))
    await seed_log(world, session, plan, *BEGUN, said, problem, gone_on, Ended(START + 80_000, "FINISHED"))
    told = await world.viewer.data("GET", f"/sessions/{session}/background")
    assert [q["text"] for q in told["questions"]] == ["What was hard?", "Why?"]
    anchors = [{"level": 4, "text": "Compares two."}]
    described = {"name": "Design", "description": "Names a trade-off.", "anchors": anchors, "questionIds": ["q1"]}
    assert told["criteria"] == [described]
    assert (told["reportOrigin"], told["setAside"]) == (origin, [3])
    assert told["stops"] == [{"why": "problem", "at": "2026-05-28T20:27:40.000Z", "seconds": 12}]
    assert [request["kind"] for request in told["requests"]] == ["human_review"]


async def test_a_question_asked_during_a_read_is_shown_in_the_next_read(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await seed_session(world, await world.interview(), messages=2, aside_count=1, **RUNNING)
    await seed_log(world, session, PLAN, *BEGUN)
    list_messages = sessions.list_messages
    entries: tuple[tuple[Entry, NewMessage], ...] = (
        (Answered(START + 10, 3, "How big is the team?", "q1"), NewMessage("user", "How big?", "answer", "q1")),
        (
            MessageSent(START + 11, 4, "answer", "Six.", "q1", topic="company"),
            NewMessage("assistant", "Six.", "answer"),
        ),
    )

    async def list_and_ask(*arguments: Any) -> Any:
        found = await list_messages(*arguments)
        async with world.database.transaction() as transaction:
            for number, (entry, message) in enumerate(entries, 5):
                where = (transaction, world.acme.id, session)
                await append(*where, number=number, entry=entry, message=message, duration_seconds=1)
        return found

    with monkeypatch.context() as between:
        between.setattr(sessions, "list_messages", list_and_ask)
        first = await world.owner.data("GET", f"/sessions/{session}")
    second = await world.owner.data("GET", f"/sessions/{session}")
    assert [len(read["candidateQuestions"]) for read in (first, second)] == [0, 1]
    assert second["candidateQuestions"][0]["messageId"] == second["messages"][2]["id"]


async def test_a_complaint_stored_by_the_previous_version_is_listed(world: World) -> None:
    """The previous version counted only questions about the company."""
    session = await seed_session(world, await world.interview(), messages=4, aside_count=0)
    noted = MessageSent(START + 11, 4, "answer", "Noted.", "q1", topic="complaint")
    await seed_log(world, session, PLAN, *BEGUN, Answered(START + 10, 3, "Too long.", "q1"), noted)
    (listed,) = (read := await world.owner.data("GET", f"/sessions/{session}"))["candidateQuestions"]
    assert (listed["messageId"], listed["answeredWith"]) == (read["messages"][2]["id"], None)


async def test_a_blind_reviewer_gets_no_suggestions_before_rating(world: World) -> None:
    session = await seed_session(world, await world.interview(), messages=4)
    await seed_log(world, session, PLAN, *BEGUN, Ended(START + 20, "NO_ANSWER"))
    await seed_report(world, session, "READY", evidence=[])
    robin = await world.sign_in(await world.join("MEMBER"))
    for path in (f"/sessions/{session}", f"/sessions/{session}/export?format=json"):
        assert (await world.owner.data("GET", path))["suggestions"] != []
        assert (await robin.data("GET", path))["suggestions"] == []


async def test_long_questions_of_a_candidate_are_searched_in_a_separate_process(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await seed_session(world, await world.interview(), messages=4)
    passed_on = MessageSent(START + 11, 4, "answer", "Noted.", "q1", topic="company")
    await seed_log(world, session, PLAN, *BEGUN, Answered(START + 10, 3, "How big is the team?", "q1"), passed_on)
    await seed_report(world, session, "READY", evidence=[])
    short = (await world.owner.data("GET", f"/sessions/{session}"))["suggestions"]
    assert "side-question" in {suggestion["kind"] for suggestion in short}
    called: list[str] = []

    async def compute(queue: computing.Queue, function: Callable[[], Any]) -> Any:
        called.append(queue)
        return await computing.compute(queue, function)

    monkeypatch.setattr(computing, "LONG_TEXT", 0)
    monkeypatch.setattr(suggestions, "compute", compute)
    assert (await world.owner.data("GET", f"/sessions/{session}"))["suggestions"] == short
    assert called == ["exports"]


async def test_a_session_with_a_report_suggests_what_to_ask_next(world: World) -> None:
    interview = await world.interview(purpose="RESEARCH")
    session = await seed_session(world, interview, messages=4)
    asked = MessageSent(START + 11, 4, "next", "Why?", "q2", reason="next", intent="refusal")
    log = (*BEGUN, Answered(START + 10, 3, "I won't say.", "q1"), asked, Ended(START + 20, "NO_ANSWER"))
    await seed_log(world, session, PLAN, *log)
    assert (await world.owner.data("GET", f"/sessions/{session}"))["suggestions"] == []
    await seed_report(world, session, "READY", evidence=[])
    read = await world.owner.data("GET", f"/sessions/{session}")
    place = {"kind": "gap", "criterion": None}
    ids = [message["id"] for message in read["messages"]]
    assert read["suggestions"] == [
        {**place, "text": "No quote was found for “Design”.", "messageId": None, "questionId": None}
        | {"criterion": "Design"},
        {**place, "text": "The participant declined to answer “What was hard?”", "messageId": ids[1]}
        | {"questionId": "q1"},
        {**place, "text": "Asked, but not answered before the end: “Why?”", "messageId": ids[3], "questionId": "q2"},
    ]
    exported = await world.owner.data("GET", f"/sessions/{session}/export?format=json")
    assert exported["suggestions"] == read["suggestions"]


def events_of(text: str) -> list[Json]:
    return [orjson.loads(part.removeprefix("data: ")) for part in text.split("\n\n") if part]


async def test_a_watcher_gets_each_answer_until_the_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "PAUSE_SECONDS", 0.01)
    session = await seed_session(world, await world.interview(), messages=0, **RUNNING)
    await seed_log(world, session, PLAN, *BEGUN)
    watching = asyncio.create_task(world.member.get(f"/sessions/{session}/live"))
    answered = Answered(START + 10, 3, "The queue.", "q1")
    async with world.database.transaction() as transaction:
        await append(
            transaction, world.acme.id, session, number=5, entry=answered,
            message=NewMessage("user", "The queue.", "answer", "q1"), duration_seconds=1,
        )  # fmt: skip
    async with world.database.transaction() as transaction:
        done = {"status": "COMPLETED", "updated_at": START + 20}
        await transaction.run(update(schema.sessions).where(schema.sessions.c.id == session).values(**done))
    events = events_of((await watching).text)
    said = [event["message"]["content"] for event in events if event["type"] == "message"]
    assert said == ["The queue."]
    assert (events[-1]["type"], events[-1]["status"]) == ("ended", "COMPLETED")
    again = events_of((await world.member.get(f"/sessions/{session}/live?after=3")).text)
    assert [event["type"] for event in again] == ["ended"]
    await world.api.gate.close()
    assert len(await access.list_access(world.database.read, world.acme.id, session)) == 1


async def test_watching_ends_with_an_erasure_and_is_not_for_viewers(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "PAUSE_SECONDS", 0.01)
    session = await seed_session(world, await world.interview(), **RUNNING)
    await world.viewer.error(403, "GET", f"/sessions/{session}/live")
    await world.owner.error(400, "GET", f"/sessions/{session}/live?after=-1")
    watching = asyncio.create_task(world.owner.get(f"/sessions/{session}/live"))
    async with world.database.transaction() as transaction:
        await transaction.run(delete(schema.sessions).where(schema.sessions.c.id == session))
    response = await watching
    ended: Any = events_of(response.text)[-1:] if response.status_code == 200 else None
    assert ended in (None, [{"type": "ended", "message": None, "live": None, "status": None}])
