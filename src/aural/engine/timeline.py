"""What a creator hears beside the answers: the problems that were reported, and what candidates asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from aural.engine.log import Answered, CandidateRequested, Ended, Entry, MessageSent
from aural.engine.state import KEEPS_THE_TURN

# What candidates ask or complain of, with the subject of the interviewer's own reply. None: a fact or a person replies.
ASKED: Mapping[str, str | None] = {
    "company": None,
    "cannot-help": None,
    "complaint": None,
    "are-you-an-ai": "The interviewer",
    "purpose": "What the interview is for",
    "who-reads": "Who reads the answers",
}
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
class CandidateQuestion:
    """The message with this `seq` asks or complains. `answered_with`: the subject of the reply; None: passed on."""

    seq: int
    answered_with: str | None
    is_complaint: bool = False


def is_aside(entry: Entry) -> bool:
    """Whether this entry adds to one of the lists below."""
    if isinstance(entry, CandidateRequested):
        return entry.wish == "problem"
    return isinstance(entry, MessageSent) and entry.topic in ASKED


def problems_in(entries: Iterable[Entry]) -> tuple[Problem, ...]:
    """In their order. The clock stands for the first of those that are open at a time, and 0 seconds for the others."""
    done: list[Problem] = []
    still: list[Problem] = []
    for entry in entries:
        if isinstance(entry, CandidateRequested) and entry.wish == "problem":
            still.append(Problem(entry.at, entry.text, entry.question_id))
        elif still and _ends(entry):
            seconds = max(0, entry.at - still[0].at) // 1000
            resolved_at = None if isinstance(entry, Ended) else entry.at
            done += [replace(one, seconds=0 if n else seconds, resolved_at=resolved_at) for n, one in enumerate(still)]
            still = []
    return (*done, *still)


def _ends(entry: Entry) -> bool:
    return isinstance(entry, Answered | Ended) or (isinstance(entry, CandidateRequested) and entry.wish not in _STAYS)


def candidate_questions_in(entries: Iterable[Entry]) -> Iterator[CandidateQuestion]:
    """Each message that the interviewer answered, or passed on."""
    asked: list[int] = []
    for entry in entries:
        if isinstance(entry, Answered):
            asked.append(entry.seq)
        elif isinstance(entry, MessageSent) and entry.move not in KEEPS_THE_TURN:
            if entry.topic is not None and entry.topic in ASKED:
                about = (entry.fact or ASKED[entry.topic], entry.topic == "complaint")
                yield from (CandidateQuestion(seq, *about) for seq in asked)
            asked = []
