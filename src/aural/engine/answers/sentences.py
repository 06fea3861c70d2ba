"""Words and sentences of an answer, in any script. Every pattern here is linear in the length of the text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from aural.lang import Language

LONGEST_READ = 20_000

# Characters that are not seen but break words apart: joiners, direction marks, tags, soft hyphens.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
_DECEIVING = re.compile("[\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
# The flags of England, Scotland and Wales: tags after a black flag, and the only ones that are drawn.
_FLAG = re.compile(
    "\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074"
    "|\U000e0077\U000e006c\U000e0073)\U000e007f"
)
_SPACE = re.compile(r"\s+")
# Signs that belong to the letter before them: vowels of Hindi and Thai, accents that stand alone.
_MARKS = "".join(chr(code) for code in range(0x300, 0xAC00) if unicodedata.category(chr(code)).startswith("M"))
_LETTERS = rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*"
# A number is one word, with the marks inside it: 40,000 and 3.11 are never cut in two.
_WORD = re.compile(rf"{_LETTERS}(?:(?:['\u2019\-]|(?<=\d)[.,:](?=\d)){_LETTERS})*")
# Scripts that write no blanks between words, with the characters that a word has in them.
_UNSPACED = (
    (re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc]"), 3),  # kana
    (re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"), 5),  # Thai, Lao, Burmese, Khmer
)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
# With those of Arabic, Urdu and Hindi.
_SENTENCE_END = re.compile(r"(?<=[.!?\u061f\u06d4\u0964])[\"'\u201d\u2019)\]]?\s+|[\u3002\uff01\uff1f]+|\n+")
_ABBREVIATIONS = ("mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "e.g.", "i.e.", "vs.", "approx.", "no.", "ca.")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text: its lower-case form and where it stands."""

    low: str
    start: int
    end: int


def visible(text: str) -> str:
    """The text as a reader sees it: compatibility forms unified, invisible characters gone, at most 20,000 long."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text[:LONGEST_READ]))


def composed(text: str) -> str:
    """The text with each letter and its accents as one, as most keyboards write them: else equal words would differ."""
    return unicodedata.normalize("NFC", text)


def without_flags(text: str) -> str:
    """The text, as long as before, with blanks for flags that are written with invisible characters."""
    return _FLAG.sub(lambda found: " " * len(found.group()), text)


def has_hidden(text: str) -> bool:
    """Whether invisible characters stand between plain letters, as no keyboard writes them."""
    text = without_flags(text)
    return len(re.findall("[A-Za-z][\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f]", text)) > 3 or bool(
        re.search("[\U000e0020-\U000e007e]{4}", text)
    )


@lru_cache(maxsize=64)
def words_of(text: str) -> tuple[Word, ...]:
    return tuple(Word(m.group().lower().replace("\u2019", "'"), m.start(), m.end()) for m in _WORD.finditer(text))


def lows(text: str) -> list[str]:
    return [w.low for w in words_of(text)]


def plain(text: str) -> str:
    """Lower case, one blank between words, straight apostrophes: what phrase patterns are matched against."""
    return _SPACE.sub(" ", text.lower().replace("\u2019", "'")).strip()


@lru_cache(maxsize=64)
def sentences_of(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence starts and ends."""
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _SENTENCE_END.finditer(text):
        end = found.end() if text[found.start()] in "\u3002\uff01\uff1f" else found.start()
        is_line_end = "\n" in found.group()
        if not is_line_end and text[max(start, end - 8) : end].lower().rsplit(" ", 1)[-1] in _ABBREVIATIONS:
            continue
        spans.append((start, end))
        start = found.end()
    spans.append((start, len(text)))
    return tuple(_trimmed(text, a, b) for a, b in spans if text[a:b].strip())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def sentence_texts(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences_of(text)]


def han_count(text: str) -> int:
    return len(_HAN.findall(text))


def folded(text: str, language: Language) -> str:
    """What the patterns of the language are matched against: `plain` where words have blanks between them."""
    return plain(text) if language.is_spaced else text.strip()


def length_of(text: str) -> int:
    """Words; a Chinese text counts three characters as two words, and other scripts without blanks are estimated."""
    count = (han_count(text) * 2 + 2) // 3
    for script, size in _UNSPACED:
        count += -(-len(script.findall(text)) // size)
    return count + sum(1 for w in words_of(text) if not _is_unspaced(w.low))


def _is_unspaced(word: str) -> bool:
    return not word.isascii() and bool(_HAN.search(word) or any(script.search(word) for script, _ in _UNSPACED))


def joins(character: str) -> bool:
    """Whether it is a part of the sign before it: an accent, a vowel sign, a colour of an emoji or a joiner."""
    is_colour = "\U0001f3fb" <= character <= "\U0001f3ff"
    return is_colour or character == "\u200d" or unicodedata.category(character).startswith("M")


def beginning_of(text: str, length: int) -> str:
    """At most so many characters: up to a whole word, or to a whole sign where words have no blanks between them."""
    if len(text) <= length:
        return text
    blank = next((at for at in range(length, 0, -1) if text[at].isspace()), 0)
    if 2 * blank > length:
        return text[:blank].rstrip()
    while length > 1 and (joins(text[length]) or text[length - 1] == "\u200d"):
        length -= 1
    return text[:length]


def has_unseen(text: str) -> bool:
    """Whether something in it deceives the eye: turned directions, tags, blanks without width. Joiners of Persian and
    Hindi, and marks of direction in Arabic and Hebrew, do not."""
    return bool(_DECEIVING.search(without_flags(text)))
