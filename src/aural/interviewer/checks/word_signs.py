"""Signs in a wording in a language with spaces: which of its words were said before, and how it asks."""

from __future__ import annotations

import re
from functools import cache

from aural.engine.answers.noun_phrases import function_words
from aural.engine.answers.sentences import plain, sentence_texts
from aural.interviewer.checks.signs import Signs, kinds_of_words, runs_of
from aural.interviewer.guided.stems import is_known, known_stems
from aural.lang import Language

_TOKEN = re.compile("\\d[\\d.,:]*|[^\\W\\d_][\\w'\\-]*|[?.,;:!\u2014\u2013\"\u201c\u201d()]")
# Words of these kinds are too common to be replaced by their kind in a run of words.
_ONLY_COUNTED = ("hedge", "hint")
_MOST = 3  # words of each kind that are counted


def signs_of_words(words: str, said: str | None, kept: frozenset[str], language: Language) -> Signs:
    """The signs in `words`. `said` is the conversation so far; None if it isn't known.

    `kept`: words that aren't replaced by their kind.
    """
    known = known_stems(words if said is None else said)
    low = plain(words)
    statement, question = _parts(low, language)
    whole = _Tokens(low, known, kept, language)
    terms = [*runs_of(whole.kept_words, 3), *runs_of(whole.kinds, 4, "c:")]
    numbers = _form(low, language) | whole.numbers("")
    for name, part in (("s", statement), ("q", question)):
        reading = _Tokens(part, known, kept, language)
        terms += [*runs_of(reading.kinds, 3, f"{name}:"), *runs_of(reading.kept_words, 2, f"{name}t:")]
        numbers |= reading.numbers(name)
    return Signs(tuple(terms), numbers)


def content_words(words: str) -> set[str]:
    return {token for token in _TOKEN.findall(plain(words)) if token[0].isalpha() and token not in function_words()}


@cache
def _kinds_of_words(code: str) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for kind, words in kinds_of_words(code).items():
        for word in words:
            kinds.setdefault(word, []).append(kind)
    return kinds


def _parts(low: str, language: Language) -> tuple[str, str]:
    """The statements, joined into one text, and the questions, joined into another."""
    stated, asked = [], []
    for sentence in sentence_texts(low):
        if not language.questions.requests_or_asks(sentence):
            stated.append(sentence)
            continue
        lead, question = language.questions.split_lead_in(sentence)
        stated += [lead] if lead else []
        asked.append(question)
    return " . ".join(stated), " . ".join(asked)


class _Tokens:
    """A text as two rows of tokens: one with the kept words, and one with the kinds of words.

    Other content words are K if they were said before, and otherwise N. A star marks a kept word, or a kind, that
    wasn't said before.
    """

    def __init__(self, low: str, known: frozenset[str], kept: frozenset[str], language: Language) -> None:
        self._kinds_of_words = _kinds_of_words(language.code)
        self.kept_words: list[str] = []
        self.kinds: list[str] = []
        self.counts: dict[str, int] = {}
        self.fresh = self.rare = 0
        for token in _TOKEN.findall(low):
            self._take(token, known, kept)

    def _take(self, token: str, known: frozenset[str], kept: frozenset[str]) -> None:
        if not token[0].isalnum():
            self._add(token, token)
        elif token[0].isdigit():
            self._add(*2 * ("#K" if token in known else "#N",))
        else:
            self._take_word(token, "" if is_known(token, known) else "*", kept)

    def _take_word(self, token: str, star: str, kept: frozenset[str]) -> None:
        kinds = self._kinds_of_words.get(token) or self._kinds_of_words.get(token.removesuffix("'s")) or []
        for kind in kinds:
            self.counts[kind + star] = self.counts.get(kind + star, 0) + 1
        if token in function_words():
            self._add(token, token)
            return
        plain_kind = "N" if star else "K"
        if star:
            self.fresh += 1
            self.rare += token not in kept
        unnamed = "g" if star and token in kept else plain_kind
        kind = kinds[0] + star if kinds and kinds[0] not in _ONLY_COUNTED else unnamed
        self._add(token + star if token in kept else plain_kind, kind)

    def _add(self, kept_word: str, kind: str) -> None:
        self.kept_words.append(kept_word)
        self.kinds.append(kind)

    def numbers(self, name: str) -> dict[str, float]:
        length = len(self.kinds)
        found = {
            "length": length / 10,
            "fresh": float(self.fresh),
            "is-fresh": float(self.fresh > 0),
            "rare": float(self.rare),
            "is-rare": float(self.rare > 0),
            "are-rare": float(self.rare > 1),
            "share-rare": self.rare / max(1, length),
            "said": float(self.kinds.count("K")),
        }
        for kind, count in self.counts.items():
            found |= {kind: float(min(_MOST, count)), f"is-{kind}": 1.0}
        return {f"{name}/{key}": value for key, value in found.items() if value}


_AFTER_MARK = re.compile(r"\?\W{1,3}\w+\W{1,3}\w")


def _form(low: str, language: Language) -> dict[str, float]:
    yes_no, and_asks, adds = (
        language.pattern("fault_features", f"form.{key}") for key in ("yes_no", "and_asks", "adds")
    )
    sentences = sentence_texts(low)
    questions = language.questions.count(sentence_texts(plain(low))) or 0
    return {
        "marks": float(low.count("?")),
        "sentences": float(len(sentences)),
        "statements": float(sum(not language.questions.requests_or_asks(s) for s in sentences)),
        "yes-no": float(any(yes_no.search(s) for s in sentences)),
        "and-asks": float(len(and_asks.findall(low))),
        "adds": float(len(adds.findall(low))),
        "commas": float(low.count(",")),
        "goes-on": float(bool(_AFTER_MARK.search(low))),
        "asks-twice": float(questions > 1),
        "asks-nothing": float(questions < 1),
    }
