"""`python -m tools.stale_texts` names what browser tests look for and no page shows anymore."""

from __future__ import annotations

from pathlib import Path

from tools.stale_texts import find_stale, texts_of

CATALOG = """msgid ""
msgstr ""
"Language: en\\n"

#: src/room/Sent.tsx
msgid "Sent at <0/>. You can change it."
msgstr "Sent at <0/>. You can change it."

msgid "Two lines"
msgstr ""
"Two "
"lines"
"""


def test_the_texts_of_a_catalog_are_read_without_its_header_and_tags() -> None:
    assert list(texts_of(CATALOG)) == ["Sent at . You can change it.", "Two lines"]


def test_a_part_of_an_old_text_that_no_new_text_contains_is_stale(tmp_path: Path) -> None:
    file = tmp_path / "test_sent.py"
    file.write_text('see("You can change it.")\nsee("Send again")\nsee("已发送")\nsee("it")\n')
    before = ["Sent. You can change it.", "Send again", "文件已发送"]
    now = ["Sent. You can change your answer.", "Send again now", "文件发送完毕"]
    assert [line.partition(" was in ")[0] for line in find_stale(file, before, now)] == [
        "test_sent.py:1: 'You can change it.'",
        "test_sent.py:3: '已发送'",
    ]


def test_a_text_with_a_placeholder_filled_in_is_stale_if_its_words_are_gone(tmp_path: Path) -> None:
    file = tmp_path / "test_stopped.py"
    file.write_text('see("Recording has stopped for screen")\nsee("Question 3 of 6")\n')
    before = ["Recording has stopped for {names}: {why}.", "Question {number} of {total}"]
    now = ["Recording has stopped ({names}): {why}.", "Question {number} of {count}"]
    assert [line.partition(" was in ")[0] for line in find_stale(file, before, now)] == [
        "test_stopped.py:1: 'Recording has stopped for screen'"
    ]
