"""A connected model: anything that speaks the OpenAI chat API. The only module that imports the LLM library.

The library is loaded at the first use, in a thread: before that it would cost 40 MB and a second of start-up.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import BaseModel

from aural import metrics
from aural.guard.addresses import AddressRefusedError
from aural.guard.bodies import text_problem
from aural.mind.brain import BrainUnavailableError
from aural.mind.lines import AddressOf, led_transport
from aural.settings import Settings

if TYPE_CHECKING:
    from httpx2 import AsyncByteStream, AsyncClient, Response
    from pydantic_ai.models.openai import OpenAIChatModel

Output = TypeVar("Output", bound=BaseModel)
OutputMode = Literal["native", "tool", "prompted"]
Why = Literal["deadline", "refused", "unreachable", "nonsense", "address"]

MOST_BYTES = 1_000_000  # of one answer; a judgement is about 5,000
MOST_WORDING_TOKENS = 1_000  # forty words, and room for a model that thinks first
MOST_JUDGING_TOKENS = 4_000
CONNECT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Which model: AURAL_MODEL, AURAL_MODEL_BASE_URL, AURAL_MODEL_API_KEY and AURAL_MODEL_OUTPUT_MODE.

    `output_mode`: "native" has the server hold the answer to a JSON schema, "tool" has the model call a tool,
    "prompted" only asks it.
    """

    name: str
    base_url: str | None = None
    api_key: str | None = None
    output_mode: OutputMode = "native"

    @classmethod
    def from_settings(cls, settings: Settings) -> ModelChoice:
        return cls(
            settings.model,
            settings.model_base_url or None,
            settings.model_api_key or None,
            settings.model_output_mode,
        )


class ModelError(BrainUnavailableError):
    """The model did not do its part.

    `why`: deadline (too slow), refused (an error status), unreachable (no connection, or it broke), nonsense (an answer
    that cannot be used), address (nobody may be sent there, and the message says why). `status` is the HTTP status
    where there was one, `tokens` what was spent all the same.
    """

    def __init__(self, why: Why, message: str, *, status: int | None = None, tokens: int = 0) -> None:
        super().__init__(message)
        self.why: Why = why
        self.status = status
        self.tokens = tokens


@dataclass(frozen=True, slots=True)
class Written:
    text: str
    tokens: int


class Model:
    """The client of one model. Every failure is a ModelError; nothing here waits longer than it was told to."""

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
        self._loading: asyncio.Task[OpenAIChatModel] | None = None

    def load(self) -> asyncio.Task[OpenAIChatModel]:
        """Begins to load the library, once. Awaiting the result waits for it."""
        if self._loading is None:
            self._loading = asyncio.create_task(asyncio.to_thread(self._open))
        return self._loading

    async def close(self) -> None:
        if self._http is not None:
            await self._http.aclose()

    async def write(self, system: str, user: str, *, seconds: float, most_characters: int = 1_500) -> Written:
        """The model's words, streamed so that a deadline or an overlong answer cuts the generation short."""
        with failures(), metrics.timed(metrics.model, "write") as outcome:
            async with asyncio.timeout(seconds):
                model = await asyncio.shield(self.load())
                written = await _stream(model, system, user, self._most_tokens, most_characters)
            outcome.append("answered")
            return written

    async def fill(
        self, system: str, user: str, kind: type[Output], *, seconds: float, most_tokens: int = MOST_JUDGING_TOKENS
    ) -> tuple[Output, int]:
        """An object of the given kind, and the tokens it took. An answer cut short is refused, whatever its form."""
        with failures(), metrics.timed(metrics.model, "fill") as outcome:
            async with asyncio.timeout(seconds):
                model = await asyncio.shield(self.load())
                filled = await _fill(model, system, user, kind, self.choice.output_mode, most_tokens)
            outcome.append("answered")
            return filled

    def _open(self) -> OpenAIChatModel:
        from httpx2 import AsyncClient, AsyncHTTPTransport, Timeout
        from openai import AsyncOpenAI
        from pydantic_ai import Agent, direct  # noqa: F401  loaded here, so that nothing later loads it on the loop
        from pydantic_ai.models.openai import OpenAIChatModel
        from pydantic_ai.providers.openai import OpenAIProvider
        from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

        choice = self.choice
        line: Any = AsyncHTTPTransport(retries=0)
        capped = _capped_transport(led_transport(line, self._address_of), self._most_bytes)
        self._http = AsyncClient(transport=capped, timeout=Timeout(None, connect=CONNECT_SECONDS))
        # A key must be there, though a server of one's own may want none.
        client = AsyncOpenAI(
            base_url=choice.base_url, api_key=choice.api_key or "none", http_client=self._http, max_retries=0
        )
        if choice.base_url is None:
            return OpenAIChatModel(choice.name, provider=OpenAIProvider(openai_client=client))
        return OpenAIChatModel(choice.name, provider=OpenAICompatibleProvider("model", openai_client=client))


async def _stream(model: OpenAIChatModel, system: str, user: str, most_tokens: int, most_characters: int) -> Written:
    from pydantic_ai.direct import model_request_stream
    from pydantic_ai.messages import ModelRequest, SystemPromptPart, UserPromptPart

    request = ModelRequest(parts=[SystemPromptPart(system), UserPromptPart(user)])
    settings: Any = {"max_tokens": most_tokens}
    async with model_request_stream(model, [request], model_settings=settings) as stream:
        length = 0
        async for event in stream:
            length += _length_of(event)
            if length > most_characters:
                raise ModelError("nonsense", "The model wrote on and on.", tokens=stream.usage.total_tokens)
        answer = stream.get()
    tokens = answer.usage.total_tokens
    if answer.finish_reason != "stop" or not answer.text:
        raise ModelError("nonsense", "The model's answer is empty or was cut short.", tokens=tokens)
    if text_problem(answer.text):  # no database takes it, and whoever says it would fail each time
        raise ModelError("nonsense", "The model's answer holds what is no text.", tokens=tokens)
    return Written(answer.text.strip(), tokens)


def _length_of(event: Any) -> int:
    """Characters of visible text that an event of the stream brings."""
    from pydantic_ai.messages import PartDeltaEvent, PartStartEvent, TextPart, TextPartDelta

    if isinstance(event, PartStartEvent) and isinstance(event.part, TextPart):
        return len(event.part.content)
    if isinstance(event, PartDeltaEvent) and isinstance(event.delta, TextPartDelta):
        return len(event.delta.content_delta)
    return 0


async def _fill(
    model: OpenAIChatModel, system: str, user: str, kind: type[Output], mode: OutputMode, most_tokens: int
) -> tuple[Output, int]:
    from pydantic_ai import Agent, NativeOutput, PromptedOutput, ToolOutput

    wanted: Any = {"native": NativeOutput, "tool": ToolOutput, "prompted": PromptedOutput}[mode](kind)
    settings: Any = {"max_tokens": most_tokens}
    agent = Agent(model, output_type=wanted, instructions=system, retries=1, model_settings=settings)
    result = await agent.run(user)
    tokens = result.usage.total_tokens
    if result.response.finish_reason not in ("stop", "tool_call" if mode == "tool" else "stop"):
        raise ModelError("nonsense", "The model's answer was cut short.", tokens=tokens)
    output: Output = result.output
    return output, tokens


@contextlib.contextmanager
def failures() -> Iterator[None]:
    """Turns whatever a provider's answer, or its absence, can raise into a ModelError."""
    try:
        yield
    except ModelError:
        raise
    except TimeoutError as error:
        raise ModelError("deadline", "The model did not answer in time.") from error
    except Exception as error:  # the answer of a stranger's server may break the library anywhere
        raise _explained(error) from error


def _explained(error: BaseException) -> ModelError:
    causes = list(_causes(error))
    known = next((cause for cause in causes if isinstance(cause, ModelError)), None)
    if known is not None:
        return known
    refused = next((cause for cause in causes if isinstance(cause, AddressRefusedError)), None)
    if refused is not None:
        return ModelError("address", str(refused))
    status = next((s for s in (getattr(cause, "status_code", None) for cause in causes) if isinstance(s, int)), None)
    if status is not None:
        return ModelError("refused", f"The model's server answered with status {status}.", status=status)
    if any("Connect" in type(cause).__name__ or _is_broken(cause) for cause in causes):
        return ModelError("unreachable", "The model's server cannot be reached, or the connection broke.")
    return ModelError("nonsense", "The model's answer cannot be used.")


def _is_broken(error: BaseException) -> bool:
    from httpx2 import TransportError

    return isinstance(error, TransportError | OSError)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _capped_transport(inner: Any, most_bytes: int) -> Any:
    """A transport that cuts an answer off after so many bytes, and takes no packed one: it might unpack to more."""
    from httpx2 import AsyncBaseTransport, Request

    class Capped(AsyncBaseTransport):
        async def handle_async_request(self, request: Request) -> Response:
            request.headers["Accept-Encoding"] = "identity"
            response: Response = await inner.handle_async_request(request)
            if response.headers.get("Content-Encoding", "identity").lower() != "identity":
                await response.aclose()
                raise ModelError("nonsense", "The model's server sent a packed answer that nobody asked for.")
            response.stream = _capped_stream(response.stream, most_bytes)
            return response

        async def aclose(self) -> None:
            await inner.aclose()

    return Capped()


def _capped_stream(inner: Any, most_bytes: int) -> AsyncByteStream:
    from httpx2 import AsyncByteStream

    class Capped(AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            left = most_bytes
            async for chunk in inner:
                left -= len(chunk)
                if left < 0:
                    raise ModelError("nonsense", "The model's server sent more than any answer needs.")
                yield chunk

        async def aclose(self) -> None:
            await inner.aclose()

    return Capped()
