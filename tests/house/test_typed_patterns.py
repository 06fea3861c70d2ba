"""Text that people typed gets into a regular expression only through `re.escape` (ASVS 1.2.9)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from aural.interviewer.model.personal import name_pattern
from aural.reports.analysis.evidence import Source, find_quote
from aural.reports.documents.names import HIDDEN_NAME, name_hider
from tests.house.source import ROOT, list_python, list_tracked, walk_tree

USES = {"compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
# Functions that compose a pattern when they are called. Each uses a language's files or constants of its module, or
# escapes typed text: `test_special_characters_in_typed_text_match_literally` tries those that get typed text.
FROM_LANGUAGE_FILES = {
    "engine/authoring/drafts.py": {"forbids", "subject_of"},
    "engine/authoring/goals.py": {"role_of", "_bounded", "topic_of", "_is_object"},
    "engine/authoring/particulars.py": {"_clauses"},
    "engine/prepared_probes.py": {"halves_of", "_half"},
    "interviewer/checks/character_signs.py": {"_kinds"},
    "interviewer/disclosures.py": {"_tells", "_pattern"},
    "interviewer/judging/stance.py": {"_in_characters"},
    "interviewer/model/personal.py": {"_kinds", "_introductions"},
    "lang/folder.py": {"__init__", "any_of"},
}
FROM_CONSTANTS = {
    "engine/recordings.py": {"read_media_type"},
    "engine/privacy/person_names.py": {"han_forms"},
    "interviewer/model/personal.py": {"_forms_of"},
    "lang/en/question_count.py": {"_count_yes_no"},
}
ESCAPED = {
    "interviewer/model/personal.py": {"name_pattern"},
    "reports/analysis/evidence.py": {"_pattern"},
    "reports/documents/names.py": {"_name_pattern"},
}
SIGNS = "(a|b)+ [c-d] e.f $g^ h* i? \\d{2}"


def find_composed(text: str) -> Iterator[str]:
    """The functions that pass the module `re` a pattern that isn't one of their constants."""
    for function in walk_tree(text):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for call in ast.walk(function):
            is_use = isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in USES
            if is_use and ast.unparse(call.func.value) == "re" and not isinstance(call.args[0], ast.Constant):
                yield function.name


def test_each_function_that_composes_a_pattern_is_listed() -> None:
    known = [
        (name, function)
        for group in (FROM_LANGUAGE_FILES, FROM_CONSTANTS, ESCAPED)
        for name, functions in group.items()
        for function in functions
    ]
    composed = {
        (str(path.relative_to(ROOT / "src/aural")), function)
        for path in list_python("src")
        for function in find_composed(path.read_text())
    }
    assert sorted(composed) == sorted(known)


@pytest.mark.parametrize("pattern", ["typed", 'f"^{typed}"', '"^" + typed', '"|".join(typed)', "bounded(typed)"])
def test_a_pattern_of_typed_text_is_found(pattern: str) -> None:
    assert list(find_composed(f"def find(typed):\n    return re.search({pattern}, 'a')")) == ["find"]
    assert list(find_composed("def find(typed):\n    return re.search('a', typed)")) == []


def test_the_pages_create_patterns_from_constants_only() -> None:
    folder = ROOT / "web/src"
    sources = [path for path in list_tracked() if path.is_relative_to(folder) and path.suffix in (".ts", ".tsx")]
    own = [path for path in sources if ".test." not in path.name and path.name != "testing.ts"]
    made = {argument for path in own for argument in re.findall(r"new RegExp\(([^,)]*)", path.read_text()) if argument}
    assert made == set()


def test_special_characters_in_typed_text_match_literally() -> None:
    quote = find_quote(SIGNS, [Source("m1", f"They wrote {SIGNS} there.", ())])
    assert quote is not None
    assert quote.quote == SIGNS
    assert find_quote("They write e.f (a|b)+ there", [Source("m1", "They write exf ab there", ())]) is None
    hide = name_hider("J.R (a|b)+")
    assert hide("J.R (a|b)+ said") == f"{HIDDEN_NAME} said"
    assert hide("JxR ab said") == "JxR ab said"
    names = name_pattern([("Ana [C-D]x", False)])
    assert names is not None
    assert names.search("so [C-D]x said")
    assert not names.search("so Cx said")
