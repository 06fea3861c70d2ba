"""Corrections during the interview, and going back to a question by its number."""

from __future__ import annotations

import pytest

from aural.engine.moves import AnswerCandidate, Ask, Probe, Repeat
from tests.unit.conversation import Conversation, make_plan


def test_a_correction_is_stored_with_the_question_it_names_and_the_open_one_stays_open() -> None:
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


def test_nothing_can_be_corrected_before_anything_was_said() -> None:
    talk = Conversation(make_plan(3))
    assert talk.say("I said this before I left for good.", "correction") == [Ask("q1", "next")]


@pytest.mark.parametrize("number", [None, 1, 3, 99])
def test_a_correction_of_the_open_question_belongs_to_its_answer(number: int | None) -> None:
    """That is also true if the number is that of a question that was never asked."""
    talk = Conversation(make_plan(3))
    talk.say("Six weeks.", probes=(Probe("detail"),))
    (move,) = talk.say("Scratch that, four weeks.", "correction", number=number)
    assert move == Ask("q1", "next")
    assert talk.state.about("q0").answers == ("Six weeks.", "Scratch that, four weeks.")


def test_going_back_by_number_leads_to_that_question() -> None:
    talk = Conversation(make_plan(4))
    talk.say("One.")
    talk.say("Two.")
    assert talk.say("Can we go back to question 1?", "back", number=1) == [Ask("q0", "back")]
    assert talk.say("Back to question 4?", "back", number=4) == [Repeat("q0", "Question 0?")]  # not asked yet
