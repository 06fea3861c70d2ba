"""Whole short messages with a plain meaning, read before a classifier, which is unsure about so few words."""

from __future__ import annotations

import re
from typing import Literal

from aural import lang
from aural.engine.answers.requests import LONGEST_STATEMENT, PART, find_question_number
from aural.engine.answers.sentences import length_of, plain, visible

LONGEST_READ = 400  # characters
LONGEST_LATER = 16  # words
LONGEST_CORRECTION = 40
_KEYWORD = re.compile(
    r"^[ \t]{0,80}(?:def|class|function|func|fn|public|private|static|const|let|var|import|from|if|for|while)\b",
    re.MULTILINE,
)
_RETURN = re.compile(r"\breturn\b")
_OPERATOR = re.compile(r"[\w\])] ?(?:[-+*/|&]?=|==|:=|=>|->|<=|!=) ?[\w(\[\"'{-]")
_LINE_END = re.compile(r"[{};][ \t]{0,20}$", re.MULTILINE)
_ARGUMENTS = re.compile(r"\w\([^()\n]{0,80}\)")
_QUERY = re.compile(
    r"^ {0,80}(?:SELECT|INSERT|UPDATE|DELETE|CREATE) [^\n]{0,200}\b(?:FROM|INTO|SET|TABLE)\b", re.MULTILINE
)
_MEMBER = re.compile(r"\w\.\w{1,60}\(|\w->\w|\w\[\w")
_CODE_SIGNS = (_KEYWORD, _RETURN, _OPERATOR, _LINE_END, _ARGUMENTS, _QUERY, _MEMBER)
_CALL = re.compile(r"[\w.]{1,60}\([^\n]{0,200}\)[; \n]{0,9}")
_NO_WORDS = re.compile(r"[.\u2026\u3002\s]+")


def opening_of(answer: str, *, has_earlier: bool = False) -> Literal["hello", "thinking"] | None:
    """Whether a message only greets, thanks, is ready or is back; or only has the sounds of a person who thinks.

    `has_earlier`: whether the candidate has answered before, so that thanks alone end the answer.
    """
    said = plain(visible(answer[:LONGEST_READ]))
    if _NO_WORDS.fullmatch(said):
        return "thinking"
    if length_of(said) > LONGEST_STATEMENT or ("?" in said and "how" not in said):
        return None
    parts = [part for part in (found.strip() for found in PART.split(said)) if part]
    if not parts:
        return None
    if all(_match("hello.thinking", part) for part in parts):
        return "thinking"
    signs = [_match("hello.signs", part) or (not has_earlier and _match("hello.thanks", part)) for part in parts]
    rest = [part for part, is_sign in zip(parts, signs, strict=True) if not is_sign]
    small = all(_match("hello.fillers", part) or _match("hello.thinking", part) for part in rest)
    return "hello" if any(signs) and small else None


def puts_off(answer: str) -> bool:
    """Whether a whole message asks to answer the open question later: "Can we come back to that later?"."""
    said = plain(visible(answer[:LONGEST_READ]))
    return length_of(said) <= LONGEST_LATER and _has("later.all", said)


def asks_how_to_answer(answer: str) -> bool:
    """Whether a short question is about how to answer: "Any size?", "Can I describe it in words?"."""
    said = plain(visible(answer[:LONGEST_READ]))
    return length_of(said) <= LONGEST_LATER and _has("how.all", said)


def number_corrected(answer: str) -> int | None:
    """The number of the question whose answer a message changes, if the message also says to what."""
    said = plain(visible(answer[:LONGEST_READ]))
    if length_of(said) > LONGEST_CORRECTION or not _has("number.changing", said):
        return None
    has_content = _has("number.content", said)
    return find_question_number(answer) if has_content else None


def looks_like_code(answer: str) -> bool:
    """Whether words typed as an answer are code: two kinds of signs of it, or a single call."""
    text = answer[: 10 * LONGEST_READ]
    return bool(_CALL.fullmatch(text)) or sum(1 for sign in _CODE_SIGNS if sign.search(text)) >= 2


def _match(key: str, part: str) -> bool:
    return lang.every_pattern("plain_requests", key).fullmatch(part) is not None


def _has(key: str, said: str) -> bool:
    return lang.every_pattern("plain_requests", key).search(said) is not None
