"""Short reads without the machinery: a SELECT that is built once is compiled once, then goes straight to the driver.

What SQLAlchemy does around an execution costs several times what a short read costs (see bench/api.py). So a reading
connection compiles a statement at its first use and keeps the SQL, the order of its parameters and what its columns'
types do with values. Rows are named tuples: they are used like SQLAlchemy's. An expanding IN has no SQL of its own
before its values are known, and takes the long way.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, Executable, Row, Select

_MOST_KEPT = 500  # statements; those of the product are far fewer, and all are built at import
_Convert = Callable[[Any], Any]


class Quick:
    """One statement, compiled for one dialect."""

    __slots__ = ("_binds", "_converts", "_record", "sql")

    def __init__(self, statement: Select[Any], dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        columns = list(statement.selected_columns)
        is_known = len(columns) == len(compiled._result_columns)  # a text among the columns has no name and no type
        if compiled.post_compile_params or compiled.literal_execute_params or not is_known:
            raise NotImplementedError
        self.sql: str = compiled.string
        fixed = compiled.params
        self._binds = [(name, fixed.get(name)) for name in compiled.positiontup]
        self._record = namedtuple("Record", [column.key or "" for column in columns], rename=True)  # type: ignore[misc]
        converts = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self._converts = [(index, convert) for index, convert in enumerate(converts) if convert is not None]

    def values(self, given: Any) -> list[Any]:
        """The parameters in the order of the SQL."""
        given = given or {}
        return [given.get(name, fixed) for name, fixed in self._binds]

    def rows(self, raw: Sequence[Sequence[Any]]) -> Sequence[Row[Any]]:
        """The driver's rows with Python's values."""
        make: Any = self._record._make  # type: ignore[attr-defined]
        if not self._converts:
            return [make(row) for row in raw]
        rows = []
        for row in raw:
            values = list(row)
            for index, convert in self._converts:
                values[index] = convert(values[index])
            rows.append(make(values))
        return rows


class QuickStatements:
    """The compiled statements of one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._kept: dict[Executable, Quick | None] = {}

    def find(self, statement: Executable, parameters: object) -> Quick | None:
        """The compiled statement; None where it must go the long way."""
        if parameters is not None and not isinstance(parameters, Mapping):
            return None
        if statement not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[statement] = self._compile(statement)
        return self._kept[statement]

    def _compile(self, statement: Executable) -> Quick | None:
        if not isinstance(statement, Select):
            return None
        try:
            return Quick(statement, self._dialect)
        except NotImplementedError:
            return None
