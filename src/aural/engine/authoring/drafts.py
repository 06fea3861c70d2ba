"""The parts of an interview draft, and the topics and role that a job description or a résumé provides for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from aural import lang
from aural.engine.answers.injected_spans import without_asides
from aural.engine.answers.noun_phrases import is_sensitive
from aural.engine.answers.sentences import length_of, plain
from aural.engine.authoring.checks import Code, check_interview
from aural.engine.authoring.particulars import without_instructions
from aural.engine.plan import Plan, PreparedProbe, Question
from aural.engine.question_types import QuestionType
from aural.lang.bounded import bounded

Purpose = Literal["HIRING", "RESEARCH", "PRACTICE"]
Level = Literal["ENTRY", "MID", "SENIOR", "LEAD"]
Source = Literal["JOB", "RESUME", "NOTES"]

FEWEST, MOST = 3, 12  # questions in a draft
_MINUTES_EACH = 4  # an answer and one or two follow-ups
_FEWEST_WORDS, _MOST_WORDS = 3, 24
_MOST_ROLE_WORDS = 6
_BULLET = re.compile(r"^\s*(?:[•·▪◦●‣*\-–—]|\(?\d{1,2}[.)、])\s*")
_HEADING, _ELSEWHERE, _USELESS = (
    lang.every_pattern("uploaded_documents", kind, flags=re.IGNORECASE) for kind in ("headings", "elsewhere", "useless")
)
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s*")


@dataclass(frozen=True, slots=True)
class Wish:
    """A creator's request for a draft. `document`: the text of a job description, a résumé or notes."""

    goal: str = ""
    document: str = ""
    source: Source = "JOB"
    purpose: Purpose = "HIRING"
    level: Level | None = None
    minutes: int = 20
    language: str = "en"

    @property
    def question_count(self) -> int:
        return max(FEWEST, min(MOST, round(self.minutes / _MINUTES_EACH)))


@dataclass(frozen=True, slots=True)
class DraftedInterview:
    title: str
    objective: str


@dataclass(frozen=True, slots=True)
class DraftedCriterion:
    """`anchors`: what answers of levels 1, 2, 3 and 4 look like."""

    name: str
    description: str
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftedQuestion:
    """`criteria`: the names of the criteria that answers are judged by. `probes`: its prepared follow-ups.

    Without its own follow-ups (None), those of the library are used.
    """

    text: str
    type: QuestionType = "OPEN_ENDED"
    description: str | None = None
    options: tuple[str, ...] | None = None
    criteria: tuple[str, ...] = ()
    probes: tuple[PreparedProbe, ...] | None = None


Drafted = DraftedInterview | DraftedCriterion | DraftedQuestion


def list_topics(wish: Wish, most: int) -> list[str]:
    """Tasks, requirements and experience that the document names, in the document's words."""
    return list(dict.fromkeys(_document_topics(wish.document)))[:most]


def _document_topics(document: str) -> Iterator[str]:
    """Yields topics from list items first, then from sentences below a heading that promises topics."""
    lines = [line.strip() for line in without_asides(document).split("\n") if line.strip()]
    parts = list(_with_places(lines))
    for is_wanted in (True, False):
        for line, under in parts:
            if under != "elsewhere" and bool(_BULLET.match(line)) == is_wanted and (is_wanted or under == "wanted"):
                yield from filter(_is_topic, map(_tidy, [line] if is_wanted else _SENTENCE.split(line)))


def _with_places(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yields each line that isn't a heading, with the kind of heading that it is under."""
    under = ""
    for line in lines:
        if _BULLET.match(line) or length_of(line) > 8:
            yield line, under
        elif _ELSEWHERE.match(line):
            under = "elsewhere"
        elif _HEADING.match(line):
            under = "wanted"
        else:
            yield line, under


def _tidy(line: str) -> str:
    return " ".join(_BULLET.sub("", line).split()).strip(" .;,:。；，：\"“”'")


def _is_topic(text: str) -> bool:
    return length_of(text) >= _FEWEST_WORDS and _is_fit(text)


def _is_fit(text: str) -> bool:
    most = _MOST_WORDS * (1 if lang.of_script(text).is_spaced else 3)
    if without_asides(text) != text:
        return False
    return length_of(text) <= most and not _USELESS.search(text) and not is_sensitive(text) and "?" not in text


def role_of_document(wish: Wish) -> str:
    """The first line of a job description if it is short enough to be the name of a role; otherwise empty."""
    if wish.source != "JOB":
        return ""
    first = next((line.strip() for line in without_asides(wish.document).split("\n") if line.strip()), "")
    return _tidy(first) if 1 <= length_of(first) <= _MOST_ROLE_WORDS and _is_fit(first) else ""


_FORBIDDEN: frozenset[Code] = frozenset({"LEADING", "DOUBLE", "CLOSED", "PROTECTED_TRAIT"})


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of an interview, which decides which private matters drafts may ask about.

    `is_private`: a study of something private, such as life with an illness. `words`: private words that belong to the
    work itself, such as "parents" for a teacher.
    """

    is_private: bool = False
    words: frozenset[str] = frozenset()

    def forbids(self, text: str) -> bool:
        """Whether the text touches on a private matter that isn't the interview's subject."""
        if self.is_private:
            return False
        own = lang.of_script(text).text("drafting", "private.own")
        words = "|".join(sorted(map(re.escape, self.words), key=len, reverse=True)) or "(?!)"
        return is_sensitive(re.sub(bounded(own.replace("{WORDS}", words)), " ", text, flags=re.IGNORECASE))


NOTHING_PRIVATE = Subject()


def subject_of(wish: Wish) -> Subject:
    """Finds the subject in the goal, without its instructions on what not to ask, and in a job description."""
    language = lang.of_script(wish.goal)
    said = without_instructions(wish.goal, language)
    if wish.purpose == "RESEARCH":
        return Subject(is_private=is_sensitive(said))
    said = f"{said}\n{wish.document}" if wish.source == "JOB" else said
    pattern = language.text("drafting", "private.word")
    of_work = language.words("drafting", "private.of_work")
    found = (w for w in of_work if re.search(bounded(pattern.replace("{WORD}", w)), said, re.IGNORECASE))
    return Subject(words=frozenset(found))


def concerns_about(question: DraftedQuestion, subject: Subject = NOTHING_PRIVATE) -> list[str]:
    """Concerns that keep a question out of drafts, although a creator may ask it."""
    asked = Question("q", 0, question.text, question.type, options=question.options, follow_ups_enabled=False)
    forbidden = _FORBIDDEN - {"PROTECTED_TRAIT"} if subject.is_private else _FORBIDDEN
    found = [concern.code for concern in check_interview(Plan("i", "", (asked,))) if concern.code in forbidden]
    return [*found, *(["PROTECTED_TRAIT"] if subject.forbids(question.text) else [])]


def probes_to_propose(
    question: DraftedQuestion,
    language: str,
    subject: Subject = NOTHING_PRIVATE,
) -> tuple[PreparedProbe, ...] | None:
    """The prepared follow-ups that pass the checks for creators' texts, without duplicates; None if none pass."""
    fresh = tuple({plain(probe.ask): probe for probe in reversed(question.probes or ())}.values())[::-1]
    asked = Question("q", 0, question.text, question.type, options=question.options, probes=fresh)
    concerns = check_interview(Plan("i", "", (asked,), language=language))
    bad = {found.probe for found in concerns if not (subject.is_private and found.code == "PROTECTED_TRAIT")}
    kept = [probe for place, probe in enumerate(fresh) if place not in bad and not subject.forbids(probe.ask)]
    return tuple(kept) or None
