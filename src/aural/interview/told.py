"""What a creator hears beside the answers: the problems that were reported, and what was asked about the company."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from aural.interview.log import Answered, Ended, Entry, Spoke, Wished
from aural.interview.state import KEEPS_THE_TURN

# Wishes that leave a problem open.
_STAYS = frozenset({"problem", "pause", "extend"})


@dataclass(frozen=True, slots=True)
class Problem:
    """`seconds` that the clock stood for it, None while it is open; `resolved_at` is None where the end came first."""

    at: int
    text: str | None
    question_id: str | None
    seconds: int | None = None
    resolved_at: int | None = None


@dataclass(frozen=True, slots=True)
class CompanyQuestion:
    """The message with this `seq` asked about the company; `answered_with` is the fact's topic, None: passed on."""

    seq: int
    answered_with: str | None


def is_aside(entry: Entry) -> bool:
    """Whether this entry adds to one of the lists below."""
    if isinstance(entry, Wished):
        return entry.wish == "problem"
    return isinstance(entry, Spoke) and entry.topic == "company"


def problems_in(entries: Iterable[Entry]) -> tuple[Problem, ...]:
    """In their order. A second report while one is open adds nothing: the clock stands for the first one."""
    found: list[Problem] = []
    is_open = False
    for entry in entries:
        if isinstance(entry, Wished) and entry.wish == "problem" and not is_open:
            found.append(Problem(entry.at, entry.text, entry.question_id))
            is_open = True
        elif is_open and _ends(entry):
            seconds = max(0, entry.at - found[-1].at) // 1000
            resolved_at = None if isinstance(entry, Ended) else entry.at
            found[-1] = replace(found[-1], seconds=seconds, resolved_at=resolved_at)
            is_open = False
    return tuple(found)


def _ends(entry: Entry) -> bool:
    return isinstance(entry, Answered | Ended) or (isinstance(entry, Wished) and entry.wish not in _STAYS)


def company_questions_in(entries: Iterable[Entry]) -> Iterator[CompanyQuestion]:
    """Each message that the interviewer answered with a fact, or passed on."""
    asked: list[int] = []
    for entry in entries:
        if isinstance(entry, Answered):
            asked.append(entry.seq)
        elif isinstance(entry, Spoke) and entry.move not in KEEPS_THE_TURN:
            if entry.topic == "company":
                yield from (CompanyQuestion(seq, entry.fact) for seq in asked)
            asked = []
