"""Bounds every repetition in a pattern, so that the time of a search grows no faster than the text.

Unbounded, `(?:please )*now` would scan the whole rest of "please please please …" again at each word.
"""

from __future__ import annotations

import re
from functools import lru_cache

MOST_SIGNS = 80  # repetitions of one character: in a word, or in the punctuation between two words
MOST_GROUPS = 6  # repetitions of a group: words in a list, words that may come before an order
_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\]){0,200}+\]|\(\?[^)]?|(?P<repeat>(?:[*+]|\{(?P<least>\d{1,5}+),\})(?P<way>[?+]?))"
    r"|(?:\?|\{\d{0,5}+,?\d{0,5}+\})[?+]?|.",
    re.DOTALL,
)


@lru_cache(maxsize=4096)
def bounded(pattern: str) -> str:
    """Limits `*`, `+` and `{n,}` in the pattern to `MOST_SIGNS` repetitions, and to `MOST_GROUPS` after a group."""
    parts: list[str] = []
    before = ""
    for found in _TOKEN.finditer(pattern):
        token = found.group()
        parts.append(_repeat(found, before) if found["repeat"] else token)
        before = token
    return "".join(parts)


def _repeat(found: re.Match[str], before: str) -> str:
    least = int(found["least"]) if found["least"] else int(found.group()[0] == "+")
    most = MOST_GROUPS if before == ")" else MOST_SIGNS
    return f"{{{least},{max(most, least)}}}{found['way']}"
