"""What `aural doctor` says about the model: whether it answers, streams and fills a form, and what to do where not."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import BaseModel, Field

from aural.mind.model import Model, ModelChoice, ModelError, OutputMode
from aural.settings import Settings

SECONDS = 30.0
_SYSTEM = "You answer in one short sentence."
_WRITE = "Say hello."
_FILL = "The candidate said: I fixed the bug by adding an index. What did they add, and how sure are you?"


Finding = tuple[bool, str]
"""Whether all is well, and a sentence."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the settings are called where somebody reads about them."""

    name: str = "AURAL_MODEL"
    key: str = "AURAL_MODEL_API_KEY"
    base: str = "AURAL_MODEL_BASE_URL"
    mode: str = "AURAL_MODEL_OUTPUT_MODE"


IN_THE_ENVIRONMENT = Names()
ON_THE_PAGE = Names("the model’s name", "the key", "the address", "the output mode")


class _Form(BaseModel):
    added: str = Field(max_length=40)  # a small model would write on and on
    sureness: Literal["low", "high"]


async def examine_model(settings: Settings) -> list[Finding]:
    """The findings about the model that is set, in the order in which they were made. Never raises."""
    return await examine_choice(ModelChoice.from_settings(settings))


async def examine_choice(choice: ModelChoice, *, seconds: float = SECONDS) -> list[Finding]:
    model = Model(choice)
    try:
        return (await examine(model, seconds=seconds))[0]
    finally:
        await model.close()


async def examine(
    model: Model, *, seconds: float = SECONDS, names: Names = IN_THE_ENVIRONMENT
) -> tuple[list[Finding], int]:
    """The findings about a model, and the tokens that finding them took. Never raises."""
    await asyncio.wait([model.load()])  # the library's first load takes seconds, which are no fault of the model's
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
    counted = f"it counts {written.tokens} tokens" if written.tokens else "it doesn't tell how many tokens it used"
    return (True, f"The model “{model.choice.name}” answers and streams; {counted}."), written.tokens


async def _try_filling(model: Model, seconds: float, names: Names) -> tuple[Finding, int]:
    mode = model.choice.output_mode
    try:
        _, tokens = await model.fill(_SYSTEM, _FILL, _Form, seconds=seconds)
    except ModelError as error:
        if error.why != "nonsense" and error.status not in (400, 422, 501):
            return (False, explain(error, model.choice, names)), error.tokens
        others = " or ".join(other for other in get_args(OutputMode) if other != mode)
        todo = f"Set {names.mode} to {others}, or take another model."
        return (False, f"The model gives no structured output in the mode “{mode}”. {todo}"), error.tokens
    return (True, f"The model gives structured output in the mode “{mode}”."), tokens


def explain(error: ModelError, choice: ModelChoice, names: Names = IN_THE_ENVIRONMENT) -> str:
    """What is wrong and what to do."""
    where = choice.base_url or "OpenAI"
    base = f"{names.base} (it often ends in /v1)"
    if error.why == "address":
        return str(error)
    if error.status is None:
        return _WHY[error.why].format(where=where, base=base)
    known = _STATUS.get(error.status, "{where} answers with status {status}. Look at its log, and check {setting}.")
    return known.format(
        where=where, base=base, name=choice.name, status=error.status, key=names.key, setting=names.name
    )


_STATUS = {
    401: "{where} refuses the key. Check {key}.",
    403: "{where} refuses the key, or doesn't let it use “{name}”. Check {key} and {setting}.",
    404: "{where} has no model “{name}”, or no such address. Check {setting} and {base}.",
    429: "{where} says that too much was asked of it, or that the account has no credit. Check the account there.",
}
_WHY = {
    "deadline": "{where} did not answer in time. Check that the server isn't overloaded, or take a smaller model.",
    "unreachable": "{where} cannot be reached. Check {base}, and that the server is running.",
    "nonsense": "{where} answers, but not as an OpenAI-compatible server does. Check {base}.",
    "refused": "{where} refuses the request. Check {base}.",
}
