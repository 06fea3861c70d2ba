"""Documents, comments, names of tests, messages and pages are written in plain English: tests/house/prose.toml has the
rules.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.house.prose import (
    CODE,
    SOURCES,
    Passage,
    list_comments,
    list_findings,
    list_messages,
    list_passages,
    list_script_comments,
    read_markdown,
    read_rules,
    read_wordings,
    split_words,
)
from tests.house.source import ROOT, list_python

LINE_OF_A_CHANGE = 140


def find_in(text: str) -> list[str]:
    return [finding.found for finding in list_findings(read_markdown("planted.md", text))]


@pytest.mark.parametrize("source", SOURCES)
def test_each_source_is_in_plain_english(source: str) -> None:
    passages = list_passages(source)
    assert len(passages) > 500
    assert [f"{each.place}: {each.found} → {each.better}" for each in list_findings(passages)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A key is shown to nobody.", ["nobody"]),
        ("- Somebody who waits\n  is told.", ["somebody", "told"]),
        ("# Who thinks\n\n| a | b |\n|---|---|\n| the brain | beside |", ["brain", "beside"]),
        ("A letter\ngoes on.", ["goes on", "letter"]),
        ("The folder **is** *no* cache.", ["is no"]),
        ("Who is over the time is erased.", ["Who … ."]),
        ("See [what it makes](api.md).", ["makes"]),
    ],
)
def test_a_wording_to_avoid_is_found(text: str, found: list[str]) -> None:
    assert sorted(find_in(text)) == sorted(found)


@pytest.mark.parametrize(
    "text",
    [
        "`somebody` and `is no` are code.",
        "There is no limit, and it is no longer set.",
        "Who is this for? What next?",
        "# What is kept",
        "```text\nWhoever is told goes on.\n```",
        "Brainstorming, earlier, wallet.",
        "Say what it is. No test knows it.",
    ],
)
def test_allowed_wordings_are_not_found(text: str) -> None:
    assert find_in(text) == []


def test_a_long_sentence_is_found_and_code_is_not_counted() -> None:
    forty = " ".join(["Word"] * 40)
    assert find_in(f"{forty}. {forty}.") == []
    assert find_in(f"{forty} `code` and, `more code`.") == ["41 words: Word Word Word Word Word Word Word Word …"]


def test_each_exception_is_used_and_has_a_reason() -> None:
    rules = read_rules()
    texts = [" ".join(split_words(each.text)).lower() for source in SOURCES for each in list_passages(source)]
    allowed = [" ".join(phrase) for wording in read_wordings() for phrase in wording.allowed]
    assert [phrase for phrase in allowed if not any(phrase in text for text in texts)] == []
    code = "\n".join(path.read_text() for path in list_python("src"))
    assert [each["text"] for each in rules["fixed"] if each["text"] not in code] == []
    assert [each["folder"] for each in rules["prompts"] if not (ROOT / each["folder"]).is_dir()] == []
    exceptions = [each for wording in rules["wording"] for each in wording.get("allowed", ())]
    assert [each for each in [*exceptions, *rules["fixed"], *rules["prompts"]] if not each["reason"]] == []


def test_comments_are_read_in_blocks() -> None:
    code = "x = 1  # one\n# two\n# is told\ny = 2  # three\n"
    assert list(list_comments(code)) == [(1, "one"), (2, "two is told"), (4, "three")]
    assert [each.found for each in list_findings([Passage("x.py:2", "two is told")])] == ["told"]


def test_comments_of_scripts_are_read_in_blocks() -> None:
    code = 'f("https://example.com"); // one\n// two\n// is told\n/** Three\n * and four. */\n  // five\ng();\n'
    assert sorted(list_script_comments(code)) == [(1, "one two is told"), (4, " Three\nand four. "), (6, "five")]


MESSAGES = r'''
"""A docstring is no message."""
WORDS = {"KEY": "Nobody has it."}
field = Field(description="What is sent " "for good.")
PATTERN = re.compile(r"\bwhoever goes on\b")
short = "two words"


def f(name):
    """Nor is this one."""
    logger.warning("%s goes on for good", name)
    raise ValueError(f"{name} is no id.")
'''


def test_messages_are_read_whole_and_without_docstrings_and_patterns() -> None:
    assert sorted(list_messages(MESSAGES)) == [
        (3, "Nobody has it."),
        (4, "What is sent for good."),
        (11, "%s goes on for good"),
        (12, f"{CODE} is no id."),
    ]
    assert {line for line, _ in list_messages(MESSAGES, everything=False)} == {11, 12}


def test_each_changelog_entry_is_one_short_line() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text().splitlines()
    assert [line for line in lines if line.startswith("- ") and len(line) > LINE_OF_A_CHANGE] == []
    after_a_change = {line[:2] for before, line in pairwise(lines) if before.startswith("- ")}
    assert after_a_change <= {"- ", ""}
