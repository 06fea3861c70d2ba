"""A transcript without words that may be addressed to its judge, or name the top level, to compare levels with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from aural.engine.answers.addressed import without_addressed_sentences, without_praise, without_ratings
from aural.engine.answers.injected_spans import without_asides
from aural.engine.artifacts import is_code
from aural.interviewer.model.wording import LEFT_OUT
from aural.interviewer.protocol import Line


def without_addressed(lines: Sequence[Line]) -> list[Line] | None:
    """The lines without words that address the judge or name the top level; None if there are none.

    Words that are certainly meant for the machine are left out anyway.
    """
    guarded = [_guarded(line) if line.role == "user" else line for line in lines]
    return None if guarded == list(lines) else guarded


def _guarded(line: Line) -> Line:
    content = _without(line.content, is_code=is_code(line.content, line.data))
    data = None if line.data is None else {key: _within(value, key) for key, value in line.data.items()}
    return replace(line, content=content, data=data)


def _within(value: Any, key: str) -> Any:
    """Does the same in submissions. Options stay, because they are the interview's own words."""
    if key in ("choice", "speech"):
        return value
    if isinstance(value, dict):
        return {name: _within(part, name) for name, part in value.items()}
    return _without(value, is_code=key == "text") if isinstance(value, str) else value


def _without(text: str, *, is_code: bool) -> str:
    """The text without such words; unchanged if that removes only words that no judge sees anyway."""
    shown = without_asides(text, mark=LEFT_OUT, is_code=is_code, only_certain=True)
    left = without_asides(text, mark=LEFT_OUT, is_code=is_code)
    bare = without_addressed_sentences(left, mark=LEFT_OUT)
    for without in (without_praise, without_ratings):
        bare = without(bare, mark=LEFT_OUT)
    return text if bare == shown else bare
