"""The entries of a session's append-only log. A session's whole state is computed from them (`state.fold`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Literal

from aural.engine.moves import Probe

Wish = Literal["repeat", "rephrase", "skip", "back", "minute", "pause", "continue", "extend", "problem", "end"]
EndReason = Literal["FINISHED", "CANDIDATE_ENDED", "TIME_LIMIT", "NO_ANSWER", "CONSENT_WITHDRAWN"]


# The reasons of a "de-escalate", of a "redirect" after an order, and of a "close" for an upset candidate. An earlier
# version wrote none.
ANSWERED = "answered"  # the words before it answered the question, too
COMFORTED = "comforted"  # they were only comforted, calmed or declined


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
    """The interviewer said something. `intent`: the intent of the reply before it; `probe`: set for a follow-up."""

    at: int
    seq: int
    move: str
    text: str
    question_id: str | None = None
    reason: str | None = None  # of an Ask, and ANSWERED or COMFORTED
    probe: Probe | None = None
    topic: str | None = None  # of an AnswerCandidate
    fact: str | None = None  # the topic of the approved fact that the message states
    intent: str | None = None
    corrects: str | None = None  # the question that the previous reply corrects


@dataclass(frozen=True, slots=True)
class Answered:
    """The candidate said something; `text` contains the chosen options if nothing else was said.

    If `question_id` isn't the open question, the answer came late: it counts for that question, but gets no reply.
    """

    at: int
    seq: int
    text: str
    question_id: str | None = None


@dataclass(frozen=True, slots=True)
class CodeRan:
    """The candidate ran code; `text` is the sentence in the transcript that says so. A run gets no reply."""

    at: int
    seq: int
    text: str
    question_id: str


@dataclass(frozen=True, slots=True)
class CandidateRequested:
    """The candidate pressed a button. `text`: the problem that was reported; `question_id`: the open question."""

    at: int
    wish: Wish
    text: str | None = None
    question_id: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """The candidate interrupted the interviewer after hearing `milliseconds` of the message with this `seq`."""

    at: int
    seq: int
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Ended:
    at: int
    reason: EndReason


@dataclass(frozen=True, slots=True)
class Reopened:
    """The candidate resumed an abandoned session through its link."""

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

_KINDS: dict[str, Callable[..., Entry]] = {
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
WITH_WORDS = (MessageSent, Answered, CodeRan)  # entries that have a message
_NAMES = {made: name for name, made in _KINDS.items()}
_CORRECTS = "corrects:"  # before the question's id, in a row's `reason`


def entry_to_row(entry: Entry) -> tuple[str, dict[str, object]]:
    """The kind and data of the entry's row. A message's words are stored in the message, not repeated in the log."""
    data = asdict(entry)
    data.pop("at")
    if isinstance(entry, WITH_WORDS):
        data.pop("text")
    if data.get("corrects") is not None:
        data = _without_corrects(data)
    return _NAMES[type(entry)], {key: value for key, value in data.items() if value is not None}


def _without_corrects(data: Mapping[str, object]) -> dict[str, object]:
    """Writes a correction in fields that the previous version knows, because both versions run during an upgrade.

    The previous version fails on an unknown field but ignores an unknown reason. For the intent "asks-about", it
    removes the correction from the open question's answers, as this version does.
    """
    return {**data, "corrects": None, "reason": f"{_CORRECTS}{data['corrects']}", "intent": "asks-about"}


def _with_corrects(data: Mapping[str, object], reason: str) -> dict[str, object]:
    return {**data, "corrects": reason.removeprefix(_CORRECTS), "reason": None, "intent": "correction"}


def entry_from_row(kind: str, data: Mapping[str, object], at: int, text: str | None) -> Entry:
    """The inverse of `entry_to_row`; `text` is the content of the message with the entry's `seq`."""
    values = dict(data)
    if _KINDS[kind] in WITH_WORDS:
        values["text"] = text or ""
    if isinstance(probe := values.get("probe"), dict) and probe:
        values["probe"] = Probe(**probe)
    reason = values.get("reason")
    if isinstance(reason, str) and reason.startswith(_CORRECTS):
        values = _with_corrects(values, reason)
    return _KINDS[kind](at=at, **values)
