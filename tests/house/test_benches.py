"""Benches and tools find what they import: no test runs most of them, and mypy doesn't read the benches."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house.source import ROOT, SOURCES, list_imports, list_python

OURS = ("bench", "tests", "tools", "aural")


def test_every_imported_name_exists() -> None:
    missing = {
        str(path.relative_to(ROOT)): names
        for path in list_python("bench", "tools", "tests")
        if (names := sorted(find_missing(list_imports(_name(path), path.read_text()))))
    }
    assert missing == {}


@pytest.mark.parametrize("name", ["bench.pages.set_up", "bench.nothing", "bench.nothing.at_all"])
def test_an_import_of_a_missing_name_is_found(name: str) -> None:
    assert list(find_missing({name, "bench.pages.main", "bench.pages"})) == [name]


def find_missing(imported: set[str]) -> Iterator[str]:
    for name in imported:
        module, _, part = name.rpartition(".")
        if name.partition(".")[0] in OURS and not _file_of(name) and part not in _list_names(module):
            yield name


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts)


def _file_of(name: str) -> Path | None:
    base = (SOURCES if name.partition(".")[0] == "aural" else ROOT).joinpath(*name.split("."))
    return next((path for path in (base.with_suffix(".py"), base / "__init__.py", base) if path.exists()), None)


@cache
def _list_names(module: str) -> frozenset[str]:
    """The names at the top of a module, those in conditions included."""
    file = _file_of(module)
    if file is None or file.is_dir():
        return frozenset()
    return frozenset(_walk_names(ast.parse(file.read_text()).body))


def _walk_names(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((alias.asname or alias.name).partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.If | ast.Try | ast.With):
            yield from _walk_names([*node.body, *getattr(node, "orelse", [])])
        else:
            yield from (name.id for name in ast.walk(node) if isinstance(name, ast.Name))
