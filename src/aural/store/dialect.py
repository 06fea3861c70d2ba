"""SQL that SQLAlchemy Core lacks: upserts, which have the same syntax in both databases, searches in bytes and in text,
the size of a text, and a time that only grows.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Case, ColumnElement, Table, case
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


class size_bytes(FunctionElement[int]):  # noqa: N801 - used like an SQL function
    """The bytes of a value as text in UTF-8; 0 if it is null."""

    type = BigInteger()
    inherit_cache = True


@compiles(size_bytes, "sqlite")
def _size_on_sqlite(element: size_bytes, compiler: SQLCompiler, **more: object) -> str:
    return f"coalesce(length(CAST({compiler.process(element.clauses, **more)} AS BLOB)), 0)"


@compiles(size_bytes, "postgresql")
def _size_on_postgres(element: size_bytes, compiler: SQLCompiler, **more: object) -> str:
    return f"coalesce(octet_length(CAST({compiler.process(element.clauses, **more)} AS TEXT)), 0)"


class has_text(FunctionElement[bool]):  # noqa: N801 - used like an SQL function
    """Whether a text contains another one, without regard to case and accents (store/listing.py).

    Its values: the text, a LIKE pattern for texts in ASCII, and for all others what SQLite searches in the folded text
    and the regular expression that PostgreSQL searches. They cost up to ten times as much as LIKE.
    """

    type = Boolean()
    inherit_cache = True


@compiles(has_text, "sqlite")
def _has_text_on_sqlite(element: has_text, compiler: SQLCompiler, **more: object) -> str:
    # LIKE ignores the case of ASCII, so lower() would only cost time.
    text, like, folded = (compiler.process(list(element.clauses)[at], **more) for at in (0, 1, 2))
    is_ascii = f"length(CAST({text} AS BLOB)) = length({text})"
    return f"CASE WHEN {is_ascii} THEN {text} LIKE {like} ESCAPE '\\' ELSE instr(folded({text}), {folded}) > 0 END"


@compiles(has_text, "postgresql")
def _has_text_on_postgres(element: has_text, compiler: SQLCompiler, **more: object) -> str:
    text, like, pattern = (compiler.process(list(element.clauses)[at], **more) for at in (0, 1, 3))
    # In encodings of one byte, all texts have as many bytes as characters.
    is_ascii = f"octet_length({text}) = char_length({text}) AND getdatabaseencoding() = 'UTF8'"
    return f"CASE WHEN {is_ascii} THEN lower({text}) LIKE {like} ESCAPE '\\' ELSE {text} ~ {pattern} END"
