"""A session that is open in this process. Its state is in memory; each change is stored before it is applied."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from aural.candidates.contact_repository import was_told_of_problem
from aural.engine.log import CandidateRequested, Ended, Entry, MessageSent
from aural.engine.moves import Move
from aural.engine.state import State, apply, fold
from aural.engine.timing import counted_seconds, due_at
from aural.room.context import RoomContext
from aural.room.conversation.early_analysis import Foresight
from aural.room.conversation.views import message_view, room_view
from aural.room.recording.space import count_wish_characters, require_space
from aural.sessions.ending_repository import complete
from aural.sessions.log_repository import (
    Conversation,
    Message,
    NewMessage,
    OutdatedError,
    append,
    file_under,
    find_conversation,
    find_stored,
    mark_requests,
)
from aural.store import jobs
from aural.store.database import Connection
from aural.usage import repository as usage

logger = logging.getLogger("aural.room")
Send = Callable[[dict[str, Any]], None]
Build = Callable[[State], tuple[Entry, NewMessage | None]]
Also = Callable[[Connection], Awaitable[None]]
HearOut = Callable[[], Awaitable[bool]]


class FinishedError(Exception):
    """The session has ended, so nothing more is stored."""


class GoneError(FinishedError, LookupError):
    """Another process has erased the session meanwhile: nothing can be added or shown."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The result of storing something that the client sent: the `seq` of its message, and whether it was new."""

    seq: int | None
    is_new: bool


class Choice:
    """The interviewer's next move, from its choice until its words are stored or something else was said."""

    def __init__(self) -> None:
        self._move: Move | None = None
        self._is_made = asyncio.Event()

    def make(self, move: Move) -> None:
        self._move = move
        self._is_made.set()

    def drop(self) -> None:
        self._move = None
        self._is_made.clear()

    async def made(self) -> Move:
        """Waits until a move is chosen."""
        while self._move is None:
            await self._is_made.wait()
        return self._move


class LiveRoom:
    def __init__(self, context: RoomContext, conversation: Conversation) -> None:
        self.context = context
        self.conversation = conversation
        self.organization_id = conversation.organization_id
        self.session_id = conversation.session_id
        self.plan = conversation.plan
        self.messages: list[Message] = list(conversation.messages)
        self.state = fold(self.plan, conversation.entries)
        self.awake = asyncio.Event()
        self.hear_out: HearOut | None = None  # the voice session's, while voice is on
        self.expect: Callable[[str], None] = lambda _text: None  # called with what was heard, when the turn may be over
        self.foresight = Foresight()
        self.choice = Choice()
        self._send: Send | None = None
        self._wish_characters = count_wish_characters(conversation.entries)
        self._appending = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None

    # --- the listener ---------------------------------------------------------------------------------------------

    def attach(self, send: Send) -> None:
        self._send = send
        self.set_timer()

    def detach(self, send: Send) -> bool:
        """Detaches this listener. Returns whether it was still attached."""
        if self._send is not send:
            return False
        self._send = None
        return True

    @property
    def is_attached(self) -> bool:
        return self._send is not None

    def tell(self, frame: dict[str, Any]) -> None:
        if self._send is not None:
            self._send(frame)

    def tell_room(self) -> None:
        self.tell({"type": "room", "room": room_view(self.plan, self.state, self.context.clock.now())})

    # --- the voice ------------------------------------------------------------------------------------------------

    @property
    def is_spoken(self) -> bool:
        """Whether the candidate listens to the interviewer."""
        return self.hear_out is not None

    async def has_heard_more(self) -> bool:
        """Called before the end. Returns whether the candidate was still speaking; what they said is stored then."""
        return self.hear_out is not None and await self.hear_out()

    # --- writing --------------------------------------------------------------------------------------------------

    async def record(self, build: Build, client_id: str | None = None, also: Also | None = None) -> Recorded:
        """Stores what the candidate did; it is durable when this returns. A repeated `client_id` changes nothing.

        `also` runs in the same transaction. If it raises an error, nothing is stored and the error is passed on.
        Raises FinishedError (GoneError if the session was erased), and FullError for an answer or a wish if there are
        too many.
        """
        async with self._appending:
            while True:
                if self.state.phase == "ended":
                    raise FinishedError
                entry, message = build(self.state)
                require_space(entry, self.state.number, self.messages, self._wish_characters)
                try:
                    async with self.context.database.transaction() as transaction:
                        stored = await self._append(transaction, entry, message, client_id)
                        if also is not None:
                            await also(transaction)
                        await self._tell_contact(transaction, entry)
                except OutdatedError:
                    known = await self._catch_up(client_id)
                    if known is not None:
                        return known
                    continue
                self._applied(entry, stored)
                return Recorded(None if stored is None else stored.seq, is_new=True)

    async def _tell_contact(self, transaction: Connection, entry: Entry) -> None:
        """E-mails a reported problem to the interview's contact if and only if it is stored. After an e-mail, further
        problems of the session don't cause another one for a while."""
        if self.plan.is_preview:
            return
        if isinstance(entry, CandidateRequested) and entry.wish == "problem" and self.context.settings.smtp_url:
            if await was_told_of_problem(transaction, self.organization_id, self.session_id, entry.at):
                return
            payload = {"about": "problem", "sessionId": self.session_id, "number": self.state.number + 1}
            await jobs.enqueue(transaction, self.organization_id, kind="mail", payload=payload, now=entry.at)

    async def _catch_up(self, client_id: str | None) -> Recorded | None:
        """Reads the log beyond this state. Returns what is stored with this id, or None."""
        known = None
        if client_id is not None:
            known = await find_stored(self.context.database.read, self.organization_id, self.session_id, client_id)
        # If the confirmation of a commit was lost, its entry is new to this room although the client sent it before.
        is_new = known is None or known[0] > self.state.number
        if is_new:
            await self._reload()
        return None if known is None else Recorded(known[1], is_new)

    async def say(
        self, decided_at: int, entry: MessageSent, message: NewMessage, *, requests: list[int], tokens: int
    ) -> None:
        """Stores and sends the interviewer's words if the log still has `decided_at` entries.

        Otherwise raises OutdatedError: something was said meanwhile, and the move must be chosen again.
        """
        async with self._appending:
            if self.state.number != decided_at:
                raise OutdatedError
            corrections = [said.seq for said in self.state.unanswered] if entry.corrects is not None else []
            try:
                async with self.context.database.transaction() as transaction:
                    stored = await self._append(transaction, entry, message, None)
                    if requests:
                        await mark_requests(transaction, self.organization_id, self.session_id, requests)
                    if entry.corrects is not None:
                        where = (transaction, self.organization_id, self.session_id)
                        await file_under(*where, corrections, entry.corrects)
                    if tokens and not self.plan.is_preview:
                        await usage.add_tokens(transaction, self.organization_id, tokens, entry.at)
                    ended = await self._end(transaction, entry)
            except OutdatedError:
                await self._reload()
                raise
            self.messages = [replace(m, kind="request") if m.seq in requests else m for m in self.messages]
            if entry.corrects is not None:
                at = entry.corrects
                self.messages = [replace(m, question_id=at) if m.seq in corrections else m for m in self.messages]
            self._applied(entry, stored)
            if ended is not None:
                self.state = apply(self.plan, self.state, ended)
                self.context.wake_jobs()

    async def _append(
        self, transaction: Connection, entry: Entry, message: NewMessage | None, client_id: str | None
    ) -> Message | None:
        after = apply(self.plan, self.state, entry)
        return await append(
            transaction,
            self.organization_id,
            self.session_id,
            number=self.state.number + 1,
            entry=entry,
            message=message,
            client_id=client_id,
            duration_seconds=after.stopwatch.elapsed_seconds(entry.at),
        )

    async def _end(self, transaction: Connection, entry: MessageSent) -> Ended | None:
        """Completes the session and queues its report, in the transaction of the last words."""
        if entry.move != "finish":
            return None
        ended = Ended(entry.at, entry.reason)  # type: ignore[arg-type]
        state = apply(self.plan, self.state, entry)
        await append(
            transaction,
            self.organization_id,
            self.session_id,
            number=state.number + 1,
            entry=ended,
            duration_seconds=state.stopwatch.elapsed_seconds(entry.at),
        )
        used = counted_seconds(self.plan, state, entry.at)
        await complete(transaction, self.conversation, ended, status="COMPLETED", used_seconds=used)
        return ended

    def _applied(self, entry: Entry, stored: Message | None) -> None:
        self.state = apply(self.plan, self.state, entry)
        self._wish_characters += count_wish_characters([entry])
        self.choice.drop()
        if stored is not None:
            self.messages.append(stored)
            self.tell({"type": "message", "message": message_view(stored)})
        self.set_timer()

    async def refresh(self) -> None:
        """Reads the session again, in case another process has written to it."""
        async with self._appending:
            await self._reload()

    async def _reload(self) -> None:
        fresh = await find_conversation(self.context.database.read, self.organization_id, self.session_id)
        if fresh is None:
            self.stop_timer()
            raise GoneError
        seen = self.state.seq
        self.conversation = fresh
        self.plan = fresh.plan  # more time may have been asked for
        self.messages = list(fresh.messages)
        self.state = fold(self.plan, fresh.entries)
        self._wish_characters = count_wish_characters(fresh.entries)
        self.choice.drop()
        for message in self.messages:
            if message.seq > seen:
                self.tell({"type": "message", "message": message_view(message)})
        self.tell_room()
        self.set_timer()

    # --- time -----------------------------------------------------------------------------------------------------

    def set_timer(self) -> None:
        self.stop_timer()
        now = self.context.clock.now()
        due = due_at(self.plan, self.state, now)
        if due is not None and self.is_attached:
            self._timer = asyncio.get_running_loop().call_later(max(0, due - now) / 1000 + 0.05, self.awake.set)

    def stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def end_long_pause(self) -> None:
        """Ends a pause that has reached the longest duration the interview allows. The clock runs again then."""
        now = self.context.clock.now()
        if self.state.is_paused and now - self.state.stopwatch.stood_at >= self.plan.max_pause_seconds * 1000:
            await self.record(lambda _state: (CandidateRequested(now, "continue"), None))
