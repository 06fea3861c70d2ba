"""Tests against a real llama.cpp server: the protocol works, whatever the very small model writes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Literal

import httpx2
import pytest
from pydantic import BaseModel

from aural.engine.moves import FollowUp, Probe
from aural.engine.plan import Plan, Question
from aural.interviewer.checks.wording import check_wording
from aural.interviewer.model.doctor import examine_choice
from aural.interviewer.model.interviewer import ModelInterviewer
from aural.interviewer.model.model import Model, ModelChoice, ModelError
from aural.interviewer.prompts import Fence
from aural.interviewer.protocol import Line, WordingRequest
from tests.llama import KEY, MODEL, start_llama
from tests.talk.taking import require_rules, take

LONG = "Count from one to two hundred in words, each number on its own line."
PERSONAS = Path(__file__).parent.parent / "data" / "personas"
PLENTY = 120.0  # seconds, enough for any machine: no test waits for it to pass
LONGEST_WORDS = 60.0  # the most that may be set: with a shorter deadline, the machine's load would decide what is said


class Colour(BaseModel):
    name: Literal["red", "green", "blue"]


@pytest.fixture(autouse=True)
def _the_same_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Uses the same marks in each run, because random ones would change the model's answer."""
    mark = Fence._mark
    monkeypatch.setattr(Fence, "_mark", lambda fence, _digits: mark(fence, "0123456789abcdef" * 2))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with start_llama() as url:
        yield url


@pytest.fixture(scope="module")
def endless() -> Iterator[str]:
    with start_llama(context_tokens=2048, is_endless=True) as url:
        yield url


@pytest.fixture
async def model(address: str) -> AsyncIterator[Model]:
    made = Model(ModelChoice(MODEL, address, KEY))
    await made.load()
    yield made
    await made.close()


async def test_the_model_writes_and_its_tokens_are_counted(model: Model) -> None:
    written = await model.write("You answer in one word.", "What is the capital of France?", seconds=PLENTY)
    assert written.text
    assert written.tokens > 10


async def test_structured_output_has_the_requested_form(model: Model) -> None:
    colour, tokens = await model.fill("You name colours.", "Which colour is grass?", Colour, seconds=PLENTY)
    assert colour.name in ("red", "green", "blue")
    assert tokens > 10


async def test_the_deadline_stops_the_generation_and_the_next_call_works(endless: str) -> None:
    model = Model(ModelChoice(MODEL, endless, KEY))
    with pytest.raises(ModelError) as caught:
        await model.write("You do as you are told.", LONG, seconds=0.3)
    assert caught.value.why == "deadline"
    await require_service(model)
    await model.close()


async def require_service(model: Model) -> None:
    """Checks that the server answers the next request. A cut answer counts too: this model never stops on its own."""
    with pytest.raises(ModelError) as caught:
        await model.write("You answer in one word.", "Yes or no?", seconds=PLENTY, most_characters=40)
    assert caught.value.why == "nonsense"


async def test_the_server_drops_a_cancelled_call(endless: str) -> None:
    model = Model(ModelChoice(MODEL, endless, KEY))
    call = asyncio.create_task(model.write("You do as you are told.", LONG, seconds=PLENTY))
    slots, headers = endless.replace("/v1", "/slots"), {"Authorization": f"Bearer {KEY}"}
    async with httpx2.AsyncClient(timeout=PLENTY, headers=headers) as client:

        async def is_busy() -> bool:
            return any(slot["is_processing"] for slot in (await client.get(slots)).json())

        while not await is_busy():
            assert not call.done()
        call.cancel()
        await asyncio.wait([call])
        while await is_busy():
            pass
    assert call.cancelled()
    await require_service(model)
    await model.close()


async def test_a_wrong_key_is_refused_and_reported(address: str) -> None:
    findings = await examine_choice(ModelChoice(MODEL, address, "wrong"))
    assert [is_well for is_well, _ in findings] == [False]
    assert "AURAL_MODEL_API_KEY" in findings[0][1]


async def test_the_doctor_finds_no_problem_with_a_working_model(address: str) -> None:
    findings = await examine_choice(ModelChoice(MODEL, address, KEY), seconds=PLENTY)
    assert [is_well for is_well, _ in findings] == [True, True], findings


async def test_whatever_the_model_writes_only_checked_wording_is_shown(address: str) -> None:
    model = Model(ModelChoice(MODEL, address, KEY), most_tokens=60)
    await model.load()
    question = Question("q1", 0, "Tell me about a service that you made faster.")
    answer = "I looked at the slow query log first, and one query took 900 ms because it had no index."
    lines = (
        Line("m1", "assistant", question.text, "q1", "question", "next"),
        Line("m2", "user", answer, "q1", "answer", None),
    )
    plan = Plan("i1", "Backend screening", (question,))
    request = WordingRequest(plan, FollowUp("q1", Probe("detail", "one query took 900 ms")), question, lines, answer)
    wording = await ModelInterviewer(model, word_seconds=PLENTY).phrase(request)
    assert check_wording(wording.text, request) == []
    assert wording.origin.fallback in (None, "nonsense")
    await model.close()


async def test_a_server_that_has_died_is_unreachable() -> None:
    with start_llama(context_tokens=512, slots=1) as url:
        model = Model(ModelChoice(MODEL, url, KEY))
        assert (await model.write("You answer in one word.", "Yes or no?", seconds=PLENTY)).text
    with pytest.raises(ModelError) as caught:
        await model.write("You answer in one word.", "Yes or no?", seconds=PLENTY)
    assert caught.value.why == "unreachable"
    await model.close()


async def test_an_interview_is_finished_within_the_rules_and_reported(
    address: str, tmp_path: Path, sqlite_url: str
) -> None:
    """One persona of `make bench BENCH=llama`, which takes all sixteen to the end."""
    persona = read_persona(questions=1)
    model = {"model": MODEL, "model_base_url": address, "model_api_key": KEY, "model_word_seconds": LONGEST_WORDS}
    # The only attempt at the report runs until its deadline; `test_faulty_provider` tests that it is repeated.
    taken = await take(persona, tmp_path, sqlite_url, with_report=True, most_attempts=1, model_judge_seconds=5, **model)
    require_rules(persona, taken.room)
    assert taken.session["reportStatus"] == "READY"


def read_persona(*, questions: int) -> dict[str, Any]:
    """The nurse, with only the first of her questions."""
    persona: dict[str, Any] = json.loads((PERSONAS / "nurse-grace.json").read_text())
    return persona | {"questions": persona["questions"][:questions]}
