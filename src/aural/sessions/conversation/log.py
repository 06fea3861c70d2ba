"""A session's log and its messages, and the protocol of the places that keep them.

`database_log.py` stores them durably, `memory_log.py` keeps them for a rehearsal.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from aural.engine.log import Ended, Entry, MessageSent
from aural.engine.plan import Plan
from aural.platform.ids import new_id

if TYPE_CHECKING:
    from aural.store.database import Connection

Also = Callable[["Connection"], Awaitable[None]]


class OutdatedError(Exception):
    """The log has grown since it was read: read it again and decide again."""


@dataclass(frozen=True, slots=True)
class NewMessage:
    role: str
    content: str
    kind: str
    question_id: str | None = None
    move: str | None = None
    origin: dict[str, Any] | None = None
    data: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Message:
    id: str
    seq: int
    role: str
    content: str
    kind: str
    question_id: str | None
    move: str | None
    origin: dict[str, Any] | None
    data: dict[str, Any] | None
    created_at: int


def as_kept(message: NewMessage, seq: int, at: int) -> Message:
    """The message with a new id and its place in the transcript."""
    fields = (message.role, message.content, message.kind, message.question_id, message.move, message.origin)
    return Message(new_id(), seq, *fields, message.data, at)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A session with its log and its messages."""

    organization_id: str
    session_id: str
    candidate_id: str
    status: str
    participant_name: str | None
    language: str
    reserved_seconds: int
    started_at: int
    plan: Plan
    entries: tuple[Entry, ...]
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """The next entry, with its number in the log, its message, and the seconds that the session's clock shows then."""

    number: int
    entry: Entry
    message: NewMessage | None
    seconds: int


@dataclass(frozen=True, slots=True)
class Ending:
    """The entry that ends a session, and how many seconds of the session count."""

    number: int
    ended: Ended
    seconds: int
    used_seconds: int


@dataclass(frozen=True, slots=True)
class Words:
    """The interviewer's words, and what is stored along with them.

    `requests`: the messages (`seq`) that turned out to be a wish or a question to the interviewer. `corrections`: those
    that correct an earlier answer, `entry.corrects`. `tokens`: what the words cost. `ending`: if they are the last.
    """

    number: int
    entry: MessageSent
    message: NewMessage
    seconds: int
    requests: tuple[int, ...]
    corrections: tuple[int, ...]
    tokens: int
    ending: Ending | None


@dataclass(frozen=True, slots=True)
class Board:
    """A drawing as it is saved: the ids of its files, and the words on it."""

    scene: str
    picture: str | None
    words: str


class Log(Protocol):
    """Keeps the log of one session. An entry is durable when a method returns, if the log is in the database."""

    async def append(self, step: Step, *, client_id: str | None, also: Also | None) -> Message | None:
        """Adds what the candidate did. Returns its message as it is kept.

        `also` runs in the same transaction, if there is one. If it raises an error, nothing is kept.
        Raises OutdatedError if another writer was quicker, or the client's id is known already.
        """
        ...

    async def append_words(self, words: Words, conversation: Conversation) -> Message:
        """Adds what the interviewer says, all or nothing. Raises OutdatedError if another writer was quicker."""
        ...

    async def find(self, client_id: str) -> tuple[int, int | None] | None:
        """(number in the log, seq or None) of what the client sent with this id; None if nothing was kept."""
        ...

    async def find_board(self, question_id: str, scene: str) -> Board | None:
        """The drawing for this question; None if `scene` isn't the one that is saved."""
        ...

    async def read(self) -> Conversation | None:
        """The session as it is kept now; None if it was erased."""
        ...
