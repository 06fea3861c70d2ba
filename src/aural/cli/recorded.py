"""The recorded sessions of `aural demo`: their files, and the interviewer that plays one again without a model."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from aural.engine.analysis import Analysis, Proposal
from aural.engine.context import Context
from aural.engine.message_data import MessageData, Speech, SpokenWord
from aural.engine.moves import FollowUp, Probe
from aural.engine.plan import Plan
from aural.interviewer.guided.interviewer import phrase_by_template
from aural.interviewer.protocol import (
    Claim,
    InterviewerUnavailableError,
    Judgement,
    Line,
    Origin,
    Rating,
    Situation,
    Wording,
    WordingRequest,
)
from aural.jobs.worker import Save
from aural.reports import jobs as reports
from aural.reports.analysis.build import build_report, not_scorable, why_not_scorable
from aural.reports.analysis.notes import about_corrections
from aural.reports.analysis.sections import SECTIONS
from aural.sessions.log_repository import find_conversation
from aural.store.database import Connection
from aural.store.jobs import Job

ORIGIN = Origin("model", "recorded sample", "1")
NOTE = (
    "This is a sample: no person took part. The conversation was written for it with a language model, and so were the "
    "levels, reasons and quotes, which are stored with it. Each quote was checked against the transcript, as in a live "
    "report."
)
_SURE, _UNSURE = 0.97, 0.41  # the recognizer's confidence in a word
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """One turn of a spoken session. Times are milliseconds since the session began.

    `sentences`: the start and end of each sentence, if a person speaks.
    """

    text: str
    start_ms: int
    sentences: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class RecordedSession:
    """A file of `samples/sessions`. The turns are those of a spoken session, from `samples/voices`; a typed session has
    none."""

    id: str
    data: Mapping[str, Any]
    interviewer_turns: tuple[SpokenTurn, ...] = ()
    candidate_turns: tuple[SpokenTurn, ...] = ()

    @classmethod
    def load(cls, file: Traversable) -> RecordedSession:
        data = json.loads(file.read_text(encoding="utf-8"))
        session_id = file.name.removesuffix(".json")
        timed = _folder("voices") / f"{session_id}.json"
        turns = json.loads(timed.read_text(encoding="utf-8"))["turns"] if timed.is_file() else []
        made = [
            (turn["role"], SpokenTurn(turn["text"], turn["startMs"], tuple(map(tuple, turn.get("sentences", ())))))
            for turn in turns
        ]
        ours, theirs = ([turn for role, turn in made if role == who] for who in ("assistant", "user"))
        return cls(session_id, data, tuple(ours), tuple(theirs))

    @property
    def is_spoken(self) -> bool:
        return bool(self.candidate_turns)

    @cached_property
    def answers(self) -> list[dict[str, Any]]:
        return list(self.data["answers"])

    def sound(self) -> bytes:
        """The recording of a spoken session (WebM with Opus)."""
        return (_folder("voices") / f"{self.id}.webm").read_bytes()

    def data_of(self, at: int) -> MessageData | None:
        """The data that is stored with the words of answer number `at` (from 0)."""
        made: MessageData = {}
        if "choice" in self.answers[at]:
            made["choice"] = self.answers[at]["choice"]
        if self.is_spoken:
            made["speech"] = self._speech_of(at)
        return made or None

    def _speech_of(self, at: int) -> Speech:
        turn, unclear = self.candidate_turns[at], self.answers[at].get("unclear", ())
        spoken = zip(sentences_in(self.answers[at]["text"]), turn.sentences, strict=True)
        words = [word for sentence, span in spoken for word in _words(sentence, span, unclear)]
        sure = [word["confidence"] or 0 for word in words]
        return {
            "startMs": words[0]["startMs"],
            "endMs": words[-1]["endMs"],
            "confidence": round(sum(sure) / len(sure), 3),
            "words": words,
        }


def list_sessions() -> list[RecordedSession]:
    """All recorded sessions, the oldest first."""
    found = [RecordedSession.load(file) for file in _folder("sessions").iterdir()]
    return sorted(found, key=lambda session: -session.data["hoursAgo"])


def sentences_in(text: str) -> list[str]:
    return _SENTENCE_END.split(text)


def _folder(name: str) -> Traversable:
    return files("aural") / "samples" / name


def _words(sentence: str, span: tuple[int, int], unclear: tuple[str, ...]) -> Iterator[SpokenWord]:
    """The words of a sentence. Each takes a part of the time that corresponds to its length."""
    start, end = span
    scale, done = (end - start) / (len(sentence) + 1), 0
    for text in sentence.split():
        begin, done = start + round(done * scale), done + len(text) + 1
        is_unclear = text.strip(".,") in unclear
        yield {
            "text": f" {text}",
            "startMs": begin,
            "endMs": start + round(done * scale),
            "confidence": _UNSURE if is_unclear else _SURE,
        }


@dataclass
class RecordedInterviewer:
    """Asks the recorded follow-ups and returns the recorded judgement. All other words come from the templates."""

    session: RecordedSession
    analyses_slowly: bool = False
    _said: int = field(default=0, init=False)

    async def analyse(self, context: Context, situation: Situation | None = None) -> Analysis:
        answer = next((one for one in self.session.answers if one["text"] == context.answer), {})
        if "ask" not in answer:
            return Analysis()
        name, focus, words = answer["ask"]
        return Analysis(proposals=(Proposal(Probe(name, focus), words),))

    async def phrase(self, request: WordingRequest) -> Wording:
        turns = self.session.interviewer_turns
        if turns:
            self._said += 1
            return Wording(turns[self._said - 1].text, ORIGIN)
        if isinstance(request.move, FollowUp) and request.move.words is not None:
            return Wording(request.move.words, ORIGIN)
        return phrase_by_template(request)

    async def judge(self, plan: Plan, lines: tuple[Line, ...], language: str | None = None) -> Judgement:
        recorded = self.session.data.get("judgement")
        if recorded is None:
            raise InterviewerUnavailableError(f"No judgement is recorded for {self.session.id}.")
        return Judgement(
            summary=_claim(recorded["summary"], plan),
            sections={name: tuple(_claim(one, plan) for one in recorded.get(name, ())) for name in SECTIONS},
            sentiment=recorded["sentiment"],
            ratings=tuple(_rating(one) for one in recorded["ratings"]),
            origin=ORIGIN,
            is_scored=any(one["levels"] for one in recorded["ratings"]),
            notes=(NOTE,),
        )


class RecordedAnalysis(reports.Analysis):
    """Writes the report of a recorded session from its judgement, which takes milliseconds instead of seconds.

    It finds each quote in the transcript as `Analysis` does. It omits the checks that a new judgement needs: whether
    answers bear on the question, and whether claims follow from their quotes. In a test, `Analysis` writes the same
    reports.
    """

    async def _run(self, job: Job) -> Save:
        session_id = job.payload["sessionId"]
        conversation = await find_conversation(self._database.read, job.organization_id, session_id)
        if conversation is None or not await self.is_wanted(job, session_id):
            return _nothing
        corrected = await self.list_corrected(job, session_id)
        lines, plan = reports.lines_of(conversation, corrected), conversation.plan
        poor = why_not_scorable(lines)
        if poor is not None:
            return reports.ReportSave(self._clock, job, conversation, not_scorable(poor), 0)
        interviewer = await self._interviewer_of(job.organization_id, session_id)
        judgement = await interviewer.judge(plan, lines)
        notes = [*judgement.notes, *about_corrections(len(corrected), 0, job.payload.get("revision", 1))]
        return reports.ReportSave(self._clock, job, conversation, build_report(judgement, plan, lines, notes), 0)


async def _nothing(_connection: Connection) -> None:
    """Saves nothing: another job writes the report."""


def _claim(recorded: Mapping[str, Any], plan: Plan) -> Claim:
    question = recorded.get("question")
    return Claim(recorded["text"], tuple(recorded["quotes"]), None if question is None else plan.questions[question].id)


def _rating(recorded: Mapping[str, Any]) -> Rating:
    return Rating(
        recorded["criterion"],
        tuple(recorded["levels"]),
        tuple(recorded["quotes"]),
        recorded.get("why", ""),
        recorded.get("would_raise", ""),
    )
