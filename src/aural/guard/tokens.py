"""Tokens that stand for somebody: API keys, invite tokens, room cookies and socket tickets."""

from __future__ import annotations

import secrets
import string
from zlib import crc32

_BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
_KEY_PREFIX = "dlv_"
_RANDOM_CHARACTERS = 32  # 190 bits
_CHECKSUM_CHARACTERS = 6
SHOWN_CHARACTERS = 12  # of a key, to recognise it by: `dlv_` and 48 bits, far from enough to guess the rest


def new_token() -> str:
    """A random token of 190 bits, in letters and digits."""
    return "".join(secrets.choice(_BASE62) for _ in range(_RANDOM_CHARACTERS))


def new_code() -> str:
    """Six random digits, to be typed by a person within minutes."""
    return f"{secrets.randbelow(1_000_000):06d}"


def _checksum(text: str) -> str:
    number, digits = crc32(text.encode()), ""
    for _ in range(_CHECKSUM_CHARACTERS):
        number, rest = divmod(number, 62)
        digits = _BASE62[rest] + digits
    return digits


def new_api_key() -> str:
    """`dlv_`, 32 random characters, and 6 that check them."""
    token = new_token()
    return f"{_KEY_PREFIX}{token}{_checksum(token)}"


def is_api_key(text: str) -> bool:
    """Whether `text` could be a key: mistyped, cut and `dlv_test_` keys are refused without asking the database."""
    token = text[len(_KEY_PREFIX) : -_CHECKSUM_CHARACTERS]
    return (
        len(text) == len(_KEY_PREFIX) + _RANDOM_CHARACTERS + _CHECKSUM_CHARACTERS
        and text.isascii()
        and text == f"{_KEY_PREFIX}{token}{_checksum(token)}"
    )
