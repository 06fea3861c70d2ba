"""Recognizes short phrases: those that keep the floor, give it back, or show that the candidate is listening. Pure."""

from __future__ import annotations

from aural import lang
from aural.engine.answers.requests import find_wish
from aural.engine.answers.sentences import folded, lows, plain, sentence_texts, visible
from aural.lang import Language

LONGEST_HOLD = 22  # words of a sentence that asks for time
LONGEST_DIRECT = 7  # words of a direct answer
BRIEF_REST = 3  # this many words or fewer after "let me think" aren't an answer yet
MOST_BACKCHANNELS = 6
INTERRUPTING_WORDS, INTERRUPTING_CHARACTERS = 3, 4


def asks_for_time(text: str, language: str) -> bool:
    """Whether the last sentence asks for time to think."""
    said = visible(text).strip()
    own = lang.of_text(language, said)
    if not own.is_spaced:
        return bool(own.pattern("turn_taking", "hold.asked").search(said))
    before, last = ["", "", *(plain(sentence) for sentence in sentence_texts(said))][-2:]
    if _holds(last, own):
        return True
    # "Give me a minute. I want to get this right."
    return bool(own.pattern("turn_taking", "hold.reason").match(last)) and _holds(before, own)


def _holds(sentence: str, language: Language) -> bool:
    if len(sentence.split()) > LONGEST_HOLD:
        return False
    found = language.pattern("turn_taking", "hold.asked").search(sentence)
    if found is not None:
        return not sentence.endswith("?") or len(lows(sentence[found.end() :])) <= BRIEF_REST
    found = language.pattern("turn_taking", "hold.thinking").search(sentence)
    if found is None:
        wish = find_wish(sentence, language.code, has_earlier=True)
        return wish is not None and wish.name == "minute"
    rest = sentence[found.end() :]
    may_follow = (language.pattern("turn_taking", key) for key in ("hold.rest", "hold.reason"))
    return len(lows(rest)) <= BRIEF_REST or any(pattern.match(rest) for pattern in may_follow)


def closes(text: str, language: str) -> bool:
    """Whether the candidate says that they are done."""
    own = lang.of_text(language, text)
    return bool(own.pattern("turn_taking", "closing.any").search(folded(text, own)))


def is_direct(text: str, language: str) -> bool:
    """Whether the text is a complete answer in a few words: yes or no, or a number, with few words around it."""
    own = lang.of_text(language, text)
    is_short = not own.is_spaced or 0 < len(lows(text)) <= LONGEST_DIRECT
    return is_short and bool(own.pattern("turn_taking", "direct.any").search(folded(text, own)))


def asks_back(text: str, language: str) -> bool:
    """Whether the text ends with a question, or asks to repeat or skip the interviewer's question."""
    said = text.strip()
    if said.endswith(lang.question_marks()):
        return True
    wish = find_wish(said, language, has_earlier=True)
    return wish is not None and wish.name not in ("minute", "nothing-to-add")


def is_backchannel(text: str, language: str) -> bool:
    """Whether the text only shows that the candidate is listening ("Mhm", "okay", "I see"), or is empty."""
    own = lang.of_text(language, text)
    if not own.is_spaced:
        return bool(own.pattern("turn_taking", "backchannel.whole").search(folded(text, own)))
    words = lows(own.pattern("turn_taking", "backchannel.phrases").sub(" ", plain(text)))
    return len(words) <= MOST_BACKCHANNELS and set(words) <= own.words("turn_taking", "backchannel.words")


def interrupts(text: str, language: str) -> bool:
    """Whether the text asks for the floor: three words that aren't backchannels, or a word such as "wait"."""
    if is_backchannel(text, language):
        return False
    own = lang.of_text(language, text)
    if not own.is_spaced:
        is_long = own.count_script(text) >= INTERRUPTING_CHARACTERS
        return is_long or bool(own.pattern("turn_taking", "interrupting.any").search(text))
    words = [word for word in lows(text) if word not in own.words("turn_taking", "backchannel.words")]
    return len(words) >= INTERRUPTING_WORDS or bool(set(words) & own.words("turn_taking", "interrupting.words"))
