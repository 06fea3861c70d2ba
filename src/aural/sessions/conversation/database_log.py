"""A session's log in the database. Each method is one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aural.candidates.contact_repository import may_send_problem
from aural.engine.log import CandidateRequested
from aural.sessions import log_repository as logs
from aural.sessions.conversation.log import Also, Board, Conversation, Message, Step, Words
from aural.sessions.ending_repository import complete
from aural.sessions.submission_repository import find_work
from aural.store import jobs
from aural.store.database import Connection, Database
from aural.usage import repository as usage


@dataclass(frozen=True, slots=True)
class DatabaseLog:
    """The log of one session. `has_mail`: whether this server sends email. `wake_jobs`: called after a job is queued.

    `is_preview`: whether this is the creator's own preview, which isn't counted and sends no email.
    """

    database: Database
    organization_id: str
    session_id: str
    is_preview: bool
    has_mail: bool
    wake_jobs: Callable[[], None]

    async def append(self, step: Step, *, client_id: str | None, also: Also | None) -> Message | None:
        async with self.database.transaction() as transaction:
            stored = await logs.append(
                *(transaction, self.organization_id, self.session_id),
                number=step.number,
                entry=step.entry,
                message=step.message,
                client_id=client_id,
                duration_seconds=step.seconds,
            )
            if also is not None:
                await also(transaction)
            if isinstance(step.entry, CandidateRequested) and step.entry.wish == "problem":
                await self._notify_contact(transaction, step.number, step.entry.at)
        return stored

    async def _notify_contact(self, transaction: Connection, number: int, now: int) -> None:
        """Queues an email to the interview's contact about a reported problem, if the budgets allow it."""
        if self.is_preview or not self.has_mail:
            return
        if await may_send_problem(transaction, self.organization_id, self.session_id, now):
            payload = {"about": "problem", "sessionId": self.session_id, "number": number}
            await jobs.enqueue(transaction, self.organization_id, kind="mail", payload=payload, now=now)

    async def append_words(self, words: Words, conversation: Conversation) -> Message:
        where = (self.organization_id, self.session_id)
        async with self.database.transaction() as transaction:
            stored = await logs.append(
                *(transaction, *where),
                number=words.number,
                entry=words.entry,
                message=words.message,
                duration_seconds=words.seconds,
            )
            assert stored is not None
            if words.requests:
                await logs.mark_requests(transaction, *where, words.requests)
            if words.entry.corrects is not None:
                await logs.file_under(transaction, *where, words.corrections, words.entry.corrects)
            if words.tokens and not self.is_preview:
                await usage.add_tokens_of_session(transaction, *where, words.tokens, words.entry.at)
            if words.ending is not None:
                await self._end(transaction, words, conversation)
        if words.ending is not None:
            self.wake_jobs()
        return stored

    async def _end(self, transaction: Connection, words: Words, conversation: Conversation) -> None:
        """Completes the session and queues its report, in the same transaction as the last words."""
        ending = words.ending
        assert ending is not None
        await logs.append(
            *(transaction, self.organization_id, self.session_id),
            number=ending.number,
            entry=ending.ended,
            duration_seconds=ending.seconds,
        )
        await complete(transaction, conversation, ending.ended, status="COMPLETED", used_seconds=ending.used_seconds)

    async def find(self, client_id: str) -> tuple[int, int | None] | None:
        return await logs.find_stored(self.database.read, self.organization_id, self.session_id, client_id)

    async def find_board(self, question_id: str, scene: str) -> Board | None:
        found = await find_work(self.database.read, self.organization_id, self.session_id, question_id)
        if found is None or found.scene_id != scene:
            return None
        return Board(found.scene_id, found.picture_id, found.board_text or "")

    async def read(self) -> Conversation | None:
        return await logs.find_conversation(self.database.read, self.organization_id, self.session_id)
