"""Words and sentences of an answer, in any script. Every pattern here takes time linear in the text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from aural import lang
from aural.lang import Language

LONGEST_READ = 20_000

# Invisible characters that break words apart: joiners, direction marks, tags, soft hyphens.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
_DECEIVING = re.compile("[\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
# The flags of England, Scotland and Wales: tags after a black flag, the only such sequences that are displayed.
_FLAG = re.compile(
    "\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074"
    "|\U000e0077\U000e006c\U000e0073)\U000e007f"
)
_SPACE = re.compile(r"\s+")
# Marks that belong to the character before them: vowels of Hindi and Thai, combining accents.
_MARKS = "".join(chr(code) for code in range(0x300, 0xAC00) if unicodedata.category(chr(code)).startswith("M"))
_LETTERS = rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*"
# A number is one word, with the marks inside it: 40,000 and 3.11 are never cut in two.
_WORD = re.compile(rf"{_LETTERS}(?:(?:['\u2019\-]|(?<=\d)[.,:](?=\d)){_LETTERS})*")
# Scripts without spaces between words, with an estimate of the characters per word.
_UNSPACED = (
    (re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc]"), 3),  # kana
    (re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"), 5),  # Thai, Lao, Burmese, Khmer
)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
# Includes the marks of Arabic, Urdu and Hindi.
_SENTENCE_END = re.compile(r"(?<=[.!?\u061f\u06d4\u0964])[\"'\u201d\u2019)\]]?\s+|[\u3002\uff01\uff1f]+|\n+")
_ABBREVIATIONS = ("mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "e.g.", "i.e.", "vs.", "approx.", "no.", "ca.")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text: its lower-case form and its position."""

    low: str
    start: int
    end: int


def visible(text: str) -> str:
    """The text as a reader sees it: normalized, without invisible characters, and cut to 20,000 characters.

    It is cut again once it is normalized, because a single ligature can become eighteen characters.
    """
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text[:LONGEST_READ])[:LONGEST_READ])


def composed(text: str) -> str:
    """The text with accents composed, as most keyboards write them, so that the same words compare equal."""
    return unicodedata.normalize("NFC", text)


def without_flags(text: str) -> str:
    """Replaces each flag that contains invisible characters with as many spaces as it has characters."""
    return _FLAG.sub(lambda found: " " * len(found.group()), text)


def has_hidden(text: str) -> bool:
    """Whether invisible characters are between Latin characters, where no keyboard puts them."""
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
    """The text for phrase patterns: lower case, one space between words, straight apostrophes."""
    return _SPACE.sub(" ", text.lower().replace("\u2019", "'")).strip()


@lru_cache(maxsize=64)
def sentences_of(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence."""
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


def with_full_stop(text: str, language: str) -> str:
    """The text with a final full stop if it ends without a mark, so that the next sentence isn't joined to it."""
    said, own = text.strip(), lang.find(language)
    is_bare = said.rstrip(")）]")[-1:].isalnum()
    return said + (own.full_stop if own else ".") if is_bare else said


def han_count(text: str) -> int:
    return len(_HAN.findall(text))


def folded(text: str, language: Language) -> str:
    """The text for the language's patterns: `plain` if the language has spaces between words."""
    return plain(text) if language.is_spaced else text.strip()


def length_of(text: str) -> int:
    """The number of words. Three Chinese characters count as two words; other scripts without spaces are estimated."""
    count = (han_count(text) * 2 + 2) // 3
    for script, size in _UNSPACED:
        count += -(-len(script.findall(text)) // size)
    return count + sum(1 for w in words_of(text) if not _is_unspaced(w.low))


def _is_unspaced(word: str) -> bool:
    return not word.isascii() and bool(_HAN.search(word) or any(script.search(word) for script, _ in _UNSPACED))


def joins(character: str) -> bool:
    """Whether the character belongs to the one before it: an accent, a vowel sign, an emoji's skin tone or a joiner."""
    is_skin_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    return is_skin_tone or character == "\u200d" or unicodedata.category(character).startswith("M")


def beginning_of(text: str, length: int) -> str:
    """At most `length` characters, up to a whole word, or to a whole character if the text has few spaces."""
    if len(text) <= length:
        return text
    blank = next((at for at in range(length, 0, -1) if text[at].isspace()), 0)
    if 2 * blank > length:
        return text[:blank].rstrip()
    while length > 1 and (joins(text[length]) or text[length - 1] == "\u200d"):
        length -= 1
    return text[:length]


def has_unseen(text: str) -> bool:
    """Whether the text has characters that deceive the eye: reversed directions, tags, zero-width spaces.

    Joiners of Persian and Hindi, and direction marks in Arabic and Hebrew, don't count.
    """
    return bool(_DECEIVING.search(without_flags(text)))
