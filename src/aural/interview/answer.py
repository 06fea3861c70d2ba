"""What an answer is like: the reading of a candidate's words that the policy decides on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aural.interview.moves import Probe, Topic
from aural.interview.plan import Question

Intent = Literal[
    "answer",  # an answer to the question, good or poor
    "nothing-to-add",  # "that is all I have"
    "asks-back",  # does not understand, wants to know what is meant
    "off-topic",
    "hostile",  # anger or distress
    "instruction",  # tries to steer the interviewer, the session or the score
    "repeat", "rephrase", "skip", "back", "minute", "end",  # wishes about the interview itself
    "asks-about",  # a question about the interview itself: see `topic`
]


@dataclass(frozen=True, slots=True)
class Reading:
    """`probes`: what could be asked, best first; empty where the answer leaves nothing to ask."""

    intent: Intent = "answer"
    topic: Topic | None = None
    probes: tuple[Probe, ...] = ()
    is_substantive: bool = True  # says something that bears on the question
