"""Paraphrases a question without adding a word: "How do you plan?" becomes "how you plan"."""

from __future__ import annotations

import re

_LONGEST = 24  # words

_ABOUT = re.compile(
    r"^(?:please )?(?:tell (?:me|us)(?: more)? about|describe(?: to (?:me|us))?|(?:walk|take|talk) (?:me|us) through|"
    r"talk about|give (?:me|us)|share(?: with (?:me|us))?|think of|name|outline|sketch|explain(?: to (?:me|us))?|"
    r"tell (?:me|us)) (.{3,})$",
    re.IGNORECASE,
)
_WH_AUX = re.compile(
    r"^((?:how|what|which|when|where|why|who)\b.{0,80}?) (do|would|can|could|will|should|have|are|were) you (.{2,})$",
    re.IGNORECASE,
)
_WH_IS = re.compile(r"^(what|who|where) (is|are|was|were) ((?:the|your|a|an) .{2,})$", re.IGNORECASE)


def in_other_words(question: str) -> str | None:
    """A noun phrase or indirect question with the same meaning; None if no rule is safe."""
    text = " ".join(question.split()).rstrip(" .?!")
    if not text or len(text.split()) > _LONGEST or re.search(r"[.?!;:\"\u201c\u201d{}<>]", text):
        return None
    for rule in (_from_request, _from_you_question, _from_is_question):
        found = rule(text)
        if found:
            return found
    return None


def _from_request(text: str) -> str | None:
    found = _ABOUT.match(text)
    return found.group(1) if found else None


def _from_you_question(text: str) -> str | None:
    found = _WH_AUX.match(text)
    if not found:
        return None
    head, aux, rest = found.groups()
    return f"{_lowered(head)} you {rest}" if aux.lower() == "do" else f"{_lowered(head)} you {aux.lower()} {rest}"


def _from_is_question(text: str) -> str | None:
    found = _WH_IS.match(text)
    if not found or re.search(r"\b(?:and|or|but)\b|,", found.group(3)):
        return None
    return f"{_lowered(found.group(1))} {found.group(3)} {found.group(2).lower()}"


def _lowered(head: str) -> str:
    return head[0].lower() + head[1:]
