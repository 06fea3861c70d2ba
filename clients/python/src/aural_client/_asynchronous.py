"""Sends calls and reads their responses. `_synchronous.py` does the same for synchronous programs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any, Generic, TypeVar, Unpack

import httpx2

from aural_client._calls import Call, EventReader, Patience, Sent, file_name_of, make_call, read_answer
from aural_client._errors import read_error, unreachable

T = TypeVar("T")


class AsyncSender:
    def __init__(self, http: httpx2.AsyncClient, patience: Patience, sleep: Callable[[float], Awaitable[None]]) -> None:
        self._http = http
        self._patience = patience
        self._sleep = sleep

    async def data(self, method: str, path: str, **sent: Unpack[Sent]) -> Any:
        return read_answer(await self._send(make_call(method, path, sent)))["data"]

    def page(self, method: str, path: str, **sent: Unpack[Sent]) -> AsyncPages[Any]:
        async def read(cursor: str | None) -> dict[str, Any]:
            query = {**sent.get("query", {}), "cursor": cursor}
            return read_answer(await self._send(make_call(method, path, {**sent, "query": query})))

        return AsyncPages(read)

    @asynccontextmanager
    async def file(self, method: str, path: str, **sent: Unpack[Sent]) -> AsyncIterator[AsyncDownload]:
        async with self._stream(make_call(method, path, sent)) as response:
            yield AsyncDownload(response)

    @asynccontextmanager
    async def events(self, method: str, path: str, **sent: Unpack[Sent]) -> AsyncIterator[AsyncEvents[Any]]:
        async with self._stream(make_call(method, path, sent)) as response:
            yield AsyncEvents(response)

    @asynccontextmanager
    async def _stream(self, call: Call) -> AsyncIterator[httpx2.Response]:
        response = await self._send(call, is_stream=True)
        try:
            yield response
        except httpx2.TransportError as error:  # while the caller was reading
            raise unreachable(error) from error
        finally:
            await response.aclose()

    async def _send(self, call: Call, *, is_stream: bool = False) -> httpx2.Response:
        """Sends the call until it succeeds. Raises AuralError once another attempt would be useless."""
        for failures in count(1):
            response: httpx2.Response | None = None
            try:
                response = await self._send_once(call, is_stream=is_stream)
            except httpx2.TransportError as error:
                failure = unreachable(error)
            else:
                if response.is_success:
                    return response
                failure = read_error(response)
            wait = self._patience.find_wait(call, failures, response)
            if wait is None:
                raise failure
            await self._sleep(wait)
        raise AssertionError

    async def _send_once(self, call: Call, *, is_stream: bool) -> httpx2.Response:
        request = self._http.build_request(
            call.method, call.path, params=call.query, headers=call.headers, content=call.content
        )
        response = await self._http.send(request, stream=is_stream)
        if is_stream and not response.is_success:
            try:
                await response.aread()
            finally:
                await response.aclose()
        return response


class AsyncPages(Generic[T]):
    """A list that is fetched page by page during iteration. Each iteration starts from the first page."""

    def __init__(self, read: Callable[[str | None], Awaitable[dict[str, Any]]]) -> None:
        self._read = read

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.by_page():
            for item in page:
                yield item

    async def by_page(self) -> AsyncIterator[list[T]]:
        cursor: str | None = None
        while True:
            answer = await self._read(cursor)
            yield answer["data"]
            cursor = answer.get("cursor")
            if cursor is None:
                return


class AsyncDownload:
    """A file that is downloaded once: iterate over its bytes, or call `read` or `save` for the whole file."""

    def __init__(self, response: httpx2.Response) -> None:
        self._response = response
        self.name = file_name_of(response)
        self.media_type: str = response.headers.get("Content-Type", "application/octet-stream")

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._response.aiter_bytes()

    async def read(self) -> bytes:
        return await self._response.aread()

    async def save(self, path: str | Path) -> None:
        """Writes the file while it arrives. Raises AuralError if the connection breaks, and keeps what has arrived."""
        with Path(path).open("wb") as file:  # noqa: ASYNC230  (a local file, in chunks as they come)
            async for chunk in self:
                file.write(chunk)


class AsyncEvents(Generic[T]):
    """Events in the order in which they arrive, until the server ends the stream."""

    def __init__(self, response: httpx2.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[T]:
        reader = EventReader()
        async for chunk in self._response.aiter_bytes():
            for event in reader.read(chunk):
                yield event
