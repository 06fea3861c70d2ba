"""Our WordPiece gives the same as the library `tokenizers`: the same pieces of any text, at the same positions."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece as Model
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import BertProcessing

from aural.interviewer.guided.embedding import MOST_PIECES, load_pieces

Pieces = tuple[list[int], list[tuple[int, int]]]
CONVERSATIONS = Path(__file__).parents[1] / "data"
#: Later versions of Unicode give these another category than the library's tables.
MOVED = {"\u166d", "\u1734", "\u1885", "\u1886"}
#: Characters that every version of Unicode since 3.2 has.
KNOWN = [
    character
    for character in map(chr, range(0x110000))
    if unicodedata.ucd_3_2_0.category(character) not in ("Cn", "Cs") and character not in MOVED
]

ours = load_pieces()


def _library() -> Tokenizer:
    numbers = ours.numbers
    library = Tokenizer(Model(numbers, unk_token="[UNK]", max_input_chars_per_word=100))
    library.normalizer = BertNormalizer(lowercase=True)
    library.pre_tokenizer = BertPreTokenizer()
    library.post_processor = BertProcessing(("[SEP]", numbers["[SEP]"]), ("[CLS]", numbers["[CLS]"]))
    library.enable_truncation(MOST_PIECES)
    return library


@pytest.fixture(scope="module")
def library() -> Callable[[str], Pieces]:
    tokenizer = _library()

    def encode(text: str) -> Pieces:
        found = tokenizer.encode(text)
        return found.ids, found.offsets

    return encode


def test_the_pieces_of_each_character_match_those_of_the_library(library: Callable[[str], Pieces]) -> None:
    assert len(KNOWN) > 90_000
    assert [character for character in KNOWN if ours.encode(f"a{character}b") != library(f"a{character}b")] == []


@given(st.lists(st.sampled_from(KNOWN), max_size=400).map("".join))
def test_the_pieces_of_any_text_match_those_of_the_library(library: Callable[[str], Pieces], text: str) -> None:
    assert ours.encode(text) == library(text)


def test_the_pieces_of_conversations_match_those_of_the_library(library: Callable[[str], Pieces]) -> None:
    texts = [
        value
        for path in CONVERSATIONS.rglob("*.jsonl")
        for line in path.read_text().splitlines()
        for value in json.loads(line).values()
        if isinstance(value, str)
    ]
    assert len(texts) > 1000
    assert [text for text in texts if ours.encode(text) != library(text)] == []


@pytest.mark.parametrize(
    "text", ["", " \n", "x" * 101, "Zoë’s naïve café", "word " * 300, "\u0301", "[SEP] ##s [MASK]"]
)
def test_the_pieces_of_texts_at_the_limits_match_those_of_the_library(
    library: Callable[[str], Pieces], text: str
) -> None:
    assert ours.encode(text) == library(text)
