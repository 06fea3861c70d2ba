"""The interviewer's moves. The policy chooses a move; the interviewer only phrases it.

A message stores `name` as its `move`, and `aural talk --json` prints it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aural.engine.plan import Fact

ProbeName = Literal[
    "elaborate-why", "example", "narrow", "detail", "number", "trade-off", "own-part", "result", "half", "contradiction"
]
MadeOf = Literal["code", "edge", "output", "growth", "error", "slow", "memory", "board", "failure", "choice", "other"]
Topic = Literal[
    "are-you-an-ai", "purpose", "who-reads", "time-left", "minute", "cannot-help", "company", "complaint", "correction",
    "tools", "presence", "skipping", "returning", "pausing", "who-asks", "person", "data-rights", "next-steps",
    "no-hints", "languages", "running-code", "go-ahead",
]  # fmt: skip
# Topics on which an approved fact is quoted if there is one.
WITH_FACTS: tuple[Topic, ...] = (
    *("company", "tools", "next-steps", "person", "languages", "returning", "who-asks", "running-code"),
)
Upset = Literal["anger", "distress", "crisis"]
AskReason = Literal["first", "next", "back", "skipped", "time"]


@dataclass(frozen=True, slots=True)
class Probe:
    """A follow-up worth asking. `focus`: a verbatim quote of the candidate, or None.

    `about`: if the focus is from a submission, the kind of piece it is; `against`: an option that wasn't chosen.
    """

    name: ProbeName
    focus: str | None = None
    about: MadeOf | None = None
    against: str | None = None


@dataclass(frozen=True, slots=True)
class Greet:
    name = "greeting"


@dataclass(frozen=True, slots=True)
class Ask:
    """Go to a question. `reason`: `skipped` and `back` are requested by the candidate; `time` means that time is up.

    `resumes`: the question is open already, and the candidate stays with it after an offer to pause, skip or stop. It
    isn't asked word for word again.
    """

    question_id: str
    reason: AskReason = "next"
    resumes: bool = False

    @property
    def name(self) -> str:
        return "skip" if self.reason == "skipped" else "next"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`words` can be said as they are; if None, the interviewer finds the words when it phrases the move."""

    question_id: str
    probe: Probe
    words: str | None = None

    @property
    def name(self) -> str:
        return self.probe.name


@dataclass(frozen=True, slots=True)
class Clarify:
    """Say the question in other words; add nothing."""

    question_id: str
    name = "clarify"


@dataclass(frozen=True, slots=True)
class Redirect:
    """Return to the question in a friendly way: decline an order, or ask how the reply relates to the question."""

    question_id: str
    is_order: bool = False
    name = "redirect"


@dataclass(frozen=True, slots=True)
class Deescalate:
    """Acknowledge the candidate's anger or distress, and offer to skip or stop. In a crisis, point to help.

    `question_id`: None while no question is open.
    """

    question_id: str | None
    why: Upset = "anger"
    name = "de-escalate"


@dataclass(frozen=True, slots=True)
class Repeat:
    """Repeat the last question or follow-up word for word."""

    question_id: str | None
    text: str
    name = "repeat"


@dataclass(frozen=True, slots=True)
class AnswerCandidate:
    """Answer the candidate's question about the interview, the company or the role, then hand the turn back.

    `fact`: the approved fact that answers a question about the company or the role; without one, the question is
    passed on. `minutes_left` and `question_minutes_left`: for the topic "time-left", the whole minutes left for the
    interview and for the open question; None if there is no limit. `corrects`: for the topic "correction", which is
    only acknowledged, the id of the question whose answer is corrected; None if unknown. "go-ahead" invites the
    candidate to say what they want to add.
    """

    question_id: str | None
    topic: Topic
    fact: Fact | None = None
    minutes_left: int | None = None
    question_minutes_left: int | None = None
    corrects: str | None = None
    name = "answer"


@dataclass(frozen=True, slots=True)
class Skip:
    """Ask once whether the candidate really wants to skip a required question."""

    question_id: str
    name = "skip"


@dataclass(frozen=True, slots=True)
class Warn:
    """Say once, before the next move, roughly how many minutes are left. Keeps the interviewer's turn."""

    minutes_left: int
    name = "warning"


@dataclass(frozen=True, slots=True)
class TimeUp:
    """Say once that the question's time is over and that the next reply counts as the answer. Keeps the turn."""

    question_id: str
    name = "warning"


@dataclass(frozen=True, slots=True)
class Close:
    """Open the closing turn ("Anything to add?"). It comes early if time is short or the candidate asked to end."""

    for_time: bool = False
    as_wished: bool = False
    name = "close"


@dataclass(frozen=True, slots=True)
class Finish:
    """Thank the candidate and end. The session is COMPLETED with this reason.

    `in_crisis`: the candidate's last words are those of a person in danger, so the interviewer points to help.
    """

    end_reason: Literal["FINISHED", "CANDIDATE_ENDED", "TIME_LIMIT"]
    in_crisis: bool = False
    name = "finish"


Move = (
    Greet
    | Ask
    | FollowUp
    | Clarify
    | Redirect
    | Deescalate
    | Repeat
    | AnswerCandidate
    | Skip
    | Warn
    | TimeUp
    | Close
    | Finish
)
