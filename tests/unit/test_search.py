"""Searching lists for words: without regard to case and accents, and the same on both databases."""

from __future__ import annotations

import random
import re
from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy import Text, bindparam, select, type_coerce

from aural.platform.spelling import _spellings, fold, search_pattern
from aural.store.database import Database, open_database
from aural.store.listing import has_words, word_keys

_SEARCH = select(has_words(type_coerce(bindparam("text"), Text())).label("is_found"))


async def is_found(database: Database, words: str, text: str | None) -> bool:
    row = await database.read.row(_SEARCH, {"text": text, **word_keys(words)})
    assert row is not None
    return bool(row.is_found)


FOUND = [
    ("Jose", "José García"),
    ("garcia", "José García"),
    ("José", "Jose Garcia"),
    ("JOSÉ", "josé"),
    ("muller", "Müller"),
    ("MÜLLER", "Muller"),
    ("lodz", "Łódź"),
    ("Łódź", "ŁÓDŹ"),
    ("soren", "Søren"),
    ("istanbul", "İstanbul"),
    ("ISTANBUL", "ıstanbul"),
    ("strasse", "Große Straße 3"),
    ("STRAẞE", "Strasse"),
    ("aesir", "Æsir"),
    ("stras", "Große Straße 3"),
    ("gros", "Große Straße 3"),
    ("see", "Schlußsee"),
    ("schlussszene", "Schlusßzene"),
    ("a", "Æsir"),
    ("co", "Cœur"),
    ("hor", "Þór"),
    ("nguyen van", "Nguyễn Văn Anh"),
    ("e\u0301", "José"),
    ("José", "Jose\u0301"),
    ("семен", "Семён"),
    ("ΝΙΚΟΣ", "Νίκος"),
    ("王芳", "王芳"),
    ("芳", "王芳 (Fang)"),
    ("FANG", "王芳 (Fang)"),
    ("Ｆａｎｇ", "Fang"),
    ("가", "가영"),
    ("100%_\\", "José 100%_\\"),
    (".*+?[(^$|{", "é .*+?[(^$|{"),
    ("😀", "Zoë 😀"),
]
NOT_FOUND = [
    *(("jose", "Jo se"), ("muller", "Mueller"), ("王", "芳"), ("%", "José"), ("_", "José"), (".", "é"), ("か", "が")),
    *(("a", None), ("\u0301", "Jose"), ("\u0301", "José"), ("\u0301\u0308", "Jose\u0301")),
]


@pytest.fixture
async def encoded(postgres_url: str, encoding: str) -> AsyncIterator[Database]:
    """A database on PostgreSQL in this encoding."""
    head, mark, query = postgres_url.partition("?")
    name = f"{head.rpartition('/')[2]}_{encoding.lower()}"
    admin = await asyncpg.connect(postgres_url)
    await admin.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING '{encoding}' LOCALE 'C'")
    opened = open_database(f"{head.rpartition('/')[0]}/{name}{mark}{query}")
    yield opened
    await opened.close()
    await admin.execute(f'DROP DATABASE "{name}"')
    await admin.close()


async def test_words_are_found_in_any_case_and_with_or_without_accents(database: Database) -> None:
    assert [(words, text) for words, text in FOUND if not await is_found(database, words, text)] == []
    assert [(words, text) for words, text in NOT_FOUND if await is_found(database, words, text)] == []


async def test_both_databases_find_each_character_in_all_of_its_spellings(database: Database) -> None:
    for folded, letters in _spellings().items():
        assert await is_found(database, folded, f"é{letters}é")
        for letter in letters:
            assert fold(letter) == folded
            assert await is_found(database, letter, f"é {folded}"), letter
            assert await is_found(database, folded, f"é {letter}"), letter


def test_the_expression_finds_what_the_folded_text_contains() -> None:
    drawn = random.Random(6)
    differing = []
    for _ in range(2_000):
        text = "".join(drawn.choices("sSſßẞšaæáeœoþthnŉʼjǌ \u0301", k=drawn.randint(1, 12)))
        folded = fold(text) or ""
        part = folded[drawn.randrange(len(folded) + 1) :][: drawn.randint(1, 6)]
        for words in (part, "".join(drawn.sample(part, len(part)))):
            # The expression doesn't contain all spellings of longer runs, so that it stays short.
            if words and "sssss" not in words and (words in folded) != bool(re.search(search_pattern(words), text)):
                differing.append((words, text))
    assert differing == []


@pytest.mark.parametrize(("encoding", "folds"), [("LATIN1", True), ("SQL_ASCII", False)])
async def test_a_database_of_another_encoding_is_searched_without_an_error(encoded: Database, folds: bool) -> None:
    assert await is_found(encoded, "José", "Aña José")
    assert await is_found(encoded, "Łódź 王", "Aña José") is False
    assert await is_found(encoded, "jose", "Aña José") is folds
