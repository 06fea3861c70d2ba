"""`aural doctor` says what is wrong with the model, and what to do."""

from __future__ import annotations

import pytest

from aural.mind.doctor import examine_choice
from aural.mind.model import ModelChoice
from tests.faulty_provider import FaultyProvider


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("401", "Check AURAL_MODEL_API_KEY."),
        ("404", "has no model “some-model”"),
        ("429", "no credit"),
        ("500", "status 500"),
        ("html", "not as an OpenAI-compatible server does. Check AURAL_MODEL_BASE_URL"),
        ("close", "cannot be reached"),
    ],
)
async def test_a_fault_is_explained_once_and_tells_what_to_do(fault: str, says: str) -> None:
    async with FaultyProvider().running() as address:
        findings = await examine_choice(ModelChoice("some-model", f"{address}/{fault}/v1", "secret"))
    assert [is_well for is_well, _ in findings] == [False]
    assert says in findings[0][1]
    assert "secret" not in findings[0][1]


async def test_nobody_at_the_address_is_said_so() -> None:
    findings = await examine_choice(ModelChoice("some-model", "http://127.0.0.1:1/v1"))
    assert findings[0][0] is False
    assert "cannot be reached" in findings[0][1]


async def test_a_model_that_hangs_is_said_to_be_slow() -> None:
    async with FaultyProvider().running() as address:
        findings = await examine_choice(ModelChoice("some-model", f"{address}/hang/v1"), seconds=0.1)
    assert "did not answer in time" in findings[0][1]


async def test_a_model_without_structured_output_is_told_apart_from_a_dead_one() -> None:
    provider = FaultyProvider()  # always answers in prose
    async with provider.running() as address:
        findings = await examine_choice(ModelChoice("some-model", f"{address}/well/v1", "secret"))
    assert [is_well for is_well, _ in findings] == [True, False]
    assert "Set AURAL_MODEL_OUTPUT_MODE to tool or prompted" in findings[1][1]


async def test_a_model_that_can_do_all_is_well() -> None:
    provider = FaultyProvider()
    provider.text = lambda body: "Hello." if body.get("stream") else '{"added": "an index", "sureness": "high"}'
    async with provider.running() as address:
        findings = await examine_choice(ModelChoice("some-model", f"{address}/well/v1"))
    assert [is_well for is_well, _ in findings] == [True, True]
    assert "counts 42 tokens" in findings[0][1]
