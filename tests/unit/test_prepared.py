"""The follow-ups prepared for a question: its kind, what it asks for, and the words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import pytest

from aural import lang
from aural.engine.moves import FollowUp, Probe
from aural.engine.plan import Condition, Plan, PreparedProbe, Question
from aural.engine.prepared_probes import MOST, Archetype, archetype_of, halves_of, probes_of, wordings_of
from aural.interviewer.checks.wording import check_wording
from aural.interviewer.protocol import WordingRequest

QUESTIONS = Path(__file__).parent.parent / "data" / "questions.jsonl"


def library(language: str) -> Mapping[str, Any]:
    return lang.of(language).table("probes")


def every_wording(language: str) -> list[tuple[str, str]]:
    entries = [(kind, entry) for kind, many in library(language)["probes"].items() for entry in many]
    return [(kind, words) for kind, e in entries for key in e if key != "when" for words in e[key]]


def question_of(text: str, **more: Any) -> Question:
    return Question("q", 0, text, **more)


def test_most_questions_from_other_fields_get_the_right_kind() -> None:
    """The questions are older than the patterns, which were adapted to a third of them: this isn't a measurement."""
    items = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    right = sum(archetype_of(item["question"], "en") == item["kind"] for item in items)
    assert len(items) == 64
    assert right >= 61


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Walk me through a system you designed that had to scale.", "experience"),
        ("Tell me about a shift where everything went wrong.", "experience"),
        ("How do you decide between a monolith and microservices?", "knowledge"),
        ("How do you feel about night shifts?", "opinion"),
        ("How do you find out whether a model is unfair?", "walkthrough"),
        ("What did your team say about it?", "plain"),
        ("What shifts can you work?", "logistics"),
        ("If you could change one thing about your bank, what would it be?", "wish"),
        ("Two pickers do not get along and it slows the line. How do you handle it?", "hypothetical"),
    ],
)
def test_the_kind_of_a_question_is_found(text: str, kind: Archetype) -> None:
    assert archetype_of(text, "en") == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("请讲一个你从零到一负责的产品功能。", "experience"),
        ("您平时怎么安排一周的工作？", "walkthrough"),
        ("您觉得远程办公怎么样？", "opinion"),
        ("您为什么离开？", "motivation"),
        ("什么时候可以入职？", "logistics"),
        ("如果可以改一个地方，您会改什么？", "wish"),
        ("您的团队怎么说？", "plain"),
    ],
)
def test_the_kind_of_a_chinese_question_is_found(text: str, kind: Archetype) -> None:
    assert archetype_of(text, "zh") == kind


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("Tell me about a deal you lost, and why.", ("Why was that?",)),
        ("What do you like about it, and why?", ("Why is that?",)),
        ("Tell me about a shift where everything went wrong. What did you do?", ("And what did you do?",)),
        ("Tell me about a failure and what you learned from it.", ("I'd also like to hear what you learned from it.",)),
        ("What did you notice, and what did you do?", ("And what did you do?",)),
        ("Which one was best and who decided?", ("And who decided?",)),
        ("How do you plan a week?", ()),
    ],
)
def test_the_later_half_of_a_question_becomes_a_complete_question(text: str, later: tuple[str, ...]) -> None:
    assert halves_of(text, "en")[1:] == later


def test_the_later_half_of_a_chinese_question_becomes_a_complete_question() -> None:
    assert halves_of("有没有一次你的判断错了?后来怎么样?", "zh")[1:] == ("后来怎么样？",)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_wording_passes_the_checks_for_a_models_words(language: str) -> None:
    question = question_of("How do you plan a week?" if language == "en" else "您怎么安排一周？")
    request = WordingRequest(
        Plan("i", "T", (question,), language=language), FollowUp("q", Probe("detail")), question, ()
    )
    wrong = [(words, why) for _, words in every_wording(language) if (why := check_wording(words, request))]
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_library_covers_the_kinds_of_questions_with_known_conditions_only(language: str) -> None:
    kinds, probes = set(get_args(Archetype)), library(language)["probes"]
    assert set(probes) == kinds - {"logistics", "plain"}
    assert {entry["kind"] for entry in library(language)["is"]} <= kinds
    conditions = [entry["when"] for many in probes.values() for entry in many]
    assert set(conditions) <= set(get_args(Condition))
    for many in probes.values():
        assert len({entry["when"] for entry in many}) == len(many) <= MOST


def test_chinese_wordings_contain_no_pronoun_that_depends_on_the_tone() -> None:
    assert not [words for _, words in every_wording("zh") if "您" in words or "你" in words]


def test_the_follow_up_about_a_later_half_comes_first_and_counts_toward_the_limit() -> None:
    question = question_of("Tell me about a shift where everything went wrong. What did you do?")
    probes = probes_of(question, "en")
    assert probes[0] == PreparedProbe("HALF_UNANSWERED", "And what did you do?", "And what did you do?")
    assert len(probes) == MOST


def test_a_creators_own_follow_ups_are_not_reworded() -> None:
    own = (PreparedProbe("NO_RESULT", "Did it ship?"),)
    question = question_of("Tell me about a launch.", probes=own)
    assert probes_of(question, "en") == own
    assert wordings_of(own[0], question, "en", ("of_several",)) == ("Did it ship?",)


def test_words_for_several_things_come_first_if_the_library_has_them() -> None:
    question = question_of("How do you decide between a monolith and microservices?")
    short = next(probe for probe in probes_of(question, "en") if probe.when == "SHORT")
    assert wordings_of(short, question, "en", ("of_several",))[0].startswith("Which of those")
    assert wordings_of(short, question, "en")[0] == short.ask


def test_a_language_without_a_library_has_no_prepared_follow_ups() -> None:
    question = question_of("Wie planen Sie eine Woche, und warum?")
    assert probes_of(question, "de") == ()
    assert halves_of(question.text, "de") == (question.text,)
