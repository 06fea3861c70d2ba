"""The table of limits in the docs matches the code."""

from __future__ import annotations

from pathlib import Path

import aural
from aural.settings import budgets
from aural.settings.budgets import Budget, describe_budgets


def test_every_limit_is_documented_with_its_value() -> None:
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text()
    section = page.partition("\n## Limits\n")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    assert rows[1:] == ["| {} | {} | {} | {} |".format(*row) for row in describe_budgets()]


def test_every_limit_is_read_by_the_code() -> None:
    source = Path(aural.__file__).parent
    read = "".join(path.read_text() for path in source.rglob("*.py") if path != Path(budgets.__file__))
    unread = [name for name, value in vars(budgets).items() if isinstance(value, Budget) and name not in read]
    assert unread == []
