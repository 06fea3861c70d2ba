"""A session's log and messages, and the protocol of the classes that keep them.

`database_log.py` stores them durably, `memory_log.py` keeps them for a rehearsal.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from aural.engine.log import Ended, Entry, MessageSent
from aural.engine.message_data import MessageData, Role
from aural.engine.plan import Plan
from aural.platform.ids import new_id

if TYPE_CHECKING:
    from aural.store.database import Connection

Also = Callable[["Connection"], Awaitable[None]]


class OutdatedError(Exception):
    """The log has grown since it was read: read it again and decide again."""


@dataclass(frozen=True, slots=True)
class NewMessage:
    role: Role
    content: str
    kind: str
    question_id: str | None = None
    move: str | None = None
    origin: dict[str, object] | None = None
    data: MessageData | None = None


class Message(NamedTuple):
    id: str
    seq: int
    role: Role
    content: str
    kind: str
    question_id: str | None
    move: str | None
    origin: dict[str, object] | None
    data: MessageData | None
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
    """The next entry, with its number in the log, its message, and the seconds on the session's clock at that time."""

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

    `requests`: the messages (`seq`) that turned out to be a wish or a question to the interviewer. `corrections`: the
    messages (`seq`) that correct the answer to the question `entry.corrects`. `tokens`: how many tokens the words cost.
    `ending`: the end of the session, if these are the last words.
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
    """A saved drawing: the ids of its files, and the words on it."""

    scene: str
    picture: str | None
    words: str


class Log(Protocol):
    """Keeps the log of one session. In the database, an entry is durable when the method that adds it returns."""

    async def append(self, step: Step, *, client_id: str | None, also: Also | None) -> Message | None:
        """Adds an action of the candidate. Returns the action's message, if it has one.

        `also` runs in the same transaction, if there is one. If it raises an error, nothing is kept.
        Raises OutdatedError if another writer was quicker, or the client's id is known already.
        """
        ...

    async def append_words(self, words: Words, conversation: Conversation) -> Message:
        """Adds what the interviewer says, all or nothing. Raises OutdatedError if another writer was quicker."""
        ...

    async def find(self, client_id: str) -> tuple[int, int | None] | None:
        """(number in the log, `seq` or None) of the entry that the client sent with this id; None if there is none."""
        ...

    async def find_board(self, question_id: str, scene: str) -> Board | None:
        """The saved drawing for this question; None if its scene isn't `scene`."""
        ...

    async def read(self) -> Conversation | None:
        """The session as it is kept now; None if it was erased."""
        ...
