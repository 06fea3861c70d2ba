"""Functions are small, files are short, and tests neither sleep nor skip, as CONTRIBUTING.md says."""

from __future__ import annotations

import ast
import statistics
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import ROOT, list_python, list_tracked, walk_tree
from tests.house.test_schema import MADE, MADE_FOR_THE_ROOM

FUNCTION_LINES = 60
USUAL_FUNCTION_LINES = 40
MEDIAN_FUNCTION_LINES = 10
FILE_LINES = 400
COMPONENT_LINES = 200
FOLDER_FILES = 25
SLEEPERS = {"time", "asyncio", "anyio", "trio", "gevent"}
#: The only sleep: a button ignores presses for 0.4 s after its label changes, and shows no sign of when that ends.
PRESS_ANEW = "button.page.wait_for_timeout(SETTLED_MILLISECONDS)"
LOOKING_AWAY = {"skip", "skipif", "xfail", "importorskip"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def list_functions(text: str) -> Iterator[tuple[str, int]]:
    for node in walk_tree(text):
        if isinstance(node, Function):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def is_migration(path: Path) -> bool:
    return "migrations" in path.parts  # a list of columns, written once and never changed


def is_generated(path: Path) -> bool:
    return str(path.relative_to(ROOT)) in (*MADE, MADE_FOR_THE_ROOM)


def test_no_function_is_longer_than_60_lines() -> None:
    folders = ("src", "tests", "tools", "bench", "clients")
    paths = [path for path in list_python(*folders) if not is_migration(path) and not is_generated(path)]
    found = [(path, *function) for path in paths for function in list_functions(path.read_text())]
    assert [f"{path.relative_to(ROOT)}:{name} {lines}" for path, name, lines in found if lines > FUNCTION_LINES] == []


def test_no_folder_of_the_package_has_more_than_25_files() -> None:
    found = Counter(path.parent for path in list_tracked() if path.is_relative_to(ROOT / "src"))
    assert [f"{folder.relative_to(ROOT)} {count}" for folder, count in found.items() if count > FOLDER_FILES] == []


def test_most_functions_are_short() -> None:
    paths = [path for path in list_python("src") if not is_migration(path)]
    lengths = sorted(lines for path in paths for _, lines in list_functions(path.read_text()))
    assert statistics.median(lengths) <= MEDIAN_FUNCTION_LINES
    assert lengths[int(len(lengths) * 0.95)] <= USUAL_FUNCTION_LINES


def test_no_file_is_longer_than_400_lines() -> None:
    paths = [path for path in list_python("src", "tests", "tools", "bench", "clients") if not is_migration(path)]
    paths += [path for path in list_tracked() if path.suffix in (".ts", ".tsx")]
    counts = {path: len(path.read_text().splitlines()) for path in paths if not is_generated(path)}
    assert [f"{path.relative_to(ROOT)} {lines}" for path, lines in counts.items() if lines > FILE_LINES] == []


def test_no_component_is_longer_than_200_lines() -> None:
    """A file contains one component and its parts; oxlint checks the same limit for each function."""
    paths = [path for path in list_tracked() if path.suffix == ".tsx" and not path.name.endswith(".test.tsx")]
    counts = {path: len(path.read_text().splitlines()) for path in paths}
    assert [f"{path.relative_to(ROOT)} {lines}" for path, lines in counts.items() if lines > COMPONENT_LINES] == []


def list_looks_away(text: str) -> Iterator[str]:
    """Calls that sleep, and marks that skip a test."""
    for node in walk_tree(text):
        if isinstance(node, ast.Call) and _is_sleep(node):
            yield f"line {node.lineno} sleeps"
        if isinstance(node, ast.Attribute) and node.attr in LOOKING_AWAY and "pytest" in ast.unparse(node):
            yield f"line {node.lineno} looks away"
        if isinstance(node, ast.ImportFrom) and node.module in SLEEPERS and "sleep" in [a.name for a in node.names]:
            yield f"line {node.lineno} imports a sleep"


def _is_sleep(call: ast.Call) -> bool:
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr == "wait_for_timeout":
        return ast.unparse(call) != PRESS_ANEW
    if not (isinstance(function, ast.Attribute) and function.attr == "sleep"):
        return False
    if not (isinstance(function.value, ast.Name) and function.value.id in SLEEPERS):
        return False
    return not (call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value == 0)


def test_no_test_sleeps_or_is_skipped() -> None:
    found = {path: list(list_looks_away(path.read_text())) for path in list_python("tests")}
    assert {str(path.relative_to(ROOT)): lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "text",
    [
        "time.sleep(0.1)",
        "await asyncio.sleep(delay)",
        "await page.wait_for_timeout(100)",
        "from time import sleep",
        "@pytest.mark.xfail\ndef test(): ...",
        "pytest.skip('slow')",
        "@pytest.mark.skipif(True, reason='')\ndef test(): ...",
    ],
)
def test_a_sleep_or_a_skip_is_found(text: str) -> None:
    assert len(list(list_looks_away(text))) == 1


def test_yielding_once_is_not_a_sleep() -> None:
    assert list(list_looks_away("await asyncio.sleep(0)\nclock.sleep(5)")) == []
