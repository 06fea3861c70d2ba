"""Redraws an uploaded logo as a small PNG. The file is decoded in the child process that opens documents."""

from __future__ import annotations

from aural.guard.files.documents import draw_picture
from aural.platform.errors import UnreadableFileError

MOST_BYTES = 2 << 20


class LogoRefusedError(Exception):
    """The logo is refused. The message says what is wrong with the file, and what to do."""


async def make_logo(content: bytes) -> bytes:
    """A PNG of at most 480 × 160 pixels. Raises LogoRefusedError."""
    try:
        return await draw_picture(content)
    except UnreadableFileError as error:
        raise LogoRefusedError(str(error)) from error
