"""Fetches URLs that people type. The resolved address must be public; the name alone proves nothing.

A name is resolved once, all its addresses are checked, and the connection goes to one of them. So a name that resolves
differently a moment later (DNS rebinding) gains nothing. Each redirect is checked again.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from aural.guard.outbound.encryption import tls_context
from aural.platform.errors import BadRequestError
from aural.settings.fields import Network

if TYPE_CHECKING:
    from httpx2 import URL, AsyncClient, Response

SECONDS = 10.0
MOST_BYTES = 2 << 20
MOST_REDIRECTS = 3
Address = IPv4Address | IPv6Address
# A look-up may take long and can't be canceled. Look-ups have their own threads, so that no interview waits for them.
_LOOKUPS = ThreadPoolExecutor(8, thread_name_prefix="aural-names")
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a host and port, as strings. Raises OSError if the host has none."""

_PORTS = {"http": 80, "https": 443}
_WIDE = ip_network("2000::/3")  # all IPv6 addresses on the internet
_NAT64 = ip_network("64:ff9b::/96")  # an IPv4 address in the last 32 bits, for networks that have only IPv6
# The host of an Azure virtual machine. It looks like an internet address, but hands out the machine's secrets.
_AZURE_HOST = "168.63.129.16/32"
_SPECIAL = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
            "192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 "
            "198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 "
            "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20 " + _AZURE_HOST
        ).split(),
    )
)


@dataclass(frozen=True, slots=True)
class Words:
    """Messages for a refused address: its form is wrong, it isn't on the internet, or its name is unknown."""

    form: str
    inside: str
    unknown: str = "No server of that name was found. Check the address."


_PAGE = Words(
    "That isn't the address of a web page. It must begin with https:// and have no user, password or port.",
    "That address isn't on the public internet, so it is not fetched. Paste the text instead, or ask the operator "
    "to allow it with AURAL_OUTBOUND_NETWORKS.",
)
_RECEIVER = Words(
    "That isn't an address for a webhook. It must begin with https:// and have no user, password or port.",
    "That address isn't on the public internet, so nothing is sent there. Use a public one, or ask the operator "
    "to allow it with AURAL_OUTBOUND_NETWORKS.",
)
_UNENCRYPTED = "A webhook needs https://, so that no one can read or change it in transit."
_AWAY = "The page cannot be reached. Check the address, or paste its text."
_SLOW = "The page takes too long to answer. Try again, or paste its text."
_LARGE = "The page is larger than 2 MB. Paste the text that matters."
_LED = "The page redirects too often. Paste its text instead."
_PACKED = "The page's server sent an unexpected response. Paste its text instead."


@dataclass(frozen=True, slots=True)
class Fetched:
    content: bytes
    media_type: str
    url: str  # the final address after redirects


def is_public(address: Address) -> bool:
    """Whether the address is on the internet. If an IPv6 address embeds an IPv4 address, the latter is checked."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address not in _WIDE:
            return False
    return not any(address in network for network in _SPECIAL)


async def resolve_by_system(host: str, port: int) -> list[str]:
    with suppress(ValueError):
        return [str(ip_address(host))]
    look = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(_LOOKUPS, look)
    return [str(entry[4][0]) for entry in found]


def open_client(seconds: float) -> AsyncClient:
    """A client for one task. It follows no redirects, and ignores environment variables such as those for proxies."""
    from httpx2 import AsyncClient

    return AsyncClient(verify=tls_context(trust_env=False), trust_env=False, follow_redirects=False, timeout=seconds)


class Outbound:
    """`allowed`: networks that may be reached on any port even though they aren't public."""

    def __init__(self, allowed: Sequence[Network] = (), *, resolve: Resolve = resolve_by_system) -> None:
        self._allowed = tuple(allowed)
        self._resolve = resolve

    async def fetch(self, url: str) -> Fetched:
        """Fetches the page or file at `url`. Raises BadRequestError, with a message for the person who typed it."""
        try:
            async with asyncio.timeout(SECONDS):
                return await self._fetch(url)
        except TimeoutError as error:
            raise BadRequestError(_SLOW, [("url", _SLOW)]) from error

    async def _fetch(self, url: str) -> Fetched:
        from httpx2 import TransportError

        async with open_client(SECONDS) as client:
            at = _read(url, _PAGE)
            for _ in range(MOST_REDIRECTS + 1):
                try:
                    found = await self._get(client, at)
                except (TransportError, OSError) as error:
                    raise _refused(_AWAY) from error
                if isinstance(found, Fetched):
                    return found
                at = found
        raise _refused(_LED)

    async def _get(self, client: AsyncClient, at: URL) -> Fetched | URL:
        """The page, or the address that it redirects to."""
        address = await self._find_address(at, _PAGE)
        request = client.build_request(
            "GET",
            at.copy_with(host=str(address)),
            headers={
                "Host": at.netloc.decode(),
                "Accept": "text/html, text/plain, application/pdf",
                "Accept-Encoding": "identity",
                "User-Agent": "Aural (reads a page for the person who named it)",
            },
            extensions={"sni_hostname": name_of(at)},
        )
        response = await client.send(request, stream=True)
        try:
            if response.has_redirect_location:
                return _read(response.headers["Location"], _PAGE, base=at)
            if response.status_code != 200:
                raise _refused(f"The page's server answers with status {response.status_code}. Check the address.")
            return Fetched(await _read_whole(response), _media_type(response), str(at))
        finally:
            await response.aclose()

    async def find_receiver(self, url: str) -> tuple[URL, Address]:
        """The URL and resolved address for a webhook. Raises BadRequestError if nothing may be sent there: plain HTTP
        is only for allowed networks, and everything else is checked as for a page."""
        at = _read(url, _RECEIVER)
        address = await self._find_address(at, _RECEIVER)
        if at.scheme != "https" and not self._is_allowed(address):
            raise _refused(_UNENCRYPTED)
        return at, address

    def _is_allowed(self, address: Address) -> bool:
        return any(address in network for network in self._allowed)

    async def _find_address(self, at: URL, words: Words) -> Address:
        port = at.port or _PORTS[at.scheme]
        try:
            found = [ip_address(text.partition("%")[0]) for text in await self._resolve(name_of(at), port)]
        except (OSError, UnicodeError, ValueError) as error:
            raise _refused(words.unknown) from error
        if not found:
            raise _refused(words.unknown)
        named = [self._is_allowed(address) for address in found]
        if all(named):
            return found[0]
        if not all(name or is_public(address) for name, address in zip(named, found, strict=True)):
            inside = _refused(words.inside)
            inside.is_suspicious = True
            raise inside
        if at.port not in (None, _PORTS[at.scheme]):
            raise _refused(words.form)
        return found[0]


def name_of(at: URL) -> str:
    """The host name in the form that look-ups and certificates use. `host` would decode it, and older IDNA rules could
    turn that into a different name."""
    return at.raw_host.decode()


def _read(url: str, words: Words, *, base: URL | None = None) -> URL:
    from httpx2 import URL, InvalidURL

    try:
        at = URL(url.strip()) if base is None else base.join(url.strip())
    except (InvalidURL, ValueError, UnicodeError) as error:
        raise _refused(words.form) from error
    if at.scheme not in _PORTS or not at.raw_host or at.userinfo:
        raise _refused(words.form)
    return at.copy_with(fragment=None)


async def _read_whole(response: Response) -> bytes:
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise _refused(_PACKED)
    content = bytearray()
    async for chunk in response.aiter_raw():
        content += chunk
        if len(content) > MOST_BYTES:
            raise _refused(_LARGE)
    return bytes(content)


def _media_type(response: Response) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def _refused(sentence: str) -> BadRequestError:
    return BadRequestError(sentence, [("url", sentence)])
