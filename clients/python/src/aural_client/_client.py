"""The two clients and their settings."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

import httpx2

from aural_client._async_resources import AsyncResources
from aural_client._asynchronous import AsyncSender
from aural_client._calls import Patience, connection
from aural_client._resources import Resources
from aural_client._synchronous import Sender

TIMEOUT_SECONDS = 60.0
MOST_RETRIES = 4


class Aural(Resources):
    """A client for Aural's API: `Aural().interviews.list()`. Close it, or use it in a `with` statement.

    `api_key` and `url` default to the environment variables AURAL_API_KEY and AURAL_URL. `url` is the server's address,
    such as `https://aural.example.com`. `timeout_seconds` applies to each attempt. After a failed attempt, there are at
    most `most_retries` more, and `sleep` waits between them, in seconds. Raises ValueError without a key or an address.
    """

    def __init__(
        self,
        api_key: str | None = None,
        url: str | None = None,
        *,
        timeout_seconds: float = TIMEOUT_SECONDS,
        most_retries: int = MOST_RETRIES,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        base_url, headers = connection(api_key, url)
        self._http = httpx2.Client(base_url=base_url, headers=headers, timeout=timeout_seconds)
        super().__init__(Sender(self._http, Patience(most_retries), sleep))

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncAural(AsyncResources):
    """The asynchronous client: `await AsyncAural().interviews.get(…)`. Its settings are those of `Aural`.

    Close it, or use it in an `async with` statement.
    """

    def __init__(
        self,
        api_key: str | None = None,
        url: str | None = None,
        *,
        timeout_seconds: float = TIMEOUT_SECONDS,
        most_retries: int = MOST_RETRIES,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        base_url, headers = connection(api_key, url)
        self._http = httpx2.AsyncClient(base_url=base_url, headers=headers, timeout=timeout_seconds)
        super().__init__(AsyncSender(self._http, Patience(most_retries), sleep))

    async def close(self) -> None:
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
