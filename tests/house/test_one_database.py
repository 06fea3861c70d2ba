"""The choice of tests that run on one database: none is lost, and each statement runs on both."""

from __future__ import annotations

from pathlib import Path

from tests.one_database import KINDS, choose, is_chosen, name_of_pair, on_both

ROOT = Path(__file__).parents[2]
TESTS = [f"tests/api/test_some.py::test_number_{number}[{{}}-more]" for number in range(40)]


def test_each_unlisted_test_runs_on_one_database_and_both_get_many() -> None:
    ran = {kind: [test for test in TESTS if is_chosen(test.format(kind), kind)] for kind in KINDS}
    assert sorted(ran["sqlite"] + ran["postgres"]) == sorted(TESTS)
    assert min(len(half) for half in ran.values()) > len(TESTS) // 4


def test_listed_tests_and_tests_in_other_folders_run_on_both_databases() -> None:
    tests = [*sorted(on_both()), "tests/unit/test_some.py::test_one[*]"]
    assert all(is_chosen(test.replace("*", kind, 1), kind) for test in tests for kind in KINDS)


def test_each_listed_test_exists() -> None:
    assert len(on_both()) > 100
    for pair in on_both():
        path, _, name = pair.partition("::")
        assert f"def {name.partition('[')[0]}(" in (ROOT / path).read_text(encoding="utf-8"), pair


def test_each_statement_runs_on_both_databases_with_few_listed_tests() -> None:
    first, second, third = TESTS[:3]
    notes = [
        f"{kind} {statement} {test.format(kind)}\n"
        for test, statements in ((first, "ab"), (second, "bc"), (third, "c"))
        for statement in statements
        for kind in KINDS
    ]
    chosen = choose(notes)
    assert name_of_pair(first.format("sqlite"), "sqlite") in chosen  # the only test that runs statement a
    covered = {
        (kind, statement)
        for kind, statement, test in (note.split() for note in notes)
        if name_of_pair(test, kind) in chosen or is_chosen(test, kind)
    }
    assert covered == {(kind, statement) for kind in KINDS for statement in "abc"}
    assert len(chosen) <= 2


def test_tests_of_races_are_listed_whatever_statements_they_run() -> None:
    assert choose(["sqlite 1 tests/api/test_some.py::test_two_saves_at_once[sqlite]"]) == {
        "tests/api/test_some.py::test_two_saves_at_once[*]"
    }
