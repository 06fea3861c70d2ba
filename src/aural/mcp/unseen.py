"""Removes invisible characters. A model still reads them, so a text could give it instructions that no person sees."""

from __future__ import annotations

import re
import unicodedata

# Unicode's Default_Ignorable_Code_Point, the rest of category Cf except signs that are drawn around or above numbers
# (Prepended_Concatenation_Mark), and controls other than tab and line ends.
_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad"
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "]+"
)
_NON_JOINER, _JOINER, _SPACE = "\u200c", "\u200d", "\u200b"
_PRESENTATIONS = ("\ufe0e", "\ufe0f")  # as text, as an emoji
_KEYCAP = "\u20e3"
_TONES = range(0x1F3FB, 0x1F400)  # skin tones of emoji
_VIRAMA = 9  # the combining class of signs that join consonants
_ARABIC_AND_ALIKE = ("AL", "R")  # joined characters that run from right to left
_UNSPACED = ("THAI", "LAO", "KHMER", "MYANMAR")


def without_unseen(text: str) -> str:
    """The text as a person sees it. A character that joins others or forms an emoji stays where it is needed."""
    return _UNSEEN.sub(_needed, text)


def _needed(run: re.Match[str]) -> str:
    text, unseen = run.string, run[0]
    start = run.start()
    if start == 0 or len(unseen) > 2:
        return ""
    before, after = text[start - 1], text[run.end() : run.end() + 1]
    if unseen[0] in _PRESENTATIONS:
        rest = unseen[1:]
        is_shown = _is_picture(before) or (before in "0123456789#*" and after == _KEYCAP)
        is_whole = not rest or (rest == _JOINER and _is_picture(after))
        return unseen if is_shown and is_whole else ""
    return unseen if len(unseen) == 1 and _joins(text, start, unseen, after) else ""


def _joins(text: str, start: int, unseen: str, after: str) -> bool:
    """Whether the script needs this one character here, between `text` up to `start` and `after`."""
    before = text[start - 1]
    if unseen == _SPACE:  # between words of scripts that are written without spaces
        return _script(before) in _UNSPACED and _script(after) in _UNSPACED
    if unseen not in (_JOINER, _NON_JOINER):
        return "\u180b" <= unseen <= "\u180f" and _script(before) == "MONGOLIAN"
    if _VIRAMA in (unicodedata.combining(before), unicodedata.combining(after or " ")):
        return True
    if unseen == _JOINER and _is_picture(before) and _is_picture(after):
        return True
    return _is_cursive(_base(text, start)) and (unseen == _JOINER or _is_cursive(after))


def _base(text: str, end: int) -> str:
    """The last character before `end` that isn't a mark on another one."""
    while end and unicodedata.category(text[end - 1]) == "Mn":
        end -= 1
    return text[end - 1] if end else ""


def _is_cursive(letter: str) -> bool:
    if letter == "":
        return False
    return unicodedata.bidirectional(letter) in _ARABIC_AND_ALIKE or _script(letter) in ("MONGOLIAN", "PHAGS-PA")


def _is_picture(letter: str) -> bool:
    """Whether this is or may become an emoji. Also True for other symbols, which Python's data can't tell apart."""
    if letter == "":
        return False
    category = unicodedata.category(letter)
    is_symbol = category == "So" or (category == "Sm" and letter >= "\u2190")
    return is_symbol or letter in "‼⁉〰〽" or ord(letter) in _TONES


def _script(letter: str) -> str:
    """The first word of the character's name, which is its script."""
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""
