"""An agent reads what a person sees: no invisible characters, except those that a script or an emoji needs."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from aural.mcp.answers import brief, fit
from aural.mcp.unseen import without_unseen

# Category Cf, but drawn: signs around or above the numbers that follow.
DRAWN = {0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
# Not of that category, but ignored in drawing: DerivedCoreProperties, Default_Ignorable_Code_Point.
IGNORED = [
    *(0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x2065, 0x3164, 0xFE00, 0xFE0E, 0xFE0F, 0xFFA0),
    *(0xFFF0, 0xFFF8, 0xE0000, 0xE0002, 0xE001F, 0xE0080, 0xE0100, 0xE01EF, 0xE0FFF),
]


def test_no_invisible_character_is_left_between_latin_characters() -> None:
    formats = [code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cf"]
    controls = [code for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc" and chr(code) not in "\t\n\r"]
    unseen = [chr(code) for code in [*sorted(set(formats) - DRAWN), *IGNORED, *controls]]
    assert len(unseen) > 200
    assert [letter for letter in unseen if without_unseen(f"a{letter}b") != "ab"] == []
    assert [letter for letter in unseen if without_unseen(letter) + without_unseen(f" {letter}") != " "] == []
    assert [code for code in DRAWN if without_unseen(f"a{chr(code)}1") != f"a{chr(code)}1"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Line one\n\tand two\r\n",
        "Zürich, 北京, e\u0301, ₂, “quotes”, ½, no\u00a0break",
        "می\u200cخواهم",  # Persian: two parts of a word, not joined
        "نَ\u200cما",  # after a vowel mark
        "ه\u200d",  # Arabic: the year's sign, as in the middle of a word
        "क्\u200dष क्\u200cष",  # Devanagari: half a character, and a whole one
        "র\u200d্য",  # Bengali
        "ශ්\u200dරී",  # Sinhala
        "ന്\u200d",  # Malayalam
        "ᠮᠣᠩᠭᠣᠯ\u180bᠠ\u180eᠠ",  # Mongolian: a variant, and the vowel that stands apart
        "ភាសា\u200bខ្មែរ",  # Khmer: between two words
        "❤\ufe0f ☎\ufe0e ↔\ufe0f ‼\ufe0f 1\ufe0f\u20e3 #\ufe0f\u20e3",
        "👩\u200d💻 👩🏽\u200d💻 🏳\ufe0f\u200d🌈 ❤\ufe0f\u200d🔥 🧑\u200d🤝\u200d🧑 🙂\u200d↔\ufe0f",
        "👨\u200d👩\u200d👧\u200d👦 🇨🇭 👍🏽",
    ],
)
def test_characters_that_a_script_or_an_emoji_needs_are_kept(text: str) -> None:
    assert without_unseen(text) == text


@pytest.mark.parametrize(
    ("hidden", "seen"),
    [
        ("Hi\U000e0069\U000e0067\U000e006e", "Hi"),
        ("😀\U000e0121\U000e0122\U000e0123", "😀"),  # bytes behind an emoji
        ("👍\ufe0f\ufe0f\ufe01\ufe02", "👍"),
        ("👩\u200d\u200d💻", "👩💻"),
        ("ab\u200c\u200d\u200b\u2060\ufeffcd", "abcd"),  # ones and zeros
        ("1\u200d2 1\ufe0f2 a\ufe0f", "12 12 a"),
        ("می\u200c\u200d\u200cخواهم", "میخواهم"),
        ("می\u200cx", "میx"),
        ("pay\u00adment \u202eevil\u202c \u2066x\u2069", "payment evil x"),
        ("\ufff9word\ufffagloss\ufffb", "wordgloss"),
        ("\u200dक", "क"),
        ("ขา\u200b\u200bว", "ขาว"),
        ("\x1b[31mred\x9b", "[31mred"),
    ],
)
def test_characters_that_could_hide_a_message_are_removed(hidden: str, seen: str) -> None:
    assert without_unseen(hidden) == seen
    assert fit([{"text": [hidden]}]) == [{"text": [seen]}]
    assert brief({"details": [hidden]}) == {"details": [seen]}


def test_long_runs_of_invisible_characters_are_removed() -> None:
    """Each run is examined once, with its surroundings, so a long text costs no more per character."""
    many = "\u0301" * 50_000 + "\u200c" * 50_000
    assert without_unseen(f"{many}ا") == "\u0301" * 50_000 + "ا"
    assert without_unseen("a\u200d" * 50_000) == "a" * 50_000
