"""Refuses connections to other machines. The test that attempted one fails, even if it swallows the error."""

from __future__ import annotations

import ipaddress
import sys
from typing import Any

attempts: list[str] = []


class OutsideNetworkError(OSError):
    pass


def is_local(host: str) -> bool:
    if host in ("", "localhost") or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        host = arguments[1][0] if isinstance(arguments[1], tuple) else ""  # a str is the path of a Unix socket
    elif event == "socket.getaddrinfo":
        host = arguments[0] or ""
    else:
        return
    host = host.decode() if isinstance(host, bytes) else str(host)
    if not is_local(host):
        attempts.append(host)
        raise OutsideNetworkError(f"A test tried to reach {host}.")


def guard() -> None:
    sys.addaudithook(_watch)
