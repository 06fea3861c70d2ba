"""`/mcp`: the tools over streamable HTTP, for callers with an API key.

No session is kept between requests, so any process on any host may answer the next one. A tool calls the API in this
process with the caller's own key, under the same limits and rights, and with the same audit log.
"""

from __future__ import annotations

import asyncio
from importlib import import_module

import httpx2
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aural.api.context import Context
from aural.api.requests import ADMITTED
from aural.guard.auth.callers import Caller
from aural.guard.auth.origins import is_same_origin
from aural.guard.auth.rate_limits import find_client_address
from aural.guard.http.bodies import MAX_BODY_BYTES
from aural.guard.http.headers import API_HEADERS, request_id
from aural.mcp.calling import TIMEOUT_SECONDS
from aural.mcp.refusals import in_plain_words
from aural.platform.errors import ForbiddenError, MethodNotAllowedError

_POST_ONLY = "The tools accept only POST: connect an MCP client by streamable HTTP. docs/agents.md says how."
_FOREIGN_PAGE = "A page of another site cannot use the tools. Connect an MCP client, which sends no Origin."


def agent_routes(api: ASGIApp, context: Context) -> list[BaseRoute]:
    return [Route("/mcp", _Endpoint(api, context))]


class _Endpoint:
    def __init__(self, api: ASGIApp, context: Context) -> None:
        self._api = api
        self._context = context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        if scope["method"] != "POST":
            raise MethodNotAllowedError(_POST_ONLY, headers={"Allow": "POST"})
        self._require_own_origin(headers)
        address = self._address(scope, headers)
        authorization = headers.get(b"authorization", b"").decode("latin-1")
        caller = await self._context.gate.authenticate(authorization or None, address)
        said = {**API_HEADERS, **caller.headers(self._context.clock.now()), "X-Request-Id": request_id(scope)}
        sent = {"Authorization": authorization, "User-Agent": "aural-mcp", "X-Request-Id": request_id(scope)}
        transport = httpx2.ASGITransport(_admitting(self._api, caller), client=(address, 0))
        async with httpx2.AsyncClient(
            transport=transport, base_url="http://aural", headers=sent, timeout=TIMEOUT_SECONDS, trust_env=False
        ) as client:
            await _answer(client, scope, receive, _with_headers(send, said))

    def _require_own_origin(self, headers: dict[bytes, bytes]) -> None:
        """Refuses pages of other sites. A browser always sends the page's origin, so DNS rebinding doesn't help."""
        origin = headers.get(b"origin")
        if origin is not None and not is_same_origin(origin.decode("latin-1"), self._context.settings.public_url):
            raise ForbiddenError(_FOREIGN_PAGE)

    def _address(self, scope: Scope, headers: dict[bytes, bytes]) -> str:
        peer = scope["client"][0] if scope.get("client") else None
        forwarded = headers.get(b"x-forwarded-for", b"").decode("latin-1")
        return find_client_address(peer, forwarded, self._context.settings.trusted_proxies)


def _admitting(api: ASGIApp, caller: Caller) -> ASGIApp:
    """The API for a caller whose first request is already counted. It counts only the requests after that one."""
    callers = [caller]

    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        if callers:
            scope[ADMITTED] = callers.pop()
        await api(scope, receive, send)

    return call


async def _answer(client: httpx2.AsyncClient, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the SDK. The first request loads it in a thread, because that takes most of a second."""
    protocol = await asyncio.to_thread(import_module, "aural.mcp.protocol")
    manager = await asyncio.to_thread(import_module, "mcp.server.streamable_http_manager")
    one = manager.StreamableHTTPSessionManager(
        protocol.make_server(client), stateless=True, json_response=True, max_request_body_size=MAX_BODY_BYTES
    )
    async with one.run():
        version = dict(scope["headers"]).get(b"mcp-protocol-version", b"").decode("latin-1")
        known = (*manager.HANDSHAKE_PROTOCOL_VERSIONS, *import_module("mcp.server.session").MODERN_PROTOCOL_VERSIONS)
        await one.handle_request(scope, *in_plain_words(version, known, receive, send))


def _with_headers(send: Send, more: dict[str, str]) -> Send:
    encoded = [(name.lower().encode(), value.encode()) for name, value in more.items()]

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            known = {name for name, _ in encoded}
            message = {**message, "headers": [*(h for h in message["headers"] if h[0] not in known), *encoded]}
        await send(message)

    return sending
