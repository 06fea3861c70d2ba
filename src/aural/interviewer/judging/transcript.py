"""The transcript as the judging model sees it: within a character budget, without words that may address the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aural.engine.answers.addressed import without_addressed_sentences, without_praise, without_ratings
from aural.engine.answers.injected_spans import without_asides
from aural.engine.artifacts import Part, is_code, map_texts
from aural.interviewer.model.wording import LEFT_OUT, beginning, line_text
from aural.interviewer.prompts import Fence
from aural.interviewer.protocol import Line

MOST_CHARACTERS = 60_000  # of a whole transcript: about 15,000 tokens
# Character limits of a line. The largest limit with which the whole transcript fits is used.
_MOST_OF_A_LINE = (MOST_CHARACTERS, 40_000, 30_000, 20_000, 12_000, 8_000, 4_000, 2_000)


def answer_sets(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each question that the candidate answered."""
    by_question: dict[str | None, list[Line]] = {}
    for line in lines:
        if line.kind not in ("greeting", "notice", "farewell"):
            by_question.setdefault(line.question_id, []).append(line)
    return [said for said in by_question.values() if any(line.role == "user" for line in said)]


def parts_of(lines: Sequence[Line]) -> list[list[Line]]:
    """The parts to rate. If all answered questions fit, they are one part, in the order of the conversation.

    A longer transcript is split between questions, so that no question is left out in favor of earlier ones.
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

    `only_certain`: leaves out certain instructions to the AI, but keeps other words that read like one.
    `judging/levels` compares the levels with and without those words.
    """
    texts = _texts(lines, only_certain=only_certain)
    tries = ("\n".join(beginning(text, most) for text in texts) for most in _MOST_OF_A_LINE)
    told = next((one for one in tries if len(one) <= MOST_CHARACTERS), None)
    told = told or beginning("\n".join(beginning(text, _MOST_OF_A_LINE[-1]) for text in texts), MOST_CHARACTERS)
    return fence.around([told])


def _texts(lines: Sequence[Line], *, only_certain: bool = False) -> list[str]:
    return [line_text(line, MOST_CHARACTERS, only_certain=only_certain) for line in lines]


def without_addressed(lines: Sequence[Line]) -> list[Line] | None:
    """The lines without words that address the judge or name the top level; None if there are no such words.

    Certain instructions to the AI don't count here: no judge sees them anyway.
    """
    guarded = [_guarded(line) if line.role == "user" else line for line in lines]
    return None if guarded == list(lines) else guarded


def _guarded(line: Line) -> Line:
    content = _without(line.content, is_code=is_code(line.content, line.data))
    return replace(line, content=content, data=None if line.data is None else map_texts(line.data, _without_in))


def _without_in(text: str, part: Part) -> str:
    """Calls `_without` for one part of a submission. Options stay, because they are the interview's own words."""
    return text if part in ("choice", "speech") else _without(text, is_code=part in ("code", "text", "heard"))


def _without(text: str, *, is_code: bool) -> str:
    """The text without words for the judge; unchanged if that removes only words that no judge sees anyway."""
    shown = without_asides(text, mark=LEFT_OUT, is_code=is_code, only_certain=True)
    left = without_asides(text, mark=LEFT_OUT, is_code=is_code)
    bare = without_addressed_sentences(left, mark=LEFT_OUT)
    for without in (without_praise, without_ratings):
        bare = without(bare, mark=LEFT_OUT)
    return text if bare == shown else bare
