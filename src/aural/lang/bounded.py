"""Bounds every repeat in a pattern, so that the time of a search grows no faster than the text.

Unbounded, `(?:please )*now` scans the whole rest of "please please please …" again at each word.
"""

from __future__ import annotations

import re
from functools import lru_cache

MOST_SIGNS = 80  # repeats of one character: of a word, or of the marks between two words
MOST_GROUPS = 6  # repeats of a group: words of a list, words that may come before an order
_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\]){0,200}+\]|\(\?[^)]?|(?P<repeat>(?:[*+]|\{(?P<least>\d{1,5}+),\})(?P<way>[?+]?))"
    r"|(?:\?|\{\d{0,5}+,?\d{0,5}+\})[?+]?|.",
    re.DOTALL,
)


@lru_cache(maxsize=4096)
def bounded(pattern: str) -> str:
    """The pattern with `*`, `+` and `{n,}` replaced by at most `MOST_SIGNS` repeats, `MOST_GROUPS` for groups."""
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
