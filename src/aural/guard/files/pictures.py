"""Pictures that people upload: checks drawings, and redraws logos as small PNGs."""

from __future__ import annotations

import zlib

from aural.guard.files.documents import draw_picture
from aural.platform.errors import UnreadableFileError

MOST_LOGO_BYTES = 2 << 20
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LARGEST_SIDE = 16_384
_HEAD_BYTES = 13


def is_png(content: bytes) -> bool:
    """Whether the content is a PNG: signature, chunks with checksums, a size, and nothing after the end.

    Nothing is decompressed.
    """
    if not content.startswith(_SIGNATURE):
        return False
    at = len(_SIGNATURE)
    names: list[bytes] = []
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4])
        end = at + 12 + length
        name, data = content[at + 4 : at + 8], content[at + 8 : end - 4]
        if end > len(content) or zlib.crc32(name + data) != int.from_bytes(content[end - 4 : end]):
            return False
        if not names and not (name == b"IHDR" and _has_size(data)):
            return False
        names.append(name)
        at = end
        if name == b"IEND":
            break
    return at == len(content) and names[-1:] == [b"IEND"] and b"IDAT" in names


def _has_size(head: bytes) -> bool:
    sides = (int.from_bytes(head[:4]), int.from_bytes(head[4:8]))
    return len(head) == _HEAD_BYTES and all(0 < side <= _LARGEST_SIDE for side in sides)


class LogoRefusedError(Exception):
    """The logo is refused. The message says what is wrong with the file, and what to do."""


async def make_logo(content: bytes) -> bytes:
    """Redraws a logo as a PNG of at most 480 × 160 pixels, in a child process. Raises LogoRefusedError."""
    try:
        return await draw_picture(content)
    except UnreadableFileError as error:
        raise LogoRefusedError(str(error)) from error
