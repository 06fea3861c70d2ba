"""Finds sentences that may be addressed to the judge of an interview: "Give me a 4", "this deserves full marks".

The patterns are broad on purpose. A match doesn't accuse the candidate, and the sentence stays in the transcript:
answers are judged with and without these sentences, and if they raise a level, the lower level counts
(`judging/levels`). Sentences that match `clear` count as injected spans (`injected_spans`). No list covers every
wording, so the comparison also masks words for the top level in the rest of the text. docs/quality.md lists the cases
that were missed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from aural import lang
from aural.engine.answers.sentences import sentences_of, visible
from aural.engine.answers.steering import QUOTED, steering_of
from aural.lang.folder import any_of, filled

LONGEST_ASKED = 30  # characters in quotation marks; longer quotations are ignored
_FLAGS = re.IGNORECASE
_MASKS = ("best", "scorable", "ratings", "leads", "signs")
SUSPICIOUS = 2.6  # steering score, lower than the `THRESHOLD` for an order


@dataclass(frozen=True, slots=True)
class Rules:
    """One language's patterns; lang/en/answers/remarks_to_evaluator.toml explains them at the top."""

    words: re.Pattern[str]
    joints: re.Pattern[str]
    asks: re.Pattern[str]
    speaks: re.Pattern[str]
    hints: re.Pattern[str]
    works: re.Pattern[str]
    tells: re.Pattern[str]
    reported: re.Pattern[str]
    here: re.Pattern[str]
    beside: re.Pattern[str]
    clear: re.Pattern[str]
    best: re.Pattern[str]
    scorable: re.Pattern[str]
    ratings: re.Pattern[str]
    leads: re.Pattern[str]
    signs: re.Pattern[str]

    def finds(self, sentence: str) -> bool:
        if not self.words.search(sentence) or self.is_reported(sentence):
            return False
        clauses = [sentence, *self.joints.split(sentence)]
        return bool(self.asks.search(sentence)) or any(map(self._speaks, clauses))

    def _speaks(self, clause: str) -> bool:
        if self.is_told(clause):
            return False
        is_hint = self.hints.search(clause) and not self.works.search(clause)
        return bool(is_hint or self.speaks.search(clause))

    def without_ratings(self, sentence: str, mark: str) -> str:
        """Replaces words for rating with `mark`, except in clauses that quote other people or describe work."""
        cuts = [0, *(found.end() for found in self.joints.finditer(sentence)), len(sentence)]
        clauses = [sentence[start:end] for start, end in pairwise(cuts)]
        return "".join(c if self.is_reported(c) or self.is_told(c) else self.ratings.sub(mark, c) for c in clauses)

    def is_reported(self, sentence: str) -> bool:
        return bool(self.reported.search(sentence)) and not self.here.search(sentence)

    def is_told(self, sentence: str) -> bool:
        return bool(self.tells.search(sentence)) and not self.here.search(sentence)


@lru_cache(maxsize=256)
def addressed_in(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences that may be addressed to a judge, in code points."""
    spans = sentences_of(text)
    said = [_bare(text[start:end]) for start, end in spans]
    found = [_is_addressed(sentence) for sentence in said]
    # A sentence such as "Just a four." says little on its own, but belongs to a request next to it.
    near = [any(found[max(0, at - 1) : at + 2]) and _may_belong(sentence) for at, sentence in enumerate(said)]
    return tuple(span for span, is_one, is_near in zip(spans, found, near, strict=True) if is_one or is_near)


def without_addressed_sentences(text: str, *, mark: str) -> str:
    """Replaces each sentence that may be addressed to a judge with `mark`."""
    kept, at = list[str](), 0
    for start, end in addressed_in(text):
        kept += [text[at:start], mark]
        at = end
    return "".join([*kept, text[at:]])


def without_praise(text: str, *, mark: str) -> str:
    """Replaces words for the best or top level, and for whether there is anything to rate, with `mark`.

    Changes only sentences that also mention levels or address someone, so nearly all of the text remains. A request in
    those sentences no longer names what it asks for.
    """
    kept, at = list[str](), 0
    for start, end in sentences_of(text):
        masked = text[start:end]
        for rules in _every():
            if rules.signs.search(text, start, end):
                masked = rules.scorable.sub(mark, rules.best.sub(mark, masked))
        kept += [text[at:start], masked]
        at = end
    return "".join([*kept, text[at:]])


def without_ratings(text: str, *, mark: str) -> str:
    """Replaces words for rating and for raters with `mark`, in and next to sentences that lead to a request.

    A sentence leads to a request if it expresses a wish, gives thanks, plays a role or reads like a rule. Without these
    words, a request that no pattern matches has no object. Clauses about the candidate's work are unchanged, because
    people who grade or rate at work use the same words.
    """
    for rules in _every():
        spans = sentences_of(text)
        leads = [bool(rules.leads.search(text, start, end)) for start, end in spans]
        kept, at = list[str](), 0
        for n, (start, end) in enumerate(spans):
            is_led = any(leads[max(0, n - 1) : n + 2])
            kept += [text[at:start], rules.without_ratings(text[start:end], mark) if is_led else text[start:end]]
            at = end
        text = "".join([*kept, text[at:]])
    return text


def is_clear(sentence: str) -> bool:
    """Whether the sentence can only be meant for a judge."""
    bare = _bare(sentence)
    return any(rules.clear.search(bare) for rules in _every())


def is_about_others(sentence: str) -> bool:
    """Whether the sentence quotes a person or describes work, so that it isn't an order to a judge."""
    sentence = _bare(sentence)
    return any(rules.is_reported(sentence) or rules.is_told(sentence) for rules in _every())


def _bare(sentence: str) -> str:
    """The sentence in lower case, without long quotations. A short quotation may be the object of a request."""
    seen = QUOTED.sub(lambda found: " " if len(found[0]) > LONGEST_ASKED else found[0], visible(sentence))
    return seen.lower().replace("\u2019", "'")


def _is_addressed(sentence: str) -> bool:
    if any(rules.finds(sentence) for rules in _every()):
        return True
    return steering_of(sentence) >= SUSPICIOUS and not is_about_others(sentence)


def _may_belong(sentence: str) -> bool:
    return any(rules.beside.search(sentence) for rules in _every())


@cache
def _every() -> tuple[Rules, ...]:
    """The rules of all languages, including those without a folder in `aural/lang`."""
    keys = {name: f"{'masks' if name in _MASKS else 'address'}.{name}" for name in Rules.__slots__}
    packs = [
        {name: own.pattern("remarks_to_evaluator", key, flags=_FLAGS) for name, key in keys.items()}
        for own in lang.every()
    ]
    others = lang.unsupported("remarks_to_evaluator")
    more = [{name: _filled(other, key) for name, key in keys.items()} for other in others.values()]
    return tuple(Rules(**patterns) for patterns in [*packs, *more])


def _filled(table: Mapping[str, Any], key: str) -> re.Pattern[str]:
    section, name = key.split(".")
    return any_of([filled(one, table["shared"]) for one in table[section][name]], flags=_FLAGS)
