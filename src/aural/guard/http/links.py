"""Short-lived links to media: signed, and bound to the recording, its organization and the person or key that asked."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass

from aural.guard.secrets import Secrets

_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_TOKEN = re.compile(rf"({_ID})\.({_ID})\.({_ID})\.({_ID}|)\.([0-9]{{13}})\.([0-9a-f]{{64}})")


@dataclass(frozen=True, slots=True)
class MediaLink:
    """`key_id` is "" if a signed-in person asked for the link. `expires_at` is in milliseconds since 1970."""

    recording_id: str
    organization_id: str
    user_id: str
    key_id: str
    expires_at: int


def sign(secrets: Secrets, link: MediaLink) -> str:
    """The token of a link. Anyone can read its contents; only this server can create it."""
    parts = (link.recording_id, link.organization_id, link.user_id, link.key_id, f"{link.expires_at:013d}")
    text = ".".join(parts)
    return f"{text}.{_macs(secrets, text)[0]}"


def read(secrets: Secrets, token: str, now: int) -> MediaLink | None:
    """The link in a token, or None if the token wasn't issued here, was changed in any way, or has expired."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    if not any(hmac.compare_digest(mac, found[6]) for mac in _macs(secrets, token.rpartition(".")[0])):
        return None
    link = MediaLink(found[1], found[2], found[3], found[4], int(found[5]))
    return link if now < link.expires_at else None


def _macs(secrets: Secrets, text: str) -> list[str]:
    keys = secrets.derive_all("media-link").values()
    return [hmac.digest(key, text.encode(), hashlib.sha256).hex() for key in keys]
