"""Documents, comments and docstrings are in plain English, by the wordings of tests/house/prose.toml."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.house.prose import (
    SOURCES,
    Passage,
    find_runs,
    list_comments,
    list_findings,
    read_documents,
    read_markdown,
    read_rules,
    read_wordings,
    split_words,
)
from tests.house.source import ROOT

LINE_OF_A_CHANGE = 140


def find_in(text: str) -> list[str]:
    return [finding.found for finding in list_findings(read_markdown("planted.md", text))]


@pytest.mark.parametrize("source", ["documents", "decisions", "comments"])
def test_documents_and_comments_are_in_plain_english(source: str) -> None:
    passages = list(SOURCES[source]())
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
def test_what_is_right_is_not_found(text: str) -> None:
    assert find_in(text) == []


def test_a_long_sentence_is_found_and_code_is_not_counted() -> None:
    forty = " ".join(["Word"] * 40)
    assert find_in(f"{forty}. {forty}.") == []
    assert find_in(f"{forty} `code` and, `more code`.") == ["41 words: Word Word Word Word Word Word Word Word …"]


def test_each_exception_is_used_and_has_a_reason() -> None:
    texts = [[word.lower() for word in split_words(each.text)] for each in read_documents()]
    allowed = [phrase for wording in read_wordings() for phrase in wording.allowed]
    assert [phrase for phrase in allowed if not any(next(find_runs(words, phrase), None) for words in texts)] == []
    exceptions = [each for wording in read_rules()["wording"] for each in wording.get("allowed", ())]
    assert [each for each in [*exceptions, *read_rules()["repeated"]] if not each["reason"]] == []


def test_other_sources_give_their_passages() -> None:
    """So that comments and the pages' texts can be held to the same rules."""
    assert {name: len(list(read())) > 100 for name, read in SOURCES.items()} == dict.fromkeys(SOURCES, True)
    code = "x = 1  # one\n# two\n# is told\ny = 2  # three\n"
    assert list(list_comments(code)) == [(1, "one"), (2, "two is told"), (4, "three")]
    assert [each.found for each in list_findings([Passage("x.py:2", "two is told")])] == ["told"]


def test_each_change_is_one_short_line() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text().splitlines()
    assert [line for line in lines if line.startswith("- ") and len(line) > LINE_OF_A_CHANGE] == []
    after_a_change = {line[:2] for before, line in pairwise(lines) if before.startswith("- ")}
    assert after_a_change <= {"- ", ""}
