"""Runs the tests that a change can reach: `make test-changed`, or `python -m tests.changed --since main`.

A test file is reached if it imports a changed file, directly or through others, starts a program that does, or names a
changed data file. Files that git doesn't track yet count as changed. If a file of `GLOBAL` changed, all tests run.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tests.house.source import ROOT, list_imports, list_python

#: Files and folders that every test depends on.
GLOBAL = (
    ".ci/",
    "Makefile",
    "pyproject.toml",
    "requirements/",
    "src/aural/store/migrations/",
    "tests/conftest.py",
    "tests/network.py",
    "tests/postgres.py",
    "tools/bootstrap.py",
)
#: Files that a file starts or serves without importing them.
STARTS = {
    "tests/serving.py": ("src/aural/cli/main.py",),
    "tests/web/conftest.py": ("web/",),
    "tests/docs/stage.py": ("src/aural/cli/main.py",),
    "tests/clients/conftest.py": ("clients/typescript/",),
    "tests/docs/runner.py": ("clients/typescript/",),
}
#: Folders whose tests read files of other folders without importing them.
READS = {"docs/": "tests/docs/", "web/src/docs/": "tests/docs/", "clients/typescript/": "tests/clients/"}
ALWAYS = "tests/house"  # reads every file


def list_changed(since: str) -> set[str]:
    """Paths from the root: files that changed since the branch left `since`, and files that git doesn't track yet."""
    left = _git("merge-base", since, "HEAD").strip() if _git("branch", "--all", "--list", since) else "HEAD"
    tracked, new = _git("diff", "--name-only", left), _git("ls-files", "--others", "--exclude-standard")
    return set(filter(None, (tracked + new).split("\n")))


def find_reached(changed: Iterable[str]) -> list[str] | None:
    """The test files that the changed files reach, or None for all of them."""
    changed = set(changed)
    if any(path.startswith(GLOBAL) for path in changed):
        return None
    tests = {path for path in read_graph() if Path(path).name.startswith("test_") and not path.startswith(ALWAYS)}
    spread = changed.union(*map(_list_readers, changed))
    folders = tuple(tests for folder, tests in READS.items() if any(path.startswith(folder) for path in changed))
    return sorted(test for test in tests if _needs(test) & spread or test.startswith(folders))


def _list_readers(path: str) -> set[str]:
    """The Python files that read a file of another kind: those of its package, or those that name it."""
    place = Path(path)
    if place.suffix == ".py":
        return set()
    if path.startswith("web/"):
        return {"web/"}
    of_package = {name for name in read_graph() if Path(name).parent == place.parent}
    if path.startswith("src/") and of_package:
        return of_package
    is_data = path.startswith(("src/aural/", "tests/data/"))
    names = {place.name, place.parts[2]} if is_data else {place.name}
    root = "src/" if path.startswith("src/") else "tests/"
    return {name for name, text in _texts().items() if name.startswith(root) and any(part in text for part in names)}


@cache
def _needs(test: str) -> frozenset[str]:
    """Every file that the test depends on, itself included."""
    found, next_ones = set(), [test]
    while next_ones:
        path = next_ones.pop()
        if path not in found:
            found.add(path)
            next_ones += read_graph().get(path, ())
    return frozenset(found)


@cache
def read_graph() -> dict[str, set[str]]:
    """For each file, the files that it imports, that it starts, and the conftest.py files that set it up."""
    files = {_name_module(path): str(path.relative_to(ROOT)) for path in _list_sources()}
    graph: dict[str, set[str]] = defaultdict(set)
    for module, file in files.items():
        text = (ROOT / file).read_text()
        wanted = list_imports(module, text) | _list_named(text)
        graph[file] = {files[found] for name in wanted for found in _packages_of(name) if found in files}
        graph[file] |= set(STARTS.get(file, ()))
        if file.startswith("tests/"):
            around = (folder / "conftest.py" for folder in Path(file).parents)
            graph[file] |= {str(path) for path in around if (ROOT / path).exists() and str(path) != file}
    return graph


def _packages_of(name: str) -> list[str]:
    """The name, and each package around it, because importing a module runs all of them."""
    parts = name.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _list_named(text: str) -> set[str]:
    """Modules that the text names, because a program may be started by the name of its module."""
    texts = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
    return {value for value in texts if isinstance(value, str) and value.startswith(("aural.", "tests.", "bench."))}


def _list_sources() -> list[Path]:
    return list_python("src", "tests", "bench", "tools", "clients")


@cache
def _texts() -> dict[str, str]:
    return {str(path.relative_to(ROOT)): path.read_text() for path in _list_sources()}


def _name_module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    for root in (("src",), ("clients", "python", "src"), ("tools",)):
        if parts[: len(root)] == root:
            parts = parts[len(root) :]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _git(*command: str) -> str:
    return subprocess.run(["git", *command], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--since", default="origin/main", help="the branch or commit to compare with (origin/main)")
    parser.add_argument("--list", action="store_true", help="print the test files instead of running them")
    parser.add_argument("pytest", nargs="*", help="arguments for pytest, after --")
    given = parser.parse_args()
    changed = list_changed(given.since)
    reached = find_reached(changed)
    chosen = ["tests"] if reached is None else [*reached, ALWAYS]
    print(f"{len(changed)} changed files reach {'every test' if reached is None else f'{len(chosen)} test files'}.")
    if given.list:
        print("\n".join(chosen))
        return
    has_pages = any(path.startswith("web/") for path in changed)
    commands = [[sys.executable, "-m", "pytest", *given.pytest, *chosen]]
    commands += [["tools/npm", "test", "--silent"]] if has_pages else []
    sys.exit(max(subprocess.run(command, cwd=ROOT, check=False).returncode for command in commands))


if __name__ == "__main__":
    main()
