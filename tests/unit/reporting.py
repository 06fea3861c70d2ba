"""An organization with sessions that have ended, and interviewers whose judgements the test sets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from aural.engine.context import Context
from aural.engine.log import Answered, Entry, MessageSent, Started
from aural.engine.plan import Criterion, Plan, Question
from aural.interviewer.protocol import Claim, Judgement, Line, Origin, Rating, Situation, Wording, WordingRequest
from aural.jobs.worker import Worker
from aural.organizations.repository import list_projects, take_organization
from aural.platform.ids import new_id
from aural.reports.jobs import Analysis
from aural.reports.repository import find_report
from aural.sessions.conversation.log import NewMessage
from aural.sessions.log_repository import append, set_status, start_conversation
from aural.store import schema
from aural.store.database import Database, open_database
from aural.store.jobs import enqueue
from aural.usage.repository import read_usage

ANSWER = "I looked at the slow query log first, and one query took 900 ms because it had no index, so I added it."
CRITERIA = (Criterion("Diagnosis", "Finds the cause by evidence"),)


class Clock:
    def __init__(self) -> None:
        self.at = 1_790_000_000_000

    def now(self) -> int:
        self.at += 1
        return self.at


class FakeInterviewer:
    """Judges as the test sets it. Counts the calls, and keeps the lines that it got."""

    def __init__(self, source: str = "model", tokens: int = 0) -> None:
        self.source, self.tokens = source, tokens
        self.failures: list[Exception] = []
        self.asked: list[tuple[Line, ...]] = []
        self.languages: list[str | None] = []
        self.summary = "Looked at the log and added an index."
        self.quote = "one query took 900 ms"

    async def analyse(self, context: Context, situation: Situation | None = None) -> Any:
        raise NotImplementedError

    async def phrase(self, request: WordingRequest) -> Wording:
        raise NotImplementedError

    async def judge(self, plan: Plan, lines: tuple[Line, ...], language: str | None = None) -> Judgement:
        self.asked.append(lines)
        self.languages.append(language)
        if self.failures:
            raise self.failures.pop(0)
        quotes = (self.quote,)
        return Judgement(
            summary=Claim(self.summary, quotes),
            sections={
                "insights": (Claim("The candidate looked at the slow query log first.", quotes),),
                "themes": (Claim("Databases", quotes),),
            },
            sentiment="neutral",
            ratings=(Rating("Diagnosis", (3, 4, 3) if self.source == "model" else (), quotes),),
            origin=Origin(self.source, "fake", "1"),  # type: ignore[arg-type]
            is_scored=self.source == "model",
            tokens=self.tokens,
        )


@dataclass
class House:
    """A database with an organization, an interview and its interviewer."""

    database: Database
    clock: Clock
    organization_id: str
    interview_id: str
    interviewer: FakeInterviewer
    guided: FakeInterviewer

    def worker(self) -> Worker:
        async def interviewer_of(_organization_id: str, _session_id: str) -> FakeInterviewer:
            return self.interviewer

        analysis = Analysis(self.database, self.clock, interviewer_of, self.guided)
        return Worker(self.database, self.clock, {"analyse": analysis})

    async def begun(self) -> str:
        """Creates a session with an empty log."""
        plan = Plan(self.interview_id, "Backend", (Question("q1", 0, "What was slow?"),), criteria=CRITERIA)
        candidate = {
            "id": new_id(), "organization_id": self.organization_id, "interview_id": self.interview_id,
            "token_hash": new_id().encode(), "token_encrypted": b"", "created_at": 1, "updated_at": 1,
        }  # fmt: skip
        async with self.database.transaction() as transaction:
            await transaction.run(insert(schema.candidates), candidate)
            return await start_conversation(
                transaction, self.organization_id, plan=plan, candidate_id=candidate["id"], participant_name="Alex",
                participant_email=None, consent=("1", "en"), reserved_seconds=0, now=self.clock.now(),
            )  # fmt: skip

    async def ended(self, *said: Callable[[int], tuple[Entry, NewMessage | None]], revision: int = 1) -> str:
        """Creates a finished session whose log contains these entries, with its job queued."""
        session_id = await self.begun()
        await self.say(session_id, started, *said)
        await self.end(session_id, revision=revision)
        return session_id

    async def say(self, session_id: str, *said: Callable[[int], tuple[Entry, NewMessage | None]]) -> None:
        async with self.database.transaction() as transaction:
            log, messages = schema.log_entries.c, schema.messages.c
            number = len(await transaction.rows(select(log.number).where(log.session_id == session_id)))
            seq = len(await transaction.rows(select(messages.seq).where(messages.session_id == session_id)))
            for say in said:
                number += 1
                entry, message = say(seq + 1)
                seq += message is not None
                await append(
                    transaction, self.organization_id, session_id, number=number, entry=entry, message=message,
                    duration_seconds=0,
                )  # fmt: skip

    async def end(self, session_id: str, *, revision: int = 1, was: str = "IN_PROGRESS") -> None:
        now = self.clock.now()
        async with self.database.transaction() as transaction:
            await set_status(
                transaction, self.organization_id, session_id, was=was, status="COMPLETED", end_reason="FINISHED",
                reserved_seconds=0, now=now,
            )  # fmt: skip
            await enqueue(
                transaction, self.organization_id, kind="analyse", now=now,
                payload={"sessionId": session_id, "revision": revision},
            )  # fmt: skip

    async def resume(self, session_id: str) -> None:
        async with self.database.transaction() as transaction:
            await set_status(
                transaction, self.organization_id, session_id, was="COMPLETED", status="IN_PROGRESS", end_reason=None,
                reserved_seconds=0, now=self.clock.now(),
            )  # fmt: skip

    async def run(self) -> None:
        """Runs the jobs that are due, and those that become due later, until none is left."""
        worker = self.worker()
        for _ in range(8):
            await worker.run_due()
            self.clock.at += 3_600_000

    async def status(self, session_id: str) -> str | None:
        sessions = schema.sessions.c
        row = await self.database.read.row(select(sessions.report_status).where(sessions.id == session_id))
        assert row is not None
        return row.report_status

    async def report(self, session_id: str) -> Any:
        return await find_report(self.database.read, self.organization_id, session_id)

    async def tokens(self) -> float:
        return (await read_usage(self.database.read, self.organization_id, self.clock.now())).ai_tokens.used


def started(_seq: int) -> tuple[Entry, None]:
    return Started(1_000), None


def asked(seq: int) -> tuple[Entry, NewMessage]:
    entry = MessageSent(2_000, seq, "next", "What was slow?", "q1", "first")
    return entry, NewMessage("assistant", "What was slow?", "question", "q1", "next")


def answered(text: str) -> Callable[[int], tuple[Entry, NewMessage]]:
    return lambda seq: (Answered(3_000, seq, text, "q1"), NewMessage("user", text, "answer", "q1"))


def event(entry: Entry) -> Callable[[int], tuple[Entry, None]]:
    return lambda _seq: (entry, None)


@asynccontextmanager
async def open_house(database_url: str) -> AsyncIterator[House]:
    """A house with one interview."""
    database, clock = open_database(database_url), Clock()
    organization = await take_organization(database, "Acme", clock.now())
    project = (await list_projects(database.read, organization.id))[0]
    interview = {
        "id": new_id(), "organization_id": organization.id, "project_id": project.id, "title": "Backend",
        "assessment_criteria": [], "chat_enabled": True, "voice_enabled": False, "video_enabled": False,
        "ai_name": "Aural", "ai_tone": "CASUAL", "follow_up_depth": "LIGHT", "language": "en",
        "anti_cheating_enabled": False, "is_active": True, "require_invite": True, "created_at": 1, "updated_at": 1,
    }  # fmt: skip
    async with database.transaction() as transaction:
        await transaction.run(insert(schema.interviews), interview)
    yield House(database, clock, organization.id, interview["id"], FakeInterviewer(), FakeInterviewer("template"))
    await database.close()
