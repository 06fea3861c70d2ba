"""What `aural doctor` says about the model: whether it answers, streams and fills a form, and what to do where not."""

from __future__ import annotations

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


class _Form(BaseModel):
    added: str = Field(max_length=40)  # a small model would write on and on
    sureness: Literal["low", "high"]


async def examine_model(settings: Settings) -> list[Finding]:
    """The findings about the model that is set, in the order in which they were made. Never raises."""
    return await examine_choice(ModelChoice.from_settings(settings))


async def examine_choice(choice: ModelChoice, *, seconds: float = SECONDS) -> list[Finding]:
    model = Model(choice)
    try:
        writing = await _try_writing(model, seconds)
        return [writing, await _try_filling(model, seconds)] if writing[0] else [writing]
    finally:
        await model.close()


async def _try_writing(model: Model, seconds: float) -> Finding:
    try:
        written = await model.write(_SYSTEM, _WRITE, seconds=seconds)
    except ModelError as error:
        return (False, explain(error, model.choice))
    counted = f"it counts {written.tokens} tokens" if written.tokens else "it doesn't tell how many tokens it used"
    return (True, f"The model “{model.choice.name}” answers and streams; {counted}.")


async def _try_filling(model: Model, seconds: float) -> Finding:
    mode = model.choice.output_mode
    try:
        await model.fill(_SYSTEM, _FILL, _Form, seconds=seconds)
    except ModelError as error:
        if error.why != "nonsense" and error.status not in (400, 422, 501):
            return (False, explain(error, model.choice))
        others = " or ".join(other for other in get_args(OutputMode) if other != mode)
        todo = f"Set AURAL_MODEL_OUTPUT_MODE to {others}, or take another model."
        return (False, f"The model gives no structured output in the mode “{mode}”. {todo}")
    return (True, f"The model gives structured output in the mode “{mode}”.")


def explain(error: ModelError, choice: ModelChoice) -> str:
    """What is wrong and what to do."""
    where = choice.base_url or "OpenAI"
    base = "AURAL_MODEL_BASE_URL (it often ends in /v1)"
    if error.status is None:
        return _WHY[error.why].format(where=where, base=base)
    known = _STATUS.get(error.status, "{where} answers with status {status}. Look at its log, and check AURAL_MODEL.")
    return known.format(where=where, base=base, name=choice.name, status=error.status)


_STATUS = {
    401: "{where} refuses the key. Check AURAL_MODEL_API_KEY.",
    403: "{where} refuses the key, or doesn't let it use “{name}”. Check AURAL_MODEL_API_KEY and AURAL_MODEL.",
    404: "{where} has no model “{name}”, or no such address. Check AURAL_MODEL and {base}.",
    429: "{where} says that too much was asked of it, or that the account has no credit. Check the account there.",
}
_WHY = {
    "deadline": "{where} did not answer in time. Check that the server isn't overloaded, or take a smaller model.",
    "unreachable": "{where} cannot be reached. Check {base}, and that the server is running.",
    "nonsense": "{where} answers, but not as an OpenAI-compatible server does. Check {base}.",
    "refused": "{where} refuses the request. Check {base}.",
}
