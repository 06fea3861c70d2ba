"""Tokens that identify a caller or a candidate: API keys, invite tokens, room cookies and socket tickets."""

from __future__ import annotations

import secrets
import string
from zlib import crc32

_BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
_KEY_PREFIX = "dlv_"
_TEST = "test_"
_RANDOM_CHARACTERS = 32  # 190 bits
_CHECKSUM_CHARACTERS = 6
_SHOWN_CHARACTERS = 12  # how much of a key is shown: `dlv_` and 48 bits, not nearly enough to guess the rest
_SHOWN_TEST_CHARACTERS = 16  # `dlv_test_` and 42 bits


def new_token() -> str:
    """A random token of 190 bits, in A–Z, a–z and 0–9."""
    return "".join(secrets.choice(_BASE62) for _ in range(_RANDOM_CHARACTERS))


def new_code() -> str:
    """Six random digits for a person to type within minutes."""
    return f"{secrets.randbelow(1_000_000):06d}"


def _checksum(text: str) -> str:
    number, digits = crc32(text.encode()), ""
    for _ in range(_CHECKSUM_CHARACTERS):
        number, rest = divmod(number, 62)
        digits = _BASE62[rest] + digits
    return digits


def new_api_key(*, is_test: bool = False) -> str:
    """`dlv_` or `dlv_test_`, 32 random characters, and a 6-character checksum, which covers `test_`, too."""
    checked = (_TEST if is_test else "") + new_token()
    return f"{_KEY_PREFIX}{checked}{_checksum(checked)}"


def is_api_key(text: str) -> bool:
    """Whether `text` could be a key. Mistyped and truncated keys, and keys with the other mode's prefix, are refused
    without a database query."""
    checked = text[len(_KEY_PREFIX) : -_CHECKSUM_CHARACTERS]
    return (
        len(checked.removeprefix(_TEST)) == _RANDOM_CHARACTERS
        and text.isascii()
        and text == f"{_KEY_PREFIX}{checked}{_checksum(checked)}"
    )


def shown_part(key: str) -> str:
    """The first characters of a key, enough to recognize it by."""
    return key[: _SHOWN_TEST_CHARACTERS if key.startswith(_KEY_PREFIX + _TEST) else _SHOWN_CHARACTERS]
