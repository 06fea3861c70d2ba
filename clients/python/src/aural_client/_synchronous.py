"""Sends calls and reads their responses. `_asynchronous.py` does the same for asynchronous programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Generic, TypeVar, Unpack

import httpx2

from aural_client._calls import Call, EventReader, Patience, Sent, file_name_of, make_call, read_answer
from aural_client._errors import read_error, unreachable

T = TypeVar("T")


class Sender:
    def __init__(self, http: httpx2.Client, patience: Patience, sleep: Callable[[float], None]) -> None:
        self._http = http
        self._patience = patience
        self._sleep = sleep

    def data(self, method: str, path: str, **sent: Unpack[Sent]) -> Any:
        return read_answer(self._send(make_call(method, path, sent)))["data"]

    def page(self, method: str, path: str, **sent: Unpack[Sent]) -> Pages[Any]:
        def read(cursor: str | None) -> dict[str, Any]:
            query = {**sent.get("query", {}), "cursor": cursor}
            return read_answer(self._send(make_call(method, path, {**sent, "query": query})))

        return Pages(read)

    @contextmanager
    def file(self, method: str, path: str, **sent: Unpack[Sent]) -> Iterator[Download]:
        with self._stream(make_call(method, path, sent)) as response:
            yield Download(response)

    @contextmanager
    def events(self, method: str, path: str, **sent: Unpack[Sent]) -> Iterator[Events[Any]]:
        with self._stream(make_call(method, path, sent)) as response:
            yield Events(response)

    @contextmanager
    def _stream(self, call: Call) -> Iterator[httpx2.Response]:
        response = self._send(call, is_stream=True)
        try:
            yield response
        except httpx2.TransportError as error:  # while the caller was reading
            raise unreachable(error) from error
        finally:
            response.close()

    def _send(self, call: Call, *, is_stream: bool = False) -> httpx2.Response:
        """Sends the call until it succeeds. Raises AuralError once another attempt would be useless."""
        for failures in count(1):
            response: httpx2.Response | None = None
            try:
                response = self._send_once(call, is_stream=is_stream)
            except httpx2.TransportError as error:
                failure = unreachable(error)
            else:
                if response.is_success:
                    return response
                failure = read_error(response)
            wait = self._patience.find_wait(call, failures, response)
            if wait is None:
                raise failure
            self._sleep(wait)
        raise AssertionError

    def _send_once(self, call: Call, *, is_stream: bool) -> httpx2.Response:
        request = self._http.build_request(
            call.method, call.path, params=call.query, headers=call.headers, content=call.content
        )
        response = self._http.send(request, stream=is_stream)
        if is_stream and not response.is_success:
            try:
                response.read()
            finally:
                response.close()
        return response


class Pages(Generic[T]):
    """A list that is fetched page by page during iteration. Each iteration starts from the first page."""

    def __init__(self, read: Callable[[str | None], dict[str, Any]]) -> None:
        self._read = read

    def __iter__(self) -> Iterator[T]:
        for page in self.by_page():
            yield from page

    def by_page(self) -> Iterator[list[T]]:
        cursor: str | None = None
        while True:
            answer = self._read(cursor)
            yield answer["data"]
            cursor = answer.get("cursor")
            if cursor is None:
                return


class Download:
    """A file that is downloaded once: iterate over its bytes, or call `read` or `save` for the whole file."""

    def __init__(self, response: httpx2.Response) -> None:
        self._response = response
        self.name = file_name_of(response)
        self.media_type: str = response.headers.get("Content-Type", "application/octet-stream")

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_bytes()

    def read(self) -> bytes:
        return self._response.read()

    def save(self, path: str | Path) -> None:
        """Writes the file while it arrives. Raises AuralError if the connection breaks, and keeps what has arrived."""
        with Path(path).open("wb") as file:
            for chunk in self:
                file.write(chunk)


class Events(Generic[T]):
    """Events in the order in which they arrive, until the server ends the stream."""

    def __init__(self, response: httpx2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[T]:
        reader = EventReader()
        for chunk in self._response.iter_bytes():
            yield from reader.read(chunk)
