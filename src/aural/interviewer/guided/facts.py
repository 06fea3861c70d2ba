"""Finds the approved fact that answers a question about the company or role, by words and meaning, without guessing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from aural import lang
from aural.engine.answers.noun_phrases import is_content
from aural.engine.answers.sentences import lows, plain
from aural.engine.plan import Fact
from aural.interviewer.guided.embedding import can_embed, relatedness
from aural.lang import Language, any_of, filled

# With a sentence model, words only help; without one, they have to cover nearly all of the question.
SURE_BY_MEANING = 0.62
SURE_BY_WORDS = 0.75
WORDS_COUNT = 0.25
# If a second fact fits nearly as well, the choice would be a guess.
LEAD = 0.04


def find_fact(facts: Sequence[Fact], asked: str, language: str) -> Fact | None:
    """The fact that certainly answers the question; None if there isn't one."""
    ranked = sorted(((_fit(fact, asked, language), at) for at, fact in enumerate(facts)), reverse=True)
    if not ranked or ranked[0][0] < 1.0:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < LEAD:
        return None
    return facts[ranked[0][1]]


def _fit(fact: Fact, asked: str, language: str) -> float:
    """How well the fact answers the question; 1 or more means certainly."""
    words = max(_share(asked, fact.topic), _share(asked, f"{fact.topic} {fact.text}") * 0.9)
    meaning = None
    if can_embed(asked + fact.topic, language):
        near = [relatedness(asked, text) for text in (fact.topic, f"{fact.topic}: {fact.text}")]
        meaning = max((value for value in near if value is not None), default=None)
    if not _can_answer(fact, asked):
        return 0.0
    if meaning is None:
        return words / SURE_BY_WORDS
    return (meaning + WORDS_COUNT * words) / SURE_BY_MEANING


@cache
def _wants() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Pairs of patterns in every language: for a question word, and for what a fact that answers it must contain."""
    return tuple(
        (any_of([entry["asks"]]), any_of([filled(entry["has"], language.table("company_facts").get("shared", {}))]))
        for language in lang.every()
        for entry in language.value("company_facts", "wants")
    )


def _can_answer(fact: Fact, asked: str) -> bool:
    """Whether the fact contains an answer: a number for "how many", or all words of a question for yes or no."""
    said, told = plain(asked), plain(f"{fact.topic}. {fact.text}")
    if any(wants.search(said) and not has.search(told) for wants, has in _wants()):
        return False
    own = lang.of_script(asked)
    if not own.is_spaced or not own.pattern("company_facts", "asked.yes_or_no").search(said):
        return True
    pointing = own.words("company_facts", "asked.pointing")
    return _units(" ".join(word for word in lows(asked) if word not in pointing)) <= _units(told)


def _share(asked: str, told: str) -> float:
    """The share of the question's words, or pairs of characters, that the fact contains."""
    neutral = lang.every_words("company_facts", "asked.neutral")
    asked = " ".join(word for word in asked.split() if plain(word).strip(".,?") not in neutral)
    wanted, named = _units(asked), _units(told)
    return len(wanted & named) / len(wanted) if wanted else 0.0


@cache
def _named(language: Language) -> dict[str, str]:
    return dict(language.value("company_facts", "asked.named"))


def _units(text: str) -> set[str]:
    own = lang.of_script(text)
    if own.is_spaced:
        named = _named(own)
        return {named.get(word, word)[:5] for word in lows(text) if is_content(word)}
    for asked, named in own.value("company_facts", "asked.named"):
        text = text.replace(asked, f" {named} ")
    pieces = own.pattern("company_facts", "asked.empty").sub(" ", text).split()
    return {piece[at : at + 2] for piece in pieces for at in range(max(1, len(piece) - 1))}
