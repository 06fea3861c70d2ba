"""Whether words, as an ear wrote them down, can be the end of what somebody wants to say. Pure; English and Chinese.

An ear puts a full stop after nearly everything, so a full stop proves nothing; the last words do.
"""

from __future__ import annotations

import re
from typing import Literal

from aural.interview.sentences import is_chinese, lows, plain, sentence_texts

Standing = Literal["finished", "unfinished", "unsure"]

FILLERS = frozenset("um ums um's uh uhm uhs er erm ehm hm hmm mm mmm ah like well basically anyway".split())
# Alone they are no answer yet, though they may be one ("Okay." to "Are you ready?").
OPENERS = FILLERS | frozenset("okay ok so right alright yeah oh now good sure let's".split())
_CONJUNCTIONS = frozenset(
    "and or but nor because cause so if when while although whereas unless since than plus".split()
)
_RELATIVES = frozenset("that which who whom whose where what how why whether as".split())
_ARTICLES = frozenset("a an the my our your their his its every some any no another".split())
_PREPOSITIONS = frozenset(
    "of to for with from by into onto about between among through during without within against towards toward "
    "at via per despite except versus under like regarding including".split()
)
_SUBJECTS = frozenset("i we he she they i'm we're they're he's she's i've we've they've i'd we'd i'll we'll".split())
_NEVER_LAST = FILLERS | _CONJUNCTIONS | _ARTICLES | _PREPOSITIONS | _SUBJECTS
# These end a sentence now and then: "it went off", "I think it was", "who I worked with, and how".
_SELDOM_LAST = _RELATIVES | frozenset(
    "in on up out off over after before around is was were are am be been being have has had do does did will would "
    "can could should may might must not very really just also more most the these those this it's that's there's "
    "then there first maybe probably actually especially mostly".split()
)
_LATER = frozenset("when if while although though whenever once unless".split())  # the main clause is still to come
_OPEN_END = re.compile(r"(?:[,;:\-\u2013\u2014\u2026\uff0c\u3001\uff1a\uff1b]|\.\.+)[\s\"'\u201d\u2019]*$")
_THINKING = re.compile(
    r"(?:\b(?:(?:good|great|hard|tough|tricky|interesting|difficult) question|you know|i mean|kind of|sort of|"
    r"how (?:do|should|shall|can) i (?:put|say|explain|describe) (?:this|it|that)|where (?:do|should|shall) i (?:start|begin)|"
    r"what (?:was|is) (?:it|that|the word)(?: called)?|for example|for instance|such as|in order|"
    r"as well as|because of|a lot of|one of))\W*$"
)
_HAN_OPEN = re.compile(
    "(?:然后|但是|可是|不过|因为|所以|如果|而且|并且|或者|还有|就是|就是说|比如|比如说|例如|那个|这个|那么|的话|虽然|由于|"
    "关于|对于|为了|通过|以及|其实|和|跟|与|把|被|在|对|从|给|让|向|嗯|呃|额|啊这)[\\s。.!！?？]*$"
)
_HAN_UNSURE = re.compile("(?:是|有|会|要|能|很|也|都|又|再|当时|之后|以后|的时候)[\\s。.!！]*$")
_HAN_ONLY_OPENERS = re.compile(r"^(?:嗯|呃|额|啊|哦|那|好|好的|这个|那个|就是|[\s，。、,.…])+$")


def judge(text: str, language: str) -> Standing:
    """`unsure` is also what nothing at all is."""
    said = text.strip()
    if not said:
        return "unsure"
    if _OPEN_END.search(said):
        return "unfinished"
    if is_chinese(language, said):
        return _judge_chinese(said)
    return _judge_english(said)


def _judge_english(said: str) -> Standing:
    words = lows(said)
    if not words or _THINKING.search(plain(said)) or set(words) <= OPENERS:
        return "unfinished"
    if words[-1] in _NEVER_LAST and not _ends_as_question(said, words[-1]):
        return "unfinished"
    last = sentence_texts(said)[-1]
    starts_later = lows(last)[:1] and lows(last)[0] in _LATER and "," not in last
    return "unsure" if words[-1] in _SELDOM_LAST or starts_later else "finished"


def _ends_as_question(said: str, word: str) -> bool:
    """ "Who did I do it with?" """
    return said.endswith("?") and word in _PREPOSITIONS


def _judge_chinese(said: str) -> Standing:
    if _HAN_ONLY_OPENERS.match(said) or _HAN_OPEN.search(said):
        return "unfinished"
    return "unsure" if _HAN_UNSURE.search(said) else "finished"
