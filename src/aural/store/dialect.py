"""SQL that SQLAlchemy Core lacks: upserts, which both databases write the same way, and a search in bytes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


def upsert(table: Table) -> Any:
    """An INSERT that takes `on_conflict_do_nothing` and `on_conflict_do_update`: SQLite's compiler knows them too."""
    return postgresql.insert(table)


class holds_bytes(FunctionElement[bool]):  # noqa: N801 - used like a function of SQL
    """Whether the first value (bytes) contains the second one."""

    type = Boolean()
    inherit_cache = True


@compiles(holds_bytes, "sqlite")
def _on_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    return f"instr({compiler.process(element.clauses, **more)}) > 0"


@compiles(holds_bytes, "postgresql")
def _on_postgres(element: Any, compiler: Any, **more: Any) -> str:
    whole, part = (compiler.process(clause, **more) for clause in element.clauses)
    return f"position({part} in {whole}) > 0"
