"""Decides whether answers contain anything to judge, however poor. Nonsense is recognized by form, never by quality.

Short, broken, vague or rambling answers say something, and so does code. Random characters and words, endless
repetition, placeholder text and the question's own words say nothing, nor do answers that are all about something else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean
from typing import Literal

from aural import lang
from aural.engine.answers.injected_spans import without_asides
from aural.engine.answers.noun_phrases import is_content
from aural.engine.answers.sentences import length_of, lows
from aural.engine.artifacts import is_code
from aural.reports.analysis.evidence import made_with
from aural.reports.analysis.judgement import Line
from aural.reports.analysis.plausibility import (
    character_share,
    function_share,
    han_of,
    is_foreign,
    letters_of,
    order_of,
    pairs_share,
)

Flaw = Literal["letters", "words", "filler", "repeated", "parroted", "unrelated"]
REASONS: dict[Flaw, str] = {
    "letters": "There is nothing to judge: the answers are characters typed at random.",
    "words": "There is nothing to judge: the answers are words in a random order that form no sentences.",
    "filler": "There is nothing to judge: the answers are placeholder text (lorem ipsum).",
    "repeated": "There is nothing to judge: the answers repeat the same words over and over.",
    "parroted": "There is nothing to judge: the answers only repeat the words of the questions.",
    "unrelated": "There is nothing to judge: the answers are texts that have nothing to do with the questions.",
}
# How closely a text relates to its question: about 0.9 for answers, 0.6 for terse ones, 0 for other texts.
# None if that is unknown, as for languages other than English and Chinese.
Bearing = Callable[[Sequence[str], str], float | None]

# Bounds on values of `plausibility`, which separate meaningful text from nonsense.
RANDOM_LETTERS, ODD_LETTERS, ENGLISH_LETTERS = -3.3, -2.75, -2.5
NO_ORDER = -0.85  # shuffled words are below this; broken English is at about -0.5, terse answers at 0.3
LEAST_SENSE = -0.05  # order and bearing added up
ENGLISH_SHARE, FEW_FUNCTION_WORDS = 0.25, 0.15
LEAST_CHINESE = 0.45  # sum of the shares of frequent pairs and frequent characters
FEWEST_UNITS = 20  # words or Chinese characters: fewer may be a list
MOST_FILLER = 0.25  # share of the words
LEAST_FRESH, LEAST_DISTINCT = 0.4, 0.3
FEWEST_REPEATED = 6
MOST_COMPARED = 200  # words: a long text has few new ones toward its end
MOST_NUMBERS = 0.8  # share of the words
MOST_ACCENTED = 0.02  # share of the text's alphabetic characters
# Share of content words that aren't in the questions: in all answers, in a single one, and if much is copied.
LEAST_OWN, LEAST_OWN_ALONE, LEAST_OWN_COPIED = 0.42, 0.25, 0.55
LEAST_OWN_CHINESE, ENOUGH_OWN, ENOUGH_PAIRS = 0.5, 6, 14
MUCH_COPIED, MOST_COPIED, COPIED_RUN = 0.3, 0.45, 4  # shares of the words; words in a row
# Answers with a lower average bearing are about something else; each question counts with its closest answer. The
# threshold depends on the average number of words. Answers with few function words, Chinese answers, and Chinese
# answers that share nothing with the questions have thresholds of their own.
LEAST_BEARING = ((15, 0.3), (0, 0.2))
LEAST_FOR_BARE, LEAST_IN_CHINESE, LEAST_IF_APART = 0.14, 0.34, 0.48
BARE = 0.2  # share of function words; a text with fewer has no sentences
LONG_ENOUGH = 8  # words; the meanings of shorter answers can't be compared

_FILLER = frozenset(
    "lorem ipsum dolor sit amet consectetur adipiscing adipisicing elit sed eiusmod tempor incididunt labore"
    " dolore magna aliqua enim minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ex ea"
    " commodo consequat duis aute irure reprehenderit voluptate velit esse cillum eu fugiat nulla pariatur"
    " excepteur sint occaecat cupidatat proident sunt culpa qui officia deserunt mollit anim laborum vestibulum"
    " pellentesque habitant morbi tristique senectus netus malesuada fames ac turpis egestas curabitur vivamus"
    " nunc mauris donec phasellus ultrices".split()
)
_CODE = re.compile(
    r"```|[{};][^\S\n]*+$|==|:=|=>|->|\w\.\w+\(|\b\w+\(\w*\)|\bdef \w|\breturn\b.{0,300}[\w)]$|#include"
    r"|\bselect\b.{1,300}\bfrom\b"
    r"|</?\w+>|(?:^|\s)--?[a-z][\w-]*|\s\|\s|^[^\S\n]*+(?:for|if|while)\b.*[:{]\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_FEWEST_CODE = 2
_KANA = re.compile("[\u3040-\u30ff]")
FEWEST_TRADITIONAL = 2
LACONIC = 5  # words per answer, on average; fewer look like a survey


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer without instructions to the AI, and the question it answers."""

    asked: tuple[str, ...]  # the question, and the interviewer's last words if they differ
    text: str

    @property
    def words(self) -> int:
        return length_of(self.text)


def replies_of(lines: Sequence[Line], answers: Sequence[Line]) -> list[Reply]:
    """These answers, except choices, with their code and drawings but without instructions to the AI."""
    wanted = {line.message_id for line in answers}
    questions: dict[str | None, str] = {}
    last, found = "", []
    for line in lines:
        if line.role == "assistant" and line.move != "warning":
            last = line.content
            if line.kind == "question":
                questions.setdefault(line.question_id, last)
        elif line.message_id in wanted and not (line.data or {}).get("choice"):
            asked = tuple(dict.fromkeys(text for text in (questions.get(line.question_id, ""), last) if text))
            found.append(Reply(asked, _said(line)))
    return found


def _said(line: Line) -> str:
    said = without_asides(line.content, is_code=is_code(line.content, line.data))
    return "\n".join([said, *(made.content for made in made_with([line]) if made.content not in said)])


def find_flaw(replies: Sequence[Reply], bears: Bearing | None = None, fewest: int = FEWEST_UNITS) -> Flaw | None:
    """Why these answers say nothing; None if they say something, or have fewer than `fewest` words anyway.

    A single answer is discarded only if it is unmistakable nonsense. All answers together reveal more.
    """
    if sum(reply.words for reply in replies) < fewest:
        return None
    return _flaw_of_all(replies, bears) or _flaw_of_most(replies, bears, fewest)


def _flaw_of_most(replies: Sequence[Reply], bears: Bearing | None, fewest: int) -> Flaw | None:
    """Leaves out each answer that says nothing on its own. Returns their most common flaw if fewer than `fewest` words
    remain, otherwise the flaw of the remaining answers together."""
    flaws = [(_flaw([reply], bears), reply) for reply in replies]
    left = [reply for flaw, reply in flaws if flaw is None]
    found = Counter[Flaw]()
    for flaw, reply in flaws:
        if flaw is not None:
            found[flaw] += reply.words
    if not found:
        return None
    return found.most_common(1)[0][0] if sum(reply.words for reply in left) < fewest else _flaw_of_all(left, bears)


def _flaw_of_all(replies: Sequence[Reply], bears: Bearing | None) -> Flaw | None:
    return _flaw(replies, bears) or ("unrelated" if _are_unrelated(replies, bears) else None)


def _flaw(replies: Sequence[Reply], bears: Bearing | None) -> Flaw | None:
    text = "\n".join(reply.text for reply in replies)
    if _is_code(text):
        return None
    # Twenty answers of "Yes" or "9 out of 10" are a survey, and don't count as repetition.
    is_laconic = len(replies) > 2 and sum(reply.words for reply in replies) < LACONIC * len(replies)
    checks: tuple[tuple[Flaw, Callable[[], bool]], ...] = (
        ("repeated", lambda: not is_laconic and is_repeated(text)),
        ("filler", lambda: _is_filler(text)),
        ("parroted", lambda: _is_parroted(text, replies)),
        ("letters", lambda: not is_laconic and _is_asked_in_english(replies) and _has_random_letters(text)),
        ("words", lambda: _has_random_words(text, replies, bears)),
    )
    return next((flaw for flaw, holds in checks if holds()), None)


def _is_asked_in_english(replies: Sequence[Reply]) -> bool:
    """Whether the questions are in English, the only language whose spelling is known well. True without questions."""
    asked = " ".join(dict.fromkeys(text for reply in replies for text in reply.asked))
    return not asked or is_english(asked)


def _is_code(text: str) -> bool:
    return len(_CODE.findall(text)) >= _FEWEST_CODE


def is_repeated(text: str) -> bool:
    """Whether the text repeats the same few words over and over."""
    units = _units(text)[:MOST_COMPARED]
    if len(units) < FEWEST_REPEATED:
        return len(units) > 2 and len(set(units)) == 1
    if len(set(units)) / len(units) < LEAST_DISTINCT:
        return True
    runs = list(zip(units, units[1:], units[2:], strict=False))
    return len(units) >= FEWEST_UNITS and len(set(runs)) / len(runs) <= LEAST_FRESH


def _units(text: str) -> list[str]:
    """Splits a text into words, and Chinese text into single characters."""
    return [unit for word in lows(text) for unit in (han_of(word) if han_of(word) else [word])]


def _is_filler(text: str) -> bool:
    words = lows(text)
    return len(words) >= 5 and sum(word in _FILLER for word in words) / len(words) >= MOST_FILLER


def _is_parroted(text: str, replies: Sequence[Reply]) -> bool:
    """Whether the text consists almost entirely of the questions' words, or of long runs from them."""
    own, questions = _meant(text), [asked for reply in replies for asked in reply.asked]
    asked = {unit for question in questions for unit in _meant(question)}
    if len(own) < 4 or not asked:
        return False
    is_han = _han_share(text) > 0.5  # Chinese units are pairs of characters, and answers share few of them
    share, new = sum(unit not in asked for unit in own) / len(own), len(set(own) - asked)
    if share >= LEAST_OWN_ALONE and new >= (ENOUGH_PAIRS if is_han else ENOUGH_OWN):
        return False  # it begins with the question, and then continues
    if share < (LEAST_OWN_CHINESE if is_han else LEAST_OWN if len(replies) > 1 else LEAST_OWN_ALONE):
        return True
    copied = _copied(_units(text), [_units(question) for question in questions])
    return copied >= (MUCH_COPIED if share < LEAST_OWN_COPIED else MOST_COPIED)


def _meant(text: str) -> list[str]:
    """The beginnings of content words; pairs of characters in scripts without spaces between words."""
    if lang.of_script(text).is_spaced:
        return [word[:5] for word in lows(text) if is_content(word) and word not in _common()]
    characters = [c for c in han_of(text) if c.isalpha()]
    return ["".join(pair) for pair in pairwise(characters)]


def _common() -> frozenset[str]:
    return lang.every_words("features", "generic") | lang.every_words("features", "of_asking")


def _copied(units: list[str], asked: Sequence[list[str]]) -> float:
    """The share of units in runs that also occur in a question."""
    runs = {tuple(one[at : at + COPIED_RUN]) for one in asked for at in range(len(one) - COPIED_RUN + 1)}
    covered: set[int] = set()
    for at in range(len(units) - COPIED_RUN + 1):
        if tuple(units[at : at + COPIED_RUN]) in runs:
            covered.update(range(at, at + COPIED_RUN))
    return len(covered) / len(units) if units else 0.0


def _has_random_letters(text: str) -> bool:
    words = lows(text)
    if len(words) >= FEWEST_REPEATED and sum(word.isdecimal() for word in words) / len(words) >= MOST_NUMBERS:
        return True
    letters = letters_of(text)
    if letters is None or _is_accented(text):
        return False
    if letters < RANDOM_LETTERS:
        return True
    is_odd = letters < ODD_LETTERS and len(words) >= FEWEST_UNITS
    return is_odd and function_share(text) < FEW_FUNCTION_WORDS and not is_foreign(text)


def _is_accented(text: str) -> bool:
    """Whether the text has characters that random typing doesn't produce: accented ones, or those of another script."""
    letters = [c for c in text if c.isalpha()]
    return sum(not c.isascii() for c in letters) > MOST_ACCENTED * len(letters)


def _has_random_words(text: str, replies: Sequence[Reply], bears: Bearing | None) -> bool:
    if _han_share(text) > 0.5:
        characters = [c for c in han_of(text) if c.isalpha()]
        if _KANA.search(text) or len(_traditional().intersection(characters)) >= FEWEST_TRADITIONAL:
            return False  # the known pairs are those of simplified Chinese
        return len(characters) >= FEWEST_UNITS and pairs_share(text) + character_share(text) < LEAST_CHINESE
    if len(lows(text)) < FEWEST_UNITS or not is_english(text):
        return False
    order = order_of(text)
    if order < NO_ORDER:
        return True
    found = _bearings(replies, bears)
    return bool(found) and order + mean(found) < LEAST_SENSE


def _traditional() -> frozenset[str]:
    return frozenset("".join(own.text("features", "traditional") for own in lang.every()))


def is_english(text: str) -> bool:
    """Whether the text is English, by its spelling or its frequent words. Word order is only known for English."""
    letters = letters_of(text)
    if lang.of_script(text).script or letters is None or is_foreign(text):
        return False
    return letters > ENGLISH_LETTERS or function_share(text) >= ENGLISH_SHARE


def _han_share(text: str) -> float:
    letters = [c for c in text if c.isalpha()]
    return sum(bool(han_of(c)) for c in letters) / len(letters) if letters else 0.0


def _are_unrelated(replies: Sequence[Reply], bears: Bearing | None) -> bool:
    """Whether the answers are about something else. Needs several answers, at least one of them long enough.

    Each question counts with the reply that is closest to it: small talk before an answer takes nothing from it.
    """
    found = _bearings(replies, bears)
    if not found or len(replies) < 2:
        return False
    closest: dict[tuple[str, ...], tuple[float, Reply]] = {}
    for bearing, reply in zip(found, replies, strict=True):
        kept = closest.setdefault(reply.asked[:1], (bearing, reply))
        closest[reply.asked[:1]] = max(kept, (bearing, reply), key=lambda one: one[0])
    return _are_far([reply for _, reply in closest.values()], mean(bearing for bearing, _ in closest.values()))


def _are_far(replies: Sequence[Reply], bearing: float) -> bool:
    """Whether an average bearing of these replies is too low. False if all of them are short, or code."""
    text = "\n".join(reply.text for reply in replies)
    if not any(reply.words >= LONG_ENOUGH and not _is_code(reply.text) for reply in replies):
        return False
    if _han_share(text) > 0.5:
        is_apart = not _says_i(text) and all(map(_shares_nothing, replies))
        return bearing < (LEAST_IF_APART if is_apart else LEAST_IN_CHINESE)
    length = sum(reply.words for reply in replies) / len(replies)
    least = next(least for words, least in LEAST_BEARING if length >= words)
    return is_english(text) and bearing < (LEAST_FOR_BARE if function_share(text) < BARE else least)


def _bearings(replies: Sequence[Reply], bears: Bearing | None) -> list[float]:
    """The bearing of each answer; empty if any of them is unknown."""
    found = [None if bears is None else bears(reply.asked, reply.text) for reply in replies]
    known = [value for value in found if value is not None]
    return known if len(known) == len(found) else []


def _shares_nothing(reply: Reply) -> bool:
    """Whether a Chinese answer shares no two consecutive characters with its question."""
    own, asked = set(_meant(reply.text)), {pair for text in reply.asked for pair in _meant(text)}
    return reply.words >= LONG_ENOUGH and not own & asked


def _says_i(text: str) -> bool:
    own = lang.of_script(text)
    if own.is_spaced:
        return bool(own.words("features", "first_person") & set(lows(text)))
    return own.pattern("features", "first_person").search(text) is not None
