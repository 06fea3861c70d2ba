"""The tools over standard input and output, for a client that starts `aural mcp`. They reach a server over HTTP."""

from __future__ import annotations

import httpx2
from mcp.server.stdio import stdio_server

from aural.mcp.calling import TIMEOUT_SECONDS
from aural.mcp.protocol import make_server


async def serve_stdio(url: str, key: str) -> None:
    """Serves until the client hangs up. `url`: the server's address. The tools have the rights of `key`."""
    headers = {"Authorization": f"Bearer {key}", "User-Agent": "aural-mcp"}
    async with httpx2.AsyncClient(base_url=url, headers=headers, timeout=TIMEOUT_SECONDS) as client:
        server = make_server(client)
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())
