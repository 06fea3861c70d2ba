"""A question that was not heard at all is asked again: words during the greeting don't answer it."""

from __future__ import annotations

import pytest

from aural.engine.analysis import Analysis
from aural.engine.answers.intent import Intent
from aural.engine.log import Answered, Entry, Heard, MessageSent, Started
from aural.engine.moves import AnswerCandidate, Close, Repeat
from aural.engine.plan import Plan
from aural.engine.policy import next_move
from aural.engine.state import State, fold
from tests.unit.conversation import make_plan

ASKED = "Question 1: what did you build?"


def after(plan: Plan, *entries: Entry) -> State:
    first = plan.questions[0].id
    said = [
        Started(0),
        MessageSent(0, 1, "greeting", "Hello."),
        MessageSent(0, 2, "next", ASKED, first, reason="first"),
    ]
    return fold(plan, [*said, *entries])


def test_an_unheard_question_is_repeated_and_earlier_words_do_not_answer_it() -> None:
    plan = make_plan()
    state = after(plan, Heard(1, 2, 0), Answered(2, 3, "Sorry, can I stop you there?"))
    first = plan.questions[0].id
    assert next_move(plan, state, Analysis(), 3) == Repeat(first, ASKED)
    assert state.about(first).answers == ()
    again = after(
        plan,
        Heard(1, 2, 0),
        Answered(2, 3, "Sorry?"),
        MessageSent(3, 4, "repeat", ASKED, first),
        Answered(4, 5, "A queue.", first),
    )
    assert not isinstance(next_move(plan, again, Analysis(), 5), Repeat)


@pytest.mark.parametrize("heard", [Heard(1, 2, 40), Heard(1, 1, 0)], ids=["a part of it", "of the greeting nothing"])
def test_a_question_that_was_heard_is_not_asked_again(heard: Heard) -> None:
    plan = make_plan()
    state = after(plan, heard, Answered(2, 3, "A queue, for the payments.", plan.questions[0].id))
    assert not isinstance(next_move(plan, state, Analysis(), 3), Repeat)


@pytest.mark.parametrize(("intent", "move"), [("minute", AnswerCandidate), ("end", Close)])
def test_a_request_is_granted_even_before_the_question_was_heard(intent: Intent, move: type) -> None:
    plan = make_plan()
    state = after(plan, Heard(1, 2, 0), Answered(2, 3, "Give me a minute."))
    assert isinstance(next_move(plan, state, Analysis(intent), 3), move)
    waited = after(plan, Heard(1, 2, 0), Answered(2, 3, "Wait."), MessageSent(3, 4, "answer", "Sure.", topic="minute"))
    assert waited.is_unheard
