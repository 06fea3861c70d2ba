"""Cuts text into the pieces that the sentence model knows: uncased WordPiece, as BERT defines it.

Devlin et al., BERT, 2018; https://github.com/google-research/bert/blob/master/tokenization.py. The library `tokenizers`
returns the same pieces and places, as a test shows, but it would also install a client for a model hub.
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

Piece = tuple[int, tuple[int, int]]  # the number in the vocabulary, and the start and end in the text

_MOST_CHARACTERS = 100  # in a word; a longer word is unknown
_CHINESE = (
    *((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF)),
    *((0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF), (0x2F800, 0x2FA1F)),
)


class WordPiece:
    """`vocabulary`: the pieces in the order of their numbers. `most`: the maximum per text, including end marks."""

    def __init__(self, vocabulary: Sequence[str], most: int) -> None:
        self.numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._longest = max(map(len, vocabulary))
        self._most = most

    def encode(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """The numbers of the pieces and their places in the text, between `[CLS]` and `[SEP]`."""
        pieces: list[Piece] = [(self.numbers["[CLS]"], (0, 0))]
        for word, places in _words_of(text):
            pieces += self._cut(word, places)
            if len(pieces) >= self._most:
                break
        pieces[self._most - 1 :] = [(self.numbers["[SEP]"], (0, 0))]
        return [number for number, _ in pieces], [place for _, place in pieces]

    def _cut(self, word: str, places: list[int]) -> list[Piece]:
        """The longest pieces from left to right; `[UNK]` for a word that can't be cut."""
        unknown = [(self.numbers["[UNK]"], (places[0], places[-1] + 1))]
        if len(word) > _MOST_CHARACTERS:
            return unknown
        pieces: list[Piece] = []
        start = 0
        while start < len(word):
            found = self._longest_at(word, start)
            if found is None:
                return unknown
            number, end = found
            pieces.append((number, (places[start], places[end - 1] + 1)))
            start = end
        return pieces

    def _longest_at(self, word: str, start: int) -> tuple[int, int] | None:
        before = "##" if start else ""
        for end in range(min(len(word), start + self._longest), start, -1):
            number = self.numbers.get(before + word[start:end])
            if number is not None:
                return number, end
        return None


def _words_of(text: str) -> Iterator[tuple[str, list[int]]]:
    """Yields each word with the place in the text of each of its characters."""
    word: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in _normalize(character):
            if part != " ":
                word.append(part)
                places.append(place)
            elif word:
                yield "".join(word), places
                word, places = [], []
    if word:
        yield "".join(word), places


@lru_cache(maxsize=8192)
def _normalize(character: str) -> str:
    """The character in lower case without accents, between spaces if it is a word; empty for a control character."""
    category = unicodedata.category(character)
    if character in "\t\n\r" or category[0] == "Z":
        return " "
    if category in ("Cc", "Cf", "Co", "Cs") or character == "\ufffd":
        return ""
    parts = [part for part in unicodedata.normalize("NFD", character) if unicodedata.category(part) != "Mn"]
    small = "".join(f" {part} " if _is_punctuation(part) else part.lower() for part in parts)
    return f" {small} " if any(first <= ord(character) <= last for first, last in _CHINESE) else small


def _is_punctuation(character: str) -> bool:
    return character in string.punctuation or unicodedata.category(character)[0] == "P"
