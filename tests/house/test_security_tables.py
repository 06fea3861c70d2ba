"""The tables of docs/security.md are correct: each test exists, each requirement has a line, each figure is a count."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache

import pytest

from tests.house.source import ROOT

PAGE = (ROOT / "docs/security.md").read_text()
NAMED = re.compile(r"(tests/[\w/]+\.py)(?:::(\w+))?")
# Requirements of levels 1 and 2 of OWASP ASVS 5.0.0 in each chapter, counted in its text (tag v5.0.0_release).
REQUIREMENTS = {
    1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13, 16: 16,
    17: 7,
}  # fmt: skip
COLUMNS = ["tested", "in part", "no test", "not met", "n/a"]


@cache
def list_tests(path: str) -> set[str]:
    file = ROOT / path
    tree = ast.parse(file.read_text()) if file.is_file() else ast.Module([], [])
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {function.name for function in functions if function.name.startswith("test_")}


def find_missing(text: str) -> list[str]:
    found = [
        (path, name)
        for path, name in NAMED.findall(text)
        if not list_tests(path) or name not in {"", *list_tests(path)}
    ]
    return [f"{path}::{name}" for path, name in found]


def list_rows(section: str) -> list[list[str]]:
    """The cells of each row of a section's tables, without the header rows."""
    text = PAGE.partition(f"{section}\n")[2]
    text = re.split(r"^#{2,3} ", text, maxsplit=1, flags=re.MULTILINE)[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in text.splitlines() if line.startswith("| ")
    ]
    return [row for row in rows if row[0] not in ("#", "number", "list")]


def kind_of(held: str) -> str:
    """The kind of claim in a line."""
    signs = {"doesn't apply": "n/a", "no test": "no test"}
    for said, kind in (("**not met**", "not met"), ("**in part**", "in part")):
        if said in held.lower():
            return kind
    return next((kind for said, kind in signs.items() if held.startswith(said)), "tested")


def test_each_named_test_exists() -> None:
    assert len(NAMED.findall(PAGE)) > 200
    assert find_missing(PAGE) == []


def test_a_test_that_does_not_exist_is_found() -> None:
    assert find_missing("`tests/house/test_security_tables.py::test_a_test_that_does_not_exist_is_found`") == []
    assert find_missing("`tests/house/test_security_tables.py::test_other`, `tests/none.py::test_a`") == [
        "tests/house/test_security_tables.py::test_other",
        "tests/none.py::test_a",
    ]


def test_each_abuse_case_has_its_tests() -> None:
    rows = list_rows("### Abuse cases")
    assert [row[0] for row in rows] == [str(number) for number in range(1, 32)]
    assert [row[0] for row in rows if not NAMED.search(row[2])] == []


def test_each_requirement_has_one_line() -> None:
    numbers = [number for row in list_rows("### OWASP ASVS") for number in row[0].split(", ")]
    assert [number for number, count in Counter(numbers).items() if count > 1] == []
    assert dict(Counter(int(number.split(".")[0]) for number in numbers)) == REQUIREMENTS


def test_a_requirement_marked_as_tested_names_a_test_first() -> None:
    silent = [
        row[0] for row in list_rows("### OWASP ASVS") if kind_of(row[2]) == "tested" and not NAMED.match(row[2], 1)
    ]
    assert silent == []


@pytest.mark.parametrize(("section", "place"), [("### Abuse cases", 0), ("### OWASP ASVS", 1)])
def test_the_summary_figures_match_the_tables(section: str, place: int) -> None:
    counts: Counter[str] = Counter()
    for row in list_rows(section):
        counts[kind_of(row[1] if place == 0 else row[2])] += len(row[0].split(", "))
    figures = list_rows("## What is checked")[place][1:]
    assert figures == [str(counts.total()), *(str(counts[column]) for column in COLUMNS)]
