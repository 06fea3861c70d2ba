"""Typed rows: each row of a statement becomes a NamedTuple whose fields are named like the statement's columns.

A record declares what its statement returns, so that mypy knows the columns wherever the row goes. Field names are
checked once for each record and list of columns; tests also check the values against the annotations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Executable

from aural.store.database import Connection, Parameters, ResultRow

Record = TypeVar("Record", bound=tuple[object, ...])
_known: set[tuple[type, tuple[str, ...]]] = set()


async def fetch_all(
    connection: Connection, record: type[Record], statement: Executable, parameters: Parameters | None = None
) -> list[Record]:
    """All rows. Raises TypeError if the record's fields aren't the statement's columns, in the same order."""
    return as_records(record, await connection.rows(statement, parameters))


async def fetch_one(
    connection: Connection, record: type[Record], statement: Executable, parameters: Parameters | None = None
) -> Record | None:
    """The first row, or None if there is none. Raises TypeError, like `fetch_all`."""
    row = await connection.row(statement, parameters)
    return None if row is None else as_records(record, [row])[0]


def as_records(record: Any, rows: Sequence[ResultRow]) -> list[Any]:
    """The rows as records. Raises TypeError, like `fetch_all`."""
    if rows and (key := (record, tuple(rows[0]._fields))) not in _known:
        if record._fields != key[1]:
            raise TypeError(f"{record.__name__} has the fields {record._fields}, but the statement gives {key[1]}.")
        _known.add(key)
    return [record._make(row) for row in rows]
