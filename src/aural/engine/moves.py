"""The moves of the interviewer. The policy chooses one; an interviewer only words it.

`name` is the word that a message stores as its `move` and that `aural talk --json` prints.
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
    "are-you-an-ai", "purpose", "who-reads", "time-left", "minute", "cannot-help", "company", "complaint", "correction"
]
Upset = Literal["anger", "distress", "crisis"]
AskReason = Literal["first", "next", "back", "skipped", "time"]


@dataclass(frozen=True, slots=True)
class Probe:
    """A follow-up worth making. `focus` is a verbatim stretch of the candidate's own words, or None.

    `about` says that it is a piece of something made; `against` is the option that was not chosen.
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
    """Go to a question. `reason` says how we came here: `skipped` and `back` are the candidate's wish, `time` is up."""

    question_id: str
    reason: AskReason = "next"

    @property
    def name(self) -> str:
        return "skip" if self.reason == "skipped" else "next"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`words` are ready to be said; None where whoever phrases the move is to find them."""

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
    """Back to the question, friendly. An order is not obeyed; of anything else we ask how it bears on the question."""

    question_id: str
    is_order: bool = False
    name = "redirect"


@dataclass(frozen=True, slots=True)
class Deescalate:
    """Acknowledge, and offer to skip or to stop; in a crisis, where the candidate may come to harm, point to help."""

    question_id: str
    why: Upset = "anger"
    name = "de-escalate"


@dataclass(frozen=True, slots=True)
class Repeat:
    """The last question or follow-up again, word for word."""

    question_id: str | None
    text: str
    name = "repeat"


@dataclass(frozen=True, slots=True)
class AnswerCandidate:
    """Answer what the candidate asked about the interview, the company or the role, then hand the turn back.

    `fact` is the approved one that answers a question about the company; without one it is passed on.
    To "how much time is left?" belong the minutes of the interview and those of the open question alone, as whole
    ones; None where there is no such limit. A correction is acknowledged; `corrects` is the id of the question whose
    answer it belongs to, None where that is not known.
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
    """A required question: ask once whether to skip it indeed."""

    question_id: str
    name = "skip"


@dataclass(frozen=True, slots=True)
class Warn:
    """Said before the next move, once: about this many minutes are left. Hands nothing to the candidate."""

    minutes_left: int
    name = "warning"


@dataclass(frozen=True, slots=True)
class TimeUp:
    """Said once: the time of this question is over, what comes next is its answer. Hands nothing to the candidate."""

    question_id: str
    name = "warning"


@dataclass(frozen=True, slots=True)
class Close:
    """The closing turn: anything to add? It comes early for want of time, or as the candidate wished."""

    for_time: bool = False
    as_wished: bool = False
    name = "close"


@dataclass(frozen=True, slots=True)
class Finish:
    """Thank and end. The session is COMPLETED with this reason."""

    end_reason: Literal["FINISHED", "CANDIDATE_ENDED", "TIME_LIMIT"]
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
