"""Declares a setting with what it accepts and what it means, for docs/settings.md and for error messages."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field

Network = IPv4Network | IPv6Network


def setting(default: Any, accepts: str, meaning: str, *, shown: str | None = None, **bounds: Any) -> Any:
    """`shown` describes a default that isn't a plain value; `accepts` completes the sentence "must be …"."""
    return Field(default, description=meaning, json_schema_extra={"accepts": accepts, "shown": shown}, **bounds)


def listed(value: str | Iterable[object]) -> tuple[str, ...]:
    """The parts of a comma-separated value, without blank ones."""
    names = value.split(",") if isinstance(value, str) else value
    return tuple(str(name).strip() for name in names if str(name).strip())


def networks(value: str | Iterable[object]) -> tuple[Network, ...]:
    """The networks in a comma-separated value; an address is a network of its own. Raises ValueError."""
    return tuple(ip_network(name, strict=False) for name in listed(value))


def web_address(value: str) -> str:
    """The web address as browsers write it: no trailing slash, and the host in lower case and ASCII. Raises ValueError
    for anything else.
    """
    value = value.strip()
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError
    if not value.isprintable() or " " in value:
        raise ValueError
    login, at, place = parts.netloc.rpartition("@")
    host = parts.hostname
    place = place.lower().replace(host, host if host.isascii() else _ascii_host(host))
    return parts._replace(netloc=login + at + place).geturl().rstrip("/")


def _ascii_host(host: str) -> str:
    """A host's name in ASCII: `müller.example` is `xn--mller-kva.example`."""
    name = host.encode("idna")  # raises UnicodeError, which is a ValueError
    if name.decode("idna") != host:  # "ß" became "ss", which is another host in browsers
        raise ValueError
    return name.decode("ascii")
