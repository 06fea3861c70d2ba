"""The job that writes the report of a session that has ended: PENDING → RUNNING → READY | NOT_SCORABLE | FAILED."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType

from aural.candidates.access_repository import LinkedSession
from aural.engine.artifacts import without_replaced
from aural.engine.people import in_words_of
from aural.engine.plan import Plan
from aural.engine.privacy.transcript_check import preliminary_until
from aural.engine.purposes import gives_levels, withholds
from aural.engine.webhooks import EventName
from aural.guard.computing import ComputingError
from aural.insights.jobs import NOTHING, note_facts
from aural.interviewer.disclosures import withhold, without_disclosures
from aural.interviewer.divided import DividedInterviewer
from aural.interviewer.guided.answers import read_again
from aural.interviewer.guided.interviewer import GuidedInterviewer
from aural.interviewer.judging.checker import checker_of
from aural.interviewer.protocol import Interviewer, InterviewerUnavailableError, Judgement, Line
from aural.interviewer.steps import run_step
from aural.jobs.worker import JobFailedError, Save
from aural.organizations.settings_repository import find_languages
from aural.platform.clock import Clock
from aural.reports.analysis.build import Report, not_scorable
from aural.reports.analysis.judgement import judgement_from_json, judgement_to_json
from aural.reports.analysis.notes import (
    about_corrections,
    about_dropped,
    about_unexplained,
    about_withheld,
    intents_of,
    notes_of,
    set_aside,
)
from aural.reports.model_check_jobs import ModelChecks
from aural.reports.repository import StoredReport, find_report, save_report, set_report_status
from aural.reports.transcript_jobs import build, list_cut, list_judged, list_left_out, why_poor
from aural.sessions import correction_repository as corrections
from aural.sessions.conversation.log import Conversation
from aural.sessions.correction_repository import Correction
from aural.sessions.log_repository import find_conversation
from aural.store.database import Connection, Database
from aural.store.jobs import Job, enqueue, find_step, save_step
from aural.usage.repository import add_tokens, has_tokens
from aural.webhooks.event_repository import record_session_event

NO_MODEL = (
    "Written without a model: quotes and coverage only, nothing is scored. Connect a model to have answers scored."
)
NO_MODEL_IN_RESEARCH = "Written without a model: quotes only. Connect a model to have findings written."
NOT_AGREED = (
    "The candidate didn't agree to the connected model, so this was written without one: quotes and coverage only, "
    "nothing is scored."
)
NO_TOKENS = "This month's AI tokens are used up, so this was written without a model: quotes only, nothing is scored."
MODEL_AWAY = (
    "The model did not answer, so this was written without it: quotes and coverage only, nothing is scored. "
    "It is asked again later, and this report is replaced when it answers. "
    "Run `aural doctor` to check whether it works."
)
UNGROUNDED = "Nothing that the model wrote could be tied to the candidate's words, so this was written without it."

# A model that remains unavailable is asked again after 1, 2, 4 … 32 hours: about two and a half days in all.
MOST_LATER = 6
_FIRST_LATER_MS = 3_600_000
_UNCORRECTED: Mapping[int, Correction] = MappingProxyType({})


class Analysis:
    """Handles `analyse` jobs, payload `{"sessionId", "revision"}`. `interviewer_of` returns a session's interviewer.

    If no attempt gets an answer from the model, the guided interviewer replaces it, and another job asks the model
    again later. The payload of that job counts the postponements in `later`. That job changes the report only once the
    model has answered.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        interviewer_of: Callable[[str, str], Awaitable[Interviewer]],
        guided: Interviewer | None = None,
    ) -> None:
        self._database, self._clock, self._interviewer_of = database, clock, interviewer_of
        self._guided = guided or GuidedInterviewer()

    async def run(self, job: Job) -> Save:
        """Judges the session outside any transaction. Raises JobFailedError if the job must be tried again."""
        try:
            return await self._run(job)
        except ComputingError as error:
            raise JobFailedError("The answers take too much time or memory to be read.") from error

    async def _run(self, job: Job) -> Save:
        session_id = job.payload["sessionId"]
        conversation = await find_conversation(self._database.read, job.organization_id, session_id)
        if conversation is None or not await self.is_wanted(job, session_id):
            return _nothing  # the session was deleted, or was resumed and queues another job when it ends
        corrected = await self.list_corrected(job, session_id)
        lines = await run_step(read_again, conversation.plan, lines_of(conversation, corrected))
        is_withholding = withholds(conversation.plan.purpose)
        if is_withholding:
            lines = await run_step(withhold, lines, conversation.plan.language)
        poor = await why_poor(lines, conversation.plan.language)
        if poor is not None:
            notes = await _notes(conversation, lines, job, corrected)
            report = not_scorable(poor, notes)
            return ReportSave(self._clock, job, conversation, report, 0)
        interviewer = await self._interviewer_of(job.organization_id, conversation.session_id)
        checker = await checker_of(interviewer, conversation.plan, lines)
        checks = ModelChecks(self._database, self._clock, job, len(conversation.entries), checker)
        lines = await checks.withheld(lines) if is_withholding else lines
        notes = await _notes(conversation, lines, job, corrected)
        try:
            judgement = await self._judged(job, conversation, lines, interviewer)
        except InterviewerUnavailableError as error:
            return await self._without_model(job, conversation, lines, notes, error)
        if is_withholding and judgement.origin.source == "model":
            judgement = await asyncio.to_thread(without_disclosures, judgement, conversation.plan.language)
        is_refused = isinstance(interviewer, DividedInterviewer)
        report, spent = await self._built(job, conversation, lines, judgement, notes, checks, is_refused=is_refused)
        return ReportSave(self._clock, job, conversation, report, spent)

    async def _without_model(
        self,
        job: Job,
        conversation: Conversation,
        lines: tuple[Line, ...],
        notes: Sequence[str],
        error: InterviewerUnavailableError,
    ) -> Save:
        """In the last attempt, returns what to save without the model. Raises JobFailedError in earlier attempts."""
        await self._count(job, getattr(error, "tokens", 0))
        if job.attempt < job.max_attempts:
            raise JobFailedError(str(error)) from error
        if _put_off(job):
            return _Later(self._clock, job)
        language = await self._language(job)
        instead = await self._guided.judge(conversation.plan, await list_judged(lines), language)
        report = await build(instead, conversation.plan, lines, [*notes, MODEL_AWAY], language)
        return ReportSave(self._clock, job, conversation, report, instead.tokens, is_model_away=True)

    async def give_up(self, connection: Connection, job: Job, reason: str) -> None:
        """After the last failed attempt, saves a report that says why, and what to do.

        Does nothing for a job that only asks the model again later.
        """
        if _put_off(job):
            return
        why = f"The report could not be written in {job.max_attempts} attempts: {reason.rstrip('.')}."
        kept = "The transcript is kept. Run `aural doctor` to check whether the model works."
        fields = _fields(not_scorable(f"{why} {kept}"))
        is_saved = await save_report(
            connection,
            job.organization_id,
            job.payload["sessionId"],
            revision=_revision(job),
            last_seq=None,
            status="FAILED",
            fields=fields,
            now=self._clock.now(),
            is_review=_is_review(job),
        )
        conversation = await find_conversation(connection, job.organization_id, job.payload["sessionId"])
        if is_saved and conversation is not None:
            await note_facts(connection, conversation, NOTHING)

    async def is_wanted(self, job: Job, session_id: str) -> bool:
        """Whether the session has ended and still waits for this report.

        If so, marks it RUNNING, except in a job that asks the model again later.
        """
        if _put_off(job):
            return _is_bettered(await find_report(self._database.read, job.organization_id, session_id), job)
        now = self._clock.now()
        async with self._database.transaction() as transaction:
            session = await corrections.lock_session(transaction, job.organization_id, session_id)
            if session is None or not await self._is_current(transaction, job, session):
                return False
            return await set_report_status(transaction, job.organization_id, session_id, status="RUNNING", now=now)

    async def _is_current(self, transaction: Connection, job: Job, session: LinkedSession) -> bool:
        """Whether this job judges the answers that count. A review's answers count from now on. Those of other jobs
        count until there is a review, or until the session ends again."""
        if not _is_review(job):
            if await self._is_outdated(transaction, job, session.id):
                return False
            is_corrected = session.corrected_at is not None
            return not (
                is_corrected and await corrections.changes_answers(transaction, job.organization_id, session.id)
            )
        return await corrections.settle_corrections(transaction, job.organization_id, session, self._clock.now())

    async def _is_outdated(self, transaction: Connection, job: Job, session_id: str) -> bool:
        """Whether a later end of the session has its own report or job. If so, nothing would reset RUNNING."""
        standing = await find_report(transaction, job.organization_id, session_id)
        ends = await corrections.next_revision(transaction, job.organization_id, session_id) - 1
        return _revision(job) < max(ends, 0 if standing is None else standing.revision)

    async def list_corrected(self, job: Job, session_id: str) -> dict[int, Correction]:
        if not _is_review(job):
            return {}
        made = await corrections.list_corrections(self._database.read, job.organization_id, session_id)
        return {correction.seq: correction for correction in made}

    async def _judged(
        self, job: Job, conversation: Conversation, lines: tuple[Line, ...], interviewer: Interviewer
    ) -> Judgement:
        """The judgement. A model's judgement is kept for later attempts, and its tokens are counted.

        Raises InterviewerUnavailableError.
        """
        kept = await find_step(self._database.read, job, _step(conversation))
        if kept is not None:
            return judgement_from_json(kept)
        judgement = await interviewer.judge(conversation.plan, await list_judged(lines), await self._language(job))
        if judgement.origin.source == "model":
            async with self._database.transaction() as transaction:
                await save_step(transaction, job, _step(conversation), judgement_to_json(judgement), self._clock.now())
                if judgement.tokens:  # spent, even if more was said in the meantime and the session is judged again
                    await add_tokens(transaction, job.organization_id, judgement.tokens, self._clock.now())
        return judgement

    async def _language(self, job: Job) -> str | None:
        """The language of the organization's reports; None means the interview's. Quotes stay in the original."""
        return (await find_languages(self._database.read, job.organization_id))[1]

    async def _built(
        self,
        job: Job,
        conversation: Conversation,
        lines: tuple[Line, ...],
        judgement: Judgement,
        notes: Sequence[str],
        checks: ModelChecks,
        *,
        is_refused: bool,
    ) -> tuple[Report, int]:
        plan, language = conversation.plan, await self._language(job)
        if judgement.origin.source == "template":
            left = await has_tokens(self._database.read, job.organization_id, self._clock.now())
            why = NOT_AGREED if is_refused else _no_model(plan) if left else NO_TOKENS
            return await build(judgement, plan, lines, [*notes, why], language), 0
        told = [*judgement.notes, *notes, *await list_cut(await list_judged(lines))]
        held, dropped, unexplained = await checks.supported(judgement, plan, lines, language)
        told += [*about_dropped(dropped), *about_unexplained(unexplained)]
        report = await build(held, plan, lines, told, language)
        if report.status == "READY" or judgement.unscorable is not None:
            return report, 0
        instead = await self._guided.judge(plan, await list_judged(lines), language)
        return await build(instead, plan, lines, [*notes, UNGROUNDED], language), instead.tokens

    async def _count(self, job: Job, tokens: int) -> None:
        if tokens:
            async with self._database.transaction() as transaction:
                await add_tokens(transaction, job.organization_id, tokens, self._clock.now())


@dataclass(frozen=True, slots=True)
class ReportSave:
    """Saves a report in the transaction that completes the job, and counts the tokens not counted yet."""

    clock: Clock
    job: Job
    conversation: Conversation
    report: Report
    tokens: int
    is_model_away: bool = False

    async def __call__(self, connection: Connection) -> None:
        organization_id, session_id = self.job.organization_id, self.conversation.session_id
        now, fields = self.clock.now(), _fields(self.report, self.conversation.plan.purpose)
        is_saved = await save_report(
            connection,
            organization_id,
            session_id,
            revision=_revision(self.job),
            last_seq=self.conversation.messages[-1].seq if self.conversation.messages else 0,
            status=self.report.status,
            fields=fields,
            now=now,
            is_review=_is_review(self.job),
        )
        if is_saved:
            await note_facts(connection, self.conversation, fields)
            await self._tell(connection, now)
        if is_saved and self.is_model_away:
            await _Later(self.clock, self.job)(connection)
        if self.tokens:  # after locking the session's row, as everywhere, to prevent deadlocks
            await add_tokens(connection, organization_id, self.tokens, now)

    async def _tell(self, connection: Connection, now: int) -> None:
        event: EventName = "session.analyzed" if self.report.status == "READY" else "session.not_scorable"
        session = await corrections.lock_session(connection, self.job.organization_id, self.conversation.session_id)
        is_preliminary = session is not None and preliminary_until(session, now) is not None
        more = {"revision": _revision(self.job), "preliminary": is_preliminary}
        session_id = self.conversation.session_id
        await record_session_event(connection, self.job.organization_id, event, session_id, now, more)


@dataclass(frozen=True, slots=True)
class _Later:
    """Queues the job that asks the model again. The delay doubles each time."""

    clock: Clock
    job: Job

    async def __call__(self, connection: Connection) -> None:
        count = _put_off(self.job)
        if count == MOST_LATER:
            return
        now = self.clock.now()
        payload = {**self.job.payload, "later": count + 1}
        run_at = now + _FIRST_LATER_MS * 2**count
        await enqueue(connection, self.job.organization_id, kind="analyse", payload=payload, now=now, run_at=run_at)


def _no_model(plan: Plan) -> str:
    return NO_MODEL if gives_levels(plan.purpose) else NO_MODEL_IN_RESEARCH


async def _nothing(_connection: Connection) -> None:
    """Nothing to save."""


def lines_of(
    conversation: Conversation, corrected: Mapping[int, Correction] = MappingProxyType({})
) -> tuple[Line, ...]:
    """The transcript to judge, with corrections by `seq`.

    Sets aside answers that were left out, and those in a turn with a problem.
    """
    aside = set_aside(conversation.entries) | {seq for seq, made in corrected.items() if made.is_left_out}
    words = {seq: made.content for seq, made in corrected.items() if made.content is not None}
    intents = intents_of(conversation.entries)
    return tuple(
        Line(
            message_id=m.id,
            role=m.role,
            content=words.get(m.seq, m.content),
            question_id=m.question_id,
            kind=m.kind,
            move=m.move,
            data=without_replaced(m.data, m.content) if m.seq in words else m.data,
            is_excluded=m.seq in aside,
            intent=None if m.seq in words else intents.get(m.seq),  # corrected words were never analyzed
        )
        for m in conversation.messages
    )


async def _notes(
    conversation: Conversation, lines: Sequence[Line], job: Job, corrected: Mapping[int, Correction]
) -> list[str]:
    told = await asyncio.to_thread(notes_of, conversation.plan, conversation.entries)
    withheld, orders = await list_left_out(lines)
    changed = sum(made.content is not None and not made.is_left_out for made in corrected.values())
    left_out = sum(made.is_left_out for made in corrected.values())
    told = (*about_corrections(changed, left_out, _revision(job)), *told)
    return [*told, *orders, *about_withheld(withheld)]


def _is_bettered(standing: StoredReport | None, job: Job) -> bool:
    """Whether the stored report was written without a model, and still waits for a better one."""
    if standing is None or standing.revision != _revision(job):
        return False
    is_written = standing.report_status in ("READY", "NOT_SCORABLE")
    # NOT_SCORABLE reports have no origin; the origin of others says whether a model has written them since.
    return is_written and (standing.origin is None or standing.origin["source"] == "template")


def _revision(job: Job) -> int:
    return int(job.payload.get("revision", 1))


def _is_review(job: Job) -> bool:
    return bool(job.payload.get("isReview"))


def _put_off(job: Job) -> int:
    return int(job.payload.get("later", 0))


def _step(conversation: Conversation) -> str:
    # A transcript that has grown since is judged again.
    return f"judge-{len(conversation.entries)}"


def _fields(report: Report, purpose: str = "HIRING") -> dict[str, object]:
    fields = asdict(report)
    del fields["status"]
    sections: dict[str, object] = fields.pop("sections")
    return fields | sections | {"reason": report.reason and in_words_of(purpose, report.reason)}
