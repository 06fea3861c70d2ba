"""Numbers in Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

_DIGITS = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TEN_THOUSAND = 10_000
_UNITS = {"十": 10, "百": 100, "千": 1_000, "万": _TEN_THOUSAND}
_SIGNS = "零〇一二两三四五六七八九十百千万"
_NUMBER = re.compile(f"[{_SIGNS}]+")
_MOST_SIGNS = 20  # a longer run isn't a number that people say
_NO_NUMBER = re.compile(rf"[百千万](?=分之)|七八(?=糟)|(?<![{_SIGNS}])(?:万一|一一|一五一十|千千万万)(?![{_SIGNS}])")
_WITH_UNIT = re.compile(r"(?<![\d.,])(\d{1,9}(?:\.\d{1,4})?)([十百千万]{1,2})")
# A single character is more often part of a word (一起, 十分): it is a number only before a measure word.
_CLAIM = re.compile(
    rf"(?<=分之)[{_SIGNS}]+|(?<![\d.{_SIGNS}])[{_SIGNS}]{{2,}}"
    rf"|(?<![\d.几数上成{_SIGNS}])[十百千万](?=个|人|名|位|家|项|次|倍|年|天|小时|分钟|秒|元)"
)


def said(text: str) -> frozenset[str]:
    """Finds numbers such as 三百二十, which reports in other languages write in digits. 三万 may also be 3万."""
    runs = _NUMBER.findall(_NO_NUMBER.sub(" ", text))
    mixed = (int(Decimal(number) * _value(unit)) for number, unit in _WITH_UNIT.findall(text))
    return _values(runs) | _values(run.rstrip("千万") for run in runs) | frozenset(map(str, mixed))


def claimed(text: str) -> frozenset[str]:
    return _values(_CLAIM.findall(_NO_NUMBER.sub(" ", text)))


def _values(runs: Iterable[str]) -> frozenset[str]:
    return frozenset(str(_value(run)) for run in runs if 0 < len(run) <= _MOST_SIGNS)


def _value(text: str) -> int:
    if not any(sign in _UNITS for sign in text):  # read digit by digit, like a year
        return int("".join(str(_DIGITS[sign]) for sign in text))
    total = part = digit = 0
    for sign in text:
        unit = _UNITS.get(sign)
        if unit is None:
            digit = _DIGITS[sign]
        elif unit == _TEN_THOUSAND:
            total, part, digit = (total + part + digit or 1) * unit, 0, 0
        else:
            part, digit = part + (digit or 1) * unit, 0
    return total + part + digit


def in_words(number: int) -> str:
    """The number in digits, as is usual in Chinese."""
    return str(number)
