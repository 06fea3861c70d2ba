"""The model checks of `aural doctor`: whether each model answers, streams and fills in a form, and how to fix it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import BaseModel, Field

from aural.interviewer.model.model import Model, ModelChoice, ModelError, OutputMode, Written
from aural.settings import Settings
from aural.settings.models import PROVIDER_NAMES, Provider

SECONDS = 30.0
_SYSTEM = "You answer in one short sentence."
_WRITE = "Say hello."
_FILL = "The candidate said: I fixed the bug by adding an index. What did they add, and how sure are you?"


Finding = tuple[bool, str]
"""Whether the check passed, and a sentence about it."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the settings in the findings: environment variables, or words for the page."""

    name: str = "AURAL_MODEL"
    key: str = "AURAL_MODEL_API_KEY"
    base: str = "AURAL_MODEL_BASE_URL"
    mode: str = "AURAL_MODEL_OUTPUT_MODE"
    effort: str = "AURAL_MODEL_EFFORT"
    model: str = "The model"


IN_THE_ENVIRONMENT = Names()
ON_THE_PAGE = Names("the model’s name", "the key", "the address", "the output mode", "")


class _Form(BaseModel):
    added: str = Field(max_length=40)  # without a limit, a small model may never stop writing
    sureness: Literal["low", "high"]


async def examine_model(settings: Settings) -> list[Finding]:
    """The findings about the models in the settings, in the order of the checks. Never raises."""
    interviewing, judging = ModelChoice.from_settings(settings), ModelChoice.judging(settings)
    if judging == interviewing:
        return await examine_choice(interviewing)
    first = await examine_choice(interviewing, names=Names(model="The interviewing model"))
    return [*first, *await examine_choice(judging, names=_names_of_judging(settings))]


def _names_of_judging(settings: Settings) -> Names:
    """The names of the judging model's settings: its own, or those that it shares with the interviewing model."""
    judging, shared = ModelChoice.judging(settings), ModelChoice.from_settings(settings)
    has_own_server = (judging.base_url, judging.provider) != (shared.base_url, shared.provider)
    return Names(
        name="AURAL_MODEL_JUDGE" if settings.model_judge else "AURAL_MODEL",
        key="AURAL_MODEL_JUDGE_API_KEY" if settings.model_judge_api_key or has_own_server else "AURAL_MODEL_API_KEY",
        base="AURAL_MODEL_JUDGE_BASE_URL" if has_own_server else "AURAL_MODEL_BASE_URL",
        effort="",  # no candidate waits while the judging model thinks
        model="The judging model",
    )


async def examine_choice(
    choice: ModelChoice, *, seconds: float = SECONDS, names: Names = IN_THE_ENVIRONMENT
) -> list[Finding]:
    model = Model(choice)
    try:
        return (await examine(model, seconds=seconds, names=names))[0]
    finally:
        await model.close()


async def examine(
    model: Model, *, seconds: float = SECONDS, names: Names = IN_THE_ENVIRONMENT
) -> tuple[list[Finding], int]:
    """The findings about a model, and the tokens that the checks used. Never raises."""
    await asyncio.wait([model.load()])  # the library's first load takes seconds, which don't count against the model
    writing, tokens = await _try_writing(model, seconds, names)
    if not writing[0]:
        return [writing], tokens
    filling, more = await _try_filling(model, seconds, names)
    return [writing, filling], tokens + more


async def _try_writing(model: Model, seconds: float, names: Names) -> tuple[Finding, int]:
    try:
        written = await model.write(_SYSTEM, _WRITE, seconds=seconds)
    except ModelError as error:
        return (False, explain(error, model.choice, names)), error.tokens
    counted = f"it used {written.tokens} tokens" if written.tokens else "it doesn't report how many tokens it used"
    found = f"{names.model} “{model.choice.name}” ({model.choice.where}) answers and streams; {counted}."
    return (True, f"{found}{_thinking(written, model.choice, names)}"), written.tokens


def _thinking(written: Written, choice: ModelChoice, names: Names) -> str:
    """A note about thinking, if the candidate waits for it and a setting can reduce it."""
    if not (names.effort and written.thinking_tokens) or choice.effort in ("none", "minimal"):
        return ""
    todo = f"Set {names.effort} to none or minimal, so that candidates wait less."
    return f" {written.thinking_tokens} of them went into thinking. {todo}"


async def _try_filling(model: Model, seconds: float, names: Names) -> tuple[Finding, int]:
    mode = model.choice.output_mode
    try:
        _, tokens = await model.fill(_SYSTEM, _FILL, _Form, seconds=seconds)
    except ModelError as error:
        if error.why != "nonsense" and error.status not in (400, 422, 501):
            return (False, explain(error, model.choice, names)), error.tokens
        others = " or ".join(other for other in get_args(OutputMode) if other != mode)
        todo = f"Set {names.mode} to {others}, or use another model."
        return (False, f"{names.model} returns no structured output in the mode “{mode}”. {todo}"), error.tokens
    return (True, f"{names.model} returns structured output in the mode “{mode}”."), tokens


def explain(error: ModelError, choice: ModelChoice, names: Names = IN_THE_ENVIRONMENT) -> str:
    """The problem, and how to fix it."""
    if error.why in ("address", "library"):
        return str(error)
    base = f"{names.base} ({_BASES[choice.provider]})"
    sentence = _WHY[error.why] if error.status is None else _STATUS.get(error.status, _OTHER_STATUS)
    if (choice.provider, error.status) == ("google", 400):  # also Google's answer to a wrong key
        sentence = _GOOGLE_400
    return sentence.format(
        where=choice.where,
        base=base,
        name=choice.name,
        status=error.status,
        key=names.key,
        setting=names.name,
        api=_APIS[choice.provider],
    )


_BASES: dict[Provider, str] = {
    "openai": "it often ends in /v1",
    "anthropic": "without /v1 at its end",
    "google": "without /v1beta at its end",
}
_APIS: dict[Provider, str] = {
    "openai": "an OpenAI-compatible server",
    "anthropic": f"{PROVIDER_NAMES['anthropic']}'s API",
    "google": f"{PROVIDER_NAMES['google']}'s Gemini API",
}
_OTHER_STATUS = "{where} answers with status {status}. Look at its log, and check {setting}."
_GOOGLE_400 = "{where} refuses the request, as it does with a wrong key. Check {key} and {setting}."
_STATUS = {
    401: "{where} refuses the key. Check {key}.",
    403: "{where} refuses the key, or doesn't let it use “{name}”. Check {key} and {setting}.",
    404: "{where} has no model “{name}”, or the address is wrong. Check {setting} and {base}.",
    429: "{where} limits the rate of requests, or the account has no credit. Check the account there.",
}
_WHY = {
    "deadline": "{where} did not answer in time. Check that the server isn't overloaded, or use a smaller model.",
    "unreachable": "{where} cannot be reached. Check {base}, and that the server is running.",
    "nonsense": "{where} answers, but not as {api} does. Check {base}.",
    "refused": "{where} refuses the request. Check {base}.",
}
