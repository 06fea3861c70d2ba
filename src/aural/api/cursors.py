"""Cursors: signed positions in a list. Each is valid only for the same operation, organization, parent and filters.

Texts in positions are sealed, because they may be names, and addresses with cursors are logged by proxies.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

from aural.guard.secrets import Secrets, WrongSecretError
from aural.interviews.repository import Position
from aural.platform.errors import BadRequestError

_MAC_BYTES = 16
MOST_CHARACTERS = 400
_TEXT = b"t"


def _text(scope: str, payload: bytes) -> str:
    return f"cursor\0{scope}\0{payload.hex() if payload.startswith(_TEXT) else payload.decode()}"


def write_cursor(secrets: Secrets, scope: str, position: Position) -> str:
    """An opaque token for `position`; `scope` names the list that it belongs to."""
    key, row_id = position
    payload = f"{key}.{row_id}".encode()
    if isinstance(key, str):
        payload = _TEXT + secrets.seal(f"{key}.{row_id}", "cursor", scope)
    return urlsafe_b64encode(secrets.digest(_text(scope, payload))[:_MAC_BYTES] + payload).decode().rstrip("=")


def read_cursor(secrets: Secrets, scope: str, token: str) -> Position:
    """The position in a token. Raises BadRequestError unless `write_cursor` wrote the token for this scope."""
    try:
        raw = _decode(token)
        mac, payload = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
        ours = secrets.digests(_text(scope, payload))
        if any(hmac.compare_digest(mac, one[:_MAC_BYTES]) for one in ours):
            if payload.startswith(_TEXT):
                key, _, row_id = secrets.unseal(payload[1:], "cursor", scope).rpartition(".")
                return key, row_id
            created_at, _, row_id = payload.decode().partition(".")
            return int(created_at), row_id
    except (ValueError, WrongSecretError):
        pass
    text = "is not a cursor of this list; send the cursor of the previous page unchanged, or omit it"
    raise BadRequestError(f"cursor {text}.", [("cursor", text)])


def _decode(token: str) -> bytes:
    if len(token) > MOST_CHARACTERS:
        raise ValueError
    raw = urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    if urlsafe_b64encode(raw).decode().rstrip("=") != token:
        raise ValueError  # only one spelling is valid, but the decoder ignores invalid characters and spare bits
    return raw
