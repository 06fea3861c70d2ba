"""Long texts are processed in a child process: how it answers, fails, and starts again."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Iterable
from typing import Any

import pytest

from aural.guard import computing
from aural.guard.computing import LONG_IN_ALL, LONG_TEXT, ComputingError, are_long, compute
from aural.interviewer import steps
from aural.interviewer.steps import run_step
from aural.platform.errors import ConflictError
from aural.reports import export_endpoints as exports
from aural.reports.analysis.evidence import Source
from aural.reports.analysis.judgement import Line
from aural.reports.documents.document import Document, Turn
from aural.reports.documents.formats import write

MINE = os.getpid()


@pytest.fixture(autouse=True)
async def ended() -> AsyncIterator[None]:
    yield
    await computing.close()


def said(text: str) -> Line:
    return Line("m", "user", "See the code.", "q", "answer", None, {"code": {"text": text}})


async def test_each_queue_has_one_child_for_all_calls_and_it_does_not_get_the_secret_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AURAL_SECRET_KEY", "not for a child")
    first, second = [await compute("reports", os.getpid) for _ in range(2)]
    assert first == second != MINE
    assert await compute("exports", os.getpid) not in (first, MINE)
    assert await compute("reports", os.getenv, "AURAL_SECRET_KEY") is None
    assert await compute("reports", os.nice, 0) > os.nice(0)


async def test_errors_in_the_child_are_raised_in_the_parent() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        await compute("reports", int, "many")
    with pytest.raises(ComputingError):
        await compute("reports", bytearray, 3 << 30)  # more memory than it may use


async def test_a_child_that_has_died_is_replaced() -> None:
    first = await compute("reports", os.getpid)
    with pytest.raises(ComputingError):
        await compute("reports", os._exit, 9)
    assert await compute("reports", os.getpid) != first


async def test_a_child_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    first = await compute("reports", os.getpid)
    monkeypatch.setattr(computing, "SECONDS", 0.05)
    with pytest.raises(ComputingError):
        await compute("reports", time.sleep, 3_600)
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


@pytest.mark.parametrize(
    ("given", "is_long"),
    [
        ([said("a" * LONG_TEXT)], False),
        ([said("a" * (LONG_TEXT + 1))], True),
        ([said("a" * LONG_TEXT)] * (LONG_IN_ALL // LONG_TEXT), True),
        ((Source("m", "a" * (LONG_TEXT + 1), ()),), True),
        (["a" * (LONG_TEXT + 1)], False),
    ],
)
async def test_a_step_runs_in_the_child_if_the_transcript_is_long(
    given: Iterable[Any], is_long: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[str] = []

    async def noted(queue: str, function: Any, *arguments: Any) -> Any:
        left.append(queue)
        return function(*arguments)

    monkeypatch.setattr(steps, "compute", noted)
    assert await run_step(list, given) == list(given)
    assert left == ["reports"] * is_long


async def test_a_long_file_is_written_in_a_child_and_a_too_large_one_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turns = (Turn(1, True, "a" * (LONG_TEXT + 1), 0),)
    document = Document("s", "Engineer", "Harbour", "Ada", "en", 0, 1, 1, "READY", None, turns=turns)
    assert are_long([turns[0].text])
    monkeypatch.setattr(exports, "write", len)  # in this process it would fail
    with pytest.raises(TypeError):
        await exports.written(document, "text", "Candidate")
    monkeypatch.undo()
    assert await exports.written(document, "text", "Candidate") == write(document, "text", "Candidate")

    async def too_much(*_: object) -> bytes:
        raise ComputingError

    monkeypatch.setattr(exports, "compute", too_much)
    with pytest.raises(ConflictError, match="too long"):
        await exports.written(document, "pdf", None)
