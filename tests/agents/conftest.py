"""A real server, and agents that reach it with the SDK's own client: over HTTP, or through their own `aural mcp`."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

from aural.mcp.tools import BY_NAME, UNDER_WAY
from aural.platform.ids import new_id
from aural.store.windows import EXACT
from tests import serving
from tests.waiting import PATIENCE_SECONDS

Json = dict[str, Any]
WAYS = ("http", "stdio")


@pytest.fixture(scope="session")
def served() -> Iterator[serving.Served]:
    folder = Path(tempfile.mkdtemp(prefix="aural-agents-"))
    with serving.serving(folder, AURAL_RATE_LIMIT_PER_MINUTE=str(EXACT)) as served:  # it counts each request at once
        yield served
    shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Office:
    """A new organization on the server, and keys with different rights."""

    url: str
    data_dir: Path
    name: str = field(default_factory=lambda: f"Acme {new_id()}")

    def key(self, *options: str) -> str:
        return serving.run(
            "keys", "create", "--organization", self.name, "--create", *options, "--data-dir", str(self.data_dir)
        ).strip()

    async def ask(self, key: str, method: str, path: str, body: Any = None) -> httpx2.Response:
        async with httpx2.AsyncClient(base_url=f"{self.url}/api/v1", timeout=PATIENCE_SECONDS) as http:
            return await http.request(
                method, path, headers={"Authorization": f"Bearer {key}"}, **({} if body is None else {"json": body})
            )


@pytest.fixture
def office(served: serving.Served) -> Office:
    return Office(served.url, served.data_dir)


@dataclass
class Agent:
    """A program that uses the tools. `calls` lists the tools that it has called."""

    client: Client
    calls: list[str] = field(default_factory=list)

    async def use(self, tool: str, **arguments: Any) -> Any:
        """Returns `data` of an answer, which must be a success."""
        return (await self.page(tool, **arguments))["data"]

    async def page(self, tool: str, **arguments: Any) -> Json:
        is_error, answer = await self.call(tool, arguments)
        assert not is_error, answer
        return answer

    async def refused(self, tool: str, **arguments: Any) -> Json:
        """Returns `error` of an answer, which must be a refusal."""
        is_error, answer = await self.call(tool, arguments)
        assert is_error, answer
        error: Json = answer["error"]
        return error

    async def call(self, tool: str, arguments: Json) -> tuple[bool, Json]:
        self.calls.append(tool)
        result = await self.client.call_tool(tool, arguments)
        (content,) = result.content
        assert content.type == "text"
        return result.is_error, json.loads(content.text)

    async def wait(self, tool: str, **arguments: Any) -> Json:
        """Calls a tool until what it waits for has ended, and returns `data`. That counts as one call, because on a
        fast machine it is one.
        """
        before = len(self.calls)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                found: Json = await self.use(tool, **arguments, waitSeconds=25)
                del self.calls[before + 1 :]
                if found[BY_NAME[tool].waits_for] not in UNDER_WAY:
                    return found


@asynccontextmanager
async def connected(way: str, url: str, key: str) -> AsyncIterator[Agent]:
    """`older` connects over HTTP with a client that begins with a handshake, as all did before the protocol of July
    2026.
    """
    async with httpx2.AsyncClient(headers={"Authorization": f"Bearer {key}"}, timeout=PATIENCE_SECONDS) as http:
        environment = {"AURAL_URL": url, "AURAL_API_KEY": key}
        process = StdioServerParameters(command=str(serving.COMMAND), args=["mcp"], env=environment)
        line = stdio_client(process) if way == "stdio" else streamable_http_client(f"{url}/mcp", http_client=http)
        async with Client(line, mode="legacy" if way == "older" else "auto") as client:
            yield Agent(client)
