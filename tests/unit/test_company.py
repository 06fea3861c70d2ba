"""Questions about the company or the role: recognized, answered with an approved fact or passed on, never guessed."""

from __future__ import annotations

import pytest

from aural.engine.analysis import Analysis
from aural.engine.context import Context
from aural.engine.log import Answered, CandidateRequested, Ended, MessageSent
from aural.engine.moves import AnswerCandidate, Ask
from aural.engine.plan import Fact, Plan, Question, plan_from_json, plan_to_json
from aural.engine.policy import next_move
from aural.engine.timeline import CandidateQuestion, Problem, candidate_questions_in, problems_in
from aural.interviewer.guided.facts import find_fact
from aural.interviewer.guided.interviewer import phrase_by_template, read_with_meaning
from aural.interviewer.protocol import WordingRequest
from tests.unit.conversation import START, Conversation, make_plan

FACTS = (
    Fact("Team size", "The team has six people, all of them engineers."),
    Fact("Remote work", "You may work from home three days a week; the office is in Berlin."),
    Fact("Salary range", "Between 70,000 and 90,000 euros a year, by experience."),
    Fact("What happens after the interview", "A person reads your answers and writes to you within two weeks."),
    Fact("Tech stack", "Python, PostgreSQL and React."),
)
HAN_FACTS = (
    Fact("团队规模", "团队一共有六个人，都是工程师。"),
    Fact("远程办公", "每周可以在家办公三天。"),
    Fact("薪资范围", "每年七万到九万欧元。"),
    Fact("面试之后的流程", "我们会在两周内由专人回复您。"),
)
ANSWERED = {
    "How big is the team?": 0, "How many people are in the team?": 0, "Is it remote?": 1, "Is this role remote?": 1,
    "What's the salary range?": 2, "What happens after this interview?": 3, "What is the tech stack?": 4,
}  # fmt: skip
PASSED_ON = (
    "Do you sponsor visas?", "What are the benefits?", "Who would be my manager?", "How many vacation days are there?",
    "What are the working hours?", "Is there a bonus?", "What is the team culture?", "How big is the company?",
    "How many people work at the company?", "How many rounds are there?", "What is the start date?",
    "Is there a second interview?",
)  # fmt: skip
HAN_ANSWERED = {"团队有多少人？": 0, "可以远程办公吗？": 1, "薪资范围是多少？": 2, "面试之后会有什么流程？": 3}
HAN_PASSED_ON = ("年假有几天？", "办公室在哪里？", "公司有多少人？", "工作时间怎么样？")
BUILT = Question("q", 0, "Tell me about a service that you built.")
SIZING = Question("q", 0, "How would you decide how large an engineering team should be?")


def intent_of(question: Question | None, text: str, language: str = "en") -> tuple[str, str | None]:
    analysis = read_with_meaning(Context(question, text, language=language))
    return analysis.intent, analysis.topic


@pytest.mark.parametrize("text", [*ANSWERED, *PASSED_ON])
def test_a_question_about_the_company_is_recognized(text: str) -> None:
    topic = "next-steps" if "after this interview" in text else "company"
    assert intent_of(BUILT, text) == ("asks-about", topic)


@pytest.mark.parametrize("text", [*HAN_ANSWERED, *HAN_PASSED_ON])
def test_a_chinese_question_about_the_company_is_recognized(text: str) -> None:
    topic = "next-steps" if "之后" in text else "company"
    assert intent_of(Question("q", 0, "请介绍一个你做过的服务。"), text, "zh") == ("asks-about", topic)


@pytest.mark.parametrize(
    "text",
    ["Do you mean the team size or the company?", "Which team do you mean?", "How big is the team today?",
     "How many people are in the team you have in mind?", "Is that for a remote team or for one in an office?"],
)  # fmt: skip
def test_a_question_for_clarification_is_not_about_the_company(text: str) -> None:
    assert intent_of(SIZING, text) == ("asks-back", None)


@pytest.mark.parametrize(
    "text",
    ["How big is a team? For me that depends on what it has to own, and I start with five people who can ship.",
     "What is the salary worth if nobody stays? I asked myself that when I rebuilt the pay bands for our unit."],
)  # fmt: skip
def test_a_rhetorical_question_is_part_of_an_answer(text: str) -> None:
    assert intent_of(SIZING, text)[1] is None


def test_a_question_in_reply_to_an_invitation_to_ask_is_about_the_company() -> None:
    invites = Question("q", 0, "Do you have any questions about the role or the team?")
    assert intent_of(invites, "How big is the team?") == ("asks-about", "company")


def test_in_the_closing_turn_every_question_is_for_the_organization() -> None:
    assert intent_of(None, "Could somebody call me on Friday?") == ("asks-about", "company")
    assert intent_of(None, "No, that was all.")[0] == "nothing-to-add"
    assert intent_of(None, "I would like to add that I also led the move.")[0] == "answer"


@pytest.mark.parametrize(("text", "at"), ANSWERED.items())
def test_the_matching_fact_is_found(text: str, at: int) -> None:
    assert find_fact(FACTS, text, "en") == FACTS[at]


@pytest.mark.parametrize("text", [*PASSED_ON, "Where is the team?"])
def test_no_fact_is_found_for_a_question_that_none_matches(text: str) -> None:
    assert find_fact(FACTS, text, "en") is None


@pytest.mark.parametrize(("text", "at"), HAN_ANSWERED.items())
def test_the_matching_fact_is_found_in_chinese(text: str, at: int) -> None:
    assert find_fact(HAN_FACTS, text, "zh") == HAN_FACTS[at]


@pytest.mark.parametrize("text", HAN_PASSED_ON)
def test_no_fact_is_found_for_a_chinese_question_that_none_matches(text: str) -> None:
    assert find_fact(HAN_FACTS, text, "zh") is None


def test_no_fact_is_chosen_if_there_are_none_or_two_match() -> None:
    assert find_fact((), "How big is the team?", "en") is None
    assert (
        find_fact((FACTS[0], Fact("Team size", "Nobody knows: between 3 and 9.")), "How big is the team?", "en") is None
    )


def test_the_reply_quotes_the_fact_exactly_or_says_that_the_question_is_passed_on() -> None:
    plan = Plan("i", "T", (BUILT,), organization="Acme")
    told = phrase_by_template(WordingRequest(plan, AnswerCandidate("q", "company", FACTS[0]), BUILT, ())).text
    assert FACTS[0].text in told
    passed = phrase_by_template(WordingRequest(plan, AnswerCandidate("q", "company"), BUILT, ())).text
    assert "pass" in passed
    assert "Acme" in passed
    unnamed = phrase_by_template(
        WordingRequest(Plan("i", "T", (BUILT,), language="zh"), AnswerCandidate("q", "company"), BUILT, ())
    ).text
    assert "设置这次访谈的人" in unnamed


def test_a_question_about_the_company_uses_no_follow_up_and_the_open_question_stays_open() -> None:
    talk = Conversation(make_plan())
    talk.add(Answered(talk.now, talk.state.seq + 1, "How big is the team?", "q0"))
    analysis = Analysis("asks-about", "company", fact=FACTS[0])
    assert next_move(talk.plan, talk.state, analysis, talk.now) == AnswerCandidate("q0", "company", FACTS[0])
    talk = Conversation(make_plan())
    assert talk.say("How big is the team?", "asks-about", topic="company") == [AnswerCandidate("q0", "company")]
    assert talk.state.current == "q0"
    assert talk.state.about("q0").probes == ()
    assert talk.say("I built it.") == [Ask("q1", "next")]


def test_the_facts_of_a_plan_are_restored_from_json() -> None:
    plan = make_plan(approved_facts=FACTS, organization="Acme", max_pauses=1)
    assert plan_from_json(plan_to_json(plan)) == plan
    old = {key: value for key, value in plan_to_json(plan).items() if key not in ("approved_facts", "organization")}
    assert plan_from_json(old).approved_facts == ()


# --- messages to the creator ---------------------------------------------------------------------------------------


def test_problems_include_the_time_that_the_clock_was_stopped_for_them() -> None:
    entries = [
        CandidateRequested(START, "problem", "No sound.", "q0"),
        CandidateRequested(START + 1000, "problem", "Still none.", "q0"),
        CandidateRequested(START + 2000, "pause"),
        Answered(START + 90_000, 3, "It works again.", "q0"),
        CandidateRequested(START + 100_000, "problem", None, "q0"),
        CandidateRequested(START + 103_000, "continue"),
        CandidateRequested(START + 200_000, "problem", "Gone.", None),
    ]
    first, again, second, third = problems_in(entries)
    assert first == Problem(START, "No sound.", "q0", 90, START + 90_000)
    assert again == Problem(START + 1000, "Still none.", "q0", 0, START + 90_000)
    assert second == Problem(START + 100_000, None, "q0", 3, START + 103_000)
    assert (third.seconds, third.resolved_at) == (None, None)
    ended = problems_in([*entries, Ended(START + 260_000, "NO_ANSWER")])[3]
    assert (ended.seconds, ended.resolved_at) == (60, None)


def test_questions_of_candidates_are_listed_with_their_answers() -> None:
    entries = [
        MessageSent(START, 2, "next", "What did you build?", "q0", reason="first"),
        Answered(START, 3, "I built it.", "q0"),
        MessageSent(START, 4, "detail", "What exactly?", "q0"),
        Answered(START, 5, "How big is the team?", "q0"),
        MessageSent(START, 6, "warning", "Five minutes."),
        MessageSent(START, 7, "answer", "Six.", "q0", topic="company", fact="Team size"),
        Answered(START, 8, "And the pay?", "q0"),
        MessageSent(START, 9, "answer", "I'll pass it on.", "q0", topic="company"),
        Answered(START, 10, "Who reads this?", "q0"),
        MessageSent(START, 11, "answer", "People.", "q0", topic="who-reads"),
        Answered(START, 12, "This format is unfair.", "q0"),
        MessageSent(START, 13, "answer", "Noted.", "q0", topic="complaint"),
        Answered(START, 14, "How long have we got?", "q0"),
        MessageSent(START, 15, "answer", "Five minutes.", "q0", topic="time-left"),
        Answered(START, 16, "I built it. Is it full time?", "q0"),
        MessageSent(START, 17, "next", "Next.", "q1", reason="next", topic="company"),
    ]
    assert list(candidate_questions_in(entries)) == [
        CandidateQuestion(5, "Team size"),
        CandidateQuestion(8, None),
        CandidateQuestion(10, "Who reads the answers"),
        CandidateQuestion(12, None, is_complaint=True),
        CandidateQuestion(16, None),
    ]


@pytest.mark.parametrize(
    "text", ["参加这个有报酬吗？", "请问参加访谈有没有报酬？", "参加这个研究有报酬吗？", "报酬怎么发？"]
)
def test_words_about_the_interview_itself_do_not_hide_what_is_asked(text: str) -> None:
    paid = Fact("报酬", "每位参与者会在一周内收到 50 元礼品卡。")
    assert find_fact((*HAN_FACTS, paid), text, "zh") == paid
    assert find_fact((*HAN_FACTS, paid), "你喜欢吃火锅吗？", "zh") is None
