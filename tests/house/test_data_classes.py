"""docs/security.md assigns each table of the database to one class of data, and says what protects it (ASVS 14.1)."""

from __future__ import annotations

import re

from aural.store import schema
from tests.house.test_security_tables import list_rows

CLASSES = [row for row in list_rows("## Classes of data") if row[0] != "class"]
NAMED = re.compile(r"`(\w+)`")


def test_each_table_is_in_exactly_one_class() -> None:
    named = [table for row in CLASSES for table in NAMED.findall(row[2])]
    assert sorted(named) == sorted(schema.metadata.tables)


def test_each_class_of_data_describes_its_protection() -> None:
    assert len(CLASSES) == 5
    assert [row[0] for row in CLASSES if len(row) != 3 or len(row[1].split()) < 8] == []
