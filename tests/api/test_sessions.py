"""Sessions: a page with their reports, and one session with its messages."""

from __future__ import annotations

import pytest

from tests.api.seeds import ORIGIN, REPORT, seed_file, seed_report, seed_session
from tests.api.world import World

NOTHING = {"summary": None, "insights": [], "themes": [], "sentiment": None, "scores": None, "evidence": []}


async def test_sessions_are_listed_with_their_reports_newest_first(world: World) -> None:
    interview = await world.interview()
    first = await seed_session(world, interview)
    world.clock.pass_seconds(60)
    second = await seed_session(world, interview, messages=0)
    await seed_report(world, first, "READY")
    listed = await world.owner.data("GET", f"/interviews/{interview['id']}/sessions")
    assert [session["id"] for session in listed] == [second, first]
    assert {name: listed[1][name] for name in REPORT} == REPORT
    assert listed[1]["_count"] == {"messages": 3}
    assert (listed[1]["status"], listed[1]["endReason"], listed[1]["reportStatus"]) == (
        "COMPLETED",
        "FINISHED",
        "READY",
    )
    assert listed[1]["totalDurationSeconds"] == 1842
    assert listed[1]["createdAt"] == "2026-05-28T20:26:40.000Z"
    assert (await world.owner.data("GET", "/interviews"))[0]["_count"]["sessions"] == 2


async def test_a_research_session_has_no_levels_even_if_an_older_report_gave_some(world: World) -> None:
    for purpose, has_levels in (("RESEARCH", False), ("PRACTICE", True)):
        interview = await world.interview(purpose=purpose)
        session = await seed_session(world, interview)
        await seed_report(world, session, "READY")
        read = await world.owner.data("GET", f"/sessions/{session}")
        (listed,) = await world.owner.data("GET", f"/interviews/{interview['id']}/sessions")
        (report,) = await world.owner.data("GET", f"/sessions/{session}/reports")
        assert (read["purpose"], listed["purpose"]) == (purpose, purpose)
        assert [bool(shown["scores"]) for shown in (read, listed, report)] == [has_levels] * 3
        assert read["evidence"] == REPORT["evidence"]


async def test_a_research_session_is_not_rated(world: World) -> None:
    session = await seed_session(world, await world.interview(purpose="RESEARCH"))
    await seed_report(world, session, "READY")
    rating = {"criterion": REPORT["scores"][0]["criterion"], "verdict": "NO_EVIDENCE"}
    refused = await world.owner.error(409, "POST", f"/sessions/{session}/ratings", rating)
    assert refused["message"] == "This interview is for research, which has no levels. Write a comment instead."


@pytest.mark.parametrize("status", ["PENDING", "RUNNING", "NOT_SCORABLE", "FAILED"])
async def test_before_a_report_is_ready_only_its_status_and_reason_are_shown(world: World, status: str) -> None:
    session = await seed_session(world, await world.interview())
    await seed_report(world, session, status, reason="Too little was said.")
    read = await world.owner.data("GET", f"/sessions/{session}")
    assert {name: read[name] for name in NOTHING} == NOTHING
    assert (read["reportStatus"], read["reportReason"]) == (status, "Too little was said.")


async def test_a_running_session_has_no_end_and_no_report(world: World) -> None:
    fields = {"status": "IN_PROGRESS", "end_reason": None, "report_status": None, "completed_at": None}
    session = await seed_session(world, await world.interview(), **fields)
    read = await world.owner.data("GET", f"/sessions/{session}")
    assert (read["status"], read["endReason"], read["reportStatus"], read["completedAt"]) == (
        "IN_PROGRESS",
        None,
        None,
        None,
    )


async def test_one_session_has_its_messages_in_order_and_its_interview(world: World) -> None:
    interview = await world.interview(objective="Assess")
    session = await seed_session(world, interview, messages=42)
    read = await world.owner.data("GET", f"/sessions/{session}")
    assert [message["seq"] for message in read["messages"]] == list(range(1, 43))
    asked, answered = read["messages"][:2]
    assert (asked["role"], asked["origin"], asked["data"], asked["move"]) == ("assistant", ORIGIN, None, "next")
    assert (answered["role"], answered["origin"], answered["data"]) == ("user", None, {"choice": ["A"]})
    assert answered["content"] == "Message 2 “quoted” \\ ünï"
    assert answered["timestamp"] == "2026-05-28T20:26:40.002Z"
    assert read["interview"] == {"id": interview["id"], "title": "Backend screening", "objective": "Assess"}
    assert read["_count"] == {"messages": 42}


async def test_the_list_contains_no_messages(world: World) -> None:
    interview = await world.interview()
    await seed_session(world, interview)
    (listed,) = await world.owner.data("GET", f"/interviews/{interview['id']}/sessions")
    assert "messages" not in listed


async def test_archived_interviews_keep_their_sessions(world: World) -> None:
    interview = await world.interview()
    session = await seed_session(world, interview)
    await world.owner.data("DELETE", f"/interviews/{interview['id']}")
    assert (await world.owner.data("GET", f"/sessions/{session}"))["id"] == session


async def test_another_organization_finds_no_session(world: World) -> None:
    interview = await world.interview()
    session = await seed_session(world, interview)
    for someone in (world.stranger, world.neighbour):
        await someone.error(404, "GET", f"/sessions/{session}")
        await someone.error(404, "GET", f"/interviews/{interview['id']}/sessions")
    assert (await world.owner.data("GET", f"/sessions/{session}"))["id"] == session


async def test_a_file_can_be_downloaded_only_from_its_own_session(world: World) -> None:
    interview = await world.interview()
    session, other = await seed_session(world, interview), await seed_session(world, interview)
    file = await seed_file(world, session, b"<script>")
    answer = await world.owner.get(f"/sessions/{session}/files/{file}")
    assert (answer.status_code, answer.content) == (200, b"<script>")
    for path in (
        f"/sessions/{other}/files/{file}",
        f"/sessions/{session}/files/{other}",
        f"/sessions/{session}/files/",
    ):
        await world.owner.error(404, "GET", path)
    for someone in (world.stranger, world.neighbour):
        await someone.error(404, "GET", f"/sessions/{session}/files/{file}")


async def test_a_session_without_submissions_has_none(world: World) -> None:
    session = await seed_session(world, await world.interview())
    assert await world.owner.data("GET", f"/sessions/{session}/work") == []
    assert await world.owner.data("GET", f"/sessions/{session}/keystrokes") == []
    read = await world.owner.data("GET", f"/sessions/{session}")
    assert (read["problems"], read["candidateQuestions"]) == ([], [])
