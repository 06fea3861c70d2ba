"""No text slows a pattern down: for twice the text, no pattern of the package takes much more than twice the time.

The sizes are small here, and patterns whose form can't grow are left out. Slow-looking ones are measured as in `make
bench`, which tries all patterns.
"""

from __future__ import annotations

import re

import pytest

from aural.lang.bounded import bounded
from bench.hostile import can_grow
from bench.patterns import Pattern, find_patterns, screen

SHARES = 2  # each worker finds all patterns for itself


def test_every_pattern_is_found() -> None:
    found, missing = find_patterns()
    assert missing == []
    assert len(found) > 1_000


@pytest.mark.parametrize("share", range(SHARES))
def test_no_pattern_is_slow_on_hostile_text(share: int) -> None:
    found = [pattern for pattern in find_patterns()[0] if can_grow(pattern.compiled)]
    slow = {pattern.where: wrong for pattern in found[share::SHARES] if (wrong := screen(pattern))}
    assert slow == {}


@pytest.mark.parametrize(
    "pattern",
    [
        r"\s*[\r\n]\s*",
        r"(?:a|b|ab)*c",
        r"^(\s*)- ",
    ],
)
def test_a_slow_pattern_is_noticed(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.patterns._MOST_WRONG", 1)  # one text is enough
    one = Pattern("here", re.compile(pattern, re.MULTILINE), frozenset(["finditer"]))
    assert can_grow(one.compiled)
    assert screen(one)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("word|words?", False),
        (r"\ba{2,9} b?", False),
        ("a+", True),
        ("(?:ab{1,3}){1,9}", True),
        ("(?=x{1,4}y)(?:a|b{2,5})", True),
    ],
)
def test_only_an_unbounded_repeat_or_several_repeats_can_make_a_pattern_slow(pattern: str, *, expected: bool) -> None:
    assert can_grow(re.compile(pattern)) is expected


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
def test_each_repeat_gets_a_bound(given: str, expected: str) -> None:
    assert bounded(given) == expected
    assert bounded(expected) == expected
