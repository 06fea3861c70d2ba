"""How a rate limit looks from outside: the address that counts, and the headers that tell a client where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from aural.settings.fields import Network
from aural.store.windows import Admission

WINDOW_SECONDS = 60
_IPV6_HOME_BITS = 64  # one household or server has at least so many addresses, and counts once
_Address = IPv4Address | IPv6Address


def limit_headers(admission: Admission | None, now: int) -> dict[str, str]:
    """`X-RateLimit-*`, and the fields of draft-ietf-httpapi-ratelimit-headers-11. None: limits are off, no headers."""
    if admission is None:
        return {}
    seconds = max(0, -(-(admission.reset_at - now) // 1000))
    headers = {
        "X-RateLimit-Limit": str(admission.limit),
        "X-RateLimit-Remaining": str(admission.remaining),
        "X-RateLimit-Reset": str(-(-admission.reset_at // 1000)),
        "RateLimit-Policy": f'"default";q={admission.limit};w={WINDOW_SECONDS}',
        "RateLimit": f'"default";r={admission.remaining};t={seconds}',
    }
    if not admission.is_admitted:
        headers["Retry-After"] = str(admission.retry_after_seconds)
    return headers


def find_client_address(peer: str | None, forwarded_for: str | None, trusted: Sequence[Network]) -> str:
    """Who is asking: the peer, or what trusted proxies say. An IPv6 address counts as its /64.

    `X-Forwarded-For` is read from its end: each proxy appends whom it heard from, and the first one that is not
    trusted is the client, for everything before it may be invented.
    """
    address = _parse(peer)
    hops = (forwarded_for or "").split(",")
    while address is not None and hops and any(address in network for network in trusted):
        earlier = _parse(hops.pop().strip())
        if earlier is None:
            break
        address = earlier
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _IPV6_HOME_BITS), strict=False))
    return str(address or "unknown")


def _parse(text: str | None) -> _Address | None:
    try:
        address = ip_address((text or "").removesuffix(f"/{_IPV6_HOME_BITS}"))  # as it is told above, too
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
