"""Recognizes short messages about the interview or the candidate's situation, which don't answer the question.

A candidate asks what the interviewer or the product knows ("Can I use ChatGPT?", "Are you there?"), or says how things
are at the moment ("I need the bathroom", "My father died on Sunday, so I'm slow today"). The whole
message must be a remark: a clause begins with one, the rest says little, and it doesn't report anything that was done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, cast

from aural import lang
from aural.engine.analysis import Analysis
from aural.engine.answers.intent import Intent
from aural.engine.answers.sentences import folded, length_of, plain, sentence_texts, visible
from aural.engine.moves import Topic
from aural.engine.plan import Question
from aural.lang import Language, any_of, filled

MOST_WORDS = 25  # an estimate for Chinese
MOST_BEFORE, MOST_AFTER = 3, 10  # words in sentences around the one that asks: a reason comes after the question
MOST_BESIDE_STATE = 8  # words in clauses other than the one that tells how things are, and excuses
MOST_CHARACTERS = 300
# They take the same way through the policy as other questions, requests for a minute and distress.
RemarkIntent = Literal["asks-about", "minute", "distress"]
# Intents of the analysis that stay, whatever the remark: what else the message does matters more. "Please say that
# again, I'm hard of hearing" is to be repeated; a candidate in distress is comforted.
_KEPT_BY_QUESTION: tuple[Intent, ...] = ("distress", "correction")
_KEPT_BY_PAUSE: tuple[Intent, ...] = ("repeat", "rephrase", "asks-back")
_KEPT_BY_STATE: tuple[Intent, ...] = (
    *("distress", "correction", "repeat", "rephrase", "hostile", "instruction", "skip", "end"),
)
_ENDING, _RETURN = lang.every_pattern("remarks", "ending"), lang.every_pattern("remarks", "return")
_CLAUSE = re.compile(r"[,.;:!?\u2026\u2013\u2014\n\uff0c\u3002\uff1b\uff1a\uff01\uff1f~]+")


@dataclass(frozen=True, slots=True)
class Remark:
    """`topic`: what the reply is about; None if the intent alone determines it."""

    intent: RemarkIntent
    topic: Topic | None
    is_question: bool


@dataclass(frozen=True, slots=True)
class _Kind:
    """One entry of `remarks.toml`, whose comments explain the fields."""

    remark: Remark
    of: re.Pattern[str]
    also: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    beside: re.Pattern[str] | None
    unasked: re.Pattern[str] | None
    needs: str | None


def with_remark(analysis: Analysis, answer: str, language: str, question: Question | None) -> Analysis:
    """The analysis, or that of the remark if the message is one and its analysis doesn't say anything weightier."""
    remark = None if analysis.is_crisis else find_remark(answer, language, question)
    if remark is None and analysis.intent == "asks-about" and analysis.topic == "company":
        return replace(analysis, topic=_loose_topic(answer, language, question) or "company")
    if remark is None or analysis.intent in _kept_by(remark):
        return analysis
    if analysis.intent == "end" and remark.intent == "minute" and not _is_coming_back(answer):
        return analysis  # "My phone is ringing, I have to go"
    return replace(analysis, intent=remark.intent, topic=remark.topic, proposals=(), is_substantive=False, number=None)


def _is_coming_back(answer: str) -> bool:
    said = plain(answer)
    return bool(_RETURN.search(said)) and not _ENDING.search(said)


def _loose_topic(answer: str, language: str, question: Question | None) -> Topic | None:
    """The topic of a message that is certainly a question to the interviewer; None if it may be about the job."""
    text = visible(answer[:MOST_CHARACTERS])
    own = _language_of(language, text)
    said = folded(text, own).lower()
    if length_of(text) > MOST_WORDS or _pattern(own, "loose.job").search(said):
        return None
    topics = (name for name in own.table("remarks")["loose"] if name != "job")
    found = next((name for name in topics if _pattern(own, f"loose.{name}").search(said)), None)
    is_code = question is not None and question.type == "CODING"
    return None if found == "running-code" and not is_code else cast("Topic | None", found)


def _language_of(tag: str, text: str) -> Language:
    """The language to read the text in: its script decides even if most characters are those of a Latin name."""
    shown = lang.of_script(text)
    return shown if shown.script else lang.of_text(tag, text)


def _kept_by(remark: Remark) -> tuple[Intent, ...]:
    if remark.topic == "returning":  # "Can I do this one later?" is a wish to skip it
        return (*_KEPT_BY_QUESTION, "skip", "back")
    if remark.is_question:
        return _KEPT_BY_QUESTION
    return _KEPT_BY_PAUSE if remark.intent == "minute" or remark.topic == "ready" else _KEPT_BY_STATE


def find_remark(answer: str, language: str, question: Question | None = None) -> Remark | None:
    """The remark that the whole message amounts to; None if it may be an answer.

    Without `question`, remarks that depend on the type of the question aren't found.
    """
    text = visible(answer[: MOST_CHARACTERS + 1])
    if len(text) > MOST_CHARACTERS or length_of(text) > MOST_WORDS:
        return None
    own = _language_of(language, text)
    # Split first: `visible` replaces the Chinese marks that end a sentence.
    sentences = [folded(visible(one), own).lower() for one in sentence_texts(answer)]
    if _pattern(own, "telling").search(" ".join(sentences)):
        return None
    return next((kind.remark for kind in _kinds(own) if _fits(kind, sentences, own, question)), None)


def _fits(kind: _Kind, sentences: list[str], language: Language, question: Question | None) -> bool:
    if kind.needs is not None and (question is None or question.type != kind.needs):
        return False
    said = "\n".join(sentences)
    if kind.unless is not None and kind.unless.search(said):
        return False
    if kind.also is not None and not kind.also.search(said):
        return False
    if kind.unasked is not None and question is not None and kind.unasked.search(plain(question.text)):
        return _pattern(language, "excuse").search(said) is not None and _tells(kind, said, language)
    if kind.remark.is_question:
        return _asks(kind, sentences, language)
    return _tells(kind, said, language)


def _tells(kind: _Kind, said: str, language: Language) -> bool:
    """Whether a clause begins by telling this, and the others only excuse it or say little."""
    clauses = [bare for clause in _CLAUSE.split(said) if (bare := _bare(clause, language))]
    others = [clause for clause in clauses if not kind.of.match(clause)]
    if len(others) == len(clauses):
        return False
    if kind.beside is not None:
        return all(map(kind.beside.fullmatch, others))
    excuse = _pattern(language, "excuse")
    return kind.also is not None or sum(length_of(c) for c in others if not excuse.search(c)) <= MOST_BESIDE_STATE


def _asks(kind: _Kind, sentences: list[str], language: Language) -> bool:
    """Whether a sentence begins by asking this, or asks it in a later clause, and the others say hardly anything."""
    others = [one for one in sentences if not any(map(kind.of.match, _beginnings(one, language)))]
    if len(others) == len(sentences):
        return False
    if kind.beside is not None:
        return all(map(kind.beside.fullmatch, others))
    first = next(at for at, one in enumerate(sentences) if one not in others)
    before, after = others[:first], others[first:]
    return sum(map(length_of, before)) <= MOST_BEFORE and sum(map(length_of, after)) <= MOST_AFTER


def _beginnings(sentence: str, language: Language) -> Iterator[str]:
    """The sentence without its opening words and, if it is a question, also its later clauses."""
    first = _bare(sentence, language)
    yield first
    if _pattern(language, "question").search(first):
        for found in _CLAUSE.finditer(sentence):
            if found.group()[0] in ",\uff0c":
                yield _bare(sentence[found.end() :], language)


def _bare(clause: str, language: Language) -> str:
    """The clause without words such as "sorry" or "quick question" at its beginning, and without marks at its end."""
    return _pattern(language, "opening").sub("", clause.strip(), count=1).strip()


def _pattern(language: Language, key: str) -> re.Pattern[str]:
    return language.pattern("remarks", key)


@cache
def _kinds(language: Language) -> tuple[_Kind, ...]:
    shared = language.table("remarks")["shared"]

    def compiled(patterns: list[str] | None) -> re.Pattern[str] | None:
        return None if patterns is None else any_of([filled(one, shared) for one in patterns])

    return tuple(
        _Kind(
            Remark(entry.get("intent", "asks-about"), entry.get("topic"), entry["asks"]),
            any_of([filled(one, shared) for one in entry["of"]]),
            compiled(entry.get("also")),
            compiled(entry.get("unless")),
            compiled(entry.get("beside")),
            compiled(entry.get("unasked")),
            entry.get("needs"),
        )
        for entry in language.value("remarks", "remark")
    )
