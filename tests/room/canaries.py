"""Strings that occur nowhere else, one a field, and how they are found: as text, in base64 and UTF-16, and packed."""

from __future__ import annotations

import re
import zlib
from base64 import b64encode
from collections.abc import Iterator

_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")  # how zlib and gzip begin
_MOST_UNPACKED = 4 << 20


class Canaries:
    """`bird`: lower case, and what all of them begin with. `gone`: those that were replaced before the erase."""

    def __init__(self, bird: str) -> None:
        self.bird = bird
        self.fields: dict[str, str] = {}
        self.gone: set[str] = set()
        self._signs = [bird.encode("utf-16-le"), bird.encode("utf-16-be"), *_in_base64(bird.encode())]

    def __call__(self, field: str, is_replaced: bool = False) -> str:
        """A canary of its own for each use of a field."""
        name = f"{field} {len(self.fields)}"
        self.fields[name] = f"{self.bird}{len(self.fields):02d}vogel"
        self.gone |= {name} if is_replaced else set()
        return self.fields[name]

    @property
    def kept(self) -> set[str]:
        return set(self.fields) - self.gone

    def found_in(self, content: bytes) -> set[str]:
        """The fields that are in these bytes as text; what is in them in another form, or in part, by that form."""
        lowered = content.lower()
        if self.bird.encode() not in lowered:
            return {repr(sign) for sign in self._signs if sign in content}
        return {name for name, canary in self.fields.items() if canary.encode() in lowered} or {self.bird}

    def packed_in(self, content: bytes) -> set[str]:
        """The same within what zlib or gzip has packed."""
        return {name for part in _unpacked(content) for name in self.found_in(part)}


def _in_base64(text: bytes) -> list[bytes]:
    """As it is in the base64 of anything longer, by where it begins there."""
    found = []
    for before in range(3):
        encoded = b64encode(b"\0" * before + text + b"\0" * 2)
        whole_from, whole_to = -(-before * 8 // 6), (before + len(text)) * 8 // 6
        found.append(encoded[whole_from:whole_to])
    return found


def _unpacked(content: bytes) -> Iterator[bytes]:
    for begin in _PACKED.finditer(content):
        try:
            yield zlib.decompressobj(wbits=47).decompress(content[begin.start() :], _MOST_UNPACKED)
        except zlib.error:
            continue
