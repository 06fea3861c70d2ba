"""bench/faults: each planted fault applies to today's source, and the tests that it names exist."""

from __future__ import annotations

import ast

import pytest

from bench.faults.plant import read_areas, read_faults, read_toml
from tests.house.source import ROOT, walk_tree

ATTACKS = read_toml("attacks.toml")["attack"]


def find_problem(file: str, old: str, new: str) -> str | None:
    """Why the text can't be replaced in the file, or why the result measures nothing. None if all is well."""
    path = ROOT / file
    if not path.is_file():
        return f"{file} doesn't exist"
    text = path.read_text()
    if text.count(old) != 1:
        return f"its text is in {file} {text.count(old)} times, not once"
    if new == old:
        return "it changes nothing"
    if path.suffix == ".py":
        try:
            ast.parse(text.replace(old, new))
        except SyntaxError as error:  # every test would notice it
            return f"with it, {file} is not valid Python: {error}"
    return None


def does_test_exist(test: str) -> bool:
    """Whether there is a test with this id, or a file of tests with this path."""
    file, _, name = test.partition("::")
    path = ROOT / file
    return path.is_file() and (not name or name.partition("[")[0] in list_functions(path.read_text()))


def list_functions(text: str) -> set[str]:
    return {node.name for node in walk_tree(text) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_each_planted_fault_applies() -> None:
    plants = [(fault.name, fault.file, fault.old, fault.new) for fault in read_faults()]
    plants += [(attack["name"], attack["file"], attack["old"], attack["new"]) for attack in ATTACKS]
    found = [(name, find_problem(file, old, new)) for name, file, old, new in plants]
    assert [(name, problem) for name, problem in found if problem is not None] == []


def test_each_attack_has_its_own_name_and_tests_that_exist() -> None:
    names = [attack["name"] for attack in ATTACKS]
    assert sorted(names) == sorted(set(names))
    assert [attack["name"] for attack in ATTACKS if not attack["tests"]] == []
    assert [test for attack in ATTACKS for test in attack["tests"] if not does_test_exist(test)] == []


def test_each_fault_belongs_to_an_area_with_existing_tests() -> None:
    areas = read_areas()
    assert {fault.place for fault in read_faults()} <= set(areas)
    assert [test for area in areas.values() for test in area.tests if not does_test_exist(test)] == []
    states = (ROOT / "tests" / "web" / "test_states.py").read_text()
    assert [look for area in areas.values() for look in area.looks if f'"{look}": Area(' not in states] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("src/aural/gone.py", "a", "b", "doesn't exist"),
        ("tests/house/source.py", "no such text", "b", "0 times, not once"),
        ("tests/house/source.py", "import ", "b", "times, not once"),
        ("tests/house/source.py", "import ast\n", "import ast\n", "changes nothing"),
        ("tests/house/source.py", "import ast\n", "import\n", "not valid Python"),
    ],
)
def test_a_fault_that_cannot_be_planted_is_found(file: str, old: str, new: str, problem: str) -> None:
    assert problem in (find_problem(file, old, new) or "")


def test_a_missing_test_is_found() -> None:
    assert does_test_exist("tests/house/test_planted_faults.py::test_a_missing_test_is_found")
    assert not does_test_exist("tests/house/test_planted_faults.py::test_a_test_that_was_here")
    assert not does_test_exist("tests/house/test_gone.py")
