"""Questions that a candidate asks back are not an answer: they count as nothing said, and no report quotes them."""

from __future__ import annotations

import pytest

from aural.engine.answers.answer import read_answer
from aural.engine.answers.side_questions import is_side_question, without_side_questions
from aural.engine.context import Context
from aural.engine.plan import Plan, Question
from aural.interviewer.guided.extract import extract
from aural.interviewer.protocol import Line

ASKED = Question("q1", 0, "Tell me about something that you made faster.")
TOLD = "I moved the nightly invoice import to a queue, because the single transaction locked the ledger table."
HAN = Question("q1", 0, "请讲一件你让它变快的事情。")
HAN_TOLD = "我把夜间的发票导入改成了队列，因为单个事务会锁住账本表。"
BACK = (
    "How big is the team?",
    "how big is the platform team",
    "By the way, how many engineers are in the platform team",
    "And is there an on-call rotation in the platform team",
    "I'd like to know how big the platform team is.",
    "I was wondering whether the team works from the Lisbon office.",
    "Could you tell me how large the platform team is.",
    "Quick question for you: does the platform team sit in Lisbon.",
    "Do you also use PostgreSQL in the platform team?",
    "My question would be about the platform team in Lisbon.",
)
HAN_BACK = (
    "你们平台团队有多少人？",
    "想问一下你们平台团队有几个人。",
    "贵公司的平台团队怎么排班",
    "平台团队需要值班吗",
)


WE = "We moved the nightly invoice import to a queue, and we split the transaction that locked the ledger table."
HAN_WE = "我们把夜间的发票导入改成了队列，大家一起拆开了锁住账本表的事务。"


def missing(question: Question, back: str, answer: str, language: str) -> list[str]:
    """The kinds of proposed follow-ups. An answer that is read as asking back counts as an account by "we", which lacks
    the candidate's own part.
    """
    reading = read_answer(Context(question, answer, language=language))
    if reading.intent == "asks-back" and back[-1] in "?？吗":
        return ["own-part"]
    return [proposal.probe.name for proposal in reading.proposals]


@pytest.mark.parametrize("back", BACK)
@pytest.mark.parametrize("is_first", [False, True])
def test_a_question_asked_back_counts_as_nothing_said(back: str, is_first: bool) -> None:
    """Saying "I'd like to know" tells nothing about the candidate's own part."""
    answer = f"{back.rstrip('.')}. {WE}" if is_first and back[-1] not in "?" else f"{back} {WE}"
    answer = answer if is_first else f"{WE} {back}"
    assert missing(ASKED, back, answer, "en")[0] == "own-part"


@pytest.mark.parametrize("back", HAN_BACK)
def test_a_chinese_question_asked_back_counts_as_nothing_said(back: str) -> None:
    assert missing(HAN, back, f"{HAN_WE}{back}", "zh")[0] == "own-part"


@pytest.mark.parametrize("back", BACK)
def test_no_report_quotes_a_question_asked_back(back: str) -> None:
    plan = Plan("i1", "Backend", (ASKED,))
    lines = [Line("m1", "assistant", ASKED.text, "q1", "question", "next")]
    lines.append(Line("m2", "user", f"{TOLD} {back}", "q1", "answer", None))
    made = extract(plan, lines)
    claims = [made.summary, *made.sections["insights"], *made.sections["themes"]]
    quotes = [quote for claim in claims for quote in claim.quotes]
    assert quotes
    assert not [quote for quote in quotes if "team" in quote.lower() or "lisbon" in quote.lower()]


def test_questions_are_the_answer_if_the_interviewer_asked_for_them() -> None:
    asked = "How does the platform team decide what to build next, and who owns the roadmap?"
    assert without_side_questions(asked, "What questions do you have for us?") == asked
    assert without_side_questions(f"{TOLD} {asked} Thanks.", ASKED.text).split("\n") == [f"{TOLD} ", " Thanks."]


@pytest.mark.parametrize(
    "told",
    [
        "I wondered why the queue was slow, so I profiled it.",
        "I asked the team how big the table was.",
        "I was wondering why it failed, and looked at the log.",
        "How we did it is simple: we added an index.",
        "What is hard is the data.",
        "我想知道原因，所以看了日志。",
        TOLD,
        HAN_TOLD,
    ],
)
def test_an_account_of_having_asked_is_not_a_side_question(told: str) -> None:
    assert not is_side_question(told)
