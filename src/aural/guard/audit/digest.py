"""The content of an anchor: how many lines the audit log had, and a digest of them that anyone can recompute."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import orjson

FORMAT = "aural-audit-anchor/1"


@dataclass(frozen=True, slots=True)
class Anchor:
    """`digest` covers the first `number` lines of the organization's log. `made_at`: ISO 8601."""

    organization: str
    number: int
    digest: bytes
    made_at: str


def next_digest(before: bytes, entry: dict[str, object]) -> bytes:
    """The digest after one more line. `entry`: the line as it is exported."""
    return hashlib.sha256(before + orjson.dumps([FORMAT, entry], option=orjson.OPT_SORT_KEYS)).digest()
