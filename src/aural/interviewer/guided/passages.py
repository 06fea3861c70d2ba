"""The passages of an answer that a report may quote: whole sentences that can be understood on their own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from aural import lang
from aural.engine.answers.company import invites_questions
from aural.engine.answers.features import Features, count_features
from aural.engine.answers.noun_phrases import is_past
from aural.engine.answers.sentences import beginning_of, folded, has_unseen, length_of, lows, sentences_of
from aural.engine.answers.side_questions import is_side_question
from aural.interviewer.guided.classifier import classify_reply
from aural.interviewer.guided.vectors import vector_of
from aural.lang import Language
from aural.reports.analysis.evidence import asides_of
from aural.reports.analysis.judgement import Line

if TYPE_CHECKING:
    from aural.interviewer.guided.vectors import Vector

LONGEST = 280  # characters of a passage
SHORT_ANSWER = 28  # an answer of at most this many words is one passage
MOST = 160  # passages of a transcript; if there are more, those that say least are left out
SHORTEST_WORD = 5  # characters of a word that is a whole answer; "nein" and "okay" say nothing
FEWEST_WORDS = 5  # in a sentence that can be understood on its own
FEWEST_WORDS_OPENING = 8  # in a first sentence that depends on what the interviewer asked
WORDS_WITHOUT_VERB = 9  # with this many words, a passage is a sentence even if no verb is recognized
# The margin that each of the classifier's labels needs to show that a sentence doesn't answer. Questions are left out
# by their question mark instead. Distress needs a large margin: "I was afraid" is often an answer.
SURE = {
    "done": 2.0, "refusal": 4.0, "skip": 2.5, "back": 5.0, "repeat": 2.5, "rephrase": 2.5, "pause": 4.0, "end": 4.0,
    "complaint": 2.0, "hostile": 3.5, "distress": 7.0, "instruction": 3.0,
}  # fmt: skip
_WORDLESS = re.compile(r"^[\W\d_]*$|```")
# Lines of code and of lists, which aren't sentences.
_NO_SENTENCE = re.compile(
    r"^\s*(?:[-*•·]|\d+[.)])\s|^\s*[{}]|[;{]\s*$|^\s*(?:for|if|def|return|import|while|try|except|class)\b.*[:)]\s*$"
    r"|^\s*[\w.]+\(.*\)\s*$"
)


Places = Collection[tuple[int, int]]


@dataclass(slots=True)
class Passage:
    """Verbatim words of one message. `first` and `last` number its sentences in the whole transcript.

    `is_whole`: whether it can be understood on its own. `weight`: how well it answers and how much it says
    (`extract.py`).
    """

    text: str
    question_id: str | None
    first: int
    last: int
    features: Features
    vector: Vector
    is_whole: bool
    weight: float = 0.0

    def overlaps(self, other: Passage) -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    number: int
    is_answer: bool  # False if it says nothing, asks, or is about the conversation itself
    is_plain: bool  # False in code and in lists
    leans: bool


def find_passages(
    answers: Sequence[Line], questions: dict[str, str], language: str, spans: Mapping[str, Places] | None = None
) -> list[Passage]:
    """A passage for each short answer and, in longer ones, for each sentence that answers, with the context it needs.

    `questions`: the text of each question by its id. `spans`: the places of the sentences that answer,
    keyed by message (`interviewer/guided/answers`); None if any sentence may answer.
    """
    found: list[list[Passage]] = []
    number = 0
    for line in answers:
        question = questions.get(line.question_id or "", "")
        sentences = _sentences(line, question, language, number, None if spans is None else spans[line.message_id])
        number += len(sentences)
        if _is_one(line, sentences):
            own = [_passage(line, sentences, 0, len(sentences) - 1, question, language)]
        else:
            answering = [at for at, sentence in enumerate(sentences) if sentence.is_answer]
            own = [_passage(line, sentences, _first(sentences, at), at, question, language) for at in answering]
        found.append(_saying(own))
    best = {max(own, key=lambda p: p.features.fresh).last for own in found if own}  # each answer keeps one passage
    said = sorted((p for own in found for p in own), key=lambda p: (p.last not in best, -p.features.fresh))
    kept = sorted(said[:MOST], key=lambda p: p.last)
    for passage in kept:
        passage.vector = vector_of(passage.text, language)
    return kept


def _saying(own: list[Passage]) -> list[Passage]:
    """The passages of one answer that say something new; if there are none, the passage with the most words."""
    said = [passage for passage in own if passage.features.words >= 2 and passage.features.fresh]
    rest = [p for p in own if p.features.content and (p.features.words > 1 or len(p.text) >= SHORTEST_WORD)]
    return said or sorted(rest, key=lambda p: -p.features.words)[:1]


def apart(passages: Sequence[Passage]) -> list[Passage]:
    """The passages that share no sentence with an earlier passage in the list."""
    kept: list[Passage] = []
    for passage in passages:
        if not any(passage.overlaps(other) for other in kept):
            kept.append(passage)
    return kept


def _sentences(line: Line, question: str, language: str, number: int, places: Places | None) -> list[_Sentence]:
    elsewise = _doing_else(line.content, question, language)
    barred = sorted((span.start, span.end) for span in asides_of(line))
    starts, furthest = [start for start, _ in barred], list(accumulate((end for _, end in barred), max))
    answering = None if places is None else frozenset(places)
    sentences = []
    for at, (start, end) in enumerate(sentences_of(line.content)):
        text = line.content[start:end]
        own = lang.of_text(language, text)
        begun = bisect_left(starts, end)
        is_barred = (begun > 0 and furthest[begun - 1] > start) or has_unseen(text)
        is_barred = is_barred or (answering is not None and (start, end) not in answering)
        asks = is_side_question(text) and not invites_questions(question)
        is_answer = not (is_barred or asks or text in elsewise or _says_nothing(text, own))
        is_plain = _NO_SENTENCE.search(text) is None
        sentences.append(_Sentence(start, end, number + at, is_answer, is_plain, is_plain and _leans(text, own)))
    return sentences


def _doing_else(content: str, question: str, language: str) -> frozenset[str]:
    """The sentences that, according to the classifier, certainly do something other than answer."""
    predictions = classify_reply(question, question, content, lang.primary(language))
    if predictions is None:
        return frozenset()
    parts = predictions.sentences or (predictions.whole,)
    return frozenset(part.text for part in parts if part.margins.get(part.label, 0.0) > SURE.get(part.label, 99.0))


def _says_nothing(text: str, own: Language) -> bool:
    said = own.pattern("passages", "openers", flags=re.IGNORECASE).sub("", folded(text, own))
    is_about_talk = bool(own.pattern("passages", "about_the_talk").search(said)) and length_of(said) < 16
    return _WORDLESS.search(text) is not None or not said.strip(" .!,。！，") or is_about_talk


def _leans(text: str, own: Language) -> bool:
    """Whether the text depends on the sentence before: it begins with "It" or "Then", or is too short on its own."""
    return bool(own.pattern("passages", "leans").search(folded(text, own))) or length_of(text) < FEWEST_WORDS + 1


def _is_one(line: Line, sentences: list[_Sentence]) -> bool:
    """Whether the answer is quoted whole, because it is short and all its sentences answer."""
    is_short = length_of(line.content) <= SHORT_ANSWER and len(line.content) <= LONGEST
    return is_short and bool(sentences) and all(sentence.is_answer and sentence.is_plain for sentence in sentences)


def _first(sentences: list[_Sentence], at: int) -> int:
    """The index of the first sentence that is needed to understand the sentence at `at`."""
    first = at
    while sentences[first].leans and first and sentences[first - 1].is_answer and sentences[first - 1].is_plain:
        if sentences[at].end - sentences[first - 1].start > LONGEST:
            break
        first -= 1
    return first


def _passage(line: Line, sentences: list[_Sentence], first: int, last: int, question: str, language: str) -> Passage:
    text = _cut(line.content[sentences[first].start : sentences[last].end])
    is_whole = sentences[last].is_plain and _is_whole(text, language, opens=first == 0, leans=sentences[first].leans)
    features = count_features(question, text, language)
    return Passage(text, line.question_id, sentences[first].number, sentences[last].number, features, {}, is_whole)


def _is_whole(text: str, language: str, *, opens: bool, leans: bool) -> bool:
    words, own = length_of(text), lang.of_text(language, text)
    if words < FEWEST_WORDS or (leans and not (opens and words >= FEWEST_WORDS_OPENING)):
        return False
    is_known = lang.find(language) is not None and own.is_spaced
    return words >= WORDS_WITHOUT_VERB or not is_known or _has_clause(lows(text), own)


def _has_clause(words: list[str], own: Language) -> bool:
    verbs = own.words("grammar", "auxiliaries") | own.words("grammar", "pronouns")
    return any(word in verbs or is_past(word, own) for word in words)


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    head = text[:LONGEST]
    cut = max(head.rfind(mark) for mark in (",", ";", "，", "；", "、"))
    return head[:cut].rstrip() if cut > 80 else beginning_of(text, LONGEST)
