"""Finds the sentences in a reply that answer the question. The other sentences ask, order, decline or attack.

A reply is judged by its words, whatever the interviewer did next. The transcript keeps the whole reply; a report quotes
only the sentences found here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from aural import lang
from aural.engine.answers.answer import read_answer
from aural.engine.answers.company import invites_questions
from aural.engine.answers.intent import ASKING, REQUESTING, Prediction, Predictions
from aural.engine.answers.requests import LONGEST_STATEMENT, find_wish, is_told
from aural.engine.answers.sentences import length_of, sentences_of
from aural.engine.answers.side_questions import is_side_question
from aural.engine.artifacts import typed_in
from aural.engine.context import Context
from aural.engine.plan import Plan
from aural.interviewer.guided.classifier import classify_reply
from aural.interviewer.guided.embedding import can_embed, is_readable, relatedness
from aural.reports.analysis.judgement import Line
from aural.reports.analysis.plausibility import function_share
from aural.reports.analysis.substance import Bearing, is_english

ANSWERING = ("content", "correction")  # labels of the classifier
# Labels of sentences that don't answer, even in a reply that does. Distress and refusals aren't among them: next to an
# answer, they are mostly part of what the candidate reports.
BESIDE = (*REQUESTING, *ASKING, "pause", "side-question", "instruction", "hostile")
# Limits for the logit for content. Above the first, a sentence answers even if the whole reply doesn't. Above the
# second, a reply answers even if the interviewer considered it off topic. Below the third, a sentence doesn't answer
# even if the whole reply does.
LEAST_CONTENT, SURE_CONTENT, NO_CONTENT = -2.0, 3.0, -4.0
FEW_FUNCTION_WORDS = 0.2
# Margins are divided by MARGIN_SCALE to combine them with nearness. Without vectors, nearness is NEAR_UNKNOWN.
MARGIN_SCALE, NEAR_UNKNOWN = 20, 0.1
LEAST_NEAR = 0.22  # nearness in meaning to what was asked; 98 of 100 texts about something else are below it
SURE_MARGIN = 4.0  # the margin that a label needs to exclude a sentence of a reply that answers
MIN_SHORT_MARGIN, FEW_WORDS = 2.5, 9  # a reply of a few words is easily misread


def bearing_in(language: str) -> Bearing:
    """Returns a function that measures how surely a text bears on what was asked, in interviews in this language.

    The measure adds how near the text is in meaning, if the sentence model knows the language, to how far the
    classifier is from calling the text off topic.
    """
    code = lang.primary(language)

    def bearing(asked: Sequence[str], text: str) -> float | None:
        if not asked or any(lang.of_script(one).code != code for one in (*asked, text)):
            return None
        predictions = classify_reply(asked[0], asked[-1], text, code)
        near = [relatedness(one, text) for one in asked] if is_readable(code) else [NEAR_UNKNOWN]
        if predictions is None or None in near:
            return None
        return max(value for value in near if value is not None) - predictions.whole.margins["off-topic"] / MARGIN_SCALE

    return bearing


def counted_answers(lines: Sequence[Line]) -> list[Line]:
    """The answers that aren't excluded. Code without words counts only if there is no other answer."""
    counted = [line for line in lines if line.role == "user" and line.kind == "answer" and not line.is_excluded]
    worded = [a for a in counted if "code" not in (a.data or {}) or typed_in(a.content, a.data)]
    return worded or counted


def read_again(plan: Plan, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, with "off-topic" as the intent of exactly those answers whose words are off topic.

    The intent that was recorded during the interview is one sign. If there is none, the reply is analyzed again.
    """
    return tuple(
        line if line.kind != "answer" else replace(line, intent=_read(plan, line, last)) for line, last in _led(lines)
    )


def answering_spans(plan: Plan, lines: Sequence[Line]) -> Iterator[tuple[Line, list[tuple[int, int]]]]:
    """Each counted answer with the places of the sentences that answer; no places if the answer is off topic."""
    counted = {line.message_id for line in counted_answers(lines)}
    for line, last in _led(lines):
        if line.message_id in counted:
            is_off = _read(plan, line, last) == "off-topic"
            yield line, [] if is_off else _answering(plan, line, last)


def _led(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Each line with the interviewer's words before it."""
    last = ""
    for line in lines:
        yield line, last
        last = line.content if line.role == "assistant" and line.move != "warning" else last


def _question(plan: Plan, line: Line) -> str:
    return next((q.text for q in plan.questions if q.id == line.question_id), "")


def _predictions(plan: Plan, line: Line, last: str) -> Predictions | None:
    language = lang.primary(plan.language)
    if lang.of_text(plan.language, line.content).code != language:
        return None
    return classify_reply(_question(plan, line), last, line.content, language)


def _read(plan: Plan, line: Line, last: str) -> str | None:
    """The reply's intent, as recorded or analyzed again; "answer" instead of "off-topic" if its words may answer."""
    predictions = _predictions(plan, line, last)
    intent = line.intent
    if intent is None:
        question = next((q for q in plan.questions if q.id == line.question_id), None)
        context = Context(question, line.content, last_words=last, language=plan.language)
        intent = read_answer(context, predictions).intent
    if intent != "off-topic":
        return intent
    return "answer" if _may_answer(plan, line, last, predictions) else intent


def _may_answer(plan: Plan, line: Line, last: str, predictions: Predictions | None) -> bool:
    """Whether a reply classified as off topic may answer the question after all."""
    parts = () if predictions is None else (predictions.whole, *predictions.sentences)
    if any(part.label in ANSWERING and part.content > SURE_CONTENT for part in parts):
        return True
    if not can_embed(line.content, plan.language):
        return False
    if not is_english(line.content) or function_share(line.content) < FEW_FUNCTION_WORDS:
        return True  # another language, or bare terms
    near = [relatedness(text, line.content) for text in (_question(plan, line), last)]
    return any(value is not None and value >= LEAST_NEAR for value in near)


def _answering(plan: Plan, line: Line, last: str) -> list[tuple[int, int]]:
    predictions, invites = _predictions(plan, line, last), invites_questions(_question(plan, line))
    found = []
    for start, end in sentences_of(line.content):
        sentence = line.content[start:end]
        if is_side_question(sentence) and not invites:
            continue
        if not _is_request(sentence, plan.language) and not _is_other(sentence, predictions):
            found.append((start, end))
    return found


def _is_request(sentence: str, language: str) -> bool:
    return length_of(sentence) <= LONGEST_STATEMENT and (
        is_told(sentence) or find_wish(sentence, language, has_earlier=True) is not None
    )


def _is_other(sentence: str, predictions: Predictions | None) -> bool:
    """Whether the classifier takes the sentence for something other than an answer."""
    if predictions is None:
        return False
    whole = predictions.whole
    part = next((one for one in predictions.sentences if one.text.strip() == sentence.strip()), whole)
    if _is_answer(whole):
        return part.label in BESIDE and _margin(part) >= SURE_MARGIN and part.content < NO_CONTENT
    if part.label in ANSWERING or _margin(part) < MIN_SHORT_MARGIN:
        return part.content < LEAST_CONTENT
    return True


def _is_answer(whole: Prediction) -> bool:
    return whole.label in ANSWERING or _is_doubtful(whole, whole.text)


def _is_doubtful(part: Prediction, text: str) -> bool:
    return length_of(text) <= FEW_WORDS and _margin(part) < MIN_SHORT_MARGIN


def _margin(part: Prediction) -> float:
    return max(part.margins.values())
