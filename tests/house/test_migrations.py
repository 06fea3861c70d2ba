"""Migrations only add: while hosts are upgraded one after the other, the previous version runs on the same tables."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from aural.store.migrations import FOLDER, HEAD, VERSIONS

ADDING = {"create_table", "create_index", "add_column", "execute", "bulk_insert", "get_bind"}
TAKING = ("DROP ", "RENAME ", "SET NOT NULL", " TYPE ")


def takes_away(text: str) -> Iterator[str]:
    """The operations of a migration that the previous version may not survive."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="op"), attr=name)) if name not in ADDING:
                yield f"op.{name}"
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="op"), attr="add_column"),
                args=[_, ast.Call(args=[column, *_], keywords=given)],
            ) if _is_demanding({word.arg: ast.unparse(word.value) for word in given}):
                yield f"{ast.unparse(column)} must be filled"
            case ast.Constant(value=str(words)):
                yield from (part for part in TAKING if part in words.upper())


def _is_demanding(given: dict[str | None, str]) -> bool:
    """Whether a column is added to existing rows that the previous version does not fill."""
    return given.get("nullable") == "False" and "server_default" not in given


@pytest.mark.parametrize("path", sorted(set(VERSIONS[-1].glob("*.py"))), ids=lambda path: path.stem)
def test_a_migration_only_adds(path: Path) -> None:
    assert list(takes_away(path.read_text())) == []


def test_migrations_are_numbered_in_order() -> None:
    """File names show when a migration runs. The revision ids, which databases store, never change."""
    revisions = list(ScriptDirectory(str(FOLDER), version_locations=list(map(str, VERSIONS))).walk_revisions())[::-1]
    assert [Path(revision.path).name for revision in revisions] == [
        f"{number:04}_{revision.revision}.py" for number, revision in enumerate(revisions, 1)
    ]
    assert revisions[-1].revision == HEAD


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('op.drop_column("a", "b")', ["op.drop_column"]),
        ('op.execute("alter table a rename to b")', ["RENAME "]),
        ('op.add_column("a", sa.Column("b", sa.Text(), nullable=False))', ["'b' must be filled"]),
        ('op.add_column("a", sa.Column("b", sa.Text(), nullable=False, server_default=""))', []),
        ('op.add_column("a", sa.Column("b", sa.Text()))', []),
    ],
)
def test_a_migration_that_removes_something_is_found(text: str, found: list[str]) -> None:
    assert list(takes_away(text)) == found
