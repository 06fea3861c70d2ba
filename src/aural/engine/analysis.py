"""The analysis of a reply, by a model or without one. The policy bases its decision on it."""

from __future__ import annotations

from dataclasses import dataclass

from aural.engine.answers.intent import Intent, Predictions
from aural.engine.moves import Probe, Topic
from aural.engine.plan import Fact


@dataclass(frozen=True, slots=True)
class Proposal:
    """A follow-up worth asking. `words` are ready to be said; None: the interviewer still has to phrase it."""

    probe: Probe
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Words of a model that the checks rejected, and why."""

    words: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """`proposals`: possible follow-ups, best first; empty if the answer leaves nothing to ask.

    `topic`: the subject of the candidate's question or complaint. `fact`: the approved fact that certainly answers a
    question about the company or the role, if any. `words`: a model's words other than a follow-up: before the next
    question, in reply to a message that doesn't answer, or to a question asked after the last one.
    `number`: of the question named in a correction or a request to go back, from 1; None if none is named.
    `model`: the name of the model that read the reply; None if none did. `fallback`: why no model read it,
    if one should have. `tokens`: how many the analysis took.
    """

    intent: Intent = "answer"
    topic: Topic | None = None
    proposals: tuple[Proposal, ...] = ()
    is_substantive: bool = True  # says something relevant to the question
    is_crisis: bool = False  # the candidate may come to harm
    predictions: Predictions | None = None  # None without a classifier for the language, and with a model
    fact: Fact | None = None
    words: str | None = None
    number: int | None = None
    model: str | None = None
    fallback: str | None = None
    tokens: int = 0
    refused: tuple[Refused, ...] = ()

    @property
    def asked_beside(self) -> Topic | None:
        """The topic asked about in addition to an answer; None if the reply only asks or complains."""
        return None if self.intent in ("asks-about", "complaint") else self.topic


def propose(*probes: Probe) -> tuple[Proposal, ...]:
    """Proposals without words."""
    return tuple(map(Proposal, probes))
