"""Rules that every wording must follow, regardless of its author."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aural.engine.moves import Ask, Clarify, Deescalate, FollowUp, Move, Probe, Redirect
from aural.engine.plan import Plan, Question
from aural.interviewer.checks.wording import check_by_rules, check_wording
from aural.interviewer.model.wording import lead_in_problems
from aural.interviewer.protocol import Line, WordingRequest
from tests.growth import LINEAR, growth

ANSWER = (
    "I moved the refunds to an event flow with an outbox, so they went out in 4 minutes. "
    "Denise, our controller, liked it."
)
QUESTION = Question("q", 0, "Tell me about a service that you owned.")
PLAN = Plan("i", "Backend engineer", (QUESTION,))


def request(move: Move | None = None, plan: Plan = PLAN) -> WordingRequest:
    line = Line("m", "user", ANSWER, "q", "answer", None)
    return WordingRequest(
        plan, move or FollowUp("q", Probe("detail", "an outbox")), plan.questions[0], (line,), answer=ANSWER
    )


@pytest.mark.parametrize(
    "text",
    [
        "You mentioned “an outbox”: how does that work?",
        "What made the event flow the way to go?",
        "Tell me more about the outbox and how it is read.",
        "When you moved the refunds, what was your own part?",
        "How did Denise see the change afterwards?",
        "What happened in the 4 minutes between refund and payout?",
        "Which part of “an event flow with an outbox” was the hardest to get right, and for whom?",
        "Walk me through one refund, from the click to the bank.",
        "What would you say about the outbox to somebody new?",
    ],
)
def test_one_open_question_about_what_was_said_may_be_shown(text: str) -> None:
    assert check_wording(text, request()) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "ما السبب في هذا الاختيار؟"),
        ("fa", "دلیل این انتخاب چه بود؟"),
        ("hi", "आपने टीम के साथ काम करते समय किस चुनौती का सामना किया, और आपके लिए उसमें सबसे कठिन क्या था?"),
        ("ja", "そのとき、いちばんむずかしかったのはどこでしたか？"),
    ],
)
def test_a_question_in_any_script_may_be_shown(language: str, text: str) -> None:
    assert check_wording(text, request(plan=replace(PLAN, language=language))) == []


def test_words_from_the_interview_do_not_make_a_sentence_foreign() -> None:
    said = "Thank you. You've mentioned cutting note syncing; feel free to add to that."
    question = Question("q", 0, "Tell me about something that you'd add to the product, and that you'd take to others.")
    plan = replace(PLAN, questions=(question,))
    assert lead_in_problems(said, Ask("q")) == []
    assert check_wording(said, request(Ask("q"), plan)) == []
    assert check_wording("Danke. Was passierte danach mit den alten Listen der Kunden?", request(plan=plan)) != []


def test_two_questions_are_also_counted_in_arabic() -> None:
    text = "ما السبب؟ وماذا حدث بعد ذلك؟"
    assert "more than one" in " ".join(check_wording(text, request(plan=replace(PLAN, language="ar"))))
    assert lead_in_problems("كيف حالك؟", Ask("q"))


REFUSED = {
    "empty": ["", "   "],
    "too long": ["What " + "very " * 45 + "long thing was it?"],
    "more than one": [
        "How does the outbox work? And why did you take it?",
        "How does the outbox work, and why did you choose it?",
        "What is it, and who reads it?",
    ],
    "asks nothing": ["The outbox is noted.", "I see."],
    "yes or no": [
        "Did you write the outbox yourself?",
        "You mentioned “an outbox”: was it hard?",
        "So, is that in use?",
    ],
    "leads": [
        "Why is an outbox better, don't you think?",
        "What was hard, since it was obviously the bank's fault?",
        "How much did that help, which must be a lot, right?",
        "You must have been proud: what did the team think?",
        "It sounds like the batch was bad: what was wrong with it?",
    ],
    "praises or judges": [
        "Great answer. How does the outbox work?",
        "That is impressive: how does the outbox work?",
        "How does this interesting outbox work?",
        "That was a bit vague. What is the outbox?",
        "Well done! What came next?",
        "I like that. What came next?",
    ],
    "number": [
        "How did you get to 300 refunds?",
        "What did the twelve people in it do?",
        "How was the 2019 outbox built?",
    ],
    "name that nobody said": ["How did Kafka help with the outbox?", "What did Martin say about the outbox?"],
    "quotes what nobody said": ["You said “we saved a million”: how?", "What does “zero downtime” mean here?"],
    "what they didn't": [
        "You mentioned kubernetes clusters: how do they work?",
        "You told me about firing somebody: what was the reason?",
    ],
    "private": [
        "How old are you?",
        "What does your wife say about the outbox?",
        "What is the customer's name?",
        "Which church do you go to?",
        "How does your pregnancy change that?",
        "Where are you from?",
    ],
    "speaks for the candidate": [
        "In my last job I used an outbox: what do you use?",
        "I built the outbox in two steps. What was the first?",
        "At my company we needed events: how about yours?",
    ],
    "verdict": [
        "That gets full marks: what came next?",
        "Your score is set. What came next?",
        "You have passed. What came next?",
    ],
    "markup, code, a link": [
        "What is <b>it</b>?",
        'What is it? {"level": 4}',
        "What about https://evil.example/x?",
        "What does my system prompt say about it?",
        "```python\nx=1``` What is it?",
        "What does def outbox(x) do?",
    ],
    "another language": ["Was ist damit? Что это?", "这是什么？"],
}


@pytest.mark.parametrize(("reason", "text"), [(why, text) for why, texts in REFUSED.items() for text in texts])
def test_a_wording_is_refused_for_its_reason(reason: str, text: str) -> None:
    found = check_wording(text, request())
    assert any(reason in why for why in found), found


def test_words_are_compared_with_the_latest_part_of_a_long_conversation() -> None:
    """A search through everything that was said blocks the interpreter: 1,800,000 characters blocked it for two
    seconds.
    """
    words, asked = "How did Denise see the change afterwards?", replace(request(), answer=None)
    long = Line("m2", "user", "I moved them again. " * 9_000, "q", "answer", None)
    assert check_by_rules(words, replace(asked, lines=(long, *asked.lines))) == []
    assert check_by_rules(words, replace(asked, lines=(*asked.lines, long))) == ["it has a name that nobody said"]


def test_a_follow_up_does_not_repeat_an_earlier_question() -> None:
    asked = request()
    earlier = Line("m2", "assistant", "Thanks. What made the event flow the way to go?", "q", "follow_up", "detail")
    own = Line("m3", "user", "What came of it? It was quicker.", "q", "answer", None)
    asked = replace(asked, lines=(*asked.lines, earlier, own))
    for again in ("What made the event flow\u00a0the way to go?", "I see. What MADE the event flow the way to go?"):
        assert check_wording(again, asked) == ["it asks what was asked before"]
    for fresh in ("Thanks. What made the outbox the way to go?", "What came of it?"):
        assert check_wording(fresh, asked) == [], "thanks may be repeated, and questions of others don't count"
    told = Line("m4", "assistant", QUESTION.text, "q", "question", "next")
    assert check_wording(QUESTION.text, replace(asked, lines=(told,))) == ["it asks what was asked before"]
    which = Line("m5", "assistant", "The outbox was quicker, then slower. Which was it?", "q", "follow_up", "detail")
    twice = replace(asked, lines=(*asked.lines, own, which))
    assert check_by_rules("It was the event flow, then the outbox. Which was it?", twice) == []
    for again in ("Which was it?", which.content):
        assert check_by_rules(again, twice) == ["it asks what was asked before"]


@pytest.mark.parametrize(
    "text",
    [
        "您提到这个：难道不是吗？",
        "很好。具体是怎么做的？",
        "你有没有做过？",
        "What is it, exactly, and in which way?",
        "请问您的年龄是多少？",
        "有300个吗？",
    ],
)
def test_chinese_wording_is_checked_too(text: str) -> None:
    plan = Plan("i", "主厨", (Question("q", 0, "怎样减少浪费？"),), language="zh-CN")
    assert check_wording(
        text, WordingRequest(plan, FollowUp("q", Probe("detail")), plan.questions[0], (), answer="我们换了冷库。")
    )


def test_words_of_the_question_are_not_private_matters() -> None:
    plan = Plan("i", "Nurse", (Question("q", 0, "How do you speak with a family when the news is bad?"),))
    assert check_wording("What does the family ask you then?", request(plan=plan)) == []


def test_the_candidates_own_words_may_be_quoted_whatever_they_say() -> None:
    said = "It was a great day, and I was the best, right?"
    line = Line("m", "user", said, "q", "answer", None)
    asked = WordingRequest(PLAN, FollowUp("q", Probe("detail")), QUESTION, (line,), answer=said)
    assert check_wording("You said “a great day”: what happened on it?", asked) == []


def test_numbers_and_words_in_code_count_as_said() -> None:
    line = Line("m", "user", "", "q", "answer", None, {"code": {"text": "def retry(n=5): ..."}})
    asked = WordingRequest(PLAN, FollowUp("q", Probe("number")), QUESTION, (line,), answer="")
    assert check_wording("What is the 5 in “retry(n=5)” for?", asked) == []


def test_asking_redirecting_clarifying_and_calming_pass_the_checks() -> None:
    assert check_wording("Let us go on. Tell me about a service that you owned.", request(Ask("q"))) == []
    assert check_wording("Back to the interview: what about a service that you owned?", request(Redirect("q"))) == []
    assert check_wording("Read it as you like: I mean any service that you owned.", request(Clarify("q"))) == []
    calm = "Understood. You can skip this one or answer it in your own way. How would you like to go on?"
    assert check_wording(calm, request(Deescalate("q"))) == []


@pytest.mark.parametrize("piece", ["a ", "“", "you said ", "?", "<", "1,", "what ", "Aa ", "a.", ", and how"])
def test_a_huge_wording_takes_time_linear_in_its_length(piece: str) -> None:
    def work(size: int) -> None:
        assert check_wording((piece * size)[:size], request())

    assert growth(work) < LINEAR


@settings(max_examples=100)
@given(st.text())
def test_no_text_breaks_the_checks(text: str) -> None:
    assert isinstance(check_wording(text, request()), list)
