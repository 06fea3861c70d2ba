"""The transcript as a judge sees it, within a budget of characters, and without words that may be addressed to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from aural.engine.answers.addressed import without_addressed_sentences, without_praise, without_ratings
from aural.engine.answers.injected_spans import without_asides
from aural.engine.artifacts import is_code
from aural.interviewer.model.wording import LEFT_OUT, beginning, line_text
from aural.interviewer.prompts import Fence
from aural.interviewer.protocol import Line

MOST_CHARACTERS = 60_000  # of a whole transcript: about 15,000 tokens
# Limits of a line: the largest one with which the whole transcript fits is used.
_MOST_OF_A_LINE = (MOST_CHARACTERS, 40_000, 30_000, 20_000, 12_000, 8_000, 4_000, 2_000)


def answer_sets(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each question that the candidate answered."""
    by_question: dict[str | None, list[Line]] = {}
    for line in lines:
        if line.kind not in ("greeting", "notice", "farewell"):
            by_question.setdefault(line.question_id, []).append(line)
    return [said for said in by_question.values() if any(line.role == "user" for line in said)]


def parts_of(lines: Sequence[Line]) -> list[list[Line]]:
    """The parts to rate: all answered questions in one, in the order of the conversation, if that fits.

    A longer transcript becomes several parts of whole questions, so that no question is left out for earlier ones.
    """
    sets = answer_sets(lines)
    wanted = {id(line) for said in sets for line in said}
    whole = [line for line in lines if id(line) in wanted]
    if not whole or not is_cut(whole):
        return [whole] if whole else []
    parts: list[list[Line]] = []
    for said in sets:
        if parts and not is_cut([*parts[-1], *said]):
            parts[-1] += said
        else:
            parts.append(list(said))
    return parts


def is_cut(lines: Sequence[Line]) -> bool:
    """Whether a model would see less than was said."""
    return len("\n".join(_texts(lines))) > MOST_CHARACTERS


def fenced(lines: Sequence[Line], fence: Fence, *, only_certain: bool = False) -> str:
    """The lines between the fence's marks. If they are too long, all are cut to the same length, so that none is lost.

    `only_certain`: of words that read like an order, leaves out only certain orders (`judging/levels` compares).
    """
    texts = _texts(lines, only_certain=only_certain)
    tries = ("\n".join(beginning(text, most) for text in texts) for most in _MOST_OF_A_LINE)
    told = next((one for one in tries if len(one) <= MOST_CHARACTERS), None)
    told = told or beginning("\n".join(beginning(text, _MOST_OF_A_LINE[-1]) for text in texts), MOST_CHARACTERS)
    return fence.around([told])


def _texts(lines: Sequence[Line], *, only_certain: bool = False) -> list[str]:
    return [line_text(line, MOST_CHARACTERS, only_certain=only_certain) for line in lines]


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
