"""How many questions a wording contains."""

from __future__ import annotations

import pytest

from aural.interviewer.checks.question_count import count_questions


@pytest.mark.parametrize(
    "words",
    [
        "What made you ring the bank?",
        "Walk me through one refund, from the click to the bank.",
        "The ramp jammed at noon. What did you tell the crew?",
        "I'd like to stay with the ramp for a moment. What did you try first?",
        "Could we go back to the stock? How was it counted?",
        "Was that your call, or had it been made above you?",
        "Tell me about one visit and how it went.",
        "Which of them did you trust most, and which least?",
        "When the child told you about it, what did you write down?",
        "Where did you draw the line between what you fixed and what you reported?",
        "Pick one of those evenings and tell me how it went.",
        "How does that go together with what you said before?",
        "The route to the exit, I'd like to follow that step by step.",
        "How big the team is, I don't know, but I'll pass that on. What did you do next?",
        "Who reads it I can't say. How did you notice?",
        "What's said here is kept and read by the team. What happened next?",
    ],
)
def test_one_question_counts_as_one(words: str) -> None:
    assert count_questions(words, "en") == 1


@pytest.mark.parametrize(
    "words",
    [
        "What did the neighbour say, and did you get it back?",
        "Tell me how you priced the job, as well as what the owner thought of it.",
        "I'd be curious what you told the crew. I'd also like to know what you wrote down.",
        "Describe the moment the lamp went out. And the lamp itself, what became of it.",
        "Which of the boxes were left, how did you move them?",
        "Walk me through how you found the gap, then the talks you had with the team.",
        "Has anyone used your version, and if you were to write it down, where would you begin?",
        "Please describe how you sorted the crates and your reasons for keeping one of them.",
        "There are two things I'd like to follow up: the statement and the way others took it.",
        "How long are they now, and do people read them?",
        "How big is the team, I don't know that yet? And who leads it?",
    ],
)
def test_two_questions_count_as_two_whatever_their_form(words: str) -> None:
    assert count_questions(words, "en") > 1


def test_a_statement_asks_nothing() -> None:
    assert count_questions("The ramp is fixed.", "en") == 0
    assert count_questions("What's said here is kept.", "en") == 0


@pytest.mark.parametrize(
    ("words", "tag"), [("请问为什么？怎么做的？", "en"), ("Why? And how?", "zh"), ("Why? And how?", "fi")]
)
def test_questions_are_not_counted_in_text_of_another_language(words: str, tag: str) -> None:
    assert count_questions(words, tag) is None
