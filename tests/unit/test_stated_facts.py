"""An approved fact ends with a full stop where other words follow it, so that these are recognized later."""

from __future__ import annotations

import pytest

from aural.engine.analysis import Analysis
from aural.engine.context import Context
from aural.engine.follow_ups import _was_asked
from aural.engine.moves import FollowUp, Probe
from aural.engine.plan import Fact
from aural.interviewer.guided.interviewer import phrase_by_template
from aural.interviewer.protocol import WordingRequest
from tests.unit.conversation import make_plan


@pytest.mark.parametrize(
    ("language", "fact", "ask", "joined"),
    [
        ("en", "Remote, with two days in Berlin", "Why did you choose that?", "Berlin. Why did"),
        ("en", "Remote, with two days in Berlin.", "Why did you choose that?", "Berlin. Why did"),
        ("en", "Remote (two days in Berlin)", "Why did you choose that?", "Berlin). Why did"),
        ("zh", "远程办公，每周两天到柏林", "你为什么这样选？", "柏林。你为什么"),
    ],
)
def test_a_follow_up_after_a_fact_is_recognized(language: str, fact: str, ask: str, joined: str) -> None:
    plan = make_plan(1, language=language)
    question = plan.questions[0]
    analysis = Analysis("answer", "company", fact=Fact("Office", fact))
    move = FollowUp(question.id, Probe("detail"), ask)
    text = phrase_by_template(WordingRequest(plan, move, question, (), analysis=analysis)).text
    assert joined in text
    assert _was_asked(ask, Context(question, "An answer.", (), text, language, follow_ups=(text,)))
