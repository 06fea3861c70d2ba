"""The connection to a model's server: only to an allowed address, with a short connect timeout and a size limit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING

from aural.guard.outbound.encryption import tls_context
from aural.interviewer.model.failures import ModelError

if TYPE_CHECKING:
    from httpx2 import AsyncBaseTransport, AsyncByteStream, AsyncClient, Response

CONNECT_SECONDS = 5.0

AddressOf = Callable[[str, int], Awaitable[str]]
"""Returns the address to connect to for a host and port. Raises if the server must not connect to it."""


def led_transport(inner: AsyncBaseTransport, address_of: AddressOf | None) -> AsyncBaseTransport:
    """A transport that connects to exactly the address that was allowed, under the host name in the request."""
    from httpx2 import AsyncBaseTransport, Request

    if address_of is None:
        return inner
    find: AddressOf = address_of

    class Led(AsyncBaseTransport):
        async def handle_async_request(self, request: Request) -> Response:
            host = request.url.raw_host.decode()  # `host` is decoded, and older rules may encode it as another name
            port = request.url.port or (443 if request.url.scheme == "https" else 80)
            request.extensions = {**request.extensions, "sni_hostname": host}
            request.url = request.url.copy_with(host=await find(host, port))  # the Host header stays
            return await inner.handle_async_request(request)

        async def aclose(self) -> None:
            await inner.aclose()

    return Led()


def open_client(address_of: AddressOf | None, most_bytes: int) -> AsyncClient:
    """The HTTP client for any provider's library. It doesn't follow redirects and never retries."""
    from httpx2 import AsyncClient, AsyncHTTPTransport, Timeout

    line = AsyncHTTPTransport(verify=tls_context(trust_env=True), retries=0)
    capped = _capped_transport(led_transport(line, address_of), most_bytes)
    return AsyncClient(transport=capped, timeout=Timeout(None, connect=CONNECT_SECONDS), follow_redirects=False)


def _capped_transport(inner: AsyncBaseTransport, most_bytes: int) -> AsyncBaseTransport:
    """A transport that aborts an answer after `most_bytes`, and refuses a compressed answer, which may expand to more.

    It also limits the time to connect, because a library may set a longer timeout for each request.
    """
    from httpx2 import AsyncBaseTransport, AsyncByteStream, Request

    class Capped(AsyncBaseTransport):
        async def handle_async_request(self, request: Request) -> Response:
            request.headers["Accept-Encoding"] = "identity"
            timeout = {**request.extensions.get("timeout", {}), "connect": CONNECT_SECONDS}
            request.extensions = {**request.extensions, "timeout": timeout}
            response = await inner.handle_async_request(request)
            if response.headers.get("Content-Encoding", "identity").lower() != "identity":
                await response.aclose()
                raise ModelError("nonsense", "The model's server sent a compressed answer without being asked to.")
            assert isinstance(response.stream, AsyncByteStream)
            response.stream = _capped_stream(response.stream, most_bytes)
            return response

        async def aclose(self) -> None:
            await inner.aclose()

    return Capped()


def _capped_stream(inner: AsyncByteStream, most_bytes: int) -> AsyncByteStream:
    from httpx2 import AsyncByteStream

    class Capped(AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            left = most_bytes
            async for chunk in inner:
                left -= len(chunk)
                if left < 0:
                    raise ModelError("nonsense", "The model's server sent more than any answer needs.")
                yield chunk

        async def aclose(self) -> None:
            await inner.aclose()

    return Capped()
