"""Claude and Gemini through their own APIs, against servers that follow the documentation
(tests/native_providers.py).
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, Field

from aural.guard.outbound.addresses import AddressRefusedError
from aural.interviewer.drafting.model import EditForm, RefinementForm
from aural.interviewer.drafting.parts import DraftForm, InterviewForm
from aural.interviewer.judging.judge import Summed
from aural.interviewer.judging.levels import RatedCriteria
from aural.interviewer.model.contacts import ContactForm
from aural.interviewer.model.model import Model, ModelChoice, ModelError
from aural.interviewer.model.providers import THINKING_TOKENS
from aural.interviewer.model.streaming import FormStream
from aural.interviewer.model.transport import AddressOf
from aural.interviewer.model.trial import try_choice
from aural.reports.analysis.sections import SECTIONS
from aural.settings.models import Effort
from tests.native_providers import KEY, TOKENS, WORDS, AnthropicServer, Asked, Fault, GeminiServer, NativeProvider
from tests.talk.taking import require_rules, take

PLENTY = 60.0  # seconds, enough for any machine: no test waits for it to pass
SERVERS = {"anthropic": AnthropicServer, "google": GeminiServer}
NAMES = {"anthropic": "anthropic:claude-haiku-4-5", "google": "google:gemini-2.5-flash"}
FILLED = '{"added": "an index", "sureness": 3}'
PERSONA = Path(__file__).parent.parent / "data" / "personas" / "nurse-grace.json"


class Form(BaseModel):
    added: str = Field(max_length=40)
    sureness: int = Field(ge=1, le=4)


@dataclass
class Lab:
    provider: str
    server: NativeProvider
    _models: list[Model] = field(default_factory=list)

    async def model(self, name: str = "", *, key: str | None = KEY, address: str = "", **given: Any) -> Model:
        limits = {key: given.pop(key) for key in ("most_bytes", "address_of") if key in given}
        choice = ModelChoice(name or NAMES[self.provider], address or self.server.address, key, **given)
        model = Model(choice, **limits)
        self._models.append(model)
        await model.load()  # loads the library first, because that is not part of an answer
        return model

    async def write(self, **given: Any) -> Any:
        return await (await self.model(**given)).write("Be brief.", "Ask something.", seconds=PLENTY)

    async def fill(self, **given: Any) -> tuple[Form, int]:
        return await (await self.model(**given)).fill("Be brief.", "What was added?", Form, seconds=PLENTY)

    async def close(self) -> None:
        for model in self._models:
            await model.close()


@pytest.fixture(params=["anthropic", "google"])
async def lab(request: pytest.FixtureRequest) -> AsyncIterator[Lab]:
    server = SERVERS[request.param](text=answer)
    async with server.running():
        lab = Lab(request.param, server)
        yield lab
        await lab.close()


def answer(asked: Asked) -> str:
    """Returns words for a streamed request, and a form where one is requested."""
    return WORDS if asked.body.get("stream") or ":stream" in asked.path else FILLED


# --- calls that succeed ---


async def test_text_is_streamed_and_its_tokens_are_counted(lab: Lab) -> None:
    written = await lab.write()
    assert (written.text, written.tokens, written.thinking_tokens) == (WORDS, TOKENS, 0)


@pytest.mark.parametrize("effort", [None, "low"])
@pytest.mark.parametrize("mode", ["native", "tool", "prompted"])
async def test_structured_output_works_with_and_without_thinking_in_each_mode(
    lab: Lab, mode: str, effort: Effort | None
) -> None:
    assert await lab.fill(output_mode=mode, effort=effort) == (Form(added="an index", sureness=3), TOKENS)
    asked = json.dumps(lab.server.asked[0].body)
    assert ('"output_config": {"format"' in asked or '"responseJsonSchema"' in asked) == (mode == "native")
    assert ('"tools"' in asked) == (mode == "tool")


@pytest.mark.parametrize("mode", ["native", "tool"])
async def test_a_draft_is_streamed(lab: Lab, mode: str) -> None:
    lab.server.text = lambda _asked: '{"interview": {"title": "Baker", "objective": "Nights"}}'
    lab.server.thinking_tokens = 900
    stream = FormStream(await lab.model(output_mode=mode, effort="low"), "s", "u", DraftForm, seconds=PLENTY)
    async with aclosing(stream.pieces()) as pieces:
        text = "".join([piece async for piece in pieces])
    assert json.loads(text)["interview"]["title"] == "Baker"
    assert stream.tokens == TOKENS + 900


@pytest.mark.parametrize(
    "kind", [RatedCriteria, Summed, DraftForm, InterviewForm, EditForm, RefinementForm, ContactForm, Form]
)
async def test_the_provider_accepts_every_schema_that_we_request(lab: Lab, kind: type[BaseModel]) -> None:
    lab.server.text = lambda _asked: "{}[]"
    with pytest.raises(ModelError) as caught:
        await (await lab.model()).fill("Be brief.", "Fill it in.", kind, seconds=PLENTY)
    assert caught.value.why == "nonsense", "the answer, not the form"
    assert len(lab.server.asked) == 2, "asked again once, with what was wrong"
    assert caught.value.tokens == 2 * TOKENS


async def test_the_key_and_the_temperature_are_sent_where_they_belong(lab: Lab) -> None:
    await lab.write(temperature=0.3)
    asked = lab.server.asked[0]
    config = asked.body if lab.provider == "anthropic" else asked.body["generationConfig"]
    assert config["temperature"] == 0.3
    assert KEY not in asked.path + json.dumps(asked.body)
    await lab.write()
    assert "temperature" not in json.dumps(lab.server.asked[1].body)


# --- thinking ---


@pytest.mark.parametrize("effort", ["low", "medium", "high"])
async def test_thinking_is_not_part_of_the_answer_and_leaves_room_for_it(lab: Lab, effort: Effort) -> None:
    lab.server.thinking_tokens = THINKING_TOKENS[effort]
    written = await lab.write(effort=effort)
    assert (written.text, written.tokens) == (WORDS, TOKENS + THINKING_TOKENS[effort])
    assert written.thinking_tokens == THINKING_TOKENS[effort]
    form, tokens = await lab.fill(effort=effort)
    assert (form.added, tokens) == ("an index", TOKENS + THINKING_TOKENS[effort])
    assert "thinking" in json.dumps(lab.server.asked[0].body)


@pytest.mark.parametrize("name", ["anthropic:claude-opus-5", "google:gemini-2.5-flash", "google:gemini-3-flash"])
async def test_a_model_known_to_think_gets_enough_tokens_without_a_setting(name: str) -> None:
    server = SERVERS[name.partition(":")[0]](text=answer, thinking_tokens=8_000)
    async with server.running():
        lab = Lab(name.partition(":")[0], server)
        assert (await lab.write(name=name)).text == WORDS
        assert (await lab.fill(name=name))[0].added == "an index"
        await lab.close()


@pytest.mark.parametrize("effort", [None, "high"])
async def test_thinking_without_an_answer_is_an_error_and_is_counted(lab: Lab, effort: Effort | None) -> None:
    lab.server.thinking_tokens = 40_000
    for ask in (lab.write, lab.fill):
        with pytest.raises(ModelError) as caught:
            await ask(effort=effort)
        assert (caught.value.why, caught.value.tokens) == ("nonsense", TOKENS + 40_000)


@pytest.mark.parametrize("effort", ["none", "minimal", "low", "medium", "high"])
@pytest.mark.parametrize(
    "name",
    [
        *("anthropic:claude-haiku-4-5", "anthropic:claude-opus-5", "anthropic:claude-sonnet-5-5"),
        *("google:gemini-2.0-flash", "google:gemini-2.5-pro", "google:gemini-3-flash", "google:gemini-3.1-pro-preview"),
    ],
)
async def test_each_effort_is_requested_in_the_form_that_the_model_accepts(name: str, effort: Effort) -> None:
    """The servers refuse a budget above the limit, a level where a budget belongs, and a temperature along with
    thinking.
    """
    server = SERVERS[name.partition(":")[0]](text=answer)
    async with server.running():
        lab = Lab(name.partition(":")[0], server)
        assert (await lab.write(name=name, effort=effort, temperature=0.2)).text == WORDS
        assert (await lab.fill(name=name, effort=effort, temperature=0.2))[1] == TOKENS
        await lab.close()


async def test_an_organization_can_try_the_provider_on_the_page(lab: Lab) -> None:
    lab.server.text = lambda asked: answer(asked).replace("3", '"high"')
    choice = ModelChoice(NAMES[lab.provider], lab.server.address, KEY)
    trial = await try_choice(choice, None, seconds=PLENTY, word_seconds=PLENTY)
    assert trial.is_well, trial.findings


# --- the provider's cache ---


def marks(asked: Asked) -> bool:
    return "cache_control" in json.dumps(asked.body["system"])


async def test_claude_caches_a_repeated_system_text_and_all_its_tokens_count() -> None:
    server = AnthropicServer(text=answer)
    async with server.running():
        lab = Lab("anthropic", server)
        assert (await lab.write()).tokens == TOKENS
        model = await lab.model()
        for keep in (False, True):
            _, tokens = await model.fill("Be brief.", "Read.", Form, seconds=PLENTY, keep_system=keep, most_tokens=300)
            assert tokens == TOKENS
        assert [marks(asked) for asked in server.asked] == [True, False, True]
        assert "cache_control" not in json.dumps(server.asked[0].body["messages"])
        assert [asked.body["max_tokens"] for asked in server.asked] == [1_000, 300, 300]
        await lab.close()


# --- calls that fail ---

WRITTEN: dict[Fault, str] = {
    "cut": "unreachable",
    "no-end": "nonsense",
    "length": "nonsense",
    "endless": "nonsense",
    "error-status": "refused",
    "redirect": "refused",
    "packed": "nonsense",
}
FILLED_IN: dict[Fault, str] = {
    "cut": "unreachable",
    "length": "nonsense",
    "error-status": "refused",
    "redirect": "refused",
    "packed": "nonsense",
}


@pytest.mark.parametrize("fault", WRITTEN)
async def test_a_failed_text_request_is_explained_and_not_retried(lab: Lab, fault: Fault) -> None:
    lab.server.fault = fault
    with pytest.raises(ModelError) as caught:
        await lab.write()
    assert caught.value.why == WRITTEN[fault]
    assert len(lab.server.asked) == 1
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("fault", FILLED_IN)
async def test_a_failed_structured_request_is_explained(lab: Lab, fault: Fault) -> None:
    lab.server.fault = fault
    with pytest.raises(ModelError) as caught:
        await lab.fill()
    assert caught.value.why == FILLED_IN[fault]
    assert caught.value.status == {"error-status": 503, "redirect": 302}.get(fault)
    if fault == "length":
        assert caught.value.tokens >= TOKENS


async def test_an_overload_in_the_middle_of_claudes_answer_is_a_refusal() -> None:
    server = AnthropicServer(text=answer, fault="error-event")
    async with server.running():
        lab = Lab("anthropic", server)
        with pytest.raises(ModelError) as caught:
            await lab.write()
        assert caught.value.why == "refused"
        await lab.close()


async def test_a_provider_that_hangs_times_out_at_the_deadline(lab: Lab) -> None:
    lab.server.fault = "hang"
    with pytest.raises(ModelError) as caught:
        await (await lab.model()).write("Be brief.", "Ask something.", seconds=0.1)
    assert caught.value.why == "deadline"


async def test_an_answer_with_too_many_bytes_is_cut_off(lab: Lab) -> None:
    name = {"anthropic": "anthropic:claude-haiku-4-5", "google": "google:gemini-2.0-flash"}[lab.provider]
    with pytest.raises(ModelError, match="more than any answer needs"):
        await lab.write(name=name, most_bytes=100)
    assert (await lab.write(name=name, most_bytes=100, effort="low")).text == WORDS, "thinking is streamed too"


async def test_a_wrong_key_is_refused(lab: Lab) -> None:
    for ask in (lab.write, lab.fill):
        with pytest.raises(ModelError) as caught:
            await ask(key="wrong")
        assert (caught.value.why, caught.value.status) == ("refused", {"anthropic": 401, "google": 400}[lab.provider])


# --- which address is called ---


async def test_keys_and_addresses_in_the_environment_are_not_used(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise an organization's own server would get the deployment's key."""
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "GOOGLE_API_KEY", "GEMINI_API_KEY"):
        monkeypatch.setenv(name, KEY)
    for name in ("ANTHROPIC_BASE_URL", "GOOGLE_GEMINI_BASE_URL", "GOOGLE_VERTEX_BASE_URL"):
        monkeypatch.setenv(name, "http://192.0.2.1")
    monkeypatch.setenv("GOOGLE_GENAI_USE_VERTEXAI", "true")
    monkeypatch.setenv("ANTHROPIC_CUSTOM_HEADERS", f"X-Elsewhere: {KEY}")
    with pytest.raises(ModelError) as caught:
        await lab.write(key=None)
    assert caught.value.why == "refused"
    assert KEY not in json.dumps(lab.server.asked[0].headers)


async def test_only_allowed_addresses_are_connected_to(lab: Lab) -> None:
    found: list[str] = []

    async def to_loopback(host: str, _port: int) -> str:
        found.append(host)
        return "127.0.0.1"

    async def nowhere(host: str, _port: int) -> str:
        raise AddressRefusedError(f"{host} is an address inside a network.")

    address = lab.server.address.replace("127.0.0.1", "models.example")
    leading: AddressOf = to_loopback
    assert (await lab.write(address=address, address_of=leading)).text == WORDS
    assert found == ["models.example"]
    assert lab.server.asked[0].headers["host"].startswith("models.example:")
    with pytest.raises(ModelError, match=r"models\.example is an address inside") as caught:
        await lab.write(address=address, address_of=nowhere)
    assert caught.value.why == "address"


async def test_without_an_address_the_providers_default_is_used(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ANTHROPIC_BASE_URL", "GOOGLE_GEMINI_BASE_URL"):
        monkeypatch.setenv(name, "http://192.0.2.1")
    asked: list[tuple[str, int]] = []

    async def nowhere(host: str, port: int) -> str:
        asked.append((host, port))
        raise AddressRefusedError("Nobody goes there in a test.")

    model = Model(ModelChoice(NAMES[lab.provider], None, KEY), address_of=nowhere)
    with pytest.raises(ModelError, match="Nobody goes there"):
        await model.write("s", "u", seconds=PLENTY)
    hosts = {"anthropic": "api.anthropic.com", "google": "generativelanguage.googleapis.com"}
    assert asked == [(hosts[lab.provider], 443)]
    await model.close()


# --- a whole interview ---

CALLED = "I called the registrar at half past four"
SUMMARY = {"text": "They called the registrar at half past four.", "quotes": [CALLED]}


async def test_an_interview_is_worded_and_judged(lab: Lab, tmp_path: Path, sqlite_url: str) -> None:
    def answer_all(asked: Asked) -> str:
        if answer(asked) == WORDS:
            return WORDS
        if "has_content" in json.dumps(asked.body):
            return json.dumps({"intent": "answer", "has_content": True, "words": "Thank you, I see."})
        if "ratings" in json.dumps(asked.body):
            return '{"ratings": []}'
        return json.dumps({"summary": SUMMARY, **dict.fromkeys(SECTIONS, ()), "sentiment": None})

    lab.server.text = answer_all
    persona = json.loads(PERSONA.read_text())
    model = {"model": NAMES[lab.provider], "model_base_url": lab.server.address, "model_api_key": KEY}
    seconds = {"model_word_seconds": PLENTY, "model_judge_seconds": PLENTY}
    effort = {"model_effort": "minimal"}
    taken = await take(persona, tmp_path, sqlite_url, with_report=True, **effort, **model, **seconds)
    require_rules(persona, taken.room)
    assert taken.session["reportStatus"] == "READY"
    assert NAMES[lab.provider] in [(message.origin or {}).get("name") for message in taken.room.messages]
    assert SUMMARY["text"] in taken.session["summary"]
