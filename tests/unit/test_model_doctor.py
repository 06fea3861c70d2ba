"""`aural doctor` says what is wrong with the model, and what to do."""

from __future__ import annotations

import pytest

from aural.interviewer.model.doctor import examine_choice, examine_model
from aural.interviewer.model.model import ModelChoice
from aural.settings import models as model_settings
from aural.settings import read_settings
from tests.faulty_provider import FaultyProvider
from tests.native_providers import KEY, AnthropicServer, Asked, GeminiServer


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
async def test_a_fault_is_explained_once_with_what_to_do(fault: str, says: str) -> None:
    async with FaultyProvider().running() as address:
        findings = await examine_choice(ModelChoice("some-model", f"{address}/{fault}/v1", "secret"))
    assert [is_well for is_well, _ in findings] == [False]
    assert says in findings[0][1]
    assert "secret" not in findings[0][1]


async def test_an_unreachable_address_is_reported() -> None:
    findings = await examine_choice(ModelChoice("some-model", "http://127.0.0.1:1/v1"))
    assert findings[0][0] is False
    assert "cannot be reached" in findings[0][1]


async def test_a_model_that_hangs_is_reported_as_slow() -> None:
    async with FaultyProvider().running() as address:
        findings = await examine_choice(ModelChoice("some-model", f"{address}/hang/v1"), seconds=0.1)
    assert "did not answer in time" in findings[0][1]


async def test_a_model_without_structured_output_is_distinguished_from_a_dead_one() -> None:
    provider = FaultyProvider()  # always answers in prose
    async with provider.running() as address:
        findings = await examine_choice(ModelChoice("some-model", f"{address}/well/v1", "secret"))
    assert [is_well for is_well, _ in findings] == [True, False]
    assert "Set AURAL_MODEL_OUTPUT_MODE to tool or prompted" in findings[1][1]


async def test_a_model_that_can_do_everything_is_fine() -> None:
    provider = FaultyProvider()
    provider.text = lambda body: "Hello." if body.get("stream") else '{"added": "an index", "sureness": "high"}'
    async with provider.running() as address:
        findings = await examine_choice(ModelChoice("some-model", f"{address}/well/v1"))
    assert [is_well for is_well, _ in findings] == [True, True]
    assert "used 42 tokens" in findings[0][1]


FILLED = '{"added": "an index", "sureness": "high"}'


def answer(asked: Asked) -> str:
    return "Hello." if asked.body.get("stream") or ":stream" in asked.path else FILLED


async def test_both_models_are_examined_if_they_differ() -> None:
    provider, claude = FaultyProvider(), AnthropicServer(text=answer)
    provider.text = lambda body: "Hello." if body.get("stream") else FILLED
    async with provider.running() as address, claude.running() as judging:
        settings = read_settings(
            model="some-model",
            model_base_url=f"{address}/well/v1",
            model_judge="anthropic:claude-haiku-4-5",
            model_judge_base_url=judging,
            model_judge_api_key=KEY,
        )
        findings = await examine_model(settings)
    assert all(is_well for is_well, _ in findings)
    texts = [text for _, text in findings]
    assert texts[0].startswith(f"The interviewing model “some-model” ({address}/well/v1) answers and streams")
    assert texts[2].startswith(f"The judging model “anthropic:claude-haiku-4-5” ({judging}) answers and streams")
    assert [text.split(" returns")[0] for text in texts[1::2]] == ["The interviewing model", "The judging model"]


async def test_one_model_for_everything_is_examined_once() -> None:
    provider = FaultyProvider()
    provider.text = lambda body: "Hello." if body.get("stream") else FILLED
    async with provider.running() as address:
        findings = await examine_model(read_settings(model="some-model", model_base_url=f"{address}/well/v1"))
    assert [text.split(" ")[:2] for _, text in findings] == [["The", "model"]] * 2


@pytest.mark.parametrize(
    ("own", "key"),
    [
        ({"model_judge_api_key": "wrong"}, "AURAL_MODEL_JUDGE_API_KEY"),
        ({"model_judge_base_url": "other"}, "AURAL_MODEL_JUDGE_API_KEY"),
        ({}, "AURAL_MODEL_API_KEY"),
    ],
)
async def test_a_refused_key_of_the_judging_model_is_reported_with_its_setting(own: dict[str, str], key: str) -> None:
    claude, other = AnthropicServer(text=answer), AnthropicServer(text=answer)
    async with claude.running() as address, other.running() as there:
        own = {name: there if value == "other" else value for name, value in own.items()}
        shared = {"model": "anthropic:claude-haiku-4-5", "model_base_url": address, "model_api_key": "wrong"}
        findings = await examine_model(read_settings(**shared, model_judge="anthropic:claude-sonnet-5-5", **own))
    assert [is_well for is_well, _ in findings] == [False, False]
    assert findings[1][1].endswith(f"refuses the key. Check {key}.")


async def test_google_reports_a_wrong_key_as_a_wrong_request() -> None:
    async with GeminiServer(text=answer).running() as address:
        findings = await examine_choice(ModelChoice("google:gemini-3.8-flash", address, "wrong"))
    sentence = "refuses the request, as it does with a wrong key. Check AURAL_MODEL_API_KEY and AURAL_MODEL."
    assert findings == [(False, f"{address} {sentence}")]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("anthropic:claude-haiku-4-5", "not as Anthropic's API does. Check AURAL_MODEL_BASE_URL (without /v1 at"),
        ("google:gemini-2.0-flash", "not as Google's Gemini API does. Check AURAL_MODEL_BASE_URL (without /v1beta at"),
    ],
)
async def test_a_server_that_uses_another_api_is_reported(name: str, says: str) -> None:
    async with FaultyProvider().running() as address:
        findings = await examine_choice(ModelChoice(name, f"{address}/wrong-json", KEY))
    assert says in findings[0][1]


@pytest.mark.parametrize(("effort", "is_said"), [(None, True), ("low", True), ("none", False)])
async def test_thinking_that_delays_replies_is_mentioned(effort: str | None, is_said: bool) -> None:
    server = GeminiServer(text=answer, thinking_tokens=900)
    async with server.running() as address:
        choice = ModelChoice("google:gemini-3.8-flash", address, KEY, effort=effort)  # type: ignore[arg-type]
        findings = await examine_choice(choice)
    assert [is_well for is_well, _ in findings] == [True, True]
    assert ("900 of them went into thinking. Set AURAL_MODEL_EFFORT to none" in findings[0][1]) == is_said


async def test_a_missing_library_is_reported_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_settings, "find_spec", lambda _name: None)
    findings = await examine_choice(ModelChoice("google:gemini-3.8-flash"))
    assert findings == [(False, "Google's library isn't installed. Run: pip install 'aural[google]'")]
