"""Points for a creator to review before publishing an interview. They are advice and don't block publishing."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from aural import lang
from aural.engine.answers.sentences import sentences_of
from aural.engine.plan import Criterion, Plan, Question, follow_up_budget
from aural.lang import Language, any_of

Code = Literal[
    "NO_QUESTIONS", "NO_CRITERIA", "LEADING", "DOUBLE", "CLOSED", "PROTECTED_TRAIT",
    "CRITERION_WITHOUT_QUESTION", "CRITERION_WITHOUT_ANCHORS", "QUESTION_WITHOUT_CRITERION", "TOO_LONG",
    "PLACEHOLDER", "PLACEHOLDER_OPTION",
]  # fmt: skip
_PLACEHOLDER = lang.every_pattern("question_checks", "placeholder", flags=re.IGNORECASE)
_MARK = re.compile("[?\uff1f]")
_IN_WORDS: tuple[tuple[Code, tuple[str, ...]], ...] = (
    ("PROTECTED_TRAIT", ("protected", "prying")),
    ("LEADING", ("leading",)),
)
_FOLLOW_UP_SECONDS = 60  # each; half of the allowed follow-ups are expected
_FRAME_SECONDS = 90  # greeting and closing turn


@dataclass(frozen=True, slots=True)
class Concern:
    """`start` and `end`: the place in the question's text, in code points.

    `probe`: the index of the prepared follow-up, if the concern is about a follow-up instead of the question.
    """

    code: Code
    question_id: str | None = None
    criterion: int | None = None  # the index of the criterion
    start: int | None = None
    end: int | None = None
    probe: int | None = None


def check_interview(plan: Plan) -> tuple[Concern, ...]:
    """All concerns: about the whole interview, then by question, then by criterion."""
    found = [*_check_whole(plan)]
    for question in plan.questions:
        found += [*_check_question(question, plan.language), *_check_probes(question, plan.language)]
    return (*found, *_check_criteria(plan))


def estimated_seconds(plan: Plan) -> int:
    """The estimated duration of a session with ordinary answers; no question takes more than its own time limit."""
    return _FRAME_SECONDS + sum(question_seconds(plan, question) for question in plan.questions)


def estimated_minutes(plan: Plan) -> int:
    """The estimated duration in whole minutes, rounded up; 0 if there are no questions."""
    return math.ceil(estimated_seconds(plan) / 60) if plan.questions else 0


def question_seconds(plan: Plan, question: Question) -> int:
    """The estimated time for one question with its follow-ups."""
    seconds = question.traits.seconds + follow_up_budget(plan, question) * _FOLLOW_UP_SECONDS // 2
    return min(seconds, question.time_limit_seconds or seconds)


def _check_whole(plan: Plan) -> Iterator[Concern]:
    if not plan.questions:
        yield Concern("NO_QUESTIONS")
    if not plan.criteria:
        yield Concern("NO_CRITERIA")
    if plan.time_limit_seconds is not None and estimated_seconds(plan) > plan.time_limit_seconds:
        yield Concern("TOO_LONG")


def _check_question(question: Question, language: str) -> Iterator[Concern]:
    low, own = _folded(question.text, language)
    if _is_placeholder(question.text):
        yield Concern("PLACEHOLDER", question.id)
    if any(map(_is_placeholder, question.options or ())):
        yield Concern("PLACEHOLDER_OPTION", question.id)
    for code, start, end in _check_words(low, own):
        if code != "DOUBLE" or question.traits.is_account:
            yield Concern(code, question.id, start=start, end=end)
    marks = [match.start() for match in _MARK.finditer(low)]
    may_be_closed = question.traits.is_account and not question.follow_ups_enabled
    if marks and may_be_closed and _is_closed(low, marks[-1] + 1, own):
        yield Concern("CLOSED", question.id)


def _is_placeholder(text: str) -> bool:
    """Whether the text is still the one that a new question or option begins with, in any language of the pages."""
    return bool(_PLACEHOLDER.fullmatch(text.strip()))


def _check_probes(question: Question, language: str) -> Iterator[Concern]:
    """Checks only the creator's follow-ups: those of the library were reviewed when they were written."""
    for place, probe in enumerate(question.probes or ()):
        for code, _, _ in _check_words(*_folded(probe.ask, language)):
            yield Concern(code, question.id, probe=place)


def _folded(text: str, language: str) -> tuple[str, Language]:
    """The text in the form that the patterns expect, and the language whose patterns apply.

    The text's script determines the language. If several languages use it, the interview's language applies.
    """
    low = text.replace("\u2019", "'").lower()
    # Some characters become longer in lower case, but positions must not move.
    return low if len(low) == len(text) else text, lang.of_shown(language, text)


@cache
def _pattern(language: Language, kinds: tuple[str, ...]) -> re.Pattern[str]:
    return any_of([pattern for kind in kinds for pattern in language.alternatives("question_checks", kind)])


def _check_words(low: str, language: Language) -> Iterator[tuple[Code, int, int]]:
    """Yields each fault in the words of a question or follow-up, with its start and end."""
    for code, kinds in _IN_WORDS:
        match = _pattern(language, kinds).search(low)
        if match:
            yield code, match.start(), match.end()
    marks = [match.start() for match in _MARK.finditer(low)]
    second = language.pattern("question_checks", "second").search(low, 8)
    if len(marks) > 1:
        yield "DOUBLE", marks[0] + 1, marks[-1] + 1
    elif second and marks:
        yield "DOUBLE", second.start(), second.end()


def _is_closed(low: str, end: int, language: Language) -> bool:
    """Whether the last question in the text can be answered with yes or no, and the text asks for nothing more."""
    closed = language.pattern("question_checks", "yes_no")
    if not language.is_spaced:
        return bool(closed.search(low))
    start = next((a for a, b in sentences_of(low) if a < end <= b), 0)
    return bool(closed.match(low[start:end].lstrip()))


def _check_criteria(plan: Plan) -> Iterator[Concern]:
    if not plan.questions or not plan.criteria:
        return
    there = {question.id for question in plan.questions}
    for place, criterion in enumerate(plan.criteria):
        if not there & set(criterion.question_ids):
            yield Concern("CRITERION_WITHOUT_QUESTION", criterion=place)
        if not criterion.anchors:
            yield Concern("CRITERION_WITHOUT_ANCHORS", criterion=place)
    if all(criterion.question_ids for criterion in plan.criteria):
        yield from _check_unjudged(plan.questions, plan.criteria)


def _check_unjudged(questions: tuple[Question, ...], criteria: tuple[Criterion, ...]) -> Iterator[Concern]:
    for question in questions:
        if not any(criterion.is_fed_by(question.id) for criterion in criteria):
            yield Concern("QUESTION_WITHOUT_CRITERION", question.id)
