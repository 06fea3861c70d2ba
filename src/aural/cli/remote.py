"""`aural mcp`, and the options of commands that talk to a server: its address and an API key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

import click

Given = ParamSpec("Given")
Result = TypeVar("Result")
DEFAULT_URL = "http://127.0.0.1:8000"


def server_options(command: Callable[Given, Result]) -> Callable[Given, Result]:
    """Adds the options for the server and the API key: `url` and `key`."""
    command = click.option(
        "--api-key", "key", envvar="AURAL_API_KEY", show_envvar=True, help="An API key of the server: dlv_…"
    )(command)
    return click.option(
        "--url", envvar="AURAL_URL", default=DEFAULT_URL, show_default=True, show_envvar=True, help="The server's URL."
    )(command)


def require_server(url: str, key: str | None) -> tuple[str, str]:
    """Returns the server's address, without anything after the host, and the key. Raises click.ClickException."""
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise click.ClickException(f"{url} isn't the address of a server, such as https://aural.example.com.")
    key = (key or "").strip()
    if not key.startswith("dlv_") or not key.isascii():
        raise click.ClickException(
            "An API key is needed: set AURAL_API_KEY, or pass --api-key. `aural keys create` creates one, and so "
            "does the dashboard under Developers → API keys."
        )
    return f"{parts.scheme}://{parts.netloc}", key


@click.command()
@server_options
def mcp(url: str, key: str | None) -> None:
    """Offer Aural's tools to an AI agent through the Model Context Protocol, on standard input and output.

    An MCP client starts this command automatically: see docs/agents.md. The tools can do only what the key allows.
    """
    server = require_server(url, key)
    from aural.mcp.stdio import serve_stdio

    asyncio.run(serve_stdio(*server))
