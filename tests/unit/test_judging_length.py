"""A judge sees all that was said if it fits, and otherwise the beginning of each answer with a mark."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from aural.engine.plan import Criterion, Plan, Question
from aural.interviewer.judging.judge import Judge, Summed
from aural.interviewer.judging.transcript import is_cut
from aural.interviewer.protocol import Line
from aural.reports.analysis.sections import SECTIONS

QUESTIONS = (Question("q1", 0, "Which one would you take?"), Question("q2", 1, "Reverse a list.", "CODING"))
PLAN = Plan("i1", "Backend screening", QUESTIONS, criteria=(Criterion("Ownership", "Takes on"),))
LONG = "I looked at the log. " * 900  # as long as an answer may be
CODE = "x = 1\n" * 8_000  # almost as long as code may be


def answered(content: str, data: dict[str, Any] | None = None) -> Line:
    return Line("m2", "user", content, "q2", "answer", None, data)


async def shown_to_judge(*lines: Line) -> tuple[str, list[str]]:
    """The text to summarize, and the texts to rate."""
    summed, rated = list[str](), list[str]()

    async def ask(system: str, user: str, kind: type[BaseModel]) -> tuple[BaseModel, int]:
        (summed if kind is Summed else rated).append(user)
        nothing = {"summary": {"text": "", "quotes": []}, **dict.fromkeys(SECTIONS, ()), "sentiment": None}
        return kind.model_validate(nothing if kind is Summed else {"ratings": []}), 1

    await Judge(ask, ratings=1).judge(PLAN, lines, "some-model")
    return summed[0], rated


async def test_a_judge_sees_the_end_of_a_long_answer_and_of_long_code() -> None:
    words, code = answered(f"{LONG} I took it on."), answered("So.", {"code": {"text": f"{CODE}end()"}})
    for answer, end in ((words, "I took it on."), (code, "end()")):
        summed, (rated,) = await shown_to_judge(answer)
        assert end in summed
        assert end in rated
        assert not is_cut([answer])
    assert is_cut([words, code])


async def test_additions_at_the_end_are_rated_like_answers() -> None:
    added = Line("m4", "user", "One more thing: I wrote the runbook.", None, "answer", None)
    summed, rated = await shown_to_judge(answered("I looked at the log."), added)
    assert "I wrote the runbook." in summed
    assert any("I wrote the runbook." in text for text in rated)


async def test_each_answer_of_an_overlong_transcript_is_visibly_cut_and_none_is_left_out() -> None:
    lines = [Line(f"m{n}", "user", f"At place {n}. {LONG}", ("q1", "q2")[n % 2], "answer", None) for n in range(1, 8)]
    summed, rated = await shown_to_judge(*lines)
    assert summed.count("[…]") == 7
    assert all(f"At place {n}." in summed for n in range(1, 8))
    assert all(len(text) < 61_000 for text in (summed, *rated))
    assert all(any(f"At place {n}." in text for text in rated) for n in range(1, 8))
    assert summed.splitlines()[-1].endswith(">>>")
    assert all(text.splitlines()[-3].endswith(">>>") for text in rated)
