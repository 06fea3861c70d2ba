"""A choice among the options just named counts with any interviewer, and spoken as well as written."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from aural.engine.analysis import Analysis, Choice, propose
from aural.engine.answers.intent import Intent
from aural.engine.context import Context
from aural.engine.log import Answered
from aural.engine.moves import Probe
from aural.engine.plan import Plan, Question
from aural.engine.state import Offer, State
from aural.interviewer.guided.interviewer import GuidedInterviewer
from aural.interviewer.protocol import Situation
from aural.sessions.conversation.analysis_service import read_reply
from aural.sessions.conversation.live import Foresight
from aural.sessions.conversation.log import Message
from tests.clocks import FakeClock

QUESTION = Question("q", 0, "How do you plan a week?", "SINGLE_CHOICE", options=("Stop", "On paper"))
SPEECH = {"speech": {"startMs": 0, "endMs": 900, "words": []}}


class Reader(GuidedInterviewer):
    """Gives each reply this intent and words for it, as a model may."""

    def __init__(self, intent: Intent) -> None:
        self.analysis = Analysis(intent, None, propose(Probe("detail", "all")), words="Thank you.", model="m")

    async def analyse(self, context: Context, situation: Situation | None = None) -> Analysis:
        return self.analysis


async def read(offer: Offer | None, said: str, intent: Intent = "answer", data: Any = None) -> Analysis:
    current = None if offer == "closing" else "q"
    room: Any = SimpleNamespace(
        plan=Plan("i", "T", (QUESTION,)),
        messages=[Message("m1", 1, "user", said, "answer", current, None, None, data, 1)],
        clock=FakeClock(0),
        conversation=SimpleNamespace(participant_name=None),
        is_spoken=data is SPEECH,
        foresight=Foresight(),
    )
    phase = "closing" if current is None else "asking"
    state = State(phase, current=current, unanswered=(Answered(0, 1, said, current),), offer=offer)
    analysis = await read_reply(room, Reader(intent), state)
    assert analysis is not None
    return analysis


@pytest.mark.parametrize(
    ("offer", "said", "read_as", "choice", "intent"),
    [
        ("closing", "Yes, please.", "answer", "more", "minute"),
        ("closing", "我有个问题", "asks-back", "more", "minute"),
        ("calm", "I'm fine", "distress", "stay", "repeat"),
        ("calm", "Stop here", "off-topic", "stop", "end"),
        ("calm", "休息一下", "answer", "pause", "minute"),
        ("skip", "I'll answer it briefly.", "refusal", "stay", "repeat"),
        ("skip", "Leave it out", "answer", "leave", "skip"),
    ],
)
@pytest.mark.parametrize("data", [None, SPEECH], ids=["written", "spoken"])
async def test_a_choice_outweighs_what_a_model_reads(
    offer: Offer, said: str, read_as: Intent, choice: Choice, intent: Intent, data: Any
) -> None:
    analysis = await read(offer, said, read_as, data)
    assert (analysis.choice, analysis.intent) == (choice, intent)
    assert (analysis.words, analysis.proposals) == (None, ())


async def test_without_an_offer_the_same_words_are_what_the_model_read() -> None:
    assert (await read(None, "Stop here")).choice is None


async def test_an_option_of_the_question_is_not_an_option_of_the_interviewer() -> None:
    analysis = await read("calm", "Stop", data={"choice": ["Stop"]})
    assert (analysis.choice, analysis.intent) == (None, "answer")
