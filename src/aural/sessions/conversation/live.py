"""A session that is open in this process. Its state is in memory, and each change is logged before it is applied."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Never, Protocol

from aural.engine.analysis import Analysis
from aural.engine.context import Context
from aural.engine.log import CandidateRequested, Ended, Entry, MessageSent
from aural.engine.moves import Move
from aural.engine.plan import Plan
from aural.engine.state import State, apply, fold
from aural.engine.timing import counted_seconds
from aural.platform.clock import Clock
from aural.sessions.conversation.log import (
    Also,
    Conversation,
    Ending,
    Log,
    Message,
    NewMessage,
    OutdatedError,
    Step,
    Words,
)
from aural.sessions.conversation.space import count_wish_characters, require_space

Build = Callable[[State], tuple[Entry, NewMessage | None]]
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
    """The interviewer's next move, from when it is chosen until its words are stored or something else is said."""

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


class Foresight:
    """An analysis that begins before the answer is stored, so that the candidate waits less.

    At most one analysis runs at a time. It is dropped if the answer turns out to have other words.
    """

    def __init__(self) -> None:
        self._context: Context | None = None
        self._task: asyncio.Task[Analysis] | None = None

    def begin(self, context: Context, analysis: Coroutine[object, Never, Analysis]) -> None:
        if context == self._context:
            analysis.close()
            return
        self.drop()
        self._context, self._task = context, asyncio.create_task(analysis)

    def drop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._context = self._task = None

    async def take(self, context: Context) -> Analysis | None:
        """Returns the analysis of exactly this context, or None. Drops an analysis of another context."""
        if context != self._context or self._task is None:
            self.drop()
            return None
        task, self._context, self._task = self._task, None, None
        return await task


class Listener(Protocol):
    """Shows the session to its candidate."""

    def on_message(self, message: Message) -> None:
        """Called when there is a new message."""
        ...

    def on_change(self) -> None:
        """Called when the state has changed."""
        ...

    def on_reload(self) -> None:
        """Called when the session was read again because another process wrote to it. `on_change` is called next."""
        ...


class NoListener:
    def on_message(self, message: Message) -> None: ...
    def on_change(self) -> None: ...
    def on_reload(self) -> None: ...


class LiveSession:
    """One session with its state. While voice is on, the voice session sets `hear_out`, which stores what the candidate
    has said so far in an open turn, and returns whether there was anything to store."""

    def __init__(self, log: Log, conversation: Conversation, clock: Clock) -> None:
        self.log = log
        self.clock = clock
        self.conversation = conversation
        self.messages: list[Message] = list(conversation.messages)
        self.state = fold(conversation.plan, conversation.entries)
        self.listener: Listener = NoListener()
        self.hear_out: HearOut | None = None
        self.foresight = Foresight()
        self.choice = Choice()
        self.model_failures: set[str] = set()  # the kinds that the log already has
        self._wish_characters = count_wish_characters(conversation.entries)
        self._appending = asyncio.Lock()

    @property
    def organization_id(self) -> str:
        return self.conversation.organization_id

    @property
    def session_id(self) -> str:
        return self.conversation.session_id

    @property
    def plan(self) -> Plan:
        return self.conversation.plan

    @property
    def is_spoken(self) -> bool:
        """Whether the candidate listens to the interviewer."""
        return self.hear_out is not None

    async def has_heard_more(self) -> bool:
        """Called before the end, a pause or a problem. Stores what the candidate has said in an open turn, and returns
        whether they spoke."""
        return self.hear_out is not None and await self.hear_out()

    async def record(self, build: Build, client_id: str | None = None, also: Also | None = None) -> Recorded:
        """Stores an action of the candidate. It is durable when this returns. A repeated `client_id` changes nothing.

        `also` runs in the same transaction. If it raises an error, nothing is stored and the error is passed on.
        Raises FinishedError (GoneError if the session was erased), and FullError if the session has no space for the
        entry.
        """
        async with self._appending:
            while True:
                if self.state.phase == "ended":
                    raise FinishedError
                entry, message = build(self.state)
                require_space(entry, self.state.number, self.messages, self._wish_characters)
                step = Step(self.state.number + 1, entry, message, self._seconds_after(entry))
                try:
                    stored = await self.log.append(step, client_id=client_id, also=also)
                except OutdatedError:
                    known = await self._catch_up(client_id)
                    if known is not None:
                        return known
                    continue
                self._apply(entry, stored)
                return Recorded(None if stored is None else stored.seq, is_new=True)

    def _seconds_after(self, entry: Entry) -> int:
        return apply(self.plan, self.state, entry).stopwatch.elapsed_seconds(entry.at)

    async def _catch_up(self, client_id: str | None) -> Recorded | None:
        """Reads the log beyond this state. Returns what is stored with this id, or None."""
        known = None if client_id is None else await self.log.find(client_id)
        # If the confirmation of a commit was lost, its entry is new to this process although the client sent it before.
        is_new = known is None or known[0] > self.state.number
        if is_new:
            await self._reload()
        return None if known is None else Recorded(known[1], is_new)

    async def say(
        self, decided_at: int, entry: MessageSent, message: NewMessage, *, requests: Sequence[int], tokens: int
    ) -> None:
        """Stores and shows the interviewer's words if the log still has `decided_at` entries.

        Otherwise raises OutdatedError: something was said meanwhile, and the move must be chosen again.
        """
        async with self._appending:
            if self.state.number != decided_at:
                raise OutdatedError
            corrections = [said.seq for said in self.state.unanswered] if entry.corrects is not None else []
            words = Words(
                number=self.state.number + 1,
                entry=entry,
                message=message,
                seconds=self._seconds_after(entry),
                requests=tuple(requests),
                corrections=tuple(corrections),
                tokens=tokens,
                ending=self._ending(entry),
            )
            try:
                stored = await self.log.append_words(words, self.conversation)
            except OutdatedError:
                await self._reload()
                raise
            self.messages = [_marked(message, words) for message in self.messages]
            self._apply(entry, stored)
            if words.ending is not None:
                self.state = apply(self.plan, self.state, words.ending.ended)

    def _ending(self, entry: MessageSent) -> Ending | None:
        """The end of the session, if these are the last words."""
        if entry.move != "finish":
            return None
        state = apply(self.plan, self.state, entry)
        ended = Ended(entry.at, entry.reason)  # type: ignore[arg-type]
        seconds, used = state.stopwatch.elapsed_seconds(entry.at), counted_seconds(self.plan, state, entry.at)
        return Ending(state.number + 1, ended, seconds, used)

    def _apply(self, entry: Entry, stored: Message | None) -> None:
        self.state = apply(self.plan, self.state, entry)
        self._wish_characters += count_wish_characters([entry])
        self.choice.drop()
        if stored is not None:
            self.messages.append(stored)
            self.listener.on_message(stored)
        self.listener.on_change()

    async def refresh(self) -> None:
        """Reads the session again, in case another process has written to it. Raises GoneError."""
        async with self._appending:
            await self._reload()

    async def _reload(self) -> None:
        fresh = await self.log.read()
        if fresh is None:
            raise GoneError
        seen = self.state.seq
        self.conversation = fresh  # including the plan: the candidate may have asked for more time
        self.messages = list(fresh.messages)
        self.state = fold(fresh.plan, fresh.entries)
        self._wish_characters = count_wish_characters(fresh.entries)
        self.choice.drop()
        for message in self.messages:
            if message.seq > seen:
                self.listener.on_message(message)
        self.listener.on_reload()
        self.listener.on_change()

    async def end_long_pause(self) -> None:
        """Ends a pause that has reached the longest duration the interview allows. The clock then runs again."""
        now = self.clock.now()
        if self.state.is_paused and now - self.state.stopwatch.stood_at >= self.plan.max_pause_seconds * 1000:
            await self.record(lambda _state: (CandidateRequested(now, "continue"), None))


def _marked(message: Message, words: Words) -> Message:
    """The message as `log.append_words` has stored it."""
    if message.seq in words.requests:
        message = message._replace(kind="request")
    if message.seq in words.corrections:
        message = message._replace(question_id=words.entry.corrects)
    return message
