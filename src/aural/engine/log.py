"""The entries of a session's append-only log. Everything about a session follows from them (state.py folds them)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from aural.engine.moves import Probe

Wish = Literal["repeat", "rephrase", "skip", "back", "minute", "pause", "continue", "extend", "problem", "end"]
EndReason = Literal["FINISHED", "CANDIDATE_ENDED", "TIME_LIMIT", "NO_ANSWER", "CONSENT_WITHDRAWN"]


@dataclass(frozen=True, slots=True)
class Started:
    at: int


@dataclass(frozen=True, slots=True)
class Connected:
    at: int


@dataclass(frozen=True, slots=True)
class Disconnected:
    at: int


@dataclass(frozen=True, slots=True)
class MessageSent:
    """The interviewer said something. `intent`: how the previous answer was read; `probe`: set for a follow-up."""

    at: int
    seq: int
    move: str
    text: str
    question_id: str | None = None
    reason: str | None = None  # of an Ask
    probe: Probe | None = None
    topic: str | None = None  # of an AnswerCandidate
    fact: str | None = None  # the topic of the approved fact that it stated
    intent: str | None = None
    corrects: str | None = None  # the question that the previous reply corrects


@dataclass(frozen=True, slots=True)
class Answered:
    """The candidate said something; `text` includes the chosen options if nothing else was said.

    If `question_id` isn't the open question, the answer came late: it counts for that question and takes no turn.
    """

    at: int
    seq: int
    text: str
    question_id: str | None = None


@dataclass(frozen=True, slots=True)
class CodeRan:
    """The candidate ran code; `text` is the sentence that says so. A run takes no turn."""

    at: int
    seq: int
    text: str
    question_id: str


@dataclass(frozen=True, slots=True)
class CandidateRequested:
    """The candidate pressed a button. `text`: of a reported problem; `question_id`: the open question."""

    at: int
    wish: Wish
    text: str | None = None
    question_id: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """The candidate interrupted the interviewer after this much of the message with this `seq` was heard."""

    at: int
    seq: int
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Ended:
    at: int
    reason: EndReason


@dataclass(frozen=True, slots=True)
class Reopened:
    """An abandoned session was resumed by its link."""

    at: int


Entry = (
    Started
    | Connected
    | Disconnected
    | MessageSent
    | Answered
    | CodeRan
    | CandidateRequested
    | Heard
    | Ended
    | Reopened
)

_KINDS: dict[str, type[Any]] = {
    "started": Started,
    "connected": Connected,
    "disconnected": Disconnected,
    "spoke": MessageSent,
    "answered": Answered,
    "ran": CodeRan,
    "wished": CandidateRequested,
    "heard": Heard,
    "ended": Ended,
    "reopened": Reopened,
}
WITH_WORDS = (MessageSent, Answered, CodeRan)  # each has a message
_NAMES = {made: name for name, made in _KINDS.items()}
_CORRECTS = "corrects:"  # before the question's id, in a row's `reason`


def entry_to_row(entry: Entry) -> tuple[str, dict[str, Any]]:
    """Kind and data of the log's row. A message's words stay in the message; the log doesn't repeat them."""
    data = asdict(entry)
    data.pop("at")
    if isinstance(entry, WITH_WORDS):
        data.pop("text")
    if data.get("corrects") is not None:
        data = _without_corrects(data)
    return _NAMES[type(entry)], {key: value for key, value in data.items() if value is not None}


def _without_corrects(data: dict[str, Any]) -> dict[str, Any]:
    """A correction in the fields of the previous version, which runs next to this one during an upgrade.

    The previous version fails on an unknown field but ignores an unknown reason. With this intent it removes the
    correction from the open question's answers, as this version does.
    """
    return {**data, "corrects": None, "reason": f"{_CORRECTS}{data['corrects']}", "intent": "asks-about"}


def _with_corrects(data: dict[str, Any]) -> dict[str, Any]:
    corrects = data["reason"].removeprefix(_CORRECTS)
    return {**data, "corrects": corrects, "reason": None, "intent": "correction"}


def entry_from_row(kind: str, data: dict[str, Any], at: int, text: str | None) -> Entry:
    """The inverse of `entry_to_row`; `text` is the content of the message with the entry's `seq`."""
    values = dict(data)
    if _KINDS[kind] in WITH_WORDS:
        values["text"] = text or ""
    if values.get("probe"):
        values["probe"] = Probe(**values["probe"])
    if str(values.get("reason")).startswith(_CORRECTS):
        values = _with_corrects(values)
    entry: Entry = _KINDS[kind](at=at, **values)
    return entry
