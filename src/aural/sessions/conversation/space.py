"""Limits on how much one session stores. They are far above any real interview, and prevent a script from filling the
disk or slowing down each turn with ever more to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aural.engine.artifacts import kept_characters
from aural.engine.log import Answered, CandidateRequested, CodeRan, Entry
from aural.sessions.conversation.log import Message
from aural.settings.budgets import (
    ANSWER_CHARACTERS_OF_SESSION,
    ANSWERS_OF_SESSION,
    ENDS_OF_SESSION,
    ENTRIES_OF_SESSION,
    RUN_CHARACTERS_OF_SESSION,
    RUNS_OF_SESSION,
)

_FULL = (
    "This interview has reached its maximum size. Everything acknowledged so far is saved: finish the interview now."
)
_NO_RUNS = "No more runs of code are recorded in this session. Your code still runs, and your answers count."


class FullError(Exception):
    """The session has reached its limit. The message says what to do."""


def count_wish_characters(entries: Iterable[Entry]) -> int:
    """The total length of the texts that the candidate sent with wishes."""
    return sum(len(entry.text or "") for entry in entries if isinstance(entry, CandidateRequested))


def require_space(entry: Entry, held: int, messages: Sequence[Message], wish_characters: int) -> None:
    """Checks that the entry fits in a log of `held` entries. A wish to end is accepted even if the log is full.
    Raises FullError."""
    match entry:
        case CandidateRequested(wish="end"):
            is_full = held >= ENTRIES_OF_SESSION.most + ENDS_OF_SESSION.most
        case Answered() | CandidateRequested():
            is_full = held >= ENTRIES_OF_SESSION.most or _is_full_of_answers(messages, wish_characters)
        case CodeRan():
            if held >= ENTRIES_OF_SESSION.most or _is_full_of_runs(messages):
                raise FullError(_NO_RUNS)
            return
        case _:
            return
    if is_full:
        raise FullError(_FULL)


def _is_full_of_answers(messages: Sequence[Message], wish_characters: int) -> bool:
    said = [kept_characters(message.content, message.data) for message in messages if message.role == "user"]
    is_much = sum(said) + wish_characters >= ANSWER_CHARACTERS_OF_SESSION.most
    return is_much or len(said) >= ANSWERS_OF_SESSION.most


def _is_full_of_runs(messages: Sequence[Message]) -> bool:
    runs = [message.data["run"] for message in messages if message.kind == "run" and message.data]
    held = sum(len(run["code"]) + len(run["output"]) for run in runs)
    return len(runs) >= RUNS_OF_SESSION.most or held >= RUN_CHARACTERS_OF_SESSION.most
