"""A candidate who is upset and asks to end is let go at once, with kind words; in danger, the pointer to help comes
first.
"""

from __future__ import annotations

from itertools import product

import pytest

from aural.engine.analysis import Analysis
from aural.engine.answers.intent import Intent
from aural.engine.answers.offers import with_choice
from aural.engine.answers.requests import asks_to_end
from aural.engine.context import Context
from aural.engine.moves import Ask, Close, Deescalate, Finish
from aural.engine.plan import Question
from aural.interviewer.guided.interviewer import phrase_by_template, read_with_meaning
from aural.interviewer.protocol import WordingRequest
from tests.unit.conversation import Conversation, make_plan

ASKED = {"en": "Tell me about a project that you are proud of.", "zh": "请讲讲您最有成就感的一个项目。"}
ENDING = [
    ("I can't do this, I want to stop.", "en"),
    ("My father died last week and I can't go on. Can we stop here?", "en"),
    ("I'm so stressed, everything is too much. Stop.", "en"),
    ("Stop here.", "en"),
    ("我不舒服，我们就到这里吧。", "zh"),
    ("我真的撑不下去了，结束吧。", "zh"),
]
STAYING = [  # refusals and complaints in which "leave", "finish" and their like mean less than the end
    ("I'd rather not answer that, let's leave it.", "en"),
    ("I'm not comfortable with that; can we leave it?", "en"),
    ("Your voice keeps interrupting me. Let me finish!", "en"),
    ("I feel sick. I have to finish this interview, I need the job.", "en"),
    ("这个涉及隐私，我不想谈。", "zh"),
    ("公司机密，无法谈，请见谅。", "zh"),
]
NOT_ENDING = [
    "I can't stop crying.",
    "I don't want to stop, I'm just sad.",
    "I felt sick, and I wanted to quit.",
    "I want to stop shaking.",
    "I want to stop, no wait, let's continue.",
    "我停不下来，一直在哭。",
    "我不想结束，只是有点难过。",
]


@pytest.mark.parametrize(("said", "language"), ENDING)
@pytest.mark.parametrize("offer", [None, "calm"])
def test_a_request_to_end_is_heard_in_distress(said: str, language: str, offer: None) -> None:
    question = Question("q", 0, ASKED[language])
    read = read_with_meaning(Context(question, said, (), question.text, language))
    assert with_choice(read, offer, said).intent == "end"


@pytest.mark.parametrize(("said", "language"), STAYING)
def test_a_refusal_or_complaint_does_not_end_the_interview(said: str, language: str) -> None:
    question = Question("q", 0, ASKED[language])
    read = read_with_meaning(Context(question, said, (), question.text, language))
    assert with_choice(read, None, said).intent != "end"


@pytest.mark.parametrize("said", NOT_ENDING)
def test_other_words_of_distress_are_still_comforted(said: str) -> None:
    assert not asks_to_end(said)
    assert with_choice(Analysis("distress", is_substantive=False), None, said).intent == "distress"


@pytest.mark.parametrize(
    ("intent", "said"),
    [
        ("distress", "It is too much. I want to stop."),
        *product(("distress", "hostile", "refusal", "complaint"), ["Stop here"]),
    ],
)
def test_the_interview_ends_instead_of_comfort_or_argument(intent: Intent, said: str) -> None:
    talk = Conversation(make_plan(3))
    assert talk.say(said, intent) == [Close(as_wished=True)]
    assert talk.state.about("q0").answers == ()
    assert talk.say("continue", "answer") == [Ask("q0", "back")]


def test_a_choice_to_stop_or_leave_after_comfort_is_granted_however_it_is_read() -> None:
    for said, move in (("Stop.", Close(as_wished=True)), ("Leave it out.", Ask("q1", "skipped"))):
        talk = Conversation(make_plan(3))
        assert talk.say("I feel awful.", "distress") == [Deescalate("q0", "distress")]
        assert talk.say(said, "distress") == [move]


def test_an_answer_next_to_the_request_still_counts() -> None:
    talk = Conversation(make_plan(3))
    said = "I led the migration while my mother was dying. I want to stop here."
    assert talk.say(said, "distress", is_substantive=True) == [Close(as_wished=True)]
    assert talk.state.about("q0").answers == (said,)


def test_danger_is_pointed_to_help_first_and_the_next_request_ends_with_the_pointer() -> None:
    talk = Conversation(make_plan(3))
    said = "I want to die. Stop here."
    assert talk.say(said, "distress", is_crisis=True) == [Deescalate("q0", "crisis")]
    assert talk.say("I want to die.", "distress", is_crisis=True) == [Deescalate("q0", "crisis")]
    assert talk.say(said, "distress", is_crisis=True) == [Finish("CANDIDATE_ENDED", in_crisis=True)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_closing_words_are_kind_and_ask_for_nothing(language: str) -> None:
    plan = make_plan(1, language=language)
    analysis = Analysis("end", asks_to_end=True, is_substantive=False)
    said = phrase_by_template(WordingRequest(plan, Close(as_wished=True), None, (), analysis=analysis)).text
    plain = phrase_by_template(WordingRequest(plan, Close(as_wished=True), None, ())).text
    assert said != plain
    assert not {"?", "？"} & set(said)
    assert {"en": "“continue”", "zh": "“继续”"}[language] in said
