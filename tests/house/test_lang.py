"""A language is a folder of `src/aural/lang`: each has the same files and keys, and nothing else knows of languages."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aural import lang
from aural.lang.folder import read_folders
from tests.house.source import SOURCES, list_imports, list_tracked, read_modules

FOLDERS = SOURCES / "aural" / "lang"
#: Tables whose keys are a language's own: parts of patterns, and questions of one word.
OWN_KEYS = ("shared", "half", "bare")
FEW_FILES = 25  # that a person looks through at once
CHINESE = re.compile("[\u3400-\u9fff]")


def list_files(code: str) -> list[str]:
    folder = FOLDERS / code
    return sorted(str(path.relative_to(folder)) for path in list_tracked() if path.is_relative_to(folder))


def list_keys(data: dict[str, Any], before: str = "") -> Iterator[str]:
    """Of what a language has to say; how many alternatives it has for one is its own affair."""
    for name, value in data.items():
        if isinstance(value, dict):
            yield from () if name in OWN_KEYS else list_keys(value, f"{before}{name}.")
        else:
            yield f"{before}{name}"


def list_strays(text: str) -> list[str]:
    """Strings with Chinese words in them, less docstrings. A range of characters is written with escapes."""
    tree = ast.parse(text)
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    written = [ast.get_source_segment(text, node) or "" for node in strings if node not in docstrings]
    return [segment for segment in written if CHINESE.search(segment)]


def test_the_folders_are_the_languages() -> None:
    assert set(lang.codes()) == {path.parent.name for path in FOLDERS.glob("*/language.toml")}
    assert lang.codes()[0] == lang.DEFAULT


@pytest.mark.parametrize("code", lang.codes())
def test_every_folder_has_the_same_files(code: str) -> None:
    assert list_files(code) == list_files(lang.DEFAULT)


@pytest.mark.parametrize("name", [name for name in list_files(lang.DEFAULT) if name.endswith(".toml")])
@pytest.mark.parametrize("code", lang.codes())
def test_every_file_has_the_same_keys(code: str, name: str) -> None:
    own, english = (tomllib.loads((FOLDERS / each / name).read_text()) for each in (code, lang.DEFAULT))
    assert sorted(list_keys(own)) == sorted(list_keys(english))


def test_a_missing_key_is_seen_and_a_pattern_more_is_none() -> None:
    assert [*list_keys({"a": {"b": "x", "shared": {"X": "y"}}, "c": []})] == ["a.b", "c"]


def test_words_of_a_language_stand_in_its_folder() -> None:
    modules = {name: text for name, text in read_modules().items() if not name.startswith("aural.lang.")}
    assert {name: found for name, text in modules.items() if (found := list_strays(text))} == {}


def test_words_are_seen_and_ranges_and_docstrings_are_not() -> None:
    assert list_strays('"""读"""\nx = ["你好", "[\\u4e00-\\u9fff]"]\ny = f"{x}好"') == ['"你好"', "好"]


def test_no_folder_of_languages_holds_more_than_25_files() -> None:
    folders = Counter(path.parent for path in list_tracked() if path.is_relative_to(FOLDERS))
    assert {str(folder.relative_to(FOLDERS)): n for folder, n in folders.items() if n > FEW_FILES} == {}


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    shutil.copytree(FOLDERS / lang.DEFAULT, tmp_path / "en")
    (tmp_path / "en/voice/consent.toml").touch()
    with pytest.raises(ValueError, match="the same name"):
        read_folders([str(tmp_path)])


def test_no_other_module_imports_a_folder() -> None:
    modules = read_modules()
    folders = tuple(f"aural.lang.{code}" for code in lang.codes())
    found = {name for name, text in modules.items() if any(i.startswith(folders) for i in list_imports(name, text))}
    assert {name for name in found if not name.startswith("aural.lang.")} == set()


def write_esperanto(folder: Path) -> None:
    """The English folder with a few sentences of Esperanto."""
    shutil.copytree(FOLDERS / lang.DEFAULT, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, english, own in (
        (
            "interviewer/phrases",
            "Here is question {number} of {count}. {question}",
            "Jen demando {number} el {count}. {question}",
        ),
        ("interviewer/probes", "What makes you say that?", "Kial vi diras tion?"),
        ("texts/consent", 'title = "', 'title = "Saluton! '),
    ):
        path = folder / f"{name}.toml"
        assert english in path.read_text()
        path.write_text(path.read_text().replace(english, own))
    with (folder / "answers/requests.toml").open("a") as requests:
        requests.write('[[wish]]\nname = "skip"\nany = ["preterpasu"]\n')


PLAYED = """
import sys
import aural.lang
aural.lang.__path__.append(sys.argv[1])

from aural.engine.context import Context
from aural.engine.moves import Ask
from aural.engine.plan import Plan, Question
from aural.engine.prepared_probes import probes_of, wordings_of
from aural.interviewer.protocol import Brief
from aural.interviewer.guided.interviewer import read_with_meaning, phrase_by_template
from aural.reports.analysis.faithful import said_in
from aural.room.access.consent import Facts, consent_text

assert aural.lang.codes() == ("en", "eo", "zh")
assert aural.lang.of("eo-001").code == "eo" and aural.lang.of("fi").code == "en"
question = Question("q1", 1, "Kion vi pensas pri la urbo?")
plan = Plan("i1", "Pri la urbo", (question,), language="eo")
print(phrase_by_template(Brief(plan, Ask("q1", reason="first"), question, ())).text)
for language in ("eo", "en", "zh"):
    print(read_with_meaning(Context(question, "Preterpasu tion.", (), question.text, language)).intent)
first = probes_of(question, "eo")[0]
print("Kial vi diras tion?" in wordings_of(first, question, "eo"))
print(consent_text("eo", Facts("Aural", "A")).title.split("!")[0])
print(sorted(said_in(plan, ()).numbers))
"""


def test_a_new_folder_is_a_language_that_is_read_and_spoken(tmp_path: Path) -> None:
    write_esperanto(tmp_path / "eo")
    command = [sys.executable, "-c", PLAYED, str(tmp_path)]
    said = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert said.stderr == ""
    first, *rest = said.stdout.splitlines()
    assert first == "Jen demando 1 el 1. Kion vi pensas pri la urbo?"
    assert rest == ["skip", "answer", "answer", "True", "Saluton", "[]"]
