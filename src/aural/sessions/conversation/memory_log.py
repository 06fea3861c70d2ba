"""A session's log in memory: nothing is stored, counted or reported. Rehearsals use it."""

from __future__ import annotations

from dataclasses import replace

from aural.engine.log import WITH_WORDS, Entry
from aural.engine.plan import Plan
from aural.platform.ids import new_id
from aural.sessions.conversation.log import (
    Also,
    Board,
    Conversation,
    Message,
    NewMessage,
    OutdatedError,
    Step,
    Words,
    as_kept,
)


class MemoryLog:
    """The log of one session. `tokens`: how many tokens its words have cost."""

    def __init__(self, plan: Plan) -> None:
        self.tokens = 0
        self._seqs: dict[str, tuple[int, int | None]] = {}
        self._conversation = Conversation(
            organization_id="",
            session_id=new_id(),
            candidate_id="",
            status="IN_PROGRESS",
            participant_name=None,
            language=plan.language,
            reserved_seconds=0,
            started_at=0,
            plan=plan,
            entries=(),
            messages=(),
        )

    @property
    def conversation(self) -> Conversation:
        return self._conversation

    async def append(self, step: Step, *, client_id: str | None, also: Also | None) -> Message | None:
        """Doesn't call `also`, which writes to a database."""
        if client_id in self._seqs:
            raise OutdatedError
        kept = self._keep(step.number, step.entry, step.message)
        if client_id is not None:
            self._seqs[client_id] = (step.number, None if kept is None else kept.seq)
        return kept

    async def append_words(self, words: Words, conversation: Conversation) -> Message:
        kept = self._keep(words.number, words.entry, words.message)
        assert kept is not None
        self.tokens += words.tokens
        if words.ending is not None:
            self._keep(words.ending.number, words.ending.ended, None)
        return kept

    async def find(self, client_id: str) -> tuple[int, int | None] | None:
        return self._seqs.get(client_id)

    async def find_board(self, question_id: str, scene: str) -> Board | None:
        return None  # there are no drawings in a rehearsal

    async def read(self) -> Conversation | None:
        return self._conversation

    def _keep(self, number: int, entry: Entry, message: NewMessage | None) -> Message | None:
        """Raises OutdatedError if the log doesn't end just before `number`."""
        if number != len(self._conversation.entries) + 1:
            raise OutdatedError
        self._conversation = replace(self._conversation, entries=(*self._conversation.entries, entry))
        if message is None:
            return None
        assert isinstance(entry, WITH_WORDS)
        kept = as_kept(message, entry.seq, entry.at)
        self._conversation = replace(self._conversation, messages=(*self._conversation.messages, kept))
        return kept
