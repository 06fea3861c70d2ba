"""Reads replies to what the interviewer has just offered: to pause, to leave a question out, to stop, or to add words.

The options are in `lang/<code>/interviewer/phrases.toml`, under `de-escalate`, `skip` and `closing`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from aural import lang
from aural.engine.analysis import Analysis, Choice
from aural.engine.answers.intent import Intent
from aural.engine.answers.requests import asks_to_end, ends_here_in_part, find_question_number
from aural.engine.answers.sentences import length_of, plain, visible
from aural.engine.state import Offer
from aural.lang import Language

LONGEST_CHOICE = 14  # words; a longer reply says more than a choice
LONGEST_REFUSAL = 40  # characters
UPSET = ("hostile", "refusal", "complaint")  # "stop" may mean less there: "leave it", "let me finish"
_ORDER: Mapping[Offer, tuple[str, ...]] = {
    "calm": ("keep", "pause", "leave", "stop", "stay", "fine"),
    "skip": ("leave", "stop", "stay"),
    "closing": ("return", "pause", "more"),
}
# The intent that is stored with the reply, so that its words don't count as an answer.
_INTENTS: Mapping[Choice, Intent] = {
    "stay": "repeat",
    "pause": "minute",
    "leave": "skip",
    "stop": "end",
    "more": "minute",
    "return": "back",
}
_WORD = re.compile(r"[\w']+")
_BETWEEN = re.compile(r"[\s\W_]+")


def with_choice(analysis: Analysis, offer: Offer | None, said: str) -> Analysis:
    """The analysis, with the option that the whole reply chooses. `offer`: the options that the prompt named."""
    if analysis.is_crisis:
        return replace(analysis, asks_to_end=asks_to_end(said))
    choice = None if offer is None else choose(offer, said)
    if choice is None:
        return _ending(analysis, said)
    return replace(
        analysis,
        intent=_INTENTS[choice],
        choice=choice,
        topic="pausing" if choice == "pause" and offer == "calm" else None,
        proposals=(),
        is_substantive=False,
        fact=None,
        words=None,
        asks_to_end=choice == "stop" and offer == "calm",
        number=find_question_number(said) if choice == "return" else None,
    )


def _ending(analysis: Analysis, said: str) -> Analysis:
    """The analysis, as a request to end if the words of a candidate who is upset also ask for that.

    Comfort or a reply to the rest must not come before the end. Words that answer the question, too, still count.
    """
    is_end = analysis.intent == "distress" and asks_to_end(said)
    if not is_end and not (analysis.intent in UPSET and ends_here_in_part(said)):
        return analysis
    return replace(analysis, intent="end", asks_to_end=True, proposals=(), words=None)


def choose(offer: Offer, answer: str) -> Choice | None:
    """The option that the whole reply chooses, the last of several; None if it says anything else."""
    said = plain(visible(answer[:400]))
    if length_of(said) > LONGEST_CHOICE:
        return None
    if offer == "skip" and (plainly := _yes_or_no(said)) is not None:
        return plainly
    if offer == "closing" and _are_last_words(said):
        return None
    found = (_choose_in(own, offer, said) for own in lang.every())
    choice = next((one for one in found if one is not None), None)
    return None if choice == "return" and find_question_number(said) is None else choice


def _are_last_words(said: str) -> bool:
    nothing = lang.every_pattern("requests", "nothing.said").search(said)
    return bool(nothing or lang.every_pattern("offers", "closing.content").search(said))


def _yes_or_no(said: str) -> Choice | None:
    bare = said.strip(" .!。！")
    if bare in lang.every_text("requests", "skipping.yes"):
        return "leave"
    keeps = len(bare) <= LONGEST_REFUSAL and lang.every_pattern("requests", "skipping.keep").search(bare)
    return "stay" if keeps or bare in lang.every_text("requests", "skipping.no") else None


def _choose_in(language: Language, offer: Offer, said: str) -> Choice | None:
    rest = said if offer == "closing" else language.pattern("offers", "opening").sub("", said)
    found: dict[str, int] = {}
    for name in _ORDER[offer]:
        pattern = language.pattern("offers", f"{offer}.{name}")
        starts = [match.start() for match in pattern.finditer(rest)]
        found |= {name: starts[-1]} if starts else {}
        rest = pattern.sub(lambda match: " " * len(match.group()), rest)
    if not found or not _is_small(language, rest):
        return None
    if len(found) > 1:
        found.pop("fine", None)
    match max(found, key=lambda name: found[name]):
        case "fine" | "keep" | "stay":
            return "stay"
        case "pause" | "leave" | "stop" | "more" | "return" as choice:
            return choice
        case _:
            return None


def _is_small(language: Language, rest: str) -> bool:
    """Whether these words add nothing to the choice between them."""
    if language.is_spaced:
        return language.words("offers", "small").issuperset(_WORD.findall(rest))
    return _small_characters(language).issuperset(_BETWEEN.sub("", rest))


@cache
def _small_characters(language: Language) -> frozenset[str]:
    return frozenset(language.text("offers", "small"))
