"""Each decision names the code that enforces it, and that code exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.source import ROOT

DECISIONS = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
SECTIONS = ["Context", "Decision", "Consequences", "Alternatives", "Enforced by"]
CODE = re.compile(r"`((?:src|tests|tools|web|bench|requirements)/[^`]+|Makefile)`")


@pytest.mark.parametrize("path", DECISIONS, ids=[path.stem for path in DECISIONS])
def test_a_decision_has_every_section_and_names_existing_code(path: Path) -> None:
    text = path.read_text()
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
    named = CODE.findall(text.partition("## Enforced by")[2])
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_list_of_decisions_is_complete() -> None:
    listed = re.findall(r"\((\d{4}-[^)]+\.md)\)", (ROOT / "docs/decisions/README.md").read_text())
    assert listed == [path.name for path in DECISIONS]
