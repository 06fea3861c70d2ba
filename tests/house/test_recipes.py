"""docs/recipes.md: its changes are applied to a copy of the source, and the tests that each recipe ends with pass
there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.house.source import ROOT, list_tracked

PAGE = ROOT / "docs" / "recipes.md"
BLOCK = re.compile(r"^```(diff|python)\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# The most files of the package that each recipe touches, with migrations but without generated files.
MOST_FILES = {
    "Add a field to interviews": 3,
    "Add a question type": 4,
    "Add a webhook event": 2,
    "Add a kind of follow-up": 10,
    "Add a role": 1,
    "Add a speech-to-text service": 4,
    "Add an operation to the API": 1,
    "Add a section to the report": 5,
}
GUIDES = ("docs/recipes.md", "docs/ARCHITECTURE.md", "CONTRIBUTING.md", "web/README.md")
FILE_NAME = re.compile(r"`([\w./-]+\.(?:py|tsx?|toml|md|po))`")
ELSEWHERE = {"Add a language"}  # tests/house/test_lang.py serves interviews in copied folders


@dataclass
class Recipe:
    title: str
    blocks: list[tuple[str, str, str]] = field(default_factory=list)  # kind, path, text

    @property
    def sources(self) -> set[str]:
        return {path for _, path, _ in self.blocks if path.startswith("src/")}

    @property
    def tests(self) -> list[str]:
        return [path for _, path, _ in self.blocks if path.startswith("tests/")]


def read_recipes() -> list[Recipe]:
    parts = re.split(r"^## (.+)$", PAGE.read_text(), flags=re.MULTILINE)[1:]
    return [
        Recipe(title, [match.groups() for match in BLOCK.finditer(text)])  # type: ignore[misc]
        for title, text in zip(parts[::2], parts[1::2], strict=True)
    ]


def patch(text: str, diff: str) -> str:
    """The text with the change applied. Each part of a diff, between `@@`, must match exactly one place."""
    for part in diff.split("@@\n"):
        lines = part.splitlines(keepends=True)
        before = "".join(line[1:] for line in lines if line[0] != "+")
        after = "".join(line[1:] for line in lines if line[0] != "-")
        assert text.count(before) == 1, f"{text.count(before)} places fit:\n{before}"
        text = text.replace(before, after)
    return text


def apply(recipe: Recipe, root: Path) -> None:
    for kind, path, text in recipe.blocks:
        there = root / path
        changed = patch(there.read_text(), text) if kind == "diff" else text
        assert kind == "diff" or not there.exists()
        there.unlink(missing_ok=True)  # the copy's files are links to the source until they are written
        there.write_text(changed)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The result of each test file on a copy with all recipes: empty if it passed, otherwise the error."""
    root = tmp_path_factory.mktemp("recipes")
    for name in ("src", "tests", "docs"):
        shutil.copytree(ROOT / name, root / name, copy_function=os.link)
    shutil.copy(ROOT / "pyproject.toml", root)
    recipes = read_recipes()
    for recipe in recipes:
        apply(recipe, root)
    tests = [path for recipe in recipes for path in recipe.tests]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--junitxml=results.xml", *tests]
    ran = subprocess.run(command, cwd=root, env=os.environ | {"PYTHONPATH": str(root / "src")}, capture_output=True)
    found = dict.fromkeys(tests, ran.stdout.decode() + ran.stderr.decode())
    if (root / "results.xml").exists():
        for case in ElementTree.parse(root / "results.xml").iter("testcase"):
            name = case.get("classname", "").replace(".", "/") + ".py"
            found[name] = "\n".join(problem.text or "" for problem in case)
    return found


@pytest.mark.parametrize("recipe", [one for one in read_recipes() if one.title not in ELSEWHERE], ids=lambda r: r.title)
def test_a_recipe_works(recipe: Recipe, outcomes: dict[str, str]) -> None:
    assert recipe.tests
    assert [outcomes[path] for path in recipe.tests] == [""] * len(recipe.tests)


@pytest.mark.parametrize("recipe", [one for one in read_recipes() if one.title not in ELSEWHERE], ids=lambda r: r.title)
def test_a_recipe_touches_few_files(recipe: Recipe) -> None:
    assert len(recipe.sources) <= MOST_FILES[recipe.title], sorted(recipe.sources)


@pytest.mark.parametrize("guide", GUIDES)
def test_each_file_that_a_guide_names_exists(guide: str) -> None:
    prose = re.sub(r"^```.*?^```$", "", (ROOT / guide).read_text(), flags=re.MULTILINE | re.DOTALL)
    named = set(FILE_NAME.findall(prose))
    there = [path.as_posix() for path in list_tracked()]
    assert named
    assert [name for name in sorted(named) if not any(path.endswith(f"/{name}") for path in there)] == []
