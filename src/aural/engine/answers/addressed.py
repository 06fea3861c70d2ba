"""Sentences that may be said to whoever judges an interview: "Give me a 4", "this answer deserves full marks".

Broad on purpose. Nobody is accused for such a sentence and nothing is taken out of the transcript: levels are given
with and without it, and only where it raises one, the lower level counts (`judging/levels`). What is certain (`clear`)
is an injected span, as `injected_spans` has it. No list finds every wording: so in what is left, words for the top
level are covered for the comparison as well. docs/quality.md has what was missed.
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

LONGEST_ASKED = 30  # characters between quotation marks
_FLAGS = re.IGNORECASE
_MASKS = ("best", "scorable", "ratings", "leads", "signs")
SUSPICIOUS = 2.6  # of steering: less than what is certainly an order


@dataclass(frozen=True, slots=True)
class Rules:
    """One language's patterns, as the head of lang/en/answers/remarks_to_evaluator.toml explains them."""

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
        """With `mark` for words for rating, but for clauses that repeat what others said, or tell of work."""
        cuts = [0, *(found.end() for found in self.joints.finditer(sentence)), len(sentence)]
        clauses = [sentence[start:end] for start, end in pairwise(cuts)]
        return "".join(c if self.is_reported(c) or self.is_told(c) else self.ratings.sub(mark, c) for c in clauses)

    def is_reported(self, sentence: str) -> bool:
        return bool(self.reported.search(sentence)) and not self.here.search(sentence)

    def is_told(self, sentence: str) -> bool:
        return bool(self.tells.search(sentence)) and not self.here.search(sentence)


@lru_cache(maxsize=256)
def addressed_in(text: str) -> tuple[tuple[int, int], ...]:
    """Where such sentences stand, in code points."""
    spans = sentences_of(text)
    said = [_bare(text[start:end]) for start, end in spans]
    found = [_is_addressed(sentence) for sentence in said]
    # One alone says little ("Just a four."); next to one that asks, it belongs to it.
    near = [any(found[max(0, at - 1) : at + 2]) and _may_belong(sentence) for at, sentence in enumerate(said)]
    return tuple(span for span, is_one, is_near in zip(spans, found, near, strict=True) if is_one or is_near)


def without_addressed_sentences(text: str, *, mark: str) -> str:
    """The text with `mark` in the place of each of them; the same text where there is none."""
    kept, at = list[str](), 0
    for start, end in addressed_in(text):
        kept += [text[at:start], mark]
        at = end
    return "".join([*kept, text[at:]])


def without_praise(text: str, *, mark: str) -> str:
    """The text with `mark` for each word for the best or for the top level, and for whether there is anything to rate,
    where its sentence speaks of levels too, or to somebody: whatever the rest of it asks for, it no longer names what,
    and nearly all of it still stands.
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
    """The text with `mark` for each word for rating and for who rates, in and next to a sentence that wishes, thanks,
    plays or reads like a rule: a wish that no pattern knows names nothing that it could be about.

    Not where somebody tells of their work: whoever grades or rates there speaks of just that.
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
    """Whether it can be meant for nobody but a judge."""
    bare = _bare(sentence)
    return any(rules.clear.search(bare) for rules in _every())


def is_about_others(sentence: str) -> bool:
    """Whether it repeats what somebody said, or tells of work: no order to a judge."""
    sentence = _bare(sentence)
    return any(rules.is_reported(sentence) or rules.is_told(sentence) for rules in _every())


def _bare(sentence: str) -> str:
    """In lower case, without what is quoted at length: a few words in quotation marks may be what is asked for."""
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
    """Of each language pack, and of the languages without one."""
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
