"""Structured output as the model writes it: the text piece by piece, and each object as soon as it is complete."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Iterator
from typing import TYPE_CHECKING

from pydantic import BaseModel

from aural.interviewer.model.model import Model, ModelError, failures

if TYPE_CHECKING:
    from pydantic_ai.models import ModelRequestParameters

MOST_TOKENS = 6_000
MOST_CHARACTERS = 40_000
_CHARACTERS_A_TOKEN = 4


class WholeObjects:
    """Finds the objects at the second level (in the root object, or in an array in it) of a JSON text that grows."""

    def __init__(self) -> None:
        self._text = ""
        self._at = 0
        self._depth = 0
        self._start = 0
        self._is_text = self._is_escaped = False

    def feed(self, piece: str) -> Iterator[dict[str, object]]:
        """The objects that this piece completes. Text that isn't JSON is skipped."""
        self._text += piece
        while self._at < len(self._text):
            character = self._text[self._at]
            self._at += 1
            if self._is_text:
                self._within_text(character)
            elif character == '"':
                self._is_text = self._depth > 0
            elif character == "{":
                self._depth += 1
                self._start = self._at - 1 if self._depth == 2 else self._start
            elif character == "}":
                self._depth -= 1
                if self._depth == 1:
                    yield from _read(self._text[self._start : self._at])

    def _within_text(self, character: str) -> None:
        if self._is_escaped:
            self._is_escaped = False
        elif character == "\\":
            self._is_escaped = True
        elif character == '"':
            self._is_text = False


def _read(text: str) -> Iterator[dict[str, object]]:
    try:
        yield json.loads(text)
    except ValueError:
        return


class FormStream:
    """One object of a kind, as the model writes it. `tokens`: the number reported at the end, or else an estimate."""

    def __init__(self, model: Model, system: str, user: str, kind: type[BaseModel], *, seconds: float) -> None:
        self._model, self._system, self._user, self._kind = model, system, user, kind
        self._seconds = seconds
        self._told = 0
        self._written = 0

    @property
    def tokens(self) -> int:
        if not self._written:
            return self._told
        return self._told or (len(self._system) + len(self._user) + self._written) // _CHARACTERS_A_TOKEN

    async def pieces(self) -> AsyncGenerator[str]:
        """Yields the text as it arrives. Raises ModelError. Closing the generator early stops the model.

        The request runs in a task of its own, because the caller may read slowly.
        """
        queue: asyncio.Queue[str | ModelError | None] = asyncio.Queue()
        task = asyncio.create_task(self._read_into(queue))
        try:
            while (piece := await queue.get()) is not None:
                if isinstance(piece, ModelError):
                    raise piece
                yield piece
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _read_into(self, queue: asyncio.Queue[str | ModelError | None]) -> None:
        try:
            with failures():
                async with asyncio.timeout(self._seconds):
                    await self._read(queue)
        except ModelError as error:
            self._told = self._told or error.tokens
            queue.put_nowait(error)
        else:
            queue.put_nowait(None)

    async def _read(self, queue: asyncio.Queue[str | ModelError | None]) -> None:
        model = await asyncio.shield(self._model.load())  # does the imports below beforehand, in a thread

        from pydantic_ai.direct import model_request_stream
        from pydantic_ai.messages import ModelRequest, SystemPromptPart, UserPromptPart

        request = ModelRequest(parts=[SystemPromptPart(self._asked()), UserPromptPart(self._user)])
        settings = model.request_settings(MOST_TOKENS)
        parameters = _parameters(self._kind, self._model.choice.output_mode)
        async with model_request_stream(
            model.library_model, [request], model_settings=settings, model_request_parameters=parameters
        ) as stream:
            async for event in stream:
                text = _text_of(event)
                self._written += len(text)
                if self._written > MOST_CHARACTERS:
                    raise ModelError("nonsense", "The model's answer is too long.")
                if text:
                    queue.put_nowait(text)
            self._told = stream.usage.total_tokens
            if stream.get().finish_reason == "length":
                raise ModelError("nonsense", "The model's answer was cut short.", tokens=self._told)

    def _asked(self) -> str:
        if self._model.choice.output_mode != "prompted":
            return self._system
        return f"{self._system}\n\nAnswer with JSON of this schema and nothing else:\n{json.dumps(_schema(self._kind))}"


def _schema(kind: type[BaseModel]) -> dict[str, object]:
    return kind.model_json_schema()


def _parameters(kind: type[BaseModel], mode: str) -> ModelRequestParameters:
    from pydantic_ai.models import ModelRequestParameters
    from pydantic_ai.output import OutputObjectDefinition
    from pydantic_ai.tools import ToolDefinition

    name = kind.__name__.lower()
    if mode == "native":
        form = OutputObjectDefinition(json_schema=_schema(kind), name=name)
        return ModelRequestParameters(output_mode="native", output_object=form)
    if mode == "tool":
        tool = ToolDefinition(name=name, parameters_json_schema=_schema(kind), kind="output")
        return ModelRequestParameters(output_mode="tool", output_tools=[tool], allow_text_output=False)
    return ModelRequestParameters()


def _text_of(event: object) -> str:
    """The text that an event of the stream adds to the object, from an answer or from a tool's arguments."""
    from pydantic_ai.messages import (
        PartDeltaEvent,
        PartStartEvent,
        TextPart,
        TextPartDelta,
        ToolCallPart,
        ToolCallPartDelta,
    )

    if isinstance(event, PartStartEvent):
        part = event.part
        told = part.content if isinstance(part, TextPart) else part.args if isinstance(part, ToolCallPart) else ""
        told = json.dumps(told) if isinstance(told, dict) else told  # Gemini sends the arguments in one piece
    elif isinstance(event, PartDeltaEvent):
        delta = event.delta
        if isinstance(delta, TextPartDelta):
            return delta.content_delta
        told = delta.args_delta if isinstance(delta, ToolCallPartDelta) else ""
    else:
        return ""
    return told if isinstance(told, str) else ""
