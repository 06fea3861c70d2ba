"""The HTTP side of a rate limit: the address that a request is counted for, and the headers that inform the client."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from aural.settings.fields import Network
from aural.store.windows import Admission

WINDOW_SECONDS = 60
_IPV6_HOME_BITS = 64  # one household or server has at least a /64, so a /64 counts as one client
_IPV6_SITE_BITS, _IPV4_SITE_BITS = 48, 24
_Address = IPv4Address | IPv6Address


def limit_headers(admission: Admission | None, now: int) -> dict[str, str]:
    """`X-RateLimit-*`, and the fields of draft-ietf-httpapi-ratelimit-headers-11. Empty if limits are off (None)."""
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
    """The client's address: the peer, or the address that trusted proxies report. An IPv6 address counts as its /64.

    `X-Forwarded-For` is read from its end: each proxy appends the address that it was called from. The first one
    that isn't trusted is the client, since everything before it may be forged.
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


def network_of(address: str) -> str:
    """The network around a client's address, as `find_client_address` returned it. One provider's customer can often
    choose among its addresses: a /24 of IPv4, or a /48 of IPv6.
    """
    found = _parse(address)
    if found is None:
        return address
    return str(ip_network((found, _IPV6_SITE_BITS if found.version == 6 else _IPV4_SITE_BITS), strict=False))


def _parse(text: str | None) -> _Address | None:
    try:
        address = ip_address((text or "").removesuffix(f"/{_IPV6_HOME_BITS}"))  # also accepts the form returned above
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
