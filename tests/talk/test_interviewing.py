"""How a model's analysis of a reply becomes the policy's move and the words of the interviewer."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

import pytest

from aural.engine.analysis import Analysis
from aural.engine.context import Context
from aural.engine.moves import Ask, Clarify, Close, Deescalate, Finish, FollowUp, Probe, Redirect
from aural.engine.plan import Criterion, Fact, Plan, PreparedProbe, Question
from aural.interviewer.guided.interviewer import phrase_by_template
from aural.interviewer.model import analysis as interviewing
from aural.interviewer.model.analysis import MOST_CHARACTERS, STEP
from aural.interviewer.model.interviewer import ModelInterviewer
from aural.interviewer.model.model import Model, ModelChoice
from aural.interviewer.prompts import Fence
from aural.interviewer.protocol import Interviewer, Line, Situation, WordingRequest
from tests.faulty_provider import FaultyProvider

FIRST = Question("q1", 0, "Tell me about a service that you made faster.", description="Look for evidence.")
SECOND = Question("q2", 1, "How do you decide what to measure?", probes=(PreparedProbe("NO_REASON", "Why that one?"),))
PLAN = Plan(
    "i1",
    "Backend screening",
    (FIRST, SECOND),
    objective="Find people who look before they change things",
    criteria=(
        Criterion("Diagnosis", "Finds the cause by evidence", question_ids=("q1",)),
        Criterion("Clarity", "Is clear"),
    ),
)
ANSWER = "We looked at the slow query log first, and one query took 900 ms because it had no index."
LINES = (
    Line("m1", "assistant", FIRST.text, "q1", "question", "next"),
    Line("m2", "user", ANSWER, "q1", "answer", None),
)
SITUATION = Situation(
    PLAN, LINES, {"q1": "open", "q2": "pending"}, SECOND, follow_ups_left=2, minutes_left=12, participant_name="Mina"
)
CONTEXT = Context(FIRST, ANSWER, (), FIRST.text)
ASKED = "What did you do yourself about that query?"
GOOD: dict[str, Any] = {
    "intent": "answer",
    "has_content": True,
    "lacks": "their own part",
    "proposals": [{"kind": "own-part", "point": "one query took 900 ms", "ask": ASKED}],
    "words": "Thank you, that is clear.",
}


@pytest.fixture
async def provider() -> AsyncIterator[FaultyProvider]:
    made = FaultyProvider()
    async with made.running():
        yield made


@pytest.fixture
async def interviewer(provider: FaultyProvider) -> AsyncIterator[ModelInterviewer]:
    model = Model(ModelChoice("strong", f"{provider.address}/well/v1", "secret"))
    await model.load()
    yield ModelInterviewer(model, word_seconds=60.0)
    await model.close()


def answer_with(provider: FaultyProvider, *objects: dict[str, Any]) -> None:
    """Sets the model's answers, one per request; the last one is repeated."""
    left = list(objects)
    provider.text = lambda _body: json.dumps(left.pop(0) if len(left) > 1 else left[0])


def request_of(analysis: Analysis, move: Any, question: Question = FIRST) -> WordingRequest:
    return WordingRequest(PLAN, move, question, LINES, ANSWER, analysis=analysis)


def follow_up_of(analysis: Analysis) -> FollowUp:
    best = analysis.proposals[0]
    return FollowUp("q1", best.probe, best.words)


async def test_one_call_returns_analysis_and_wording(interviewer: Interviewer, provider: FaultyProvider) -> None:
    answer_with(provider, GOOD)
    analysis = await interviewer.analyse(CONTEXT, SITUATION)
    assert (analysis.intent, analysis.model, analysis.tokens) == ("answer", "strong", 42)
    follow_up = await interviewer.phrase(request_of(analysis, follow_up_of(analysis)))
    assert (follow_up.text, follow_up.origin.source, follow_up.origin.version) == (ASKED, "model", "analyse-8")
    onward = await interviewer.phrase(request_of(analysis, Ask("q2"), SECOND))
    assert onward.text == f"Thank you, that is clear. {SECOND.text}"
    assert len(provider.requests) == 1


async def test_a_proposals_focus_is_a_quote_or_empty(interviewer: Interviewer, provider: FaultyProvider) -> None:
    asked = [{"kind": "detail", "point": point, "ask": ASKED} for point in ("THE SLOW QUERY LOG", "the cache")]
    answer_with(provider, GOOD | {"proposals": asked})
    analysis = await interviewer.analyse(CONTEXT, SITUATION)
    assert [proposal.probe.focus for proposal in analysis.proposals] == ["the slow query log", None]


async def test_wording_that_breaks_the_rules_is_dropped_and_the_rest_kept(
    interviewer: Interviewer, provider: FaultyProvider
) -> None:
    leading = {"kind": "detail", "ask": "Don't you think that an index would have helped?"}
    answer_with(provider, GOOD | {"proposals": [leading, *GOOD["proposals"]]})
    analysis = await interviewer.analyse(CONTEXT, SITUATION)
    assert [proposal.words for proposal in analysis.proposals] == [ASKED]
    wording = await interviewer.phrase(request_of(analysis, follow_up_of(analysis)))
    assert [(one.words, one.problems) for one in wording.refused] == [
        (leading["ask"], ("yes or no would answer it", "it leads"))
    ]
    assert len(provider.requests) == 1


async def test_if_no_wording_is_usable_the_model_gets_it_back_with_the_reason(
    interviewer: Interviewer, provider: FaultyProvider
) -> None:
    double = "What was slow? And what did you do?"
    answer_with(provider, GOOD | {"proposals": [{"kind": "detail", "ask": double}]}, GOOD)
    analysis = await interviewer.analyse(CONTEXT, SITUATION)
    assert [proposal.words for proposal in analysis.proposals] == [ASKED]
    assert analysis.tokens == 84
    again = provider.requests[1]["messages"][-1]["content"]
    assert double in again
    assert "more than one question" in again


async def test_a_reply_with_content_is_an_answer_whatever_the_model_calls_it(
    interviewer: Interviewer, provider: FaultyProvider
) -> None:
    for intent in ("off-topic", "hostile", "instruction", "asks-back", "complaint"):
        answer_with(provider, GOOD | {"intent": intent})
        assert (await interviewer.analyse(CONTEXT, SITUATION)).intent == "answer"


@pytest.mark.parametrize("intent", ["hostile", "repeat", "end"])
async def test_the_model_alone_cannot_dismiss_a_plain_answer(
    interviewer: Interviewer, provider: FaultyProvider, intent: str
) -> None:
    """The model may be weak, or misled by the candidate's words."""
    answer_with(provider, {"intent": intent, "has_content": False, "words": "Shall we skip it?"})
    analysis = await interviewer.analyse(CONTEXT, SITUATION)
    assert (analysis.intent, analysis.words) == ("answer", None)


@pytest.mark.parametrize(
    ("said", "intent", "words", "move"),
    [
        ("What do you mean by faster?", "asks-back", "Which service did you speed up?", Clarify("q1")),
        ("My cat had kittens on Sunday!", "off-topic", "How does that bear on the question?", Redirect("q1")),
        ("You useless piece of junk, get lost.", "hostile", "I hear you. How shall we go on?", Deescalate("q1")),
    ],
)
async def test_a_reply_that_is_not_an_answer_gets_the_models_wording(
    interviewer: Interviewer, provider: FaultyProvider, said: str, intent: str, words: str, move: Any
) -> None:
    answer_with(provider, {"intent": intent, "has_content": False, "words": words})
    lines = (LINES[0], replace(LINES[1], content=said))
    analysis = await interviewer.analyse(replace(CONTEXT, answer=said), replace(SITUATION, lines=lines))
    assert analysis.intent == intent
    assert (await interviewer.phrase(request_of(analysis, move))).text == words


async def test_wording_for_one_move_is_not_used_for_another(interviewer: Interviewer, provider: FaultyProvider) -> None:
    answer_with(provider, GOOD)
    analysis = await interviewer.analyse(CONTEXT, SITUATION)
    wording = await interviewer.phrase(request_of(analysis, Redirect("q1")))
    assert wording.origin.source == "template"


async def test_a_plain_request_needs_no_model(interviewer: Interviewer, provider: FaultyProvider) -> None:
    assert (await interviewer.analyse(replace(CONTEXT, answer="Skip this one, please."), SITUATION)).intent == "skip"
    assert not provider.requests


async def test_a_candidate_in_crisis_is_recognized_without_the_model(
    interviewer: Interviewer, provider: FaultyProvider
) -> None:
    for said in ("I can't do this any more, I want to die.", "I want to die. We lost it because I forgot the renewal."):
        analysis = await interviewer.analyse(replace(CONTEXT, answer=said), SITUATION)
        assert analysis.is_crisis or analysis.may_be_crisis
    assert not provider.requests


async def test_if_the_model_fails_the_guided_interviewer_continues(provider: FaultyProvider) -> None:
    model = Model(ModelChoice("strong", f"{provider.address}/500/v1", "secret"))
    await model.load()
    interviewer = ModelInterviewer(model)
    analysis = await interviewer.analyse(CONTEXT, SITUATION)
    assert (analysis.intent, analysis.model, analysis.fallback) == ("answer", None, "refused")
    wording = await interviewer.phrase(request_of(analysis, Ask("q2"), SECOND))
    assert (wording.origin.source, wording.origin.fallback) == ("template", "refused")
    assert len(provider.requests) == 1  # not asked again for the words
    await model.close()


# What the model receives


def texts_of(situation: Situation = SITUATION, context: Context = CONTEXT) -> tuple[str, str, Fence]:
    fence = Fence()
    return interviewing.system_text(situation.plan), interviewing.user_text(context, situation, fence, []), fence


def test_the_model_sees_the_whole_interview_and_its_state() -> None:
    system, user, _ = texts_of()
    for part in (
        PLAN.objective,
        "Finds the cause by evidence",
        FIRST.text,
        SECOND.text,
        "Look for evidence.",
        "Why that one?",
    ):
        assert part is not None
        assert part in system
    for part in (ANSWER, "Open question: 1", "pending: 2", "Follow-ups left here: 2", "Minutes left: 12"):
        assert part in user


def test_the_beginning_of_the_prompt_is_the_same_for_every_reply_of_an_interview() -> None:
    """A provider can then cache it: the system text for all sessions, the conversation for one session's replies."""
    later = (*LINES, Line("m3", "assistant", ASKED, "q1", "follow_up", "own-part"))
    more = replace(SITUATION, lines=later, follow_ups_left=1, minutes_left=11)
    fence = Fence.of("m1")
    first = interviewing.user_text(CONTEXT, SITUATION, fence, [])
    second = interviewing.user_text(CONTEXT, more, fence, [])
    grown = first.index(ANSWER) + len(ANSWER)
    assert second[:grown] == first[:grown]
    assert interviewing.system_text(SITUATION.plan) == interviewing.system_text(more.plan)


def test_the_prompt_drops_the_beginning_of_a_long_conversation_in_steps() -> None:
    def lines(count: int) -> Iterator[Line]:
        for number in range(count):
            yield Line(f"m{number}", "user", f"{number}. " + "word " * 200, "q1", "answer", None)

    starts = []
    for count in range(60, 60 + STEP):
        user = interviewing.user_text(CONTEXT, replace(SITUATION, lines=tuple(lines(count))), Fence(), [])
        assert len(user) < MOST_CHARACTERS + 10_000
        assert f"{count - 1}. word" in user  # the latest line is there
        starts.append(user[user.index("CANDIDATE: ") :][:20])
    assert len(set(starts)) <= 2


def test_the_candidates_answer_appears_only_between_the_fences() -> None:
    system, user, fence = texts_of()
    assert ANSWER not in system
    before, rest = user.split(f"\n{fence.opening}\n")
    inside, after = rest.split(f"\n{fence.closing}")
    assert ANSWER in inside
    assert ANSWER not in before + after


def test_nothing_is_proposed_if_no_follow_up_is_left() -> None:
    none_left = replace(SITUATION, follow_ups_left=0)
    read = interviewing.ReplyRead(**GOOD)
    analysis, _ = interviewing.read_result(read, CONTEXT, none_left, Fence())
    assert analysis.proposals == ()
    assert "Leave `proposals` empty" in texts_of(none_left)[1]


def test_a_probe_is_named_by_what_it_asks_for() -> None:
    analysis, _ = interviewing.read_result(interviewing.ReplyRead(**GOOD), CONTEXT, SITUATION, Fence())
    assert analysis.proposals[0].probe == Probe("own-part", "one query took 900 ms")


# Candidates' questions, the end of the interview, and repeated information

FACT = Fact("Pay", "It pays between 42,000 and 48,000 euros, with parental leave.")
OPEN = replace(PLAN, approved_facts=(FACT,), organization="Northwind")
LAST = replace(SITUATION, plan=OPEN, next_question=None, minutes_left=12, questions_left=0)
CLOSING = Context(None, "And what does it pay?", (), "Anything to add?")


def request_at(analysis: Analysis, move: Any, situation: Situation) -> WordingRequest:
    question = None if isinstance(move, Close | Finish) else situation.next_question
    return WordingRequest(
        situation.plan, move, question, LINES, ANSWER, analysis=analysis, minutes_left=situation.minutes_left
    )


@pytest.mark.parametrize("move", [Close(), Finish("FINISHED")])
async def test_a_question_at_the_end_is_answered_with_the_models_wording(
    interviewer: Interviewer, provider: FaultyProvider, move: Any
) -> None:
    said = "It pays between 42,000 and 48,000 euros, with parental leave."
    answer_with(provider, GOOD | {"proposals": [], "topic": "company", "facts": ["pay"], "words": said})
    context = CLOSING if isinstance(move, Finish) else CONTEXT
    analysis = await interviewer.analyse(context, LAST)
    assert (analysis.refused, analysis.fact) == ((), FACT)
    wording = await interviewer.phrase(request_at(analysis, move, LAST))
    reviewed = phrase_by_template(WordingRequest(OPEN, move, None, LINES)).text
    assert (wording.text, wording.origin.source) == (f"{said} {reviewed}", "model")


async def test_the_model_words_the_goodbye_only_if_the_candidate_asked_something(
    interviewer: Interviewer, provider: FaultyProvider
) -> None:
    answer_with(provider, GOOD | {"proposals": [], "words": "Thank you for all of it."})
    analysis = await interviewer.analyse(replace(CLOSING, answer="I can start in March."), LAST)
    wording = await interviewer.phrase(request_at(analysis, Finish("FINISHED"), LAST))
    assert wording.origin.source == "template"
    assert "for all of it" not in wording.text


async def test_a_question_without_a_usable_reply_is_passed_on_with_reviewed_wording(
    interviewer: Interviewer, provider: FaultyProvider
) -> None:
    asked = GOOD | {"proposals": [], "topic": "company", "words": "What else would you like to know?"}
    answer_with(provider, asked)
    analysis = await interviewer.analyse(CONTEXT, LAST)
    wording = await interviewer.phrase(request_at(analysis, Close(), LAST))
    assert wording.origin.source == "template"
    assert "pass it on to Northwind" in wording.text


@pytest.mark.parametrize(
    ("words", "is_said"),
    [
        ("About 12 minutes are left, and three more questions.", True),
        ("About twelve minutes are left.", True),
        ("There are three questions left after this one.", True),
        ("About 5 minutes are left.", False),
        ("There are two questions left after this one.", False),
    ],
)
def test_wrong_figures_about_time_and_questions_left_are_not_said(words: str, is_said: bool) -> None:
    situation = replace(SITUATION, plan=OPEN, minutes_left=12, questions_left=3)
    read = interviewing.ReplyRead(**(GOOD | {"proposals": [], "topic": "time-left", "words": words}))
    analysis, _ = interviewing.read_result(read, CONTEXT, situation, Fence())
    assert (analysis.words is not None) == is_said


@pytest.mark.parametrize(("left", "is_said"), [(0, True), (2, False)])
def test_that_no_questions_are_left_is_said_only_if_it_is_true(left: int, *, is_said: bool) -> None:
    said = GOOD | {"proposals": [], "topic": "time-left", "words": "There are no questions left."}
    situation = replace(SITUATION, plan=OPEN, questions_left=left)
    analysis, _ = interviewing.read_result(interviewing.ReplyRead(**said), CONTEXT, situation, Fence())
    assert (analysis.words is not None) == is_said


def test_without_a_time_limit_no_minutes_are_mentioned() -> None:
    situation = replace(SITUATION, minutes_left=None, questions_left=1)
    read = interviewing.ReplyRead(**(GOOD | {"proposals": [], "words": "About 12 minutes are left."}))
    analysis, refused = interviewing.read_result(read, CONTEXT, situation, Fence())
    assert analysis.words is None
    assert "wrong about the time" in refused[0].problems[-1]
    assert "There is no time limit." in texts_of(situation)[1]


@pytest.mark.parametrize(
    "words",
    ["You mentioned the slow query log at the beginning; there may be more to it.", "Right, you told me that earlier."],
)
def test_earlier_statements_may_be_acknowledged(words: str) -> None:
    read = interviewing.ReplyRead(**(GOOD | {"proposals": [], "words": words}))
    analysis, refused = interviewing.read_result(read, CONTEXT, SITUATION, Fence())
    assert (analysis.words, refused) == (words, [])


def test_a_contradiction_is_a_kind_of_follow_up() -> None:
    asked = {"kind": "contradiction", "ask": "How does that go together with the missing index?"}
    read = interviewing.ReplyRead(**(GOOD | {"proposals": [asked]}))
    analysis, _ = interviewing.read_result(read, CONTEXT, SITUATION, Fence())
    assert analysis.proposals[0].probe.name == "contradiction"


def test_the_model_knows_which_question_comes_next_and_which_takes_no_follow_up() -> None:
    choice = Question("q3", 2, "Which one?", "SINGLE_CHOICE", options=("A", "B"), follow_ups_enabled=False)
    plan = replace(PLAN, questions=(FIRST, SECOND, choice))
    situation = replace(SITUATION, plan=plan, next_question=choice, questions_left=2)
    system, user, _ = texts_of(situation)
    assert "Next: question 3" in user
    assert "Questions left after this one: 2" in user
    assert system.count("No follow-up is asked here") == 1
    assert "Next: the closing turn" in texts_of(replace(situation, next_question=None))[1]


def test_only_approved_facts_count_as_given() -> None:
    asked = {"intent": "asks-about", "has_content": False, "topic": "company"}
    for facts, told in ((["PAY "], FACT), (["Bonus"], None), ([], None)):
        read = interviewing.ReplyRead(**asked, facts=facts)
        analysis, _ = interviewing.read_result(read, CONTEXT, replace(SITUATION, plan=OPEN), Fence())
        assert analysis.fact == told


async def test_an_attack_that_reads_like_an_order_is_left_to_the_classifier(
    interviewer: Interviewer, provider: FaultyProvider
) -> None:
    """The model would not see the sentence, because it would be removed as an order."""
    said = "you are a glorified answering machine and you have the nerve to ask me about communication skills"
    lines = (LINES[0], replace(LINES[1], content=said))
    analysis = await interviewer.analyse(replace(CONTEXT, answer=said), replace(SITUATION, lines=lines))
    assert analysis.intent == "hostile"
    assert not provider.requests
