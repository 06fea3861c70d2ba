"""SQL that SQLAlchemy Core lacks: upserts, which have the same syntax in both databases, a search in bytes, and a time
that only grows.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Case, ColumnElement, Table, case
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


def upsert(table: Table) -> postgresql.Insert:
    """An INSERT with `on_conflict_do_nothing` and `on_conflict_do_update`, which SQLite's compiler supports, too."""
    return postgresql.insert(table)


def later(column: ColumnElement[int], now: ColumnElement[int] | int) -> Case[int]:
    """`now`, but at least a millisecond after the column's value: an ETag made from the result never repeats."""
    return case((column >= now, column + 1), else_=now)


class holds_bytes(FunctionElement[bool]):  # noqa: N801 - used like an SQL function
    """Whether the first value (bytes) contains the second one."""

    type = Boolean()
    inherit_cache = True


@compiles(holds_bytes, "sqlite")
def _on_sqlite(element: holds_bytes, compiler: SQLCompiler, **more: object) -> str:
    return f"instr({compiler.process(element.clauses, **more)}) > 0"


@compiles(holds_bytes, "postgresql")
def _on_postgres(element: holds_bytes, compiler: SQLCompiler, **more: object) -> str:
    whole, part = (compiler.process(clause, **more) for clause in element.clauses)
    return f"position({part} in {whole}) > 0"
