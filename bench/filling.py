"""Fills a database to the size that a claim needs: interviews with questions, sessions of 42 messages, reports."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import asyncpg
import orjson

from aural.platform.ids import new_id

MESSAGES = 42
QUESTIONS = 3
START = 1_780_000_000_000
Rows = Iterable[tuple[Any, ...]]


@dataclass(frozen=True)
class Owner:
    organization_id: str
    project_id: str
    sealed: bytes = b""  # an encrypted candidate token, for pages that show candidates' links


INTERVIEW = (
    "id organization_id project_id title description objective assessment_criteria chat_enabled voice_enabled "
    "video_enabled ai_name ai_tone follow_up_depth language time_limit_minutes anti_cheating_enabled is_active "
    "require_invite public_slug session_count version created_at updated_at"
)
QUESTION = "id organization_id interview_id text type position is_required probe_on_short version created_at updated_at"
CANDIDATE = "id organization_id interview_id name email token_hash token_encrypted session_id created_at updated_at"
SESSION = (
    "id organization_id interview_id candidate_id status end_reason report_status participant_name participant_email "
    "language message_count total_duration_seconds reserved_seconds attachment last_activity_at started_at "
    "completed_at created_at updated_at"
)
MESSAGE = "id organization_id session_id seq role content question_id kind move origin data created_at"
REPORT = "session_id organization_id revision summary insights themes sentiment scores evidence created_at"

FACTS = "session_id organization_id interview_id held_at"
SESSION_FACTS = (
    "is_finished sentiment question_count answered_count repeat_count rephrase_count redirect_count problem_count "
    "pause_count interruption_count seconds limit_seconds"
)
QUESTION_FACTS = "question_id position outcome seconds follow_up_count"

CRITERIA = orjson.dumps(
    [{"name": f"Criterion {i}", "description": "What a good answer shows"} for i in range(3)]
).decode()
ORIGIN = orjson.dumps({"source": "template", "name": "guided", "version": "1", "fallback": None}).decode()
TEXT = "We moved the queue to its own service, because retries had blocked the request path for minutes. " * 2


def interviews(owner: Owner, ids: list[str], sessions: list[int]) -> Rows:
    for index, row_id in enumerate(ids):
        at = START + index * 1000
        yield (
            *(row_id, owner.organization_id, owner.project_id, f"Backend screening {index}", "For seniors"),
            *("Assess API design", CRITERIA, True, True, False, "Aural", "PROFESSIONAL", "MODERATE", "en", 30),
            *(False, True, False, f"backend-{row_id}", sessions[index], 1, at, at),
        )


def questions(owner: Owner, asked: dict[str, list[str]]) -> Rows:
    for interview_id, ids in asked.items():
        for position, row_id in enumerate(ids):
            fixed = ("What was hard about it?", "OPEN_ENDED", position, True, True, 1, START, START)
            yield (row_id, owner.organization_id, interview_id, *fixed)


@dataclass(frozen=True)
class Sat:
    id: str
    candidate_id: str
    interview_id: str


def candidates(owner: Owner, sat: list[Sat]) -> Rows:
    for one in sat:
        token = one.candidate_id.encode()
        fixed = ("Alex", "alex@example.com", token, owner.sealed or token, one.id, START, START)
        yield (one.candidate_id, owner.organization_id, one.interview_id, *fixed)


def sessions(owner: Owner, sat: list[Sat]) -> Rows:
    for one in sat:
        yield (
            *(one.id, owner.organization_id, one.interview_id, one.candidate_id, "COMPLETED", "FINISHED", "READY"),
            *("Alex", "alex@example.com", "en", MESSAGES, 1842, 0, 0, START, START, START, START, START),
        )


def reports(owner: Owner, sat: list[Sat]) -> Rows:
    words = orjson.dumps(["Clear tradeoff discussion", "Names numbers", "Own part is clear"]).decode()
    quote = {"id": "e1", "supports": "summary", "messageId": new_id(), "start": 0, "end": 8, "quote": "We moved"}
    evidence = orjson.dumps([quote] * 6).decode()
    for one in sat:
        yield (one.id, owner.organization_id, 1, TEXT, words, words, "positive", "null", evidence, START)


def messages(owner: Owner, sat: list[Sat]) -> Rows:
    for one in sat:
        for seq in range(1, MESSAGES + 1):
            is_asked = seq % 2 == 1
            role, kind, move = ("assistant", "question", "next") if is_asked else ("user", "answer", None)
            at = START + seq * 30_000
            said = (seq, role, TEXT, None, kind, move, ORIGIN if is_asked else "null", "null", at)
            yield (new_id(), owner.organization_id, one.id, *said)


def session_facts(owner: Owner, sat: list[Sat]) -> Rows:
    for one in sat:
        counted = (True, "positive", QUESTIONS, QUESTIONS, 0, 1, 0, 0, 0, 0, 1842, 1800)
        yield (one.id, owner.organization_id, one.interview_id, START, *counted)


def question_facts(owner: Owner, sat: list[Sat], asked: dict[str, list[str]]) -> Rows:
    for at, one in enumerate(sat):
        for position, question_id in enumerate(asked[one.interview_id]):
            outcome = "skipped" if (at + position) % 9 == 0 else "answered"
            told = (question_id, position, outcome, 20 + at * 7 % 400, 1)
            yield (one.id, owner.organization_id, one.interview_id, START, *told)


def criterion_facts(owner: Owner, sat: list[Sat]) -> Rows:
    for at, one in enumerate(sat):
        for criterion in range(3):
            level = (at + criterion) % 5 or None
            yield (one.id, owner.organization_id, one.interview_id, START, f"Criterion {criterion}", level)


def theme_facts(owner: Owner, sat: list[Sat]) -> Rows:
    """Some themes in every session, and many in only a few."""
    for at, one in enumerate(sat):
        for position, label in enumerate(("Names numbers", f"Theme {at % 7}", f"Detail {at % 900}")):
            told = (position, label.casefold(), label, TEXT[:80], None, "negative" if at % 4 == 0 else "positive")
            yield (one.id, owner.organization_id, one.interview_id, START, *told)


def tables(owner: Owner, interview_count: int, session_count: int) -> Iterator[tuple[str, str, Rows]]:
    ids = [new_id() for _ in range(interview_count)]
    sat = [Sat(new_id(), new_id(), ids[-1 - index % interview_count]) for index in range(session_count)]
    held = dict.fromkeys(ids, 0)
    for one in sat:
        held[one.interview_id] += 1
    yield "interviews", INTERVIEW, interviews(owner, ids, list(held.values()))
    asked = {interview_id: [new_id() for _ in range(QUESTIONS)] for interview_id in ids}
    yield "questions", QUESTION, questions(owner, asked)
    yield "candidates", CANDIDATE, candidates(owner, sat)
    yield "sessions", SESSION, sessions(owner, sat)
    yield "reports", REPORT, reports(owner, sat)
    yield "messages", MESSAGE, messages(owner, sat)
    yield "session_facts", f"{FACTS} {SESSION_FACTS}", session_facts(owner, sat)
    yield "question_facts", f"{FACTS} {QUESTION_FACTS}", question_facts(owner, sat, asked)
    yield "criterion_facts", f"{FACTS} criterion level", criterion_facts(owner, sat)
    yield "theme_facts", f"{FACTS} position theme label quote question_id sentiment", theme_facts(owner, sat)


def fill(url: str, owner: Owner, interview_count: int, session_count: int) -> None:
    filled = tables(owner, interview_count, session_count)
    if url.startswith("sqlite"):
        _fill_sqlite(url.removeprefix("sqlite:///"), filled)
    else:
        asyncio.run(_fill_postgres(url, filled))


def _fill_sqlite(path: str, filled: Iterator[tuple[str, str, Rows]]) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous=OFF")
    for table, columns, rows in filled:
        names = columns.split()
        marks = ",".join("?" * len(names))
        connection.executemany(f"INSERT INTO {table} ({','.join(names)}) VALUES ({marks})", rows)
    connection.commit()
    connection.execute("ANALYZE")
    connection.close()


async def _fill_postgres(url: str, filled: Iterator[tuple[str, str, Rows]]) -> None:
    connection = await asyncpg.connect(url)
    for table, columns, rows in filled:
        waiting = iter(rows)
        while some := list(islice(waiting, 20_000)):
            await connection.copy_records_to_table(table, records=some, columns=columns.split())
    await connection.execute("ANALYZE")
    await connection.close()
