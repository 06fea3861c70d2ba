"""Uploaded logos are decoded in a child, so that they never fill the server's memory."""

from __future__ import annotations

import resource
import sys
from io import BytesIO

import pytest
from PIL import Image

from aural.guard.files.pictures import LogoRefusedError, make_logo

_MOST_KIBIBYTES = 48 << 10  # above what this process used before: decoding one picture takes 64 MB


def picture(kind: str, width: int, height: int, mode: str = "RGB") -> bytes:
    made = BytesIO()
    Image.new(mode, (width, height)).save(made, kind)
    return made.getvalue()


def most_memory() -> int:
    """The peak memory of this process without its children, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)


async def test_a_large_logo_uses_little_of_the_servers_memory() -> None:
    large = picture("PNG", 4_000, 4_000, "1")
    before = most_memory()
    for _ in range(3):
        drawn = Image.open(BytesIO(await make_logo(large)))
    assert (drawn.format, drawn.size) == ("PNG", (160, 160))
    assert most_memory() - before < _MOST_KIBIBYTES


@pytest.mark.parametrize(("kind", "size"), [("PNG", (90, 40)), ("JPEG", (960, 320)), ("WEBP", (480, 160))])
async def test_each_kind_of_picture_is_redrawn(kind: str, size: tuple[int, int]) -> None:
    drawn = Image.open(BytesIO(await make_logo(picture(kind, *size))))
    assert (drawn.format, drawn.size) == ("PNG", (min(size[0], 480), min(size[1], 160)))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "a PNG"),
        (b"<svg/>", "a PNG"),
        (picture("GIF", 5, 5), "a PNG"),
        (picture("PNG", 50, 50)[:60], "damaged"),
        (picture("PNG", 4_001, 4_000), "too many pixels"),
    ],
)
async def test_an_invalid_picture_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(LogoRefusedError, match=why):
        await make_logo(content)
