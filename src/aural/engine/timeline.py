"""Details for creators in addition to the answers: the candidate's reported problems, questions and complaints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from aural.engine.log import Answered, CandidateRequested, Ended, Entry, MessageSent
from aural.engine.state import KEEPS_THE_TURN

# Topics of questions and complaints, with the subject of the interviewer's reply. None: an approved fact or a person
# answers.
ASKED: Mapping[str, str | None] = {
    "company": None,
    "cannot-help": None,
    "complaint": None,
    "are-you-an-ai": "The interviewer",
    "purpose": "What the interview is for",
    "who-reads": "Who reads the answers",
    "who-asks": "Who is asking",
    "tools": None,
    "next-steps": None,
    "person": "Talking to a person",
    "data-rights": "Data and rights",
    "languages": "The language of the interview",
}
# Requests that leave a problem open.
_STAYS = frozenset({"problem", "pause", "extend"})


@dataclass(frozen=True, slots=True)
class Problem:
    """`seconds`: how long the clock was stopped; None while the problem is open.

    `resolved_at`: None while the problem is open, or if the session ended first.
    """

    at: int
    text: str | None
    question_id: str | None
    seconds: int | None = None
    resolved_at: int | None = None


@dataclass(frozen=True, slots=True)
class CandidateQuestion:
    """A message that asks or complains. `answered_with`: the reply's subject; None if the message was passed on."""

    seq: int
    answered_with: str | None
    is_complaint: bool = False


def in_turn(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries without answers that came late. These count for their own question, but the interviewer's next
    message isn't about them.
    """
    current: str | None = None
    for entry in entries:
        if isinstance(entry, MessageSent):
            if entry.move == "close":
                current = None
            elif entry.move in ("next", "skip") and entry.reason is not None:
                current = entry.question_id
        elif isinstance(entry, Answered) and entry.question_id not in (None, current):
            continue
        yield entry


def is_aside(entry: Entry) -> bool:
    """Whether this entry counts for `problems_in` or `candidate_questions_in`."""
    if isinstance(entry, CandidateRequested):
        return entry.wish == "problem"
    return isinstance(entry, MessageSent) and entry.topic in ASKED


def problems_in(entries: Iterable[Entry]) -> tuple[Problem, ...]:
    """The problems, in order. The clock stops for the first of several open problems; the others count 0 seconds."""
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
    """Each question or complaint that the interviewer answered or passed on."""
    asked: list[int] = []
    for entry in in_turn(entries):
        if isinstance(entry, Answered):
            asked.append(entry.seq)
        elif isinstance(entry, MessageSent) and entry.move not in KEEPS_THE_TURN:
            if entry.topic is not None and entry.topic in ASKED:
                about = (entry.fact or ASKED[entry.topic], entry.topic == "complaint")
                yield from (CandidateQuestion(seq, *about) for seq in asked)
            asked = []
