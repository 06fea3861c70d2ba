"""Stretches of the candidate's own words that a follow-up can quote: noun phrases and clauses, always verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from aural.interview import chinese, lexicon
from aural.interview.sentences import Word, han_count, sentences_of, words_of

MOST_SENTENCES = 120  # of a very long answer, the rest adds no better stretch
LONGEST_CLAUSE = 12
_CUT = re.compile(
    r"(?:,|:)(?!\d)|(?<!\d)(?:,|:)|[;()\[\]\u2013\u2014\u2026\"\u201c\u201d\uff0c\uff1b\uff1a\u3001\uff08\uff09]| - |\n"
)
_HAN_CUT = re.compile(
    '[\uff0c,\u3002\uff1b;\uff01!\uff1f?\uff1a:\u3001\\s\uff08\uff09()\u201c\u201d"\u300c\u300d\u2026\u2014]+'
)
_HAN_JOIN = re.compile("但是|不过|然而|因为|所以|然后|后来|于是|虽然|尽管|结果|而且|并且|就是")
_JOINS = frozenset(
    [
        "but",
        "although",
        "though",
        "because",
        "since",
        "so",
        "then",
        "while",
        "when",
        "whereas",
        "which",
        "who",
        "until",
        "unless",
        "if",
    ]
)
_OPENERS = frozenset("and or yes no sorry just then".split())
_UNQUOTABLE = re.compile(r"https?:|www\.|[<>{}\[\]|\\`@#=_~^*]|\"|\u201c|\u201d|\u300c|\u300d")


@dataclass(frozen=True, slots=True)
class Stretch:
    text: str
    start: int
    end: int
    words: tuple[str, ...]
    after: str = ""  # the word just before it
    is_clause: bool = False


def is_quotable(text: str) -> bool:
    """Whether the stretch may stand in a question: no markup or link, nothing of a private kind."""
    return not _UNQUOTABLE.search(text) and not is_sensitive(text)


def is_sensitive(text: str) -> bool:
    """Age, family, health, religion, origin, or a person's address or pay."""
    if han_count(text):
        return bool(chinese.SENSITIVE.search(text))
    return any(_is_private(w.low) for w in words_of(text))


def _is_private(word: str) -> bool:
    parts = word.replace("'s", "").split("-")
    return any(p in lexicon.SENSITIVE or p.rstrip("s") in lexicon.SENSITIVE for p in parts)


def is_content(word: str) -> bool:
    return len(word) > 2 and word not in lexicon.FUNCTION and word not in lexicon.HEDGE_VERBS


def is_past(word: str) -> bool:
    ends = word.endswith("ed") and len(word) > 3 and word not in lexicon.NOT_PAST
    return ends or word in lexicon.IRREGULAR_PAST


def noun_stretches(text: str) -> Iterator[Stretch]:
    """Runs of content words, with their article where they have one."""
    for run, after in _runs(text):
        trimmed = _trim(run)
        if trimmed and any(is_content(w.low) for w in trimmed):
            yield _stretch(text, trimmed, after)


def _stretch(text: str, run: list[Word], after: str = "", is_clause: bool = False) -> Stretch:
    start, end = run[0].start, run[-1].end
    return Stretch(text[start:end], start, end, tuple(w.low for w in run), after, is_clause)


def _runs(text: str) -> Iterator[tuple[list[Word], str]]:
    words, run, after, before = words_of(text), list[Word](), "", ""
    last_end = 0
    for i, word in enumerate(words):
        between = text[last_end : word.start]
        gap = between.strip() or "\n" in between
        opens = word.low in lexicon.DETERMINERS and word.low not in lexicon.NUMBER_WORDS
        joins = word.low == "of" and 0 < len(run) < 4 and _goes_on(words, i)
        closes = word.low in lexicon.FUNCTION and word.low not in lexicon.DETERMINERS and not joins
        if run and (gap or closes or (opens and before != "of") or len(run) > 7):
            yield run, after
            run = []
        if not closes:
            after = before if not run else after
            run.append(word)
        before, last_end = word.low, word.end
    if run:
        yield run, after


def _goes_on(words: tuple[Word, ...], i: int) -> bool:
    following = [w.low for w in words[i + 1 : i + 3]]
    return bool(following) and (is_content(following[0]) or following[0] in lexicon.DETERMINERS)


def _trim(run: list[Word]) -> list[Word]:
    """Without the verb that stands before or after the noun, and without a loose article or adverb at the end."""
    has_article = run[0].low in lexicon.DETERMINERS
    if has_article:
        cut = next((i for i, w in enumerate(run) if i > 1 and is_past(w.low)), len(run))
        run = run[:cut]
    else:
        while len(run) > 1 and (is_past(run[0].low) or run[0].low.endswith("ly")):
            run = run[1:]
    while run and (run[-1].low in lexicon.FUNCTION or (len(run) > 1 and _is_loose_end(run))):
        run = run[:-1]
    return run[:6]


def _is_loose_end(run: list[Word]) -> bool:
    """An adverb; or after a singular article, a word with the ending of a verb."""
    last = run[-1].low
    is_singular = run[0].low in ("a", "an", "this", "that", "each", "every")
    verb = (last.endswith("s") and not last.endswith(("ss", "us", "is"))) or is_past(last)
    return last.endswith(("ly", "'s")) or last in lexicon.NUMBER_WORDS or (is_singular and verb)


def clauses(text: str) -> Iterator[Stretch]:
    """The parts of each sentence between commas and joining words."""
    for start, end in sentences_of(text)[:MOST_SENTENCES]:
        sentence = text[start:end]
        edges = [0, *(m.end() for m in _CUT.finditer(sentence)), len(sentence)]
        for a, b in pairwise(edges):
            yield from _split_at_joins(text, start + a, start + b)


def _split_at_joins(text: str, start: int, end: int) -> Iterator[Stretch]:
    part: list[Word] = []
    after = ""
    inside = [Word(w.low, w.start + start, w.end + start) for w in words_of(text[start:end])]
    for i, word in enumerate(inside):
        and_i = word.low == "and" and i + 1 < len(inside) and inside[i + 1].low in lexicon.PRONOUNS
        if word.low in _JOINS or and_i:
            if part:
                yield _stretch(text, part, after, is_clause=True)
            part, after = [], word.low
        else:
            part.append(word)
    if part:
        yield _stretch(text, part, after, is_clause=True)


def sentence_stretch(text: str, start: int, end: int) -> Stretch | None:
    """The whole sentence where it is short enough to be quoted."""
    run = [Word(w.low, w.start + start, w.end + start) for w in words_of(text[start:end])]
    whole = _stretch(text, run, is_clause=True) if run else None
    return shortened(text, whole) if whole and len(run) <= LONGEST_CLAUSE else None


def shortened(text: str, clause: Stretch, most: int = LONGEST_CLAUSE) -> Stretch | None:
    """The clause itself where it is short; else its beginning up to a preposition. Leading fillers go."""
    inside = words_of(text[clause.start : clause.end])
    run = [Word(w.low, w.start + clause.start, w.end + clause.start) for w in inside]
    start = next((i for i, w in enumerate(run) if w.low not in lexicon.FILLERS | _OPENERS), len(run))
    run = run[start : start + 3 * most]
    if len(run) < 4 and run and run[0].low in ("what", "who", "which", "where", "how"):
        return None
    if len(run) > most:
        cut = next((i for i in range(most, 3, -1) if run[i].low in lexicon.PREPOSITIONS | {"and", "or"}), 0)
        run = run[:cut]
    while run and run[-1].low in ("and", "or", "a", "the", "of", "to", "that", "is", "was", "for"):
        run = run[:-1]
    return _stretch(text, run, clause.after, is_clause=True) if run else None


def han_clauses(text: str) -> Iterator[Stretch]:
    """Chinese clauses of 2 to 18 characters."""
    start = 0
    for cut in [*_HAN_CUT.finditer(text), None]:
        end = cut.start() if cut else len(text)
        yield from _han_parts(text, start, end)
        start = cut.end() if cut else end


def _han_parts(text: str, start: int, end: int) -> Iterator[Stretch]:
    after, at = "", start
    for join in [*_HAN_JOIN.finditer(text, start, end), None]:
        stop = join.start() if join else end
        part = text[at:stop]
        if 2 <= len(part) <= 18:
            yield Stretch(part, at, stop, tuple(part), after, is_clause=True)
        if join:
            after, at = join.group(), join.end()
