"""While a report is analyzed, the event loop serves other requests."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable
from types import ModuleType
from typing import Any

import pytest

from aural.engine.answers import injected_spans as asides
from aural.engine.answers.sentences import sentences_of
from aural.engine.context import Context
from aural.engine.plan import Criterion, Plan, Question
from aural.interviewer.judging import claim_check, disclosure_check, levels
from aural.interviewer.judging import judge as judging
from aural.interviewer.judging.checker import Checker
from aural.interviewer.judging.judge import Judge
from aural.interviewer.model import analysis as interviewing
from aural.interviewer.model.interviewer import ModelInterviewer
from aural.interviewer.model.model import Model, ModelChoice
from aural.interviewer.protocol import InterviewerUnavailableError, Line, Situation
from aural.reports import transcript_jobs as transcripts
from aural.reports.analysis import faithful
from tests.unit.obedient import ObedientJudge
from tests.unit.reporting import ANSWER, House, answered, asked, open_house


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    async with open_house(database_url) as house:
        yield house


async def test_no_answer_is_searched_on_the_event_loop(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    where = set[str]()

    def noted(text: str) -> tuple[tuple[int, int], ...]:
        where.add(threading.current_thread().name)
        return sentences_of(text)

    for module in (asides, faithful):
        monkeypatch.setattr(module, "sentences_of", noted)
    asides.asides_in.cache_clear()
    asides.certain_asides_in.cache_clear()
    await house.ended(asked, answered(ANSWER))
    await house.run()
    assert where
    assert threading.main_thread().name not in where


PLAN = Plan("i1", "Backend", (Question("q1", 0, "What was slow?"),), criteria=(Criterion("Diagnosis", "Finds causes"),))
LINES = (
    Line("m1", "assistant", "What was slow?", "q1", "question", "ask"),
    Line("m2", "user", ANSWER, "q1", "answer", None),
)


class Where(dict[str, str]):
    """The thread of each called function, by the function's name."""

    def note(self, monkeypatch: pytest.MonkeyPatch, read: dict[ModuleType, str]) -> None:
        for module, names in read.items():
            for name in names.split():
                monkeypatch.setattr(module, name, self._noted(name, getattr(module, name)))

    def _noted(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **more: Any) -> Any:
            self[name] = threading.current_thread().name
            return function(*given, **more)

        return run


async def test_no_reply_is_prepared_for_a_model_on_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    where = Where()
    where.note(monkeypatch, {interviewing: "system_text user_text read_result"})
    model = Model(ModelChoice("m", "http://192.0.2.1/v1", "k"))

    async def fill(*_: Any, **__: Any) -> tuple[interviewing.ReplyRead, int]:
        return interviewing.ReplyRead(intent="answer", has_content=True), 1

    monkeypatch.setattr(model, "fill", fill)
    monkeypatch.setattr(model, "load", lambda: None)  # loading the library takes a second
    analysis = await ModelInterviewer(model).analyse(Context(PLAN.questions[0], ANSWER), Situation(PLAN, LINES))
    assert analysis.model == "m"
    assert set(where) == {"system_text", "user_text", "read_result"}
    assert threading.main_thread().name not in where.values()


async def test_no_transcript_is_prepared_for_a_model_on_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    where = Where()
    read: dict[ModuleType, str] = {
        judging: "masked fenced",
        levels: "parts_of sources_of without_addressed find_quote",
        claim_check: "statements_of may_overrule",
        disclosure_check: "sentences_of request_text",
        transcripts: "is_cut answer_sets why_not_scorable has_orders build_report",
    }
    where.note(monkeypatch, read)

    async def away(*_: object) -> Any:
        raise InterviewerUnavailableError

    judgement = await Judge(ObedientJudge(), ratings=1).judge(PLAN, LINES, "obedient")
    checker = Checker(away)
    await claim_check.refused_in(judgement, LINES, checker, [("summary", "It was slow.")])
    await disclosure_check.find_told(LINES, checker)
    await transcripts.list_cut(LINES)
    await transcripts.list_left_out(LINES)
    await transcripts.why_poor(LINES, "en")
    await transcripts.build(judgement, PLAN, LINES, [], None)
    assert set(where) == {name for names in read.values() for name in names.split()}
    assert threading.main_thread().name not in where.values()
