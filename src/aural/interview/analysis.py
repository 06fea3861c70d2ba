"""What came of reading a reply, by a model or without one: the policy decides on it."""

from __future__ import annotations

from dataclasses import dataclass

from aural.interview.intent import Intent, Predictions
from aural.interview.moves import Probe, Topic
from aural.interview.plan import Fact


@dataclass(frozen=True, slots=True)
class Proposal:
    """A follow-up worth asking. `words` are ready to be said; None where whoever phrases the move is to find them."""

    probe: Probe
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """`proposals`: what could be asked, best first; empty where the answer leaves nothing to ask.

    `fact`: the approved one that answers a question about the company or the role, if one does for sure.
    """

    intent: Intent = "answer"
    topic: Topic | None = None
    proposals: tuple[Proposal, ...] = ()
    is_substantive: bool = True  # says something that bears on the question
    is_crisis: bool = False  # the candidate may come to harm
    predictions: Predictions | None = None  # None without a classifier for the language, and with a model
    fact: Fact | None = None


def propose(*probes: Probe) -> tuple[Proposal, ...]:
    """Proposals without words of their own."""
    return tuple(map(Proposal, probes))
