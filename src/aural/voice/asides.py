"""Short things that people say beside an answer: to keep the floor, to give it back, to show that they listen. Pure."""

from __future__ import annotations

import re

from aural.interview.sentences import han_count, is_chinese, lows, plain, sentence_texts, visible
from aural.interview.wishes import find_wish
from aural.interview.words import any_of, load

_ENGLISH, _CHINESE = load("asides.en"), load("asides.zh")
_SHARED: dict[str, str] = dict(_ENGLISH["shared"])
_SHARED["OPENING"] = _SHARED["OPENING"].replace("{HARD}", _SHARED["HARD"])


def _english(kind: str, name: str = "any") -> re.Pattern[str]:
    return any_of(_ENGLISH[kind][name], _SHARED)


_HOLD, _THINKING, _REST, _REASON = (_english("hold", name) for name in ("asked", "thinking", "rest", "reason"))
_CLOSING, _DIRECT, _PHRASES = _english("closing"), _english("direct"), _english("backchannel", "phrases")
_BACKCHANNELS = frozenset(_ENGLISH["backchannel"]["words"].split())
_INTERRUPTING = frozenset(_ENGLISH["backchannel"]["interrupting"].split())
_HAN_HOLD, _HAN_CLOSING = any_of(_CHINESE["hold"]["asked"]), any_of(_CHINESE["closing"]["any"])
_HAN_DIRECT, _HAN_BACKCHANNEL = any_of(_CHINESE["direct"]["any"]), any_of(_CHINESE["backchannel"]["any"])
_HAN_INTERRUPTING = any_of(_CHINESE["interrupting"]["any"])

LONGEST_HOLD = 22  # words of a sentence that asks for time
LONGEST_DIRECT = 7  # words of a direct answer
BRIEF_REST = 3  # words after "let me think" that are no answer, whatever they are
MOST_BACKCHANNELS = 6
INTERRUPTING_WORDS, INTERRUPTING_CHARACTERS = 3, 4


def asks_for_time(text: str, language: str) -> bool:
    """Whether what was said last asks for time to think."""
    said = visible(text).strip()
    if is_chinese(language, said):
        return bool(_HAN_HOLD.search(said))
    before, last = ["", "", *(plain(sentence) for sentence in sentence_texts(said))][-2:]
    if _holds(last):
        return True
    return bool(_REASON.match(last)) and _holds(before)  # "Give me a minute. I want to get this right."


def _holds(sentence: str) -> bool:
    if len(sentence.split()) > LONGEST_HOLD:
        return False
    found = _HOLD.search(sentence)
    if found is not None:
        return not sentence.endswith("?") or len(lows(sentence[found.end() :])) <= BRIEF_REST
    found = _THINKING.search(sentence)
    if found is None:
        wish = find_wish(sentence, "en", has_earlier=True)
        return wish is not None and wish.name == "minute"
    rest = sentence[found.end() :]
    return len(lows(rest)) <= BRIEF_REST or bool(_REST.match(rest) or _REASON.match(rest))


def closes(text: str, language: str) -> bool:
    """Whether it says itself that this was all."""
    return bool(_HAN_CLOSING.search(text) if is_chinese(language, text) else _CLOSING.search(plain(text)))


def is_direct(text: str, language: str) -> bool:
    """A short whole answer, though it has few words: yes or no, or a number, with at most a few words more."""
    if is_chinese(language, text):
        return bool(_HAN_DIRECT.search(text.strip()))
    return 0 < len(lows(text)) <= LONGEST_DIRECT and bool(_DIRECT.search(plain(text)))


def asks_back(text: str, language: str) -> bool:
    """Whether it ends in a question, or asks something of the interview itself: to hear it again, to skip."""
    said = text.strip()
    if said.endswith(("?", "？")):
        return True
    wish = find_wish(said, language, has_earlier=True)
    return wish is not None and wish.name not in ("minute", "nothing-to-add")


def is_backchannel(text: str, language: str) -> bool:
    """ "Mhm", "okay", "I see": said to show that one listens, and no wish to speak. Nothing at all is one, too."""
    if is_chinese(language, text):
        return bool(_HAN_BACKCHANNEL.search(text.strip()))
    words = lows(_PHRASES.sub(" ", plain(text)))
    return len(words) <= MOST_BACKCHANNELS and set(words) <= _BACKCHANNELS


def interrupts(text: str, language: str) -> bool:
    """Words that ask for the floor: three that are no backchannel, or one such as "wait"."""
    if is_backchannel(text, language):
        return False
    if is_chinese(language, text):
        return han_count(text) >= INTERRUPTING_CHARACTERS or bool(_HAN_INTERRUPTING.search(text))
    words = [word for word in lows(text) if word not in _BACKCHANNELS]
    return len(words) >= INTERRUPTING_WORDS or bool(set(words) & _INTERRUPTING)
