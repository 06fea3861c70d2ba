"""`make test-changed` runs what a change can reach, and little else."""

from __future__ import annotations

import pytest

from tests.changed import find_reached


def reached(path: str) -> set[str]:
    found = find_reached([path])
    assert found is not None
    return set(found)


def test_a_changed_rule_reaches_its_unit_tests_and_the_tests_of_whole_servers() -> None:
    found = reached("src/aural/engine/timing.py")
    assert {"tests/unit/test_question_time.py", "tests/room/test_socket.py", "tests/web/test_whole_path.py"} <= found
    assert "tests/unit/test_scrub.py" not in found


def test_a_program_that_is_started_by_its_name_is_reached() -> None:
    assert "tests/voice/test_children.py" in reached("src/aural/voice/stt/engine.py")


def test_a_page_reaches_the_browser_tests_and_no_others() -> None:
    found = reached("web/src/room/conversation/Turn.tsx")
    assert "tests/web/test_states.py" in found
    assert {path for path in found if not path.startswith("tests/web/")} == set()


def test_a_document_reaches_its_examples() -> None:
    found = reached("docs/guide.md")
    assert "tests/docs/test_shell.py" in found
    assert "tests/unit/test_next_move.py" not in found


def test_a_fixture_reaches_the_tests_of_its_folder() -> None:
    found = reached("tests/voice/conftest.py")
    assert "tests/voice/test_voice_session.py" in found
    assert "tests/unit/test_next_move.py" not in found


def test_data_files_reach_the_tests_that_name_them() -> None:
    assert "tests/talk/test_personas.py" in reached("tests/data/personas/nurse-grace.json")


def test_a_changed_test_file_reaches_only_itself() -> None:
    assert reached("tests/unit/test_scores.py") == {"tests/unit/test_scores.py"}


@pytest.mark.parametrize("path", ["pyproject.toml", "requirements/dev.txt", "tests/conftest.py", ".ci/run"])
def test_a_change_in_a_global_file_runs_every_test(path: str) -> None:
    assert find_reached([path]) is None
