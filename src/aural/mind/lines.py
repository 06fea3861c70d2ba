"""The line to a model's server: to an allowed address only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from httpx2 import Response

AddressOf = Callable[[str, int], Awaitable[str]]
"""The address to connect to for a host and port; raises where the server must not go there."""


def led_transport(inner: Any, address_of: AddressOf | None) -> Any:
    """A transport that connects to the very address that was allowed, under the name that was asked for."""
    from httpx2 import AsyncBaseTransport, Request

    if address_of is None:
        return inner
    find: AddressOf = address_of

    class Led(AsyncBaseTransport):
        async def handle_async_request(self, request: Request) -> Response:
            host = request.url.raw_host.decode()  # `host` would say it in letters that older rules read as another name
            port = request.url.port or (443 if request.url.scheme == "https" else 80)
            request.extensions = {**request.extensions, "sni_hostname": host}
            request.url = request.url.copy_with(host=await find(host, port))  # the Host header stays
            response: Response = await inner.handle_async_request(request)
            return response

        async def aclose(self) -> None:
            await inner.aclose()

    return Led()
