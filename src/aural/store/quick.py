"""Short reads with less overhead: a SELECT is compiled once and then runs directly on the driver.

SQLAlchemy's overhead for one execution is several times the cost of a short read (see bench/api.py). So a reading
connection compiles a statement on first use, and keeps the SQL, the order of its parameters and the converters of its
columns' types. Rows are named tuples, which callers use like SQLAlchemy's rows. A statement with an expanding IN still
runs through SQLAlchemy, because its SQL depends on the values.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, Executable, Row, Select
from sqlalchemy.sql.compiler import SQLCompiler

_MOST_KEPT = 500  # statements; Aural has far fewer, all built at import


class Quick:
    """One statement, compiled for one dialect."""

    __slots__ = ("_binds", "_converts", "_needed", "_record", "sql")

    def __init__(self, statement: Select[*tuple[object, ...]], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        columns = list(statement.selected_columns)
        is_known = len(columns) == len(compiled._result_columns)  # False with a text() column: it has no name or type
        if compiled.post_compile_params or compiled.literal_execute_params or not is_known:
            raise NotImplementedError
        self.sql = compiled.string
        fixed, names = compiled.params, compiled.positiontup or []
        self._binds = [(name, fixed.get(name)) for name in names]
        self._needed = {name for name in names if compiled.binds[name].required}
        self._record = namedtuple("Record", [column.key or "" for column in columns], rename=True)  # type: ignore[misc]
        converts = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self._converts = [(index, convert) for index, convert in enumerate(converts) if convert is not None]

    def values(self, given: Any) -> list[object]:
        """The parameters in the order of the SQL. Raises TypeError if one is missing."""
        given = given or {}
        if missing := self._needed.difference(given):
            raise TypeError(f"The statement needs the parameters {sorted(missing)}.")
        return [given.get(name, fixed) for name, fixed in self._binds]

    def rows(self, raw: Sequence[Sequence[object]]) -> Sequence[Row[*tuple[object, ...]]]:
        """Converts the driver's rows to named tuples with Python values."""
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
    """A cache of compiled statements for one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._kept: dict[Executable, Quick | None] = {}

    def find(self, statement: Executable, parameters: object) -> Quick | None:
        """The compiled statement, or None if SQLAlchemy has to execute it."""
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
