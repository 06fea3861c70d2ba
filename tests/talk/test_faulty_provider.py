"""Whatever a model provider does, the interviewer says something in time, and the job gets an error it can retry."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from aural.engine.analysis import Analysis
from aural.engine.moves import AnswerCandidate, Ask, Finish, FollowUp, Greet, Probe, Repeat, Warn
from aural.engine.plan import Criterion, Plan, Question
from aural.interviewer.model.interviewer import ModelInterviewer
from aural.interviewer.model.model import Model, ModelChoice, ModelError
from aural.interviewer.protocol import InterviewerUnavailableError, Line, WordingRequest
from tests.faulty_provider import FAULTS, WORDS, FaultyProvider
from tests.talk.taking import require_rules, take

QUESTION = Question("q1", 0, "Tell me about a service that you made faster.")
PLAN = Plan("i1", "Backend screening", (QUESTION,), criteria=(Criterion("Diagnosis", "Finds the cause by evidence"),))
ANSWER = "I looked at the slow query log first, and one query took 900 ms because it had no index."
LINES = (
    Line("m1", "assistant", QUESTION.text, "q1", "question", "next"),
    Line("m2", "user", ANSWER, "q1", "answer", None),
)
# A follow-up for which the analysis brought no words, so that the model is asked for them.
FOLLOW_UP = WordingRequest(
    PLAN, FollowUp("q1", Probe("detail", "one query took 900 ms", about="code")), QUESTION, LINES, ANSWER
)

PLENTY = 60.0  # seconds, enough for any machine: no test waits for it to pass
PERSONA = Path(__file__).parent.parent / "data" / "personas" / "nurse-grace.json"

WHY = {
    "hang": "deadline",
    "hang-midway": "deadline",
    "drip": "deadline",
    "endless": "nonsense",  # endless white space, cut off at a maximum length
    "talkative": "nonsense",
    "die": "unreachable",
    "close": "unreachable",
    "flood": "nonsense",
    "flood-stream": "nonsense",
    "bomb": "nonsense",
    "cut-short": "nonsense",
    "nul": "nonsense",
    "surrogate": "nonsense",
    "html": "nonsense",
    "wrong-json": "nonsense",
    "list": "nonsense",
    "half-json": "nonsense",
    "wrong-events": "nonsense",
    "empty": "nonsense",
    "binary": "nonsense",
    "redirect": "refused",
    "400": "refused",
    "401": "refused",
    "404": "refused",
    "429": "refused",
    "500": "refused",
    "503": "refused",
}


@pytest.fixture
async def provider() -> AsyncIterator[FaultyProvider]:
    made = FaultyProvider()
    async with made.running():
        yield made


class Interviewers:
    """Creates interviewers whose model has the given fault, and closes them."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._models: list[Model] = []

    async def make(
        self, fault: str, *, word_seconds: float = PLENTY, judge_seconds: float = PLENTY
    ) -> ModelInterviewer:
        model = Model(ModelChoice("some-model", f"{self._address}/{fault}/v1", "secret"))
        self._models.append(model)
        await model.load()  # loads the library first, because that is not part of a turn
        return ModelInterviewer(model, word_seconds=word_seconds, judge_seconds=judge_seconds, ratings=1)

    async def close(self) -> None:
        for model in self._models:
            await model.close()


@pytest.fixture
async def interviewers(provider: FaultyProvider) -> AsyncIterator[Interviewers]:
    made = Interviewers(provider.address)
    yield made
    await made.close()


def seconds_for(fault: str) -> float:
    """A short deadline if the deadline ends the call; otherwise a long one that must not be reached."""
    return 0.2 if WHY[fault] == "deadline" else PLENTY


def test_every_fault_is_tested() -> None:
    assert set(WHY) == set(FAULTS) - {"well"}


@pytest.mark.parametrize("fault", WHY)
async def test_on_every_fault_the_template_is_used_and_the_reason_kept(interviewers: Interviewers, fault: str) -> None:
    interviewer = await interviewers.make(fault, word_seconds=seconds_for(fault))
    wording = await interviewer.phrase(FOLLOW_UP)
    assert wording.origin.source == "template"
    assert wording.origin.fallback == WHY[fault]
    assert "one query took 900 ms" in wording.text


@pytest.mark.parametrize("fault", WHY)
async def test_on_every_fault_the_job_gets_an_error_it_can_retry(interviewers: Interviewers, fault: str) -> None:
    interviewer = await interviewers.make(fault, judge_seconds=seconds_for(fault))
    with pytest.raises(InterviewerUnavailableError):
        await interviewer.judge(PLAN, LINES)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("flood", "more than any answer needs"),
        ("flood-stream", "more than any answer needs"),
        ("bomb", "compressed answer"),
        ("talkative", "too long"),
        ("cut-short", "cut short"),
        ("nul", "isn't text"),
        ("401", "status 401"),
    ],
)
async def test_the_fault_is_described_in_plain_words(interviewers: Interviewers, fault: str, said: str) -> None:
    model = (await interviewers.make(fault))._model
    with pytest.raises(ModelError, match=said):
        await model.write("Be brief.", "Ask something.", seconds=PLENTY)


async def test_an_unreachable_server_leads_to_the_template_too(interviewers: Interviewers) -> None:
    model = Model(ModelChoice("some-model", "http://127.0.0.1:1/v1", "secret"))
    await model.load()
    wording = await ModelInterviewer(model).phrase(FOLLOW_UP)
    assert wording.origin.fallback == "unreachable"
    await model.close()


async def test_valid_wording_is_used_with_its_origin_and_tokens(interviewers: Interviewers) -> None:
    wording = await (await interviewers.make("well")).phrase(FOLLOW_UP)
    assert wording.text == WORDS
    assert (wording.origin.source, wording.origin.name, wording.origin.fallback) == ("model", "some-model", None)
    assert wording.tokens == 42


async def test_the_question_itself_is_not_reworded(interviewers: Interviewers, provider: FaultyProvider) -> None:
    analysis = Analysis(words="Thanks, let us go on.", model="some-model")
    wording = await (await interviewers.make("well")).phrase(replace(FOLLOW_UP, move=Ask("q1"), analysis=analysis))
    assert wording.text == f"Thanks, let us go on. {QUESTION.text}"
    assert not provider.requests  # its words came with the analysis


async def test_wording_that_breaks_the_rules_is_requested_again_once(
    interviewers: Interviewers, provider: FaultyProvider
) -> None:
    said = iter(["What was it? And why? And how?", "What was behind that query?"])
    provider.text = lambda _body: next(said)
    wording = await (await interviewers.make("well")).phrase(FOLLOW_UP)
    assert (wording.text, wording.tokens) == ("What was behind that query?", 84)


async def test_wording_that_breaks_the_rules_twice_is_replaced_by_the_template(
    interviewers: Interviewers, provider: FaultyProvider
) -> None:
    provider.text = lambda _body: "What was it? And why? And how?"
    wording = await (await interviewers.make("well")).phrase(FOLLOW_UP)
    assert (wording.origin.fallback, wording.tokens, len(provider.requests)) == ("nonsense", 84, 2)


async def test_wording_used_before_is_not_used_again(interviewers: Interviewers, provider: FaultyProvider) -> None:
    said = Line("m3", "assistant", "What was behind that query?", "q1", "follow_up", "detail")
    request = replace(FOLLOW_UP, lines=(*LINES, said, replace(LINES[1], message_id="m4")))
    words = iter([said.content, "What did you do about that query?", *[said.content] * 2])
    provider.text = lambda _body: next(words)
    interviewer = await interviewers.make("well")
    assert (await interviewer.phrase(request)).text == "What did you do about that query?"
    assert "asked before" in str(provider.requests[1])
    assert (await interviewer.phrase(request)).origin.fallback == "nonsense"


async def test_a_cancelled_turn_ends_the_generation(interviewers: Interviewers, provider: FaultyProvider) -> None:
    interviewer = await interviewers.make("drip")
    turn = asyncio.create_task(interviewer.phrase(FOLLOW_UP))
    await provider.asked.wait()
    turn.cancel()
    with pytest.raises(asyncio.CancelledError):
        await turn
    await provider.cancelled.wait()  # the server notices that the client has gone


FIXED = [Greet(), Repeat("q1", "Once more?"), AnswerCandidate("q1", "purpose"), Warn(5), Finish("FINISHED")]


@pytest.mark.parametrize("move", FIXED, ids=lambda move: move.name)
async def test_fixed_wording_needs_no_model(interviewers: Interviewers, provider: FaultyProvider, move: object) -> None:
    wording = await (await interviewers.make("well")).phrase(replace(FOLLOW_UP, move=move))  # type: ignore[arg-type]
    assert (wording.origin.source, wording.origin.fallback, provider.requests) == ("template", None, [])


async def test_after_repeated_failures_the_model_is_not_asked_again_until_later(
    interviewers: Interviewers, provider: FaultyProvider
) -> None:
    class Clock:
        at = 0

        def now(self) -> int:
            return self.at

    clock = Clock()
    model = (await interviewers.make("500"))._model
    interviewer = ModelInterviewer(model, clock=clock)
    for _ in range(5):
        assert (await interviewer.phrase(FOLLOW_UP)).origin.source == "template"
    assert len(provider.requests) == 3
    clock.at += 30_000
    assert (await interviewer.phrase(FOLLOW_UP)).origin.fallback == "refused"
    assert (await interviewer.phrase(FOLLOW_UP)).origin.fallback == "resting"
    assert len(provider.requests) == 4, "one call tried again, and its failure was enough"


async def test_a_model_that_answers_nonsense_in_time_is_asked_every_time(
    interviewers: Interviewers, provider: FaultyProvider
) -> None:
    interviewer = await interviewers.make("talkative")
    for _ in range(5):
        assert (await interviewer.phrase(FOLLOW_UP)).origin.fallback == "nonsense"
    assert len(provider.requests) == 5


async def test_a_model_that_recovers_is_used_again(interviewers: Interviewers, provider: FaultyProvider) -> None:
    interviewer = await interviewers.make("well")
    interviewer._breaker.failed()
    interviewer._breaker.failed()
    assert (await interviewer.phrase(FOLLOW_UP)).origin.source == "model"
    interviewer._breaker.failed()
    interviewer._breaker.failed()
    assert not interviewer._breaker.is_open


@pytest.mark.parametrize("fault", WHY)
async def test_on_every_fault_a_whole_interview_is_finished(
    provider: FaultyProvider, fault: str, tmp_path: Path, sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    persona = json.loads(PERSONA.read_text())
    model = {"model": "m", "model_base_url": f"{provider.address}/{fault}/v1"}
    seconds = {"model_word_seconds": max(1.0, seconds_for(fault))}
    taken = await take(persona, tmp_path, sqlite_url, with_report=WHY[fault] != "deadline", **model, **seconds)
    require_rules(persona, taken.room)
    assert WHY[fault] in [(message.origin or {}).get("fallback") for message in taken.room.messages]
    told = [record.getMessage() for record in caplog.records if record.name.startswith("aural.sessions")]
    assert sum(f"the model failed ({WHY[fault]})" in text for text in told) == 1  # not once for each answer
    assert taken.session["reportStatus"] == ("PENDING" if WHY[fault] == "deadline" else "READY")


async def test_an_interview_continues_when_the_server_dies_in_the_middle(
    provider: FaultyProvider, tmp_path: Path, sqlite_url: str
) -> None:
    persona = json.loads(PERSONA.read_text())
    model = {"model": "m", "model_base_url": f"{provider.address}/well/v1", "model_word_seconds": PLENTY}
    answers = itertools.count(1)

    def die() -> None:
        provider.is_dead = next(answers) > 1

    taken = await take(persona, tmp_path, sqlite_url, with_report=True, most_attempts=1, on_answer=die, **model)
    require_rules(persona, taken.room)
    fallbacks = [(message.origin or {}).get("fallback") for message in taken.room.messages]
    # Before that the provider answers, but its words fit no answer of this persona.
    assert fallbacks.index("nonsense") < fallbacks.index("unreachable")
    assert taken.session["reportStatus"] == "READY"
