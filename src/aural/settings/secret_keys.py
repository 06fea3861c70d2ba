"""Secret keys as they are configured: a single key, or several versions, the first of which is used to write.

`KEY` alone is version 1. Several are separated by white space: `2:NEWKEY 1:KEY` writes with version 2 and reads both.
"""

from __future__ import annotations

import re
import secrets

MOST_VERSIONS = 255
_SHORTEST = 32
_VERSIONED = re.compile(r"([0-9]{1,3}):(\S+)")


def read_secret_keys(text: str) -> dict[int, str]:
    """The keys by version; the first is the one to write with. Raises ValueError."""
    parts = text.split()
    found = [match for part in parts if (match := _VERSIONED.fullmatch(part))]
    if not found:
        return {1: text}
    keys = {int(match[1]): match[2] for match in found}
    if not len(keys) == len(found) == len(parts) or not 1 <= min(keys) <= max(keys) <= MOST_VERSIONS:
        raise ValueError("a version is missing, out of range or given twice")
    if min(map(len, keys.values())) < _SHORTEST:
        raise ValueError("a key is too short")
    return keys


def write_secret_keys(keys: dict[int, str]) -> str:
    """The inverse of `read_secret_keys`, one key per line."""
    return "\n".join(f"{version}:{key}" for version, key in keys.items())


def with_new_key(keys: dict[int, str]) -> dict[int, str]:
    """The keys with a new version first. Raises a ValueError that says why no version can be added."""
    version = max(keys) + 1
    if version > MOST_VERSIONS:
        raise ValueError("There is no version after 255.")
    if any(key.split() != [key] for key in keys.values()):
        raise ValueError("The current key contains spaces, so no other key can be added to it.")
    return {version: secrets.token_urlsafe(48), **keys}
