"""Typed rows: a record is refused if its fields aren't its statement's columns, or if its values have other types."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from sqlalchemy import literal, select

from aural.store.database import Database
from aural.store.records import fetch_all, fetch_one

STATEMENT = select(literal(1).label("number"), literal("one").label("name"))
NOTHING = STATEMENT.where(literal(1) == literal(2))


class Numbered(NamedTuple):
    number: int
    name: str


class Swapped(NamedTuple):
    name: str
    number: int


class Misjudged(NamedTuple):
    number: int | None
    name: bytes


async def test_a_row_becomes_a_record(database: Database) -> None:
    assert await fetch_all(database.read, Numbered, STATEMENT) == [Numbered(1, "one")]
    assert await fetch_one(database.read, Numbered, STATEMENT) == Numbered(1, "one")
    assert await fetch_one(database.read, Numbered, NOTHING) is None
    assert await fetch_all(database.read, Numbered, NOTHING) == []


async def test_fields_that_are_not_the_columns_are_refused(database: Database) -> None:
    with pytest.raises(TypeError, match=r"Swapped has the fields \('name', 'number'\)"):
        await fetch_one(database.read, Swapped, STATEMENT)


async def test_values_of_another_type_are_refused_in_tests(database: Database) -> None:
    with pytest.raises(TypeError, match="name is str"):
        await fetch_one(database.read, Misjudged, STATEMENT)
