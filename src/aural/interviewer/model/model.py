"""A connected model of any provider: it streams words, and returns answers as filled-in forms.

The provider's library is loaded on first use, in a thread. Loading it at start-up would cost 40 MB and a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from aural.guard.http.bodies import text_problem
from aural.interviewer.model.failures import ModelError, Why, failures
from aural.interviewer.model.providers import ModelChoice, OpenModel, OutputMode, open_model, thinking_tokens
from aural.interviewer.model.transport import AddressOf, open_client
from aural.platform import metrics

if TYPE_CHECKING:
    from httpx2 import AsyncClient
    from pydantic_ai.settings import ModelSettings

__all__ = ["Model", "ModelChoice", "ModelError", "OutputMode", "Why", "Written", "failures"]

Output = TypeVar("Output", bound=BaseModel)
Spent = list[Callable[[], int]]
"""For each request, a function that returns the number of tokens used so far."""

MOST_BYTES = 1_000_000  # in one answer; a judgement has about 5,000
BYTES_A_TOKEN = 400  # when thinking is streamed: an event brings one token, or a few
MOST_WORDING_TOKENS = 1_000  # forty words, and room for a model that thinks although it isn't known to
MOST_JUDGING_TOKENS = 8_000


@dataclass(frozen=True, slots=True)
class Written:
    text: str
    tokens: int
    thinking_tokens: int = 0
    """The part of `tokens` that went into thinking, if the provider reports it."""


class Model:
    """The client of one model. Every failure is a ModelError, and no request takes longer than its `seconds`."""

    def __init__(
        self,
        choice: ModelChoice,
        *,
        most_bytes: int = MOST_BYTES,
        most_tokens: int = MOST_WORDING_TOKENS,
        address_of: AddressOf | None = None,
    ) -> None:
        self.choice = choice
        self._address_of = address_of
        self._most_tokens = most_tokens  # of a wording
        self._most_bytes = most_bytes
        self._http: AsyncClient | None = None
        self._loading: asyncio.Task[OpenModel] | None = None

    def load(self) -> asyncio.Task[OpenModel]:
        """Starts loading the library, once. Await the result to wait until it is loaded."""
        if self._loading is None:
            self._loading = asyncio.create_task(asyncio.to_thread(self._open))
            self._loading.add_done_callback(lambda done: done.cancelled() or done.exception())  # awaiting raises it
        return self._loading

    async def close(self) -> None:
        if self._http is not None:
            await self._http.aclose()

    async def write(self, system: str, user: str, *, seconds: float, most_characters: int = 1_500) -> Written:
        """The model's words, streamed so that a deadline or an overlong answer cuts the generation short."""
        spent: Spent = []
        with failures(lambda: _sum(spent)), metrics.timed(metrics.model, "write") as outcome:
            async with asyncio.timeout(seconds):
                model = await asyncio.shield(self.load())
                written = await _stream(model, system, user, self._most_tokens, most_characters, spent)
            outcome.append("answered")
            return written

    async def fill(
        self,
        system: str,
        user: str,
        kind: type[Output],
        *,
        seconds: float,
        most_tokens: int = MOST_JUDGING_TOKENS,
        keep_system: bool = False,
    ) -> tuple[Output, int]:
        """An object of the given kind, and the tokens used. An answer that was cut short is refused, even if it parses.

        `most_tokens`: the limit for the answer, without thinking. `keep_system`: whether the same system text is sent
        again within minutes, so that the provider should cache it.
        """
        spent: Spent = []
        with failures(lambda: _sum(spent)), metrics.timed(metrics.model, "fill") as outcome:
            async with asyncio.timeout(seconds):
                model = await asyncio.shield(self.load())
                settings = model.request_settings(most_tokens, keep_system=keep_system)
                filled = await _fill(model, system, user, kind, settings, spent)
            outcome.append("answered")
            return filled

    def _open(self) -> OpenModel:
        self._http = open_client(self._address_of, self._most_bytes + BYTES_A_TOKEN * thinking_tokens(self.choice))
        return open_model(self.choice, self._http)


def _sum(spent: Spent) -> int:
    return sum(tokens() for tokens in spent)


async def _stream(
    model: OpenModel, system: str, user: str, most_tokens: int, most_characters: int, spent: Spent
) -> Written:
    from pydantic_ai.direct import model_request_stream
    from pydantic_ai.messages import ModelRequest, SystemPromptPart, UserPromptPart

    request = ModelRequest(parts=[SystemPromptPart(system), UserPromptPart(user)])
    settings = model.request_settings(most_tokens, keep_system=True)
    async with model_request_stream(model.library_model, [request], model_settings=settings) as stream:
        spent.append(lambda: stream.usage.total_tokens)
        length = 0
        async for event in stream:
            length += _length_of(event)
            if length > most_characters:
                raise ModelError("nonsense", "The model's answer is too long.")
        answer = stream.get()
    if answer.finish_reason != "stop" or not answer.text:
        raise ModelError("nonsense", "The model's answer is empty or was cut short.")
    if text_problem(answer.text):  # the text can't be stored, so saying it would fail each time
        raise ModelError("nonsense", "The model's answer contains something that isn't text.")
    return Written(answer.text.strip(), answer.usage.total_tokens, answer.usage.output_reasoning_tokens)


def _length_of(event: object) -> int:
    """The number of characters of visible text in an event of the stream."""
    from pydantic_ai.messages import PartDeltaEvent, PartStartEvent, TextPart, TextPartDelta

    if isinstance(event, PartStartEvent) and isinstance(event.part, TextPart):
        return len(event.part.content)
    if isinstance(event, PartDeltaEvent) and isinstance(event.delta, TextPartDelta):
        return len(event.delta.content_delta)
    return 0


async def _fill(
    model: OpenModel, system: str, user: str, kind: type[Output], settings: ModelSettings, spent: Spent
) -> tuple[Output, int]:
    from pydantic_ai import Agent, NativeOutput, PromptedOutput, ToolOutput
    from pydantic_ai.usage import RunUsage

    mode, usage = model.choice.output_mode, RunUsage()
    spent.append(lambda: usage.total_tokens)
    wanted = {"native": NativeOutput, "tool": ToolOutput, "prompted": PromptedOutput}[mode](kind)
    agent = Agent(model.library_model, output_type=wanted, instructions=system, retries=1, model_settings=settings)
    result = await agent.run(user, usage=usage)
    if result.response.finish_reason not in ("stop", "tool_call" if mode == "tool" else "stop"):
        raise ModelError("nonsense", "The model's answer was cut short.")
    output: Output = result.output
    return output, usage.total_tokens
