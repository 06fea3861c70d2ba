"""The sources as the house tests see them: which files exist, and what each of them imports."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src"


@cache
def list_tracked() -> list[Path]:
    """In a checkout, every file that git tracks or would add; in an unpacked archive, every file of ours."""
    if not (ROOT / ".git").exists():
        folders = ("src", "tests", "tools", "docs", "requirements", "bench", "web/src")
        return [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def list_python(*folders: str) -> list[Path]:
    return sorted(p for p in list_tracked() if p.suffix == ".py" and p.relative_to(ROOT).parts[0] in folders)


def name_module(path: Path) -> str:
    parts = path.relative_to(SOURCES).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def read_modules() -> dict[str, str]:
    return {name_module(path): path.read_text() for path in list_python("src")}


def list_imports(name: str, text: str) -> set[str]:
    """The full names that a module imports anywhere; `from a import b` gives `a.b`."""
    return set(_walk_imports(name, text))


@cache
def walk_tree(text: str) -> tuple[ast.AST, ...]:
    """The nodes of a module's syntax tree. They are cached, because many tests read the same modules."""
    return tuple(ast.walk(ast.parse(text)))


def _walk_imports(name: str, text: str) -> Iterator[str]:
    for node in walk_tree(text):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = name.split(".")[: -node.level] if node.level else []
            module = ".".join([*package, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)
