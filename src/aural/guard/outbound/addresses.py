"""Checks the address that a person typed for a model: it must be public or in an allowed network.

A name is resolved once, and the connection goes to exactly that address, as in outbound/fetch.py.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from aural.guard.outbound.fetch import is_public, resolve_by_system
from aural.settings import Settings
from aural.settings.fields import Network

SECONDS = 10.0


class AddressRefusedError(Exception):
    """The server doesn't connect to this address. The message says why, and what to do."""


def networks_of_models(settings: Settings) -> tuple[Network, ...]:
    """The private networks in which an organization may use a model server."""
    return (*settings.model_networks, *settings.outbound_networks)


async def find_address(host: str, port: int, allowed: Sequence[Network]) -> str:
    """The address to connect to. Raises AddressRefusedError if the name has none, or one that isn't allowed."""
    try:
        async with asyncio.timeout(SECONDS):
            found = [ip_address(text.partition("%")[0]) for text in await resolve_by_system(host, port)]
    except (OSError, TimeoutError, UnicodeError, ValueError) as error:
        raise AddressRefusedError(f"The name {host} has no address. Check its spelling.") from error
    for address in found:
        if not is_public(address) and not any(address in network for network in allowed):
            raise AddressRefusedError(_inside(host, address))
    if not found:
        raise AddressRefusedError(f"The name {host} has no address. Check its spelling.")
    return str(found[0])


def _inside(host: str, address: IPv4Address | IPv6Address) -> str:
    if address.is_loopback:
        return (
            f"{host} is the machine that Aural runs on. An organization may use a model there only if the operator "
            "allows it: set AURAL_MODEL_NETWORKS=127.0.0.1,::1 and restart Aural."
        )
    return (
        f"{host} isn't on the public internet, so this deployment doesn't connect to it. Its operator can allow that: "
        "list the address in AURAL_MODEL_NETWORKS, and restart Aural."
    )


def problem_of(url: str) -> str | None:
    """The problem with the form of a typed address, or None."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "must be an address such as https://models.example.com/v1"
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        return "must be an address that begins with http:// or https://"
    if parts.username is not None or parts.password is not None:
        return "must not contain a user or a password; the key has its own field"
    if parts.query or parts.fragment:
        return "must not have a ? or # part"
    return None
