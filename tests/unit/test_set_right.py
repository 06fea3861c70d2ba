"""What somebody sets right during the interview, and the way back to a question by its number."""

from __future__ import annotations

import pytest

from aural.engine.moves import AnswerCandidate, Ask, Probe, Repeat
from tests.unit.conversation import Conversation, make_plan


def test_a_correction_is_filed_under_the_question_that_it_names_and_the_open_one_stays_open() -> None:
    talk = Conversation(make_plan(3))
    talk.say("Six weeks.")
    (move,) = talk.say("Sorry, question 1: four weeks, not six.", "correction", number=1)
    assert move == AnswerCandidate("q1", "correction", corrects="q0")
    assert talk.state.about("q0").answers == ("Six weeks.", "Sorry, question 1: four weeks, not six.")
    assert talk.state.about("q1").answers == ()
    assert talk.state.current == "q1"


def test_a_correction_that_names_no_question_is_acknowledged_and_leaves_the_open_one_open() -> None:
    talk = Conversation(make_plan(3))
    talk.say("Six weeks.")
    (move,) = talk.say("Scratch that, four weeks.", "correction")
    assert move == AnswerCandidate("q1", "correction")
    assert talk.state.current == "q1"


def test_nothing_can_be_set_right_before_anything_was_said() -> None:
    talk = Conversation(make_plan(3))
    assert talk.say("I said this before I left for good.", "correction") == [Ask("q1", "next")]


@pytest.mark.parametrize("number", [None, 1, 3, 99])
def test_a_correction_of_the_open_question_belongs_to_its_answer(number: int | None) -> None:
    """Also where the number is that of a question which was never put."""
    talk = Conversation(make_plan(3))
    talk.say("Six weeks.", probes=(Probe("detail"),))
    (move,) = talk.say("Scratch that, four weeks.", "correction", number=number)
    assert move == Ask("q1", "next")
    assert talk.state.about("q0").answers == ("Six weeks.", "Scratch that, four weeks.")


def test_who_wants_back_to_a_question_by_its_number_comes_to_that_one() -> None:
    talk = Conversation(make_plan(4))
    talk.say("One.")
    talk.say("Two.")
    assert talk.say("Can we go back to question 1?", "back", number=1) == [Ask("q0", "back")]
    assert talk.say("Back to question 4?", "back", number=4) == [Repeat("q0", "Question 0?")]  # it was not put yet
