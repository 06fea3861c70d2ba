"""Opens sessions and records what candidates do in them: in chat or voice, in a rehearsal or a simulation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aural import lang
from aural.engine.log import Answered, CandidateRequested, CodeRan, Connected, Disconnected, Heard, Wish
from aural.engine.message_data import Drawing, MessageData, Run
from aural.engine.state import State
from aural.platform.clock import Clock
from aural.sessions.conversation.database_log import DatabaseLog
from aural.sessions.conversation.live import FinishedError, LiveSession, Recorded
from aural.sessions.conversation.log import Also, NewMessage
from aural.sessions.log_repository import find_conversation, mark_heard
from aural.store.database import Connection, Database
from aural.store.files import keep_files


class BoardGoneError(Exception):
    """The drawing that an answer shows is no longer saved: another one has replaced it."""


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer as the client sent it, with the client's id. If `question_id` is None, it answers the open question."""

    id: str
    content: str
    data: MessageData | None = None
    question_id: str | None = None


@dataclass(frozen=True, slots=True)
class Sessions:
    """Opens sessions of the database. `has_mail` and `wake_jobs`: see DatabaseLog."""

    database: Database
    clock: Clock
    has_mail: bool
    wake_jobs: Callable[[], None]

    async def open(self, organization_id: str, session_id: str) -> LiveSession:
        """Raises LookupError if the session doesn't exist."""
        conversation = await find_conversation(self.database.read, organization_id, session_id)
        if conversation is None:
            raise LookupError(session_id)
        log = DatabaseLog(
            *(self.database, organization_id, session_id, conversation.plan.is_preview),
            *(self.has_mail, self.wake_jobs),
        )
        return LiveSession(log, conversation, self.clock)


async def record_answer(
    session: LiveSession, answer: NewAnswer, *, check: Callable[[], None] = lambda: None
) -> Recorded:
    """Stores an answer, which is durable when this returns, and keeps the drawing that it shows.

    `check` runs just before the answer is stored. If it raises an error, nothing is stored and the error is passed on.
    Raises BoardGoneError, FinishedError, FullError.
    """
    now = session.clock.now()
    data, shown = await _with_board(session, answer)

    def build(state: State) -> tuple[Answered, NewMessage]:
        check()
        question_id = answer.question_id or (None if state.is_unheard else state.current)
        entry = Answered(now, state.seq + 1, answer.content, question_id)
        return entry, NewMessage("user", answer.content, "answer", question_id, data=data)

    async def keep(transaction: Connection) -> None:
        if await keep_files(transaction, session.organization_id, session.session_id, shown) != len(shown):
            raise BoardGoneError

    return await session.record(build, client_id=answer.id, also=keep if shown else None)


async def _with_board(session: LiveSession, answer: NewAnswer) -> tuple[MessageData | None, list[str]]:
    """The answer's data, completed with the files of the drawing that it names, and their ids."""
    drawing = (answer.data or {}).get("whiteboard")
    board = None if drawing is None else drawing.get("board")
    if answer.data is None or drawing is None or board is None:
        return answer.data, []
    question_id = answer.question_id or session.state.current or ""
    found = await session.log.find_board(question_id, board)
    if found is None:
        if await session.log.find(answer.id) is None:
            raise BoardGoneError
        return answer.data, []  # the answer was sent before, and is stored with its files
    complete: Drawing = {**drawing, "scene": found.scene, "picture": found.picture, "words": found.words}
    return {**answer.data, "whiteboard": complete}, [
        file_id for file_id in (found.scene, found.picture) if file_id is not None
    ]


async def record_wish(session: LiveSession, client_id: str, wish: Wish, text: str | None) -> Recorded:
    """Stores what the candidate asks for; `text` describes a problem. Raises FinishedError, FullError."""
    now = session.clock.now()

    def build(state: State) -> tuple[CandidateRequested, None]:
        return CandidateRequested(now, wish, text, state.current if wish == "problem" else None), None

    return await session.record(build, client_id=client_id)


async def record_run(session: LiveSession, client_id: str, question_id: str, run: Run) -> Recorded:
    """Stores a run of code as a separate message. It isn't an answer, so the interviewer doesn't take a turn."""
    now = session.clock.now()
    content = run_sentence(run, session.plan.language)

    def build(state: State) -> tuple[CodeRan, NewMessage]:
        entry = CodeRan(now, state.seq + 1, content, question_id)
        return entry, NewMessage("system", content, "run", question_id, data={"run": run})

    return await session.record(build, client_id=client_id)


def run_sentence(run: Run, language: str) -> str:
    """The sentence about a run in the transcript."""
    sentence = lang.of(language).text("transcript", f"runs.{run['outcome']}")
    return sentence.format(milliseconds=run["milliseconds"])


async def record_heard(session: LiveSession, seq: int, text: str, milliseconds: int) -> None:
    """Stores how much of the message `seq` was heard before the candidate interrupted it.

    Does nothing if the session has ended meanwhile.
    """
    now = session.clock.now()

    async def mark(transaction: Connection) -> None:
        await mark_heard(
            transaction, session.organization_id, session.session_id, seq, {"text": text, "milliseconds": milliseconds}
        )

    try:
        await session.record(lambda _state: (Heard(now, seq, milliseconds), None), also=mark)
    except FinishedError:
        return


async def connect(session: LiveSession) -> None:
    """Stores that the candidate connected, which starts the session's clock. Raises FinishedError."""
    now = session.clock.now()
    await session.record(lambda _state: (Connected(now), None))


async def disconnect(session: LiveSession, also: Also | None = None) -> None:
    """Stores that the candidate disconnected, which stops the session's clock. Raises FinishedError."""
    now = session.clock.now()
    await session.record(lambda _state: (Disconnected(now), None), also=also)
