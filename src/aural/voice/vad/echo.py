"""Removes the interviewer's echo from a transcript, so that it is neither an answer nor an interruption. Pure."""

from __future__ import annotations

import re
from difflib import SequenceMatcher, get_close_matches

from aural.engine.answers.sentences import lows, visible

ALIKE = 0.75  # the similarity, by difflib, at which two words match: STT engines transcribe echoes badly
DISTINCT_LETTERS = 5  # a single matching word this long is hardly chance
RUN_WORDS, RUN_CHARACTERS = 2, 2  # nor are this many in the same order
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


def without_echo(heard: str, spoken: str) -> str:
    """The words of `heard`, in lower case, without those that match the interviewer's words, `spoken`, in order."""
    words, said = _tokens(heard), _tokens(spoken)
    alike = [_closest(word, said) for word in words]
    kept = list(words)
    for block in SequenceMatcher(None, alike, said, autojunk=False).get_matching_blocks():
        if _is_run(words[block.a : block.a + block.size]):
            kept[block.a : block.a + block.size] = [""] * block.size
    return " ".join(word for word in kept if word)


def _tokens(text: str) -> list[str]:
    """The text's words. Each Chinese character counts as a word."""
    return lows(_HAN.sub(lambda found: f" {found.group()} ", visible(text)))


def _closest(word: str, said: list[str]) -> str:
    if word in said or len(word) < 3:
        return word
    return next(iter(get_close_matches(word, said, n=1, cutoff=ALIKE)), word)


def _is_run(words: list[str]) -> bool:
    if not words:
        return False
    is_han = all(_HAN.match(word) for word in words)
    if len(words) >= (RUN_CHARACTERS if is_han else RUN_WORDS):
        return True
    return any(len(word) >= DISTINCT_LETTERS for word in words)
