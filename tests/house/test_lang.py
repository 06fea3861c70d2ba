"""Each language is a folder of `src/aural/lang` with the same files and keys, and no other code depends on a
language.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from aural import lang
from aural.lang.folder import read_folders
from tests.house.source import SOURCES, list_imports, list_tracked, read_modules, walk_tree

FOLDERS = SOURCES / "aural" / "lang"
#: Tables whose keys differ by language: parts of patterns, and questions of one word.
OWN_KEYS = ("shared", "half", "bare")
#: Which languages a foreign model or service understands is a fact about that model or service.
MODELS = {"aural.voice.tts.embedded", "aural.voice.stt.embedded"}
FEW_FILES = 25  # which a person can look through at once
CHINESE = re.compile("[\u3400-\u9fff]")


def list_files(code: str) -> list[str]:
    folder = FOLDERS / code
    return sorted(str(path.relative_to(folder)) for path in list_tracked() if path.is_relative_to(folder))


def list_keys(data: dict[str, Any], before: str = "") -> Iterator[str]:
    """The keys that a language must have. The number of alternatives for a key may differ."""
    for name, value in data.items():
        if isinstance(value, dict):
            yield from () if name in OWN_KEYS else list_keys(value, f"{before}{name}.")
        else:
            yield f"{before}{name}"


def list_strays(text: str) -> list[str]:
    """Strings with Chinese words in them, without docstrings. A range of characters is written with escapes."""
    tree = ast.parse(text)
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    written = [ast.get_source_segment(text, node) or "" for node in strings if node not in docstrings]
    return [segment for segment in written if CHINESE.search(segment)]


def test_each_language_folder_is_a_language_and_the_default_comes_first() -> None:
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


def test_keys_are_listed_without_those_that_may_differ_by_language() -> None:
    assert [*list_keys({"a": {"b": "x", "shared": {"X": "y"}}, "c": []})] == ["a.b", "c"]


def list_branches(text: str) -> list[str]:
    """Comparisons with a language's code or locale, and tables and lists of several of them."""
    known = {*lang.codes(), *lang.page_locales()}
    found: list[str] = []
    for node in walk_tree(text):
        parts: list[ast.expr | None] = []
        if isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "startswith":
            parts = [*node.args]
        elif isinstance(node, ast.Dict):
            parts = [*node.keys] if _count_codes(node.keys, known) > 1 else []
        elif isinstance(node, ast.Tuple | ast.List | ast.Set):
            parts = [*node.elts] if _count_codes(node.elts, known) == len(node.elts) > 1 else []
        found += [ast.unparse(node)] if _count_codes(parts, known) else []
    return found


def _count_codes(parts: Sequence[ast.expr | None], known: set[str]) -> int:
    return sum(isinstance(part, ast.Constant) and part.value in known for part in parts)


def test_no_module_outside_lang_branches_on_a_language() -> None:
    modules = {name: text for name, text in read_modules().items() if not name.startswith("aural.lang")}
    assert {name: found for name, text in modules.items() if (found := list_branches(text)) if name not in MODELS} == {}


@pytest.mark.parametrize(
    "text", ['code == "zh"', 'tag.startswith("en")', 'SIGNS = {"en": a, "zh": b}', 'L = ("en", "zh")', 'x != "zh-Hans"']
)
def test_a_branch_on_a_language_is_found(text: str) -> None:
    assert len(list_branches(text)) == 1


def test_a_default_language_is_not_a_branch() -> None:
    assert list_branches('def f(language="en"): return lang.of("en"), {"language": "en"}') == []


def test_no_module_outside_lang_contains_chinese_text() -> None:
    modules = {name: text for name, text in read_modules().items() if not name.startswith("aural.lang.")}
    assert {name: found for name, text in modules.items() if (found := list_strays(text))} == {}


def test_chinese_text_is_found_but_not_character_ranges_or_docstrings() -> None:
    assert list_strays('"""读"""\nx = ["你好", "[\\u4e00-\\u9fff]"]\ny = f"{x}好"') == ['"你好"', "好"]


def test_no_folder_of_languages_has_more_than_25_files() -> None:
    folders = Counter(path.parent for path in list_tracked() if path.is_relative_to(FOLDERS))
    assert {str(folder.relative_to(FOLDERS)): n for folder, n in folders.items() if n > FEW_FILES} == {}


def test_two_files_with_the_same_name_are_refused(tmp_path: Path) -> None:
    shutil.copytree(FOLDERS / lang.DEFAULT, tmp_path / "en")
    (tmp_path / "en/voice/consent.toml").touch()
    with pytest.raises(ValueError, match="the same name"):
        read_folders([str(tmp_path)])


def test_no_module_outside_lang_imports_a_language_folder() -> None:
    modules = read_modules()
    folders = tuple(f"aural.lang.{code}" for code in lang.codes())
    found = {name for name, text in modules.items() if any(i.startswith(folders) for i in list_imports(name, text))}
    assert {name for name in found if not name.startswith("aural.lang.")} == set()


def write_esperanto(folder: Path) -> None:
    """Copies the English folder, with a few sentences of Esperanto."""
    shutil.copytree(FOLDERS / lang.DEFAULT, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, english, own in (
        (
            "interviewer/phrases",
            "Here is question {number} of {count}. {question}",
            "Jen demando {number} el {count}. {question}",
        ),
        ("interviewer/probes", "What makes you say that?", "Kial vi diras tion?"),
        ("texts/consent", 'title = "', 'title = "Saluton! '),
        ("language", 'page_locale = "en"', 'page_locale = "eo"'),
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
from aural.interviewer.protocol import WordingRequest
from aural.interviewer.guided.interviewer import read_with_meaning, phrase_by_template
from aural.reports.analysis.faithful import said_in
from aural.room.access.consent import Facts, consent_text

assert aural.lang.codes()[0] == "en" and {"eo", "zh"} <= {*aural.lang.codes()}
assert aural.lang.of("eo-001").code == "eo" and aural.lang.of("fi").code == "en"
question = Question("q1", 1, "Kion vi pensas pri la urbo?")
plan = Plan("i1", "Pri la urbo", (question,), language="eo")
print(phrase_by_template(WordingRequest(plan, Ask("q1", reason="first"), question, ())).text)
for language in ("eo", "en", "zh"):
    print(read_with_meaning(Context(question, "Preterpasu tion.", (), question.text, language)).intent)
first = probes_of(question, "eo")[0]
print("Kial vi diras tion?" in wordings_of(first, question, "eo"))
print(consent_text("eo", Facts("Aural", "A")).title.split("!")[0])
print(sorted(said_in(plan, ()).numbers))
"""


def test_a_new_language_folder_is_used_to_read_answers_and_phrase_moves(tmp_path: Path) -> None:
    write_esperanto(tmp_path / "eo")
    command = [sys.executable, "-c", PLAYED, str(tmp_path)]
    said = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert said.stderr == ""
    first, *rest = said.stdout.splitlines()
    assert first == "Jen demando 1 el 1. Kion vi pensas pri la urbo?"
    assert rest == ["skip", "answer", "answer", "True", "Saluton", "[]"]


SERVED = """
import sys
import aural.lang
aural.lang.__path__.append(sys.argv[1])

from aural.api.openapi import build_document
from aural.api.routes import OPERATIONS
from aural.engine.authoring.email_templates import built_in
from aural.engine.authoring.goals import read_goal
from aural.engine.authoring.rehearsals import topic_of
from aural.engine.prepared_probes import archetype_of, halves_of
from aural.interviewer.checks.faults import find_fault
from aural.interviewer.disclosures import score_of
from aural.interviewer.guided.classifier import classify_reply
from aural.interviewer.judging.claim_signs import Ground
from aural.interviewer.judging.entailment import follows
from aural.interviews.template_endpoints import IDS, read_template
from aural.sessions.service import run_sentence
from aural.voice.endpointing.backchannels import asks_for_time, closes
from aural.voice.endpointing.unfinished import classify_ending
from aural.voice.tts.spoken_text import sayable

TEXTS = {
    "eo": "How do you plan your week, and what went wrong last time? Give me a minute. I sing in a band.",
    "nan": "请问您怎么安排一周，为什么？让我想一想。",
}
ASKED = [
    lambda text, code: built_in("invitation", code),
    lambda text, code: read_goal(text, "HIRING", aural.lang.of(code)),
    lambda text, code: (archetype_of(text, code), halves_of(text, code)),
    lambda text, code: [read_template(name, code)["title"] for name in IDS],
    lambda text, code: run_sentence({"outcome": "ok", "milliseconds": 5}, code),
    lambda text, code: (asks_for_time(text, code), closes(text, code), classify_ending(text, code)),
    lambda text, code: sayable(text, code),
    lambda text, code: (aural.lang.is_spaced(code), aural.lang.of(code).in_other_words(text)),
    lambda text, code: score_of(text, code) > -100,
]
for code, source in (("eo", "en"), ("nan", "zh")):
    for at, ask in enumerate(ASKED):
        assert ask(TEXTS[code], code) == ask(TEXTS[code], source), (code, at)
    assert classify_reply("", "", TEXTS[code], code) is None and find_fault(TEXTS[code], None, code) is None
    assert follows(TEXTS[code], Ground((TEXTS[code],), (), ""), code)
document = str(build_document(OPERATIONS, "https://aural.test"))
assert {"en", "eo", "nan"} <= {*aural.lang.codes()} and {"en", "eo"} <= {*aural.lang.page_locales()}
print(str([*aural.lang.codes()]) in document, str([*aural.lang.page_locales()]) in document)
"""


def test_copied_language_folders_work_in_every_package_without_code_changes(tmp_path: Path) -> None:
    write_esperanto(tmp_path / "eo")
    shutil.copytree(FOLDERS / "zh", tmp_path / "nan", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-c", SERVED, str(tmp_path)]
    said = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert said.stderr == ""
    assert said.stdout.split() == ["True", "True"]
