"""The choice of a model, and the library of its provider: OpenAI (for many servers), Anthropic or Google.

This is the only module that imports these libraries. Each is given the HTTP client of `transport`, and every setting
that it would otherwise read from its own environment variables: a key must only reach the server that it is for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from aural.interviewer.model.failures import ModelError
from aural.settings import Settings
from aural.settings.models import PROVIDER_NAMES, Effort, Provider, missing_extra, provider_of, split_model

if TYPE_CHECKING:
    from httpx2 import AsyncClient
    from pydantic_ai.models import Model as LibraryModel

OutputMode = Literal["native", "tool", "prompted"]

# Tokens added to the limit of an answer, so that thinking doesn't cut it short. Each number is at least the budget that
# the library sets for this effort, for Claude and for Gemini. Some models always think a little.
THINKING_TOKENS: dict[Effort, int] = {"none": 2_000, "minimal": 2_000, "low": 4_000, "medium": 12_000, "high": 26_000}
_UNASKED: Effort = "medium"  # the effort of reasoning models if none is set
_ADDRESSES: dict[Provider, str] = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com",
    "google": "https://generativelanguage.googleapis.com",
}
_NO_KEY = "none"  # the libraries need a key even if the operator's own server doesn't
_OF_LIBRARIES = ("OPENAI_", "ANTHROPIC_", "GOOGLE_", "GEMINI_")  # prefixes of the environment variables that they read
_environment = Lock()


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model, and the parameters of its requests: the `AURAL_MODEL…` settings.

    `name` may begin with a provider, as in `anthropic:claude-sonnet-5-5`. `output_mode`: with "native", the server
    enforces a JSON schema; with "tool", the model calls a tool; with "prompted", the prompt asks for JSON.
    `temperature` and `effort` are not sent if they are None.
    """

    name: str
    base_url: str | None = None
    api_key: str | None = None
    output_mode: OutputMode = "native"
    temperature: float | None = None
    effort: Effort | None = None

    @classmethod
    def from_settings(cls, settings: Settings) -> ModelChoice:
        """The model that interviews."""
        return cls(
            settings.model,
            settings.model_base_url or None,
            settings.model_api_key or None,
            settings.model_output_mode,
            settings.model_temperature,
            settings.model_effort,
        )

    @classmethod
    def judging(cls, settings: Settings) -> ModelChoice:
        """The model that judges, reports and drafts.

        It shares the interviewing model's address only if the provider is the same, and the key only for one server.
        """
        name = settings.model_judge or settings.model
        has_same_provider = split_model(name)[0] == split_model(settings.model)[0]
        base_url = settings.model_judge_base_url or (settings.model_base_url if has_same_provider else "")
        has_same_server = has_same_provider and base_url == settings.model_base_url
        return cls(
            name,
            base_url or None,
            settings.model_judge_api_key or (settings.model_api_key if has_same_server else "") or None,
            settings.model_output_mode,
            settings.model_temperature,
            settings.model_judge_effort,
        )

    @property
    def provider(self) -> Provider:
        return split_model(self.name)[0]

    @property
    def server(self) -> str:
        """The recipient of the data sent to the model: the name of a host or of a provider."""
        return provider_of(self.name, self.base_url)

    @property
    def where(self) -> str:
        """The server, as messages name it."""
        return self.base_url or PROVIDER_NAMES[self.provider]


@dataclass(frozen=True, slots=True)
class OpenModel:
    """A model as its provider's library represents it, with the settings of its requests."""

    choice: ModelChoice
    library_model: LibraryModel

    def request_settings(self, most_tokens: int, *, keep_system: bool = False) -> Any:
        """The settings of a request. `most_tokens`: the limit for the answer, to which thinking is added.

        `keep_system`: whether the same system text is sent again soon. OpenAI and Google cache recent texts
        automatically. Anthropic caches on request, because writing to its cache costs a quarter more than a plain read.
        """
        settings: dict[str, Any] = {"max_tokens": most_tokens + thinking_tokens(self.choice), **self._effort()}
        if self.choice.temperature is not None and self._takes_temperature():
            settings["temperature"] = self.choice.temperature
        if self.choice.provider == "anthropic" and keep_system:
            settings["anthropic_cache_instructions"] = True
        return settings

    def _effort(self) -> dict[str, Any]:
        effort = self.choice.effort
        if effort is None:
            return {}
        if self.choice.provider == "openai":  # sent unchanged: the library only knows OpenAI's own models
            return {"openai_reasoning_effort": effort}
        return {"thinking": False if effort == "none" else effort}

    def _takes_temperature(self) -> bool:
        """Whether to send the temperature. Claude takes none while it thinks, and its newest models never take one.

        For OpenAI, the library decides.
        """
        if self.choice.provider != "anthropic":
            return True
        refuses = self.library_model.profile.get("anthropic_disallows_sampling_settings", False)
        return not refuses and self.choice.effort in (None, "none")


def thinking_tokens(choice: ModelChoice) -> int:
    """The tokens that thinking may take in addition to an answer, by the effort or the model's known behavior."""
    effort = choice.effort or (_UNASKED if _thinks_unasked(choice) else None)
    return THINKING_TOKENS[effort] if effort else 0


def _thinks_unasked(choice: ModelChoice) -> bool:
    from pydantic_ai.profiles.anthropic import anthropic_model_profile
    from pydantic_ai.profiles.google import google_model_profile
    from pydantic_ai.profiles.openai import openai_model_profile

    provider, name = split_model(choice.name)
    if provider == "google":  # every Gemini model that can think does so by default
        return bool((google_model_profile(name) or {}).get("supports_thinking"))
    profile = (openai_model_profile if provider == "openai" else anthropic_model_profile)(name) or {}
    return bool(profile.get("thinking_always_enabled") or profile.get("thinking_enabled_by_default"))


def open_model(choice: ModelChoice, http: AsyncClient) -> OpenModel:
    """Loads the provider's library. This takes a second, so call it off the event loop.

    Raises ModelError if the library isn't installed.
    """
    from pydantic_ai import Agent, direct  # noqa: F401  loaded here, so that it isn't loaded on the event loop later

    missing = missing_extra(choice.provider)
    if missing:
        raise ModelError("library", missing)
    opening = {"openai": _open_openai, "anthropic": _open_anthropic, "google": _open_google}[choice.provider]
    with _hidden_environment():
        return OpenModel(choice, opening(choice, split_model(choice.name)[1], http))


@contextmanager
def _hidden_environment() -> Iterator[None]:
    """Hides the libraries' environment variables: some, such as OPENAI_CUSTOM_HEADERS, have no parameter that overrides
    them.
    """
    with _environment:
        hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith(_OF_LIBRARIES)}
        try:
            yield
        finally:
            os.environ.update(hidden)


def _open_openai(choice: ModelChoice, name: str, http: AsyncClient) -> LibraryModel:
    from openai import AsyncOpenAI
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider
    from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

    client = AsyncOpenAI(
        base_url=choice.base_url or _ADDRESSES["openai"],
        api_key=choice.api_key or _NO_KEY,
        http_client=http,
        max_retries=0,
    )
    if choice.base_url is None:
        return OpenAIChatModel(name, provider=OpenAIProvider(openai_client=client))
    return OpenAIChatModel(name, provider=OpenAICompatibleProvider("model", openai_client=client))


def _open_anthropic(choice: ModelChoice, name: str, http: AsyncClient) -> LibraryModel:
    from anthropic import AsyncAnthropic
    from pydantic_ai.models.anthropic import AnthropicModel
    from pydantic_ai.providers.anthropic import AnthropicProvider

    client = AsyncAnthropic(
        base_url=choice.base_url or _ADDRESSES["anthropic"],
        api_key=choice.api_key or _NO_KEY,
        http_client=http,
        max_retries=0,
    )
    return AnthropicModel(name, provider=AnthropicProvider(anthropic_client=client))


def _open_google(choice: ModelChoice, name: str, http: AsyncClient) -> LibraryModel:
    from pydantic_ai.models.google import GoogleModel
    from pydantic_ai.providers.google import GoogleProvider

    address = choice.base_url or _ADDRESSES["google"]
    provider = GoogleProvider(api_key=choice.api_key or _NO_KEY, base_url=address, http_client=http)
    return GoogleModel(name, provider=provider)
