"""When a prepared follow-up is worth asking: what an answer lacks, and what counts as answered."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aural.engine.answers.probe_conditions import Told, holds, is_done
from aural.engine.plan import Condition, PreparedProbe, Question
from tests.growth import LINEAR, growth

EVENT = "Tell me about a complaint that you dealt with."
HABIT = "How do you plan your round for the day?"
VIEW = "Which timetable do you prefer?"
CASE = "A guest says that there is a hair in the soup. What do you do?"


def told(question: str, answer: str, *earlier: str, language: str = "en") -> Told:
    return Told(Question("q", 0, question), answer, earlier, language)


@pytest.mark.parametrize(
    ("condition", "question", "lacking", "having"),
    [
        (
            "SHORT",
            EVENT,
            "A man with a broken tap.",
            "A man came back with a broken tap for the third time, so I sent a plumber and called him.",
        ),
        (
            "NO_RESULT",
            EVENT,
            "A man said that his tap was broken. I called the plumber myself and told him to go there first.",
            "A man said that his tap was broken. I called the plumber myself, and in the end he wrote us a card.",
        ),
        (
            "NO_OWN_PART",
            EVENT,
            "We had a man with a broken tap and we sent him the plumber on the same day.",
            "We had a man with a broken tap and I sent him the plumber on the same day.",
        ),
        (
            "NO_REASON",
            CASE,
            "Take the plate away and bring a new one.",
            "Take the plate away, because nobody eats on with a hair in it.",
        ),
        (
            "NO_EXAMPLE",
            HABIT,
            "I look at the list and put the people who need more care at the beginning of it.",
            "I look at the list. Last week I put a man with a fresh wound before all the others.",
        ),
        (
            "NO_EXAMPLE",
            EVENT,
            "I always pass on every complaint to the right department.",
            "A man complained about his tap and I passed it on.",
        ),
        (
            "NO_FIGURE",
            EVENT,
            "The waiting improved a lot and complaints dropped, people were happier.",
            "The waiting improved a lot and complaints dropped from 40 to 6 a week.",
        ),
        (
            "NO_ALTERNATIVE",
            CASE,
            "I would first take the plate away, bring a new one and tell the cook.",
            "I would take the plate away. If the guest is still angry, I call the manager instead.",
        ),
    ],
)
def test_missing_parts_are_recognized_and_answered_parts_are_not_asked_for(
    condition: Condition, question: str, lacking: str, having: str
) -> None:
    assert holds(condition, told(question, lacking))
    assert not holds(condition, told(question, having))


@pytest.mark.parametrize(
    ("about", "answer", "is_open"),
    [
        ("Why is that?", "I go to the big one on Saturdays with my sister and her two kids.", True),
        ("Why is that?", "I go to the big one on Saturdays because it is quiet.", False),
        (
            "And what were the hardest decisions?",
            "We built the pipeline and moved all of it to Kafka, and it scaled well.",
            True,
        ),
        ("And what were the hardest decisions?", "We built the pipeline. The hard part was the partition key.", False),
        ("And which tools were there?", "Payment gateway.", True),
        (
            "And which tools were there?",
            "It was a payment gateway for shops all over the country, with a team in two places.",
            False,
        ),
        (None, "Payment gateway.", False),
    ],
)  # fmt: skip
def test_a_half_is_open_after_a_short_answer_or_one_without_the_expected_content(
    about: str | None, answer: str, is_open: bool
) -> None:
    assert holds("HALF_UNANSWERED", told("Tell me about a system.", answer), about) is is_open


@pytest.mark.parametrize(
    "answer",
    [
        "No.", "I never had one.", "Same as before.", "I literally just told you that one, the SSO thing :)",
        "I don't remember.", "Please move on.", "That was the last time.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("condition", ["SHORT", "NO_EXAMPLE", "NO_RESULT", "HALF_UNANSWERED"])
def test_nothing_is_missing_in_an_answer_that_declines_denies_or_refers_back(condition: Condition, answer: str) -> None:
    assert not holds(condition, told(EVENT, answer), "And what did you do?")


def test_the_kind_of_question_decides_what_is_missing() -> None:
    answer = "We had a meeting about the tap and we sent the plumber on the same day."
    assert holds("NO_OWN_PART", told(EVENT, answer))
    assert not holds("NO_OWN_PART", told(VIEW, answer))
    assert not holds("NO_OWN_PART", told("How does your team plan a week?", answer))
    assert not holds("NO_RESULT", told(VIEW, "A man said it was broken. I called and told them and took it away."))
    assert not holds("SHORT", told("How many people were on the team?", "Five."))
    assert not holds("SHORT", told("When could you start?", "In May."))
    assert not holds("SHORT", told("Where is your shop?", "In Bari."))
    assert not holds("SHORT", told(VIEW, "The new one, because of the bus."))


def test_a_creators_own_follow_up_fits_any_kind_of_question() -> None:
    answer = "We had a meeting about the tap and we sent the plumber on the same day."
    own = (PreparedProbe("NO_OWN_PART", "What did you do?"),)
    assert holds("NO_OWN_PART", Told(Question("q", 0, VIEW, probes=own), answer))
    said = "It seems like a fair price for a service like this, and people like it a good deal."
    assert holds("NO_EXAMPLE", Told(Question("q", 0, "And the price?", probes=own), said))


def test_earlier_answers_count() -> None:
    first = "We had a man with a broken tap and we sent the plumber on the same day."
    assert holds("NO_OWN_PART", told(EVENT, "We talked about it with the whole team.", first))
    assert not holds("NO_OWN_PART", told(EVENT, "I called the plumber.", first))
    assert not holds("SHORT", told(EVENT, "A tap.", "A man."))


def test_two_very_short_answers_in_a_row_end_the_question() -> None:
    assert is_done(told(EVENT, "rebooted", "db went down"))
    assert not is_done(told(EVENT, "db went down"))
    assert not is_done(told(EVENT, "rebooted", "The database went down in the night."))


def test_in_a_language_without_patterns_the_conditions_always_and_short_still_hold() -> None:
    german = told("Wie planen Sie?", "Mit Geduld.", language="de")
    assert holds("ALWAYS", german)
    assert holds("SHORT", german)
    assert not any(holds(c, german) for c in ("NO_RESULT", "NO_OWN_PART", "NO_REASON", "NO_EXAMPLE", "NO_FIGURE"))


@pytest.mark.parametrize(
    ("condition", "question", "lacking", "having"),
    [
        (
            "NO_OWN_PART",
            "请讲一次处理投诉的经历。",
            "我们接到客户投诉，大家马上开会讨论，当天就派了师傅过去。",
            "我接到客户投诉，当天就派了师傅过去，大家都很支持。",
        ),
        (
            "NO_EXAMPLE",
            "您平时怎么安排一周的工作？",
            "我会先看看清单，把需要照顾的病人放在前面，再看路程和天气情况。",
            "我会先看清单。上周有一位病人伤口刚缝好，我就先去看他。",
        ),
        (
            "SHORT",
            "请讲一次处理投诉的经历。",
            "水龙头坏了。",
            "有位客户的水龙头第三次坏了，我先打电话道歉，然后请师傅当天上门，还给他换了一个新的。",
        ),
    ],
)
def test_conditions_work_the_same_in_chinese(condition: Condition, question: str, lacking: str, having: str) -> None:
    assert holds(condition, told(question, lacking, language="zh"))
    assert not holds(condition, told(question, having, language="zh"))


CONDITIONS: tuple[Condition, ...] = (
    *("SHORT", "HALF_UNANSWERED", "NO_RESULT", "NO_OWN_PART", "NO_REASON", "NO_EXAMPLE", "NO_FIGURE"),
    "NO_ALTERNATIVE",
)


@settings(max_examples=100)
@given(st.text(), st.text(max_size=40), st.sampled_from(["en", "zh", "de", ""]), st.sampled_from([EVENT, HABIT, VIEW]))
def test_no_text_breaks_a_condition(text: str, earlier: str, language: str, question: str) -> None:
    said = told(question, text, earlier, language=language)
    assert all(isinstance(holds(condition, said, "Why is that?"), bool) for condition in CONDITIONS)


@pytest.mark.parametrize("piece", ["a ", "we ", "was ", "1 ", "- a ", "so ", "a, ", "了", "我们"])
def test_a_huge_answer_takes_time_linear_in_its_length(piece: str) -> None:
    def work(size: int) -> None:
        said = told(EVENT, piece * (size // len(piece)))
        for condition in CONDITIONS:
            holds(condition, said, "Why is that?")

    assert growth(work) < LINEAR
