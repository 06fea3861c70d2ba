"""The analysis of a reply, by a model or without one. The policy bases its decision on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aural.engine.answers.intent import Intent, Predictions
from aural.engine.moves import Probe, Topic
from aural.engine.plan import Fact

# The option of the prompt that a reply chooses: see `answers/offers`.
Choice = Literal["stay", "pause", "leave", "stop", "more", "return"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A follow-up worth asking. `words` can be said as they are; if None, the interviewer still has to phrase them."""

    probe: Probe
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A model's words that the checks rejected, and why."""

    words: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """`proposals`: possible follow-ups, best first; empty if the answer leaves nothing to ask.

    `topic`: the subject of the candidate's question or complaint. `fact`: the approved fact, if any, that certainly
    answers a question about the company or the role. `words`: a model's words other than a follow-up. They introduce
    the next question, or reply to a message that isn't an answer or to a candidate's question in the closing turn.
    `number`: the number (from 1) of the question that the candidate corrects or wants to go back to; None if the
    candidate names none. `choice`: the option that the whole reply chooses, if the prompt offered any. `model`: the
    name of the model that read the reply; None if no model read it. `fallback`: why no model read it although one
    should have. `tokens`: how many tokens the analysis took.
    """

    intent: Intent = "answer"
    topic: Topic | None = None
    proposals: tuple[Proposal, ...] = ()
    is_substantive: bool = True  # says something relevant to the question
    is_crisis: bool = False  # the candidate may come to harm
    may_be_crisis: bool = False  # a sentence of an answer sounds so, but may tell of someone else
    predictions: Predictions | None = None  # None if a model read the reply or the language has no classifier
    fact: Fact | None = None
    words: str | None = None
    number: int | None = None
    choice: Choice | None = None
    asks_to_end: bool = False  # of a candidate who is or was upset
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
