"""Names and addresses in candidates' words are replaced by placeholders before they leave, and restored afterwards."""

from __future__ import annotations

import pytest

from aural.engine.plan import Fact, Plan, Question
from aural.interviewer.judging.levels import RatedCriteria
from aural.interviewer.model.redaction import Redaction
from aural.interviewer.protocol import Line
from tests.growth import LINEAR, growth

PLAN = Plan(
    "i1",
    "Screening",
    (Question("q1", 0, "What would you change about www.example.com?"),),
    approved_facts=(Fact("Contact", "Write to jobs@example.com."),),
)


def hidden(*texts: str, people: tuple[str, ...] = ()) -> list[str]:
    redaction = Redaction(people)
    redaction.learn(texts)
    return [redaction.hide(text) for text in texts]


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("Write to Ana.Lopez+jobs@mail.example.com, please.", "Write to [email 1], please."),
        ("It is ana dot lopez at example dot com.", "It is [email 1]."),
        ("Call +44 20 7946 0958 or (415) 555-0199.", "Call [phone 1] or [phone 2]."),
        ("My phone is 555 0199 22, day and night.", "My phone is [phone 1], day and night."),
        ("I live at 12 Baker Lane, London NW1 6XE.", "I live at [address 1]."),
        ("Ich wohne in der Lindenstraße 12a, 10115 Berlin.", "Ich wohne in der [address 1]."),
        ("Nous sommes au 4 rue de la Paix.", "Nous sommes au [address 1]."),
        ("See https://example.com/me and github.com/ana.", "See [link 1] and [link 2]."),
        ("IBAN DE89 3704 0044 0532 0130 00, thanks", "IBAN [number 1], thanks"),
        ("The card was 4111 1111 1111 1111.", "The card was [number 1]."),
        ("My account number is 12345-67 there.", "My account number is [number 1] there."),
        ("It is five five five oh one nine nine.", "It is [number 1]."),
        ("邮箱是wang@example.com，电话13812345678。", "邮箱是[email 1]，电话[phone 1]。"),
        ("我住北京市海淀区中关村大街27号3单元501室。", "我住[address 1]。"),
        ("身份证号11010519491231002X。", "身份证号[number 1]。"),
        ("我叫王小明，后来小明离开了。", "我叫[name 1]，后来[name 2]离开了。"),
        ("My manager Sarah Connor left. Sarah was kind.", "My manager [name 1] [name 2] left. [name 1] was kind."),
        ("Dr. Weiss agreed, and so did I.", "Dr. [name 1] agreed, and so did I."),
        ("My name is Ivo, and ivo is short.", "My name is [name 1], and ivo is short."),
    ],
)
def test_identifying_words_are_replaced_by_a_placeholder(said: str, sent: str) -> None:
    assert hidden(said) == [sent]


@pytest.mark.parametrize(
    "said",
    [
        "We had 1000000000 rows, 120000 users and 3.14159265358979.",
        "From 2019-2023 it took 100-200 ms; since 2024-05-12 it is 40.",
        "We moved from ASP.NET to Node.js with socket.io, version 1.2.3.",
        "In that case 2 people came, and the order was wrong.",
        "It was bad code.In the end it was fine.So be it.",
        "I counted one, two, three, and four.",
        "Our customer wanted it in May. My manager said so.",
        "我们有十二个人，用了三年。项目经理同意了。",
    ],
)
def test_figures_and_the_names_of_tools_are_kept(said: str) -> None:
    assert hidden(said) == [said]


@pytest.mark.parametrize(
    ("name", "said", "sent"),
    [
        ("Ana Lopez", "I am ana, Ana's sister says.", "I am [name 1], [name 1b]'s sister says."),
        ("Dr. José van der Berg", "Berg here. Josefine is not José.", "[name 1] here. Josefine is not [name 2]."),
        ("Will Marsh", "Will we? I will. They asked Will.", "Will we? I will. They asked [name 1]."),
        ("王小明", "他们都叫我小明", "他们都叫我[name 1]"),
        ("Ωμέγα Νίκη", "Εγώ, η Νίκη.", "Εγώ, η [name 1]."),
        ("김민수", "저는 김민수입니다", "저는 [name 1]입니다"),
    ],
)
def test_a_known_name_is_found_by_its_parts(name: str, said: str, sent: str) -> None:
    assert hidden(said, people=(name,)) == [sent]


def test_a_value_keeps_its_placeholder_whatever_comes_later() -> None:
    first = "I wrote to a@example.com, and Sarah knew."
    later = ("My colleague Sarah wrote to b@example.com.", "b@example.com, A@example.com")
    assert hidden(first)[0] == "I wrote to [email 1], and Sarah knew."
    assert hidden(first, *later) == [
        "I wrote to [email 1], and [name 1] knew.",
        "My colleague [name 1] wrote to [email 2].",
        "[email 2], [email 1b]",
    ]


def test_returned_words_are_restored_exactly() -> None:
    said = "I am ana. Ana Lopez, Ana.Lopez@example.com, +1 415 555 0199 and +14155550199."
    redaction = Redaction(("Ana Lopez",))
    redaction.learn([said])
    sent = redaction.hide(said)
    assert "4155550199" not in sent.replace(" ", "")
    assert redaction.show(sent) == said
    assert redaction.hide(sent) == sent
    assert redaction.show("【NAME 1】 and [email 7]") == "ana and [email 7]"


def test_a_placeholder_that_a_candidate_typed_is_not_replaced() -> None:
    redaction = Redaction(("Ana",))
    redaction.learn(["I say [name 1]. I am Ana."])
    sent = redaction.hide("I say [name 1]. I am Ana.")
    assert sent == "I say [name 1]. I am [name 2]."
    assert redaction.show(sent) == "I say [name 1]. I am Ana."


def test_addresses_in_the_interviews_own_texts_are_not_hidden() -> None:
    said = "I know www.example.com, wrote to jobs@example.com, and am at me@example.com."
    lines = [Line("m1", "user", said, "q1", "answer", None, {"code": {"text": "# by me@example.com"}})]
    redaction = Redaction.of(PLAN, (None, ""), lines)
    (line,) = redaction.lines(lines)
    assert line.content == "I know www.example.com, wrote to jobs@example.com, and am at [email 1]."
    assert line.data == {"code": {"text": "# by [email 1]"}}


def test_a_name_that_only_the_interviewer_introduces_is_not_hidden() -> None:
    lines = [
        Line("m1", "assistant", "Hello, I'm Vega. What did you do?", "q1", "question", "next"),
        Line("m2", "user", "Hi, I'm Noor. Vega is a star.", "q1", "answer", None),
    ]
    assert [line.content for line in Redaction.of(PLAN, (), lines).lines(lines)] == [
        "Hello, I'm Vega. What did you do?",
        "Hi, I'm [name 1]. Vega is a star.",
    ]


def test_names_in_a_structured_response_are_restored() -> None:
    redaction = Redaction(("Ana",))
    redaction.learn(["Ana did it."])
    filled = RatedCriteria.model_validate({"ratings": [{"criterion": 1, "quotes": ["[name 1] did it."], "level": 3}]})
    assert redaction.filled(filled).ratings[0].quotes == ["Ana did it."]


@pytest.mark.parametrize(
    "piece",
    [
        *("a", "1 ", "a.b", "@", "a@a.", "A1 ", "1-", "0", "Aa ", "12 Aa ", "Calle Aa ", "my manager ", "one "),
        *("中", "路", "王"),
    ],
)
def test_a_long_text_takes_time_linear_in_its_length(piece: str) -> None:
    assert growth(lambda size: Redaction(("Ana Lopez",)).learn([piece * (size // len(piece))])) < LINEAR


def test_many_values_take_time_linear_in_their_number() -> None:
    texts = [f"My boss B{'abcdefghij'[n % 10]}{'klmnop' * (n // 10)} has {n}@example.com." for n in range(40)]
    assert growth(lambda size: Redaction().learn([f"{n}@a.com {texts[n % 40]}" for n in range(size // 20)])) < LINEAR
