"""Checks the typed address of a model: requests may go to public addresses and to allowed networks.

A name is resolved once, and the connection goes to exactly that address, as in outbound/fetch.py.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from aural.guard.outbound.fetch import is_public, resolve_by_system
from aural.settings.fields import Network

SECONDS = 10.0


class AddressRefusedError(Exception):
    """The server doesn't connect to this address. The message says why, and what to do."""


async def find_address(host: str, port: int, allowed: Sequence[Network]) -> str:
    """The address to connect to. Raises AddressRefusedError if the name has none, or one that isn't allowed."""
    try:
        async with asyncio.timeout(SECONDS):
            found = [ip_address(text.partition("%")[0]) for text in await resolve_by_system(host, port)]
    except (OSError, TimeoutError, UnicodeError, ValueError) as error:
        raise AddressRefusedError(f"The name {host} has no address. Check its spelling.") from error
    for address in found:
        if not is_public(address) and not any(address in network for network in allowed):
            raise AddressRefusedError(
                f"{host} is an address inside a network, which this deployment does not access. Its operator can "
                "allow that with AURAL_OUTBOUND_NETWORKS."
            )
    if not found:
        raise AddressRefusedError(f"The name {host} has no address. Check its spelling.")
    return str(found[0])


def problem_of(url: str) -> str | None:
    """The problem with the form of a typed address; None if there is none."""
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
