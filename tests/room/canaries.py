"""Unique strings, one for each field, and the search for them: as text, in base64, in UTF-16, and in compressed
data.
"""

from __future__ import annotations

import re
import zlib
from base64 import b64encode
from collections.abc import Iterator

_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")  # how zlib and gzip data begin
_MOST_UNPACKED = 4 << 20


class Canaries:
    """`bird` is the lower-case beginning of every canary. `gone` are the fields whose canary is replaced before the
    erasure.
    """

    def __init__(self, bird: str) -> None:
        self.bird = bird
        self.fields: dict[str, str] = {}
        self.gone: set[str] = set()
        self._signs = [bird.encode("utf-16-le"), bird.encode("utf-16-be"), *_in_base64(bird.encode())]

    def __call__(self, field: str, is_replaced: bool = False) -> str:
        """A new canary for each use of a field."""
        name = f"{field} {len(self.fields)}"
        self.fields[name] = f"{self.bird}{len(self.fields):02d}vogel"
        self.gone |= {name} if is_replaced else set()
        return self.fields[name]

    @property
    def kept(self) -> set[str]:
        return set(self.fields) - self.gone

    def found_in(self, content: bytes) -> set[str]:
        """The fields whose canary is in these bytes as text. Other encodings, and parts of a canary, are reported as
        they are.
        """
        lowered = content.lower()
        if self.bird.encode() not in lowered:
            return {repr(sign) for sign in self._signs if sign in content}
        return {name for name, canary in self.fields.items() if canary.encode() in lowered} or {self.bird}

    def packed_in(self, content: bytes) -> set[str]:
        """The same for data that zlib or gzip has compressed."""
        return {name for part in _unpacked(content) for name in self.found_in(part)}


def _in_base64(text: bytes) -> list[bytes]:
    """The text as it appears in the base64 of a longer text, for each of the three offsets."""
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
