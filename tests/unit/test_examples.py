"""Trained weights decide after which answers the interviewer asks for an example."""

from __future__ import annotations

import pytest

from aural.engine.answers.probe_conditions import Told, holds
from aural.engine.context import Context
from aural.engine.plan import PreparedProbe, Question
from aural.interviewer.guided import examples
from aural.interviewer.guided.examples import inputs_of, wants_example
from aural.interviewer.guided.interviewer import read_with_meaning

HABIT = Question("q", 0, "How do you gain the trust of new customers?")
GENERAL = "You have to listen to people and take them seriously. We always put the customer first, that is what counts."
CASE = (
    "Last week a woman came in with a broken pump. I took it apart in front of her and showed her the seal that had "
    "worn out, so she paid four euros instead of a hundred. On Friday she sent her neighbour."
)


def test_the_weights_match_the_current_inputs() -> None:
    """If words/gaps gets another feature, the weights must be trained again."""
    inputs = inputs_of(Told(HABIT, GENERAL))
    assert inputs is not None
    assert examples._weights("en")[0].shape == inputs.shape


@pytest.mark.parametrize(("answer", "is_wanted"), [(GENERAL, True), (CASE, False)])
def test_an_example_is_asked_for_after_general_talk_but_not_after_one_was_given(
    answer: str, *, is_wanted: bool
) -> None:
    assert wants_example(Told(HABIT, answer)) is is_wanted
    words = [proposal.words for proposal in read_with_meaning(Context(HABIT, answer)).proposals]
    assert ("Can you give me an example of that?" in words or "Can you give me an example?" in words) is is_wanted


def test_a_creators_own_follow_up_is_judged_in_the_same_way() -> None:
    own = Question("q", 0, HABIT.text, probes=(PreparedProbe("NO_EXAMPLE", "Who was the last one?"),))
    for answer, expected in ((GENERAL, ["Who was the last one?"]), (CASE, [])):
        assert [proposal.words for proposal in read_with_meaning(Context(own, answer)).proposals] == expected


def test_without_the_sentence_model_the_other_features_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "embed", lambda _: None)
    assert wants_example(Told(HABIT, GENERAL)) is None
    told = Told(
        HABIT, "I look at the list and put the people who need more care at the beginning.", (), "en", wants_example
    )
    assert holds("NO_EXAMPLE", told)
