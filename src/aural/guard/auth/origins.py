"""Whether a request comes from one of Aural's own pages."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_same_origin(origin: str, public_url: str) -> bool:
    """Whether a request's Origin is the public address. `localhost` counts as 127.0.0.1."""
    return _origin_of(origin) == _origin_of(public_url)


def _origin_of(url: str) -> tuple[str, str, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
        host = parts.hostname or ""
    except ValueError:
        return "", "", None
    return parts.scheme, "127.0.0.1" if host == "localhost" else host, port
