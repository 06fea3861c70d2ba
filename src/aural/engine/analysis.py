"""What came of reading a reply, by a model or without one: the policy decides on it."""

from __future__ import annotations

from dataclasses import dataclass

from aural.engine.answers.intent import Intent, Predictions
from aural.engine.moves import Probe, Topic
from aural.engine.plan import Fact


@dataclass(frozen=True, slots=True)
class Proposal:
    """A follow-up worth asking. `words` are ready to be said; None where whoever phrases the move is to find them."""

    probe: Probe
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Words of a model that the checks did not let through, and why."""

    words: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """`proposals`: what could be asked, best first; empty where the answer leaves nothing to ask.

    `topic`: of what the reply asks, or complains of. `fact`: the approved one that answers a question about the company
    or the role, if one does for sure. `words`: what a model would say where it is no follow-up: before the next
    question, to what is no answer, or to what was asked after the last question.
    `number`: of the question that a correction or a wish to go back names, from 1; None where it names none.
    `model`: the name of the one that read it; None without one. `fallback`: why a model did not, where one
    should have. `tokens`: what reading it took.
    """

    intent: Intent = "answer"
    topic: Topic | None = None
    proposals: tuple[Proposal, ...] = ()
    is_substantive: bool = True  # says something that bears on the question
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
        """What the reply asks besides what else it says; None where it does nothing but ask or complain."""
        return None if self.intent in ("asks-about", "complaint") else self.topic


def propose(*probes: Probe) -> tuple[Proposal, ...]:
    """Proposals without words of their own."""
    return tuple(map(Proposal, probes))
