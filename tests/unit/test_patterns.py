"""No text holds a pattern up: for twice the text, no pattern of the package takes much more than twice the time.

The sizes here are small, so that all patterns are tried in a minute; what looks slow is measured as `make bench` does.
"""

from __future__ import annotations

import re

import pytest

from aural.lang.bounded import bounded
from bench.patterns import Pattern, check, find_patterns, screen

SHARES = 8


def test_every_pattern_is_found() -> None:
    found, missing = find_patterns()
    assert missing == []
    assert len(found) > 1_000


@pytest.mark.parametrize("share", range(SHARES))
def test_no_pattern_is_slow_on_hostile_text(share: int) -> None:
    found, _ = find_patterns()
    slow = {pattern.where: wrong for pattern in found[share::SHARES] if (wrong := screen(pattern))}
    assert slow == {}


@pytest.mark.parametrize(
    "pattern",
    [
        r"\s*[\r\n]\s*",
        r"\w+@\w+\.",
        r"(?:please )*now",
        r"(?:a|b|ab)*c",
        r"“[^”]*”",
        r"^(\s*)- ",
    ],
)
def test_a_slow_pattern_is_noticed(pattern: str) -> None:
    one = Pattern("here", re.compile(pattern, re.MULTILINE), frozenset(["finditer"]))
    assert screen(one)
    assert check(one)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (r"a*b+?c", r"a{0,80}b{1,80}?c"),
        (r"(?:x|y)*+z?+", r"(?:x|y){0,6}+z?+"),
        (r"[*+]+\*\++", r"[*+]{1,80}\*\+{1,80}"),
        (r"[]x]*[^]y]+", r"[]x]{0,80}[^]y]{1,80}"),
        (r"\d{3,}\d{2,4}\d{7}", r"\d{3,80}\d{2,4}\d{7}"),
        (r"(?=a)b(?P<n>c)(?(n)d|e)", r"(?=a)b(?P<n>c)(?(n)d|e)"),
    ],
)
def test_each_repeat_gets_an_end(given: str, expected: str) -> None:
    assert bounded(given) == expected
    assert bounded(expected) == expected
