"""A scripted agent does everything with a real MCP client, over HTTP and over standard input and output."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests import serving
from tests.agents.conftest import WAYS, Agent, Office, connected

PERSONA = Path(__file__).parents[1] / "data" / "personas" / "support-leo.json"
INTERVIEW = {
    "title": "Customer support",
    "objective": "How somebody deals with upset customers",
    "followUpDepth": "LIGHT",
    "assessmentCriteria": [{"name": "Own part", "description": "Says what they did themselves.", "questions": [0]}],
}
QUESTIONS = [
    {"text": "Tell me about a customer who was upset, and what you did."},
    {"text": "How do you decide what to answer first?", "followUpEnabled": False},
]


async def take(link: str) -> None:
    """Takes a candidate's whole interview with the command that a person would use."""
    await asyncio.to_thread(serving.run, "talk", link, "--persona", str(PERSONA), "--json")


@pytest.mark.parametrize("way", WAYS)
async def test_an_agent_gets_from_an_idea_to_a_report_in_at_most_twelve_calls(office: Office, way: str) -> None:
    async with connected(way, office.url, office.key("--role", "MEMBER")) as agent:
        made = await agent.use("create_interview", interview=INTERVIEW, questions=QUESTIONS)
        checks = await agent.use("check_interview", interviewId=made["id"])
        assert {"QUESTION_WITHOUT_CRITERION", "CRITERION_WITHOUT_ANCHORS"} <= {c["code"] for c in checks["concerns"]}
        rehearsal = await agent.use("start_rehearsal", interviewId=made["id"], kinds=["STRONG"])
        done = await agent.wait("get_rehearsal", rehearsalId=rehearsal["id"])
        assert (done["status"], [result["answered"] for result in done["results"]]) == ("DONE", [2])
        assert (await agent.use("publish_interview", interviewId=made["id"]))["url"].startswith(f"{office.url}/i/")
        (invited,) = await agent.use("invite_candidates", interviewId=made["id"], candidates=[{"name": "Leo"}])
        await take(invited["inviteUrl"])
        (session,) = await agent.use("list_sessions", interviewId=made["id"])
        await _read_report(agent, session["id"])
    assert len(agent.calls) <= 12


async def _read_report(agent: Agent, session_id: str) -> None:
    report = await agent.wait("get_report", sessionId=session_id)
    assert (report["status"], report["reportStatus"], report["scores"]) == ("COMPLETED", "READY", None)
    quotes = {evidence["messageId"]: evidence["quote"] for evidence in report["evidence"]}
    assert quotes
    first = await agent.page("get_transcript", sessionId=session_id, limit=3)
    rest = await agent.page("get_transcript", sessionId=session_id, after=first["next"], limit=100)
    said = {message["id"]: message for message in (*first["data"], *rest["data"])}
    assert (len(said), rest["next"]) == (first["total"], None)
    for message_id, quote in quotes.items():
        assert said[message_id]["role"] == "user"
        assert quote in said[message_id]["content"]


async def test_a_draft_has_the_shape_that_creating_an_interview_expects(office: Office) -> None:
    async with connected("http", office.url, office.key()) as agent:
        draft = await agent.use("draft_interview", goal="Hire a baker who plans a night's work", minutes=15)
        assert (draft["reason"], draft["origin"]["source"]) == ("DONE", "template")
        made = await agent.use("create_interview", interview=draft["interview"], questions=draft["questions"])
        read = await agent.use("get_interview", interviewId=made["id"])
        assert [question["text"] for question in read["questions"]] == [q["text"] for q in draft["questions"]]
        fed = {question_id for criterion in read["assessmentCriteria"] for question_id in criterion["questionIds"]}
        assert fed <= {question["id"] for question in read["questions"]}
        assert fed


async def test_created_resources_can_be_changed_and_removed(office: Office) -> None:
    async with connected("http", office.url, office.key()) as agent:
        (template, *_) = await agent.use("list_templates")
        made = await agent.use("create_interview", **template["file"])
        added = await agent.use("add_questions", interviewId=made["id"], questions=[{"text": "Why?"}, {"text": "How?"}])
        await agent.use("update_question", questionId=added[0]["id"], text="What for?", order=0)
        await agent.use("delete_question", questionId=added[1]["id"])
        await agent.use("update_interview", interviewId=made["id"], title="Another name")
        read = await agent.use("get_interview", interviewId=made["id"])
        assert (read["title"], read["questions"][0]["text"]) == ("Another name", "What for?")
        assert "How?" not in [question["text"] for question in read["questions"]]
        await agent.use("archive_interview", interviewId=made["id"])
        assert not (await agent.use("get_interview", interviewId=made["id"]))["isActive"]
        assert (await agent.use("unarchive_interview", interviewId=made["id"]))["isActive"]


async def test_lists_come_in_pages_and_a_repeated_call_is_carried_out_once(office: Office) -> None:
    async with connected("http", office.url, office.key()) as agent:
        made = await agent.use("create_interview", interview={"title": "Many"}, questions=[{"text": "Why?"}])
        again = {"interview": {"title": "Once"}, "questions": [], "idempotencyKey": "one"}
        assert await agent.use("create_interview", **again) == await agent.use("create_interview", **again)
        people = [{"name": f"Person {number}"} for number in range(45)]
        await agent.use("invite_candidates", interviewId=made["id"], candidates=people)
        pages, more = [], {}
        while True:
            page = await agent.page("list_candidates", interviewId=made["id"], **more)
            pages.append([candidate["name"] for candidate in page["data"]])
            if page["cursor"] is None:
                break
            more = {"cursor": page["cursor"]}
        assert list(map(len, pages)) == [20, 20, 5]
        assert {name for page in pages for name in page} == {person["name"] for person in people}
        assert [one["title"] for one in await agent.use("list_interviews", q="once", limit=5)] == ["Once"]
