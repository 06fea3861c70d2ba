"""The settings of the connected models: the one that interviews, and the one that judges."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, field_validator

from aural.settings.fields import Network, networks, setting, web_address

# How long the model may take for a wording, and for one request of a report.
WORD_SECONDS, JUDGE_SECONDS = 6.0, 20.0

Effort = Literal["none", "minimal", "low", "medium", "high"]
Provider = Literal["openai", "anthropic", "google"]
PROVIDER_NAMES: dict[Provider, str] = {"openai": "OpenAI", "anthropic": "Anthropic", "google": "Google"}
_LIBRARIES: dict[Provider, tuple[str, ...]] = {"openai": (), "anthropic": ("anthropic",), "google": ("google", "genai")}
_MOST_ANTHROPIC_TEMPERATURE = 1.0

_NAME = "the name of a model at its provider, such as gpt-5.2, anthropic:claude-sonnet-5-5 or google:gemini-3.8-flash"
_ADDRESS = "an address that begins with http:// or https://"
_PRICES = "three prices and, if it isn't USD, a currency, such as 1.25,0.125,10 EUR"
_PRICE = r"(\d{1,6}(?:\.\d{1,6})?)"
_PRICES_FORM = re.compile(rf"{_PRICE},\s?{_PRICE},\s?{_PRICE}(?:\s([A-Z]{{3}}))?")
_EFFORTS = "none, minimal, low, medium or high"


class ModelSettings(BaseModel):
    model_config = ConfigDict(protected_namespaces=())

    model: str = setting(
        "",
        _NAME,
        "The model that interviews and judges. A name without a provider in front belongs to OpenAI, or to the server "
        "at `AURAL_MODEL_BASE_URL`. Without a model, the built-in guided interviewer asks the questions.",
        shown="none",
    )
    model_base_url: str = setting(
        "",
        _ADDRESS,
        "The address of an OpenAI-compatible server, such as `http://127.0.0.1:11434/v1`, or of a proxy for the "
        "provider's own API.",
        shown="the provider's",
    )
    model_api_key: str = setting("", "the provider's key", "The key for the model's server.", shown="none", repr=False)
    model_networks: tuple[Network, ...] = setting(
        (),
        "addresses or networks, separated by commas",
        "Private networks in which an organization may use a model server, such as `127.0.0.1` for Ollama or vLLM on "
        "this machine. `AURAL_MODEL_BASE_URL` needs no such permission.",
        shown="none",
    )
    model_output_mode: Literal["native", "tool", "prompted"] = setting(
        "native",
        "native, tool or prompted",
        "How a model is asked for structured output: by JSON schema, by tool call or in the prompt. `aural doctor` "
        "reports whether it works.",
    )
    model_temperature: float | None = setting(
        None,
        "a number from 0 to 2",
        "The sampling temperature. It isn't sent to a model that is known to refuse one, as reasoning models do.",
        shown="the model's own",
        ge=0,
        le=2,
    )
    model_effort: Effort | None = setting(
        None,
        _EFFORTS,
        "How much a reasoning model thinks while a candidate waits. `none` and `minimal` answer soonest.",
        shown="the model's own",
    )
    model_prices: str = setting(
        "",
        _PRICES,
        "Your provider's prices for a million tokens that the model reads, reads from a cache, and writes. With them, "
        "an interview's cost is estimated before it is published.",
        shown="none: only tokens are estimated",
    )
    model_redact: Literal["off", "on"] = setting(
        "off",
        "off or on",
        "Whether names, email and postal addresses, phone numbers, links and account numbers in candidates' words are "
        "replaced before they are sent to a model. See [Models](models.md#names-and-addresses).",
    )
    model_word_seconds: float = setting(
        WORD_SECONDS,
        "a number from 1 to 60",
        "How long a candidate waits for the model's words before a reviewed template is used instead. Raise it only "
        "for a slow model of your own.",
        shown=f"`{WORD_SECONDS:g}`",
        ge=1,
        le=60,
    )
    model_judge: str = setting(
        "",
        _NAME,
        "The model that judges, writes reports and drafts interviews, if it is a different one.",
        shown="`AURAL_MODEL`",
    )
    model_judge_base_url: str = setting(
        "",
        _ADDRESS,
        "The address of the judging model's server.",
        shown="`AURAL_MODEL_BASE_URL`, if both models have the same provider",
    )
    model_judge_api_key: str = setting(
        "",
        "the provider's key",
        "The key for the judging model's server.",
        shown="`AURAL_MODEL_API_KEY`, if both models are on the same server",
        repr=False,
    )
    model_judge_prices: str = setting(
        "",
        _PRICES,
        "Prices of the judging model, in the same currency. If another model judges and this isn't set, no cost is "
        "shown.",
        shown="`AURAL_MODEL_PRICES`, if one model does both",
    )
    model_judge_effort: Effort | None = setting(
        None,
        _EFFORTS,
        "How much a reasoning model thinks before it judges, reports or drafts. No candidate waits for it.",
        shown="the model's own",
    )
    model_judge_seconds: float = setting(
        JUDGE_SECONDS,
        "a number from 5 to 600",
        "How long each request of a report may take. A model that thinks a lot needs more.",
        shown=f"`{JUDGE_SECONDS:g}`",
        ge=5,
        le=600,
    )

    @field_validator("model_networks", mode="before")
    @classmethod
    def _networks_of_models(cls, value: str | Iterable[object]) -> tuple[Network, ...]:
        return networks(value)

    @field_validator("model", "model_judge")
    @classmethod
    def _whole_name(cls, value: str) -> str:
        prefix, colon, name = value.partition(":")
        if prefix in PROVIDER_NAMES and colon and not name:
            raise ValueError
        return value

    @field_validator("model_prices", "model_judge_prices")
    @classmethod
    def _three_prices(cls, value: str) -> str:
        if read_prices(value) is None:
            raise ValueError
        return value

    @field_validator("model_base_url", "model_judge_base_url")
    @classmethod
    def _server(cls, value: str) -> str:
        return web_address(value)


@dataclass(frozen=True, slots=True)
class Prices:
    """The price of a million tokens: read, read from a cache, written."""

    read: float
    cached: float
    written: float
    currency: str

    def of(self, read: int, cached: int, written: int) -> float:
        """The cost of these numbers of tokens; `read` includes `cached`."""
        return ((read - cached) * self.read + cached * self.cached + written * self.written) / 1_000_000


def read_prices(value: str) -> Prices | None:
    """Reads three prices. Returns None for anything else."""
    found = _PRICES_FORM.fullmatch(value.strip())
    return None if found is None else Prices(float(found[1]), float(found[2]), float(found[3]), found[4] or "USD")


def prices_of(settings: ModelSettings) -> tuple[Prices, Prices] | None:
    """The prices of the interviewing and the judging model, or None if one isn't set or the currencies differ."""
    interviewing = read_prices(settings.model_prices)
    has_same = settings.model_judge in ("", settings.model)
    judging = read_prices(settings.model_judge_prices) or (interviewing if has_same else None)
    if interviewing is None or judging is None or interviewing.currency != judging.currency:
        return None
    return interviewing, judging


def split_model(name: str) -> tuple[Provider, str]:
    """The provider, and its name for the model. A colon may belong to the name, as in `llama3.3:70b`."""
    for provider in PROVIDER_NAMES:
        if name.startswith(f"{provider}:"):
            return provider, name.removeprefix(f"{provider}:")
    return "openai", name


def host_of(address: str | None) -> str | None:
    """The host in an address."""
    return urlsplit(address).hostname if address else None


def provider_of(model: str, address: str | None) -> str:
    """The receiver of this model's requests: the host at the address, or the model's provider."""
    return host_of(address) or PROVIDER_NAMES[split_model(model)[0]]


def missing_extra(provider: Provider) -> str | None:
    """A sentence on what to install for this provider's models, or None if nothing is missing."""
    path = _LIBRARIES[provider]
    if all(find_spec(".".join(path[: count + 1])) for count in range(len(path))):
        return None
    return f"{PROVIDER_NAMES[provider]}'s library isn't installed. Run: pip install 'aural[{provider}]'"


def model_problem(settings: ModelSettings) -> str | None:
    """Why these settings can't work together, in one sentence, or None if they can."""
    if settings.model_judge and not settings.model:
        return "AURAL_MODEL_JUDGE needs AURAL_MODEL, the model that interviews. Set both, or AURAL_MODEL alone."
    for variable, name in (("AURAL_MODEL", settings.model), ("AURAL_MODEL_JUDGE", settings.model_judge)):
        provider, _ = split_model(name)
        missing = missing_extra(provider)
        if missing:
            return f"{variable} is {name}, and {missing}"
        if provider == "anthropic" and (settings.model_temperature or 0) > _MOST_ANTHROPIC_TEMPERATURE:
            return f"AURAL_MODEL_TEMPERATURE must be a number from 0 to 1 if {variable} is a model of Anthropic."
    return None
