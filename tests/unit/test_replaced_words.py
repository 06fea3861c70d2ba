"""The report judges none of the words that a correction replaced."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from aural.engine.artifacts import without_replaced
from aural.reports.analysis.evidence import made_with, quotable_options
from aural.reports.jobs import lines_of
from aural.sessions.conversation.log import Message
from aural.sessions.correction_repository import Correction

DRAWN = {"text": "Paul's queue", "board": "b", "words": "queue"}


@pytest.mark.parametrize(
    ("content", "data", "left"),
    [
        ("A; Paul said so", {"choice": ["A"], "other": "Paul said so"}, {"choice": ["A"]}),
        ("Because Paul said so.", {"other": "Paul"}, {}),
        ("We alredy used it.", {"choice": ["A"], "other": "Redis"}, {"choice": ["A"], "other": "Redis"}),
        ("I learned it at Google.", {"other": "Go"}, {"other": "Go"}),
        ("我用红宝石", {"other": "红宝石"}, {}),
        ("Paul's queue", {"whiteboard": DRAWN}, {"whiteboard": DRAWN | {"text": ""}}),
        ("See there.", {"whiteboard": DRAWN}, {"whiteboard": DRAWN}),
        ("paul = 1", {"code": {"language": "python", "text": "paul = 1"}}, {}),
        ("Like this.", {"code": {"language": "python", "text": "a"}}, {"code": {"language": "python", "text": "a"}}),
        ("Words.", None, None),
    ],
)
def test_a_correction_replaces_what_the_original_content_consisted_of(content: str, data: Any, left: Any) -> None:
    assert without_replaced(data, content) == left


def test_a_corrected_answer_is_judged_without_the_candidates_own_option() -> None:
    data: Any = {"choice": ["A"], "other": "Paul said so", "whiteboard": DRAWN}
    content = "Paul said so: Paul's queue"
    said = [Message(f"m{seq}", seq, "user", content, "answer", "q1", None, None, data, 1) for seq in (1, 2)]
    conversation: Any = SimpleNamespace(entries=(), messages=said)
    lines = lines_of(conversation, {1: Correction(1, "A queue", None, is_left_out=False, reason=None, corrected_at=1)})
    assert [quotable_options(line) for line in lines] == [("A",), ("A", "Paul said so")]
    assert [source.content for source in made_with(lines[:1])] == ["queue"]
    assert data["other"] == "Paul said so"
