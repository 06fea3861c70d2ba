"""Sentences synthesized in advance are those that are said, and a short phrase covers a slow model."""

from __future__ import annotations

from itertools import pairwise, product
from typing import get_args

import pytest

from aural.engine.moves import (
    AnswerCandidate,
    Ask,
    AskReason,
    Clarify,
    Close,
    Deescalate,
    Finish,
    FollowUp,
    Greet,
    Move,
    Probe,
    ProbeName,
    Redirect,
    Repeat,
    Skip,
    TimeUp,
    Topic,
    Upset,
    Warn,
)
from aural.engine.plan import Fact, Plan, Question, Tone
from aural.interviewer.foreseen import foreseen_lines, may_acknowledge, next_acknowledgement
from aural.interviewer.guided.interviewer import phrase_by_template
from aural.interviewer.protocol import Line, WordingRequest
from aural.voice.tts.spoken_text import split

TONES: tuple[Tone, ...] = get_args(Tone)
TEXTS = {
    "en": ("How do you keep the waste low?", "Which one, and why? Think of last year.", "Write a loop."),
    "zh": ("你怎样减少浪费？", "选哪一个？请说说理由。", "请写一个循环语句。"),
}
FACT = Fact("Team", "The team works from home. It meets once a month.")


def plan_of(language: str, tone: Tone) -> Plan:
    first, second, third = TEXTS[language]
    questions = (
        Question("a", 0, first, description="Any kitchen counts."),
        Question("b", 1, second, "SINGLE_CHOICE", options=("Fish", "Meat")),
        Question("c", 2, third, "CODING"),
    )
    return Plan("i", "Chef", questions, language=language, tone=tone, approved_facts=(FACT,), organization="Acme, Inc.")


def fixed_moves(question: Question) -> list[Move]:
    """All moves without the candidate's words or name and without a number of minutes."""
    known = question.id
    others = ("time-left", "company", *(() if question.type == "CODING" else ("running-code",)))
    fixed_topics = [topic for topic in get_args(Topic) if topic not in others]
    return [
        Greet(), *[Ask(known, reason) for reason in get_args(AskReason) if (reason == "first") == (known == "a")],
        Clarify(known), Redirect(known), *[Deescalate(known, why) for why in get_args(Upset)],
        Repeat(known, question.text),
        *[AnswerCandidate(known, topic) for topic in fixed_topics],
        AnswerCandidate(known, "company"), AnswerCandidate(known, "company", FACT),
        Skip(known), Warn(0), Warn(1), TimeUp(known), Close(), Close(for_time=True),
        *[FollowUp(known, Probe(name)) for name in get_args(ProbeName)],
        Finish("FINISHED"), Finish("CANDIDATE_ENDED"), Finish("TIME_LIMIT"),
        Finish("FINISHED", in_crisis=True),
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "tone"), list(product(("en", "zh"), TONES)))
def test_every_sentence_without_the_candidates_words_is_prepared(language: str, tone: Tone) -> None:
    plan = plan_of(language, tone)
    made = {piece.spoken for text in foreseen_lines(plan) for piece in split(text, language)}
    for question, turn in product(plan.questions, range(4)):
        lines = tuple(Line(f"m{n}", "assistant", "Go on.", question.id, "follow-up", "detail") for n in range(turn))
        for move in fixed_moves(question):
            request = WordingRequest(plan, move, question, lines, answer="We moved it.", is_spoken=True)
            text = phrase_by_template(request).text
            assert {piece.spoken for piece in split(text, language)} <= made, move


@pytest.mark.parametrize(("language", "tone"), list(product(("en", "zh"), TONES)))
def test_the_words_for_someone_in_danger_again_are_prepared(language: str, tone: Tone) -> None:
    plan = plan_of(language, tone)
    question, move = plan.questions[0], Deescalate("a", "crisis")
    first = phrase_by_template(WordingRequest(plan, move, question, (), answer="", is_spoken=True)).text
    before = (Line("m1", "assistant", first, "a", "clarification", None),)
    again = phrase_by_template(WordingRequest(plan, move, question, before, answer="", is_spoken=True)).text
    assert again != first
    assert again in foreseen_lines(plan)


def test_sentences_needed_first_are_made_first() -> None:
    texts = foreseen_lines(plan_of("en", "FORMAL"))
    assert texts[0].startswith("Good day.")
    assert texts[1] == "Here is question 1 of 3. How do you keep the waste low?"
    assert not any("{" in text for text in texts)


def test_no_more_is_made_than_an_interview_needs() -> None:
    """The sentences of five questions are about a quarter of an hour of sound."""
    assert sum(len(text) for text in set(foreseen_lines(plan_of("en", "CASUAL")))) < 14_000


@pytest.mark.parametrize("language", ["en", "zh-Hans", "de"])
def test_an_acknowledgement_is_never_the_same_twice_in_a_row(language: str) -> None:
    said: list[str] = []
    for _ in range(20):
        said.append(next_acknowledgement(said[-1] if said else None, language))
    assert all(before != after for before, after in pairwise(said))
    assert 3 < len(set(said)) < 8
    assert all(0 < len(line) <= 12 and not line.endswith(("?", "？", "!")) for line in said)
    assert next_acknowledgement("What was said in another language.", language) == said[0]


def test_nothing_is_acknowledged_where_it_would_sound_like_consent() -> None:
    assert [may_acknowledge(move) for move in (Ask("a"), FollowUp("a", Probe("detail")), Close())] == [True] * 3
    for move in (
        Redirect("a"),
        Deescalate("a"),
        Clarify("a"),
        AnswerCandidate("a", "minute"),
        Greet(),
        Finish("FINISHED"),
    ):
        assert not may_acknowledge(move)
