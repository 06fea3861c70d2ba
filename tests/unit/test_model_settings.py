"""Which model is used for what, and how: names, keys, efforts and temperatures."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from httpx2 import AsyncBaseTransport, Request, Response
from pydantic import BaseModel

from aural.app import Server
from aural.engine.authoring.drafts import Wish
from aural.engine.moves import FollowUp, Probe
from aural.engine.plan import Plan, Question
from aural.interviewer.drafting.protocol import Began
from aural.interviewer.model.interviewer import ModelInterviewer
from aural.interviewer.model.model import Model, ModelChoice, ModelError
from aural.interviewer.model.providers import thinking_tokens
from aural.interviewer.model.transport import CONNECT_SECONDS, _capped_transport
from aural.interviewer.protocol import Line, WordingRequest
from aural.organizations import repository as organizations
from aural.reports.analysis.sections import SECTIONS
from aural.settings import Settings, SettingsError, load_settings, read_settings
from aural.settings import models as model_settings
from aural.settings.models import Effort, split_model
from tests.clocks import FakeClock
from tests.faulty_provider import WORDS, FaultyProvider

PLENTY = 60.0  # seconds, enough for any machine: no test waits for it to pass


class Form(BaseModel):
    added: str


@pytest.fixture
async def provider() -> AsyncIterator[FaultyProvider]:
    made = FaultyProvider()
    async with made.running():
        yield made


def chosen(**given: Any) -> Settings:
    return read_settings(**given)


# --- names ---


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("gpt-5.2", ("openai", "gpt-5.2")),
        ("openai:gpt-5.2", ("openai", "gpt-5.2")),
        ("llama3.3:70b", ("openai", "llama3.3:70b")),
        ("openai:llama3.3:70b", ("openai", "llama3.3:70b")),
        ("anthropic/claude-sonnet-5-5", ("openai", "anthropic/claude-sonnet-5-5")),
        ("anthropic:claude-sonnet-5-5", ("anthropic", "claude-sonnet-5-5")),
        ("google:gemini-3.8-flash", ("google", "gemini-3.8-flash")),
    ],
)
def test_a_model_name_may_begin_with_a_provider_and_a_colon(name: str, split: tuple[str, str]) -> None:
    assert split_model(name) == split


async def test_a_compatible_server_gets_the_name_without_the_provider(provider: FaultyProvider) -> None:
    model = Model(ModelChoice("openai:llama3.3:70b", f"{provider.address}/well/v1"))
    assert (await model.write("s", "u", seconds=PLENTY)).text == WORDS
    assert provider.requests[0]["model"] == "llama3.3:70b"
    await model.close()


# --- the judging model ---


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ("small", "http://a/v1", "a-key")),
        ({"model_judge": "large"}, ("large", "http://a/v1", "a-key")),
        ({"model_judge": "openai:large"}, ("openai:large", "http://a/v1", "a-key")),
        ({"model_judge": "google:large"}, ("google:large", None, None)),
        ({"model_judge": "google:large", "model_judge_api_key": "b"}, ("google:large", None, "b")),
        ({"model_judge": "large", "model_judge_base_url": "http://b/v1"}, ("large", "http://b/v1", None)),
        ({"model_judge": "large", "model_judge_base_url": "http://a/v1"}, ("large", "http://a/v1", "a-key")),
        ({"model_judge": "large", "model_judge_api_key": "b"}, ("large", "http://a/v1", "b")),
    ],
)
def test_the_judging_model_uses_the_same_key_only_for_the_same_server(
    given: dict[str, Any], expected: tuple[str, str | None, str | None]
) -> None:
    shared = {"model": "small", "model_base_url": "http://a/v1", "model_api_key": "a-key"}
    judging = ModelChoice.judging(chosen(**shared, **given))
    assert (judging.name, judging.base_url, judging.api_key) == expected


def test_interviewing_and_judging_have_separate_efforts() -> None:
    settings = chosen(model="m", model_effort="none", model_judge_effort="high", model_temperature=0.5)
    interviewing, judging = ModelChoice.from_settings(settings), ModelChoice.judging(settings)
    assert (interviewing.effort, judging.effort) == ("none", "high")
    assert interviewing.temperature == judging.temperature == 0.5
    assert ModelChoice.judging(chosen(model="m", model_effort="none")).effort is None


QUESTION = Question("q1", 0, "Tell me about a service that you made faster.")
ANSWER = "I looked at the slow query log first, and one query took 900 ms because it had no index."
LINES = (
    Line("m1", "assistant", QUESTION.text, "q1", "question", "next"),
    Line("m2", "user", ANSWER, "q1", "answer", None),
)
PLAN = Plan("i1", "Backend screening", (QUESTION,))
FOLLOW_UP = WordingRequest(PLAN, FollowUp("q1", Probe("detail", "one query took 900 ms")), QUESTION, LINES, ANSWER)
SUMMED = json.dumps({"summary": {"text": "S", "quotes": []}, **dict.fromkeys(SECTIONS, ()), "sentiment": None})


@pytest.mark.parametrize("given", [{"model_judge": "large"}, {"model_judge_effort": "high"}, {}])
async def test_one_model_phrases_messages_and_another_may_judge(
    given: dict[str, Any], provider: FaultyProvider
) -> None:
    provider.text = lambda body: WORDS if body.get("stream") else SUMMED
    settings = chosen(model="small", model_base_url=f"{provider.address}/well/v1", model_api_key="k", **given)
    interviewer = ModelInterviewer.from_settings(settings)
    assert (await interviewer.phrase(FOLLOW_UP)).origin.name == "small"
    judgement = await interviewer.judge(PLAN, LINES)
    judge = given.get("model_judge", "small")
    assert judgement.origin.name == interviewer.judging.choice.name == judge
    assert [asked["model"] for asked in provider.requests] == ["small", judge]
    assert [asked.get("reasoning_effort") for asked in provider.requests] == [None, given.get("model_judge_effort")]
    assert (interviewer.judging is interviewer.model) == (not given)
    await interviewer.close()


async def test_the_judging_model_drafts_for_an_organization(
    provider: FaultyProvider, sqlite_url: str, tmp_path: Path
) -> None:
    provider.text = lambda _body: json.dumps(
        {
            "interview": {"title": "Baker", "objective": "Nights"},
            "criteria": [],
            "questions": [{"text": "Tell me about a night that did not go as planned."}],
        }
    )
    given = {"model": "small", "model_base_url": f"{provider.address}/well/v1", "model_judge": "large"}
    server = Server(load_settings(data_dir=tmp_path, database_url=sqlite_url, **given), FakeClock())
    acme = await organizations.take_organization(server.database, "Acme", server.clock.now())

    async def meter(_tokens: int) -> None:
        """Counts nothing."""

    drafter = await server.interviewers.drafter_of(acme.id)
    events = [event async for event in drafter.draft(Wish(goal="Hire a baker"), meter)]
    assert isinstance(events[0], Began)
    assert (events[0].origin.name, provider.requests[0]["model"]) == ("large", "large")
    await server.close()


async def test_an_organizations_own_model_judges_too_and_uses_no_setting_of_the_deployment() -> None:
    settings = chosen(model="m", model_judge="large", model_effort="low", model_temperature=1.5)
    interviewer = ModelInterviewer.from_settings(settings, ModelChoice("own", "http://a/v1", "key"))
    assert interviewer.judging is interviewer.model
    assert (interviewer.model.choice.effort, interviewer.model.choice.temperature) == (None, None)


# --- what is sent ---


async def test_an_effort_and_a_temperature_are_sent_only_if_they_are_set(provider: FaultyProvider) -> None:
    plain = Model(ModelChoice("m", f"{provider.address}/well/v1"))
    told = Model(ModelChoice("m", f"{provider.address}/well/v1", temperature=0.2, effort="medium"))
    provider.text = lambda body: WORDS if body.get("stream") else '{"added": "x"}'
    for model in (plain, told):
        await model.write("s", "u", seconds=PLENTY)
        await model.fill("s", "u", Form, seconds=PLENTY, most_tokens=700)
        await model.close()
    first, second, third, fourth = provider.requests
    assert not {"temperature", "reasoning_effort"} & {*first, *second}
    assert third["temperature"] == fourth["temperature"] == 0.2
    assert third["reasoning_effort"] == fourth["reasoning_effort"] == "medium"
    caps = [asked.get("max_completion_tokens", asked.get("max_tokens")) for asked in provider.requests]
    assert caps == [1_000, 700, 13_000, 12_700]


@pytest.mark.parametrize(
    ("name", "effort", "tokens"),
    [
        ("llama3.3", None, 0),
        ("gpt-4.1", None, 0),
        ("gpt-5", None, 12_000),
        ("anthropic:claude-haiku-4-5", None, 0),
        ("anthropic:claude-opus-5", None, 12_000),
        ("google:gemini-2.0-flash", None, 0),
        ("google:gemini-2.5-flash", None, 12_000),
        ("llama3.3", "none", 2_000),
        ("gpt-5", "minimal", 2_000),
        ("gpt-5", "low", 4_000),
        ("google:gemini-2.0-flash", "high", 26_000),
    ],
)
def test_room_for_thinking_depends_on_the_effort_or_on_what_is_known_of_the_model(
    name: str, effort: Effort | None, tokens: int
) -> None:
    assert thinking_tokens(ModelChoice(name, effort=effort)) == tokens


async def test_the_tokens_of_an_empty_response_are_counted(provider: FaultyProvider) -> None:
    provider.text = lambda _body: ""
    model = Model(ModelChoice("m", f"{provider.address}/well/v1", effort="low"))
    for asking, tokens in (
        (model.write("s", "u", seconds=PLENTY), 42),
        (model.fill("s", "u", Form, seconds=PLENTY), 84),
    ):
        with pytest.raises(ModelError) as caught:
            await asking
        assert (caught.value.why, caught.value.tokens) == ("nonsense", tokens)
    await model.close()


async def test_connecting_takes_no_longer_than_our_limit_whatever_a_library_wants() -> None:
    asked: list[dict[str, Any]] = []

    class Inner(AsyncBaseTransport):
        async def handle_async_request(self, request: Request) -> Response:
            asked.append(request.extensions)
            return Response(200)

    request = Request("GET", "http://a.example", extensions={"timeout": {"connect": 600, "read": 600}, "kept": 1})
    await _capped_transport(Inner(), 10).handle_async_request(request)
    assert asked == [{"timeout": {"connect": CONNECT_SECONDS, "read": 600}, "kept": 1}]


# --- invalid combinations ---


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"model_judge": "large"}, "AURAL_MODEL_JUDGE needs AURAL_MODEL"),
        (
            {"model": "anthropic:claude-sonnet-5-5", "model_temperature": 1.2},
            "AURAL_MODEL_TEMPERATURE must be a number from 0 to 1 if AURAL_MODEL is a model of Anthropic.",
        ),
        (
            {"model": "m", "model_judge": "anthropic:claude-sonnet-5-5", "model_temperature": 2},
            "if AURAL_MODEL_JUDGE is a model of Anthropic.",
        ),
    ],
)
def test_contradictory_settings_prevent_startup(given: dict[str, Any], says: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(data_dir=tmp_path, **given)
    assert says in str(caught.value)


@pytest.mark.parametrize("provider_name", ["anthropic", "google"])
async def test_a_missing_library_is_named_with_what_to_do(
    provider_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_settings, "find_spec", lambda _name: None)
    name = f"{provider_name}:some-model"
    for variable in ("model", "model_judge"):
        with pytest.raises(SettingsError) as caught:
            load_settings(data_dir=tmp_path, **({"model": "m"} | {variable: name}))
        sentence = str(caught.value)
        assert sentence.startswith(f"AURAL_{variable.upper()} is {name}, and ")
        assert sentence.endswith(f"isn't installed. Run: pip install 'aural[{provider_name}]'")
    model = Model(ModelChoice(name))  # as an organization may choose it
    with pytest.raises(ModelError, match=f"aural.{provider_name}") as failed:
        await model.write("s", "u", seconds=PLENTY)
    assert failed.value.why == "library"
    load_settings(data_dir=tmp_path, model="gpt-5.2")  # needs neither


def test_the_printed_settings_do_not_contain_the_keys() -> None:
    settings = chosen(model="m", model_api_key="sk-canary", model_judge_api_key="sk-canary")
    assert "canary" not in repr(settings)


def test_a_provider_without_a_model_is_refused() -> None:
    for name in ("model", "model_judge"):
        with pytest.raises(SettingsError, match=f"AURAL_{name.upper()} must be the name of a model"):
            chosen(**{name: "anthropic:"})


def test_importing_the_code_for_models_does_not_load_their_libraries() -> None:
    imports = "import sys, aural.interviewer.model.model, aural.reports.jobs"
    code = f"{imports}; print({{'pydantic_ai', 'openai'}} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
