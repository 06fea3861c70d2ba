"""Calls a server's API for commands. If the server refuses a request, its message becomes the command's error."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import click
import httpx2

from aural.api.validation import Json

TIMEOUT_SECONDS = 60
MOST_TRIES = 5
_TOLD_DETAILS = 5


class RefusedError(click.ClickException):
    """The server's refusal of a request."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class Api:
    """`client` has the server's address and sends the key."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        self._client = client

    async def ask(self, method: str, path: str, body: object = None, **more: Any) -> Json:
        """The response's JSON, with its ETag as `etag`. Tries again after a 429.

        Raises RefusedError if the server refuses the request, and click.ClickException if it doesn't respond.
        """
        given = more if body is None else {**more, "json": body}
        for _ in range(MOST_TRIES):
            try:
                response = await self._client.request(method, f"/api/v1{path}", **given)
            except (httpx2.HTTPError, OSError) as error:
                raise click.ClickException(
                    f"The server at {self._client.base_url} does not respond ({type(error).__name__}). Is it running?"
                ) from error
            if response.status_code != 429:
                break
            await asyncio.sleep(int(response.headers.get("Retry-After", "1")))
        if response.status_code != 200:
            raise RefusedError(_sentence_of(response), response.status_code)
        try:
            answer: Json = response.json()
        except ValueError as error:
            raise click.ClickException(_sentence_of(response)) from error
        return {**answer, "etag": response.headers.get("ETag")}

    async def data(self, method: str, path: str, body: object = None, **more: Any) -> Any:
        return (await self.ask(method, path, body, **more))["data"]

    async def every(self, path: str, **query: object) -> AsyncIterator[Json]:
        """Each item of a list, fetched page by page."""
        cursor: str | None = ""
        while cursor is not None:
            params = {**query, "limit": 100} | ({"cursor": cursor} if cursor else {})
            answer = await self.ask("GET", path, params=params)
            cursor = answer["cursor"]
            for item in answer["data"]:
                yield item


def _sentence_of(response: httpx2.Response) -> str:
    try:
        error = response.json()["error"]
        details = [f"{one['path']} {one['message']}" for one in error.get("details", ())[:_TOLD_DETAILS]]
        return f"{error['message']}{''.join(f'{chr(10)}  {detail}' for detail in details[1:])}"
    except (ValueError, KeyError, TypeError):
        return (
            f"The response of {response.url.host} (status {response.status_code}) is not from Aural. Check the address."
        )


@asynccontextmanager
async def reach(url: str, key: str) -> AsyncIterator[Api]:
    headers = {"Authorization": f"Bearer {key}", "User-Agent": "aural"}
    async with httpx2.AsyncClient(base_url=url, headers=headers, timeout=TIMEOUT_SECONDS) as client:
        yield Api(client)
