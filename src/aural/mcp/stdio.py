"""The tools over standard input and output, for a client that starts `aural mcp`. They reach a server by HTTP."""

from __future__ import annotations

import httpx2
from mcp.server.stdio import stdio_server

from aural.mcp.calling import TIMEOUT_SECONDS
from aural.mcp.protocol import make_server


async def serve_stdio(url: str, key: str) -> None:
    """Until the client closes the line. `url` is the server's address, `key` what the tools may do there."""
    headers = {"Authorization": f"Bearer {key}", "User-Agent": "aural-mcp"}
    async with httpx2.AsyncClient(base_url=url, headers=headers, timeout=TIMEOUT_SECONDS) as client:
        server = make_server(client)
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())
