"""A logo that somebody uploads: decoded within bounds, drawn anew, and kept small. Nothing of the file itself stays."""

from __future__ import annotations

import asyncio
import io
import warnings
from functools import partial

MOST_BYTES = 2 << 20
_MOST_PIXELS = 16_000_000
_LARGEST = (480, 160)
_FORMATS = ("PNG", "JPEG", "WEBP")
_TOO_LARGE = "The picture has too many pixels. Choose one of at most 16 million."


class LogoRefusedError(Exception):
    """The sentence says what is wrong with the file, and what to do."""


async def make_logo(content: bytes) -> bytes:
    """A PNG of at most 480 × 160 pixels. Raises LogoRefusedError."""
    return await asyncio.to_thread(partial(_make, content))


def _make(content: bytes) -> bytes:
    from PIL import Image, UnidentifiedImageError  # seldom needed

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)  # reads its head alone
            if picture.width * picture.height > _MOST_PIXELS:
                raise LogoRefusedError(_TOO_LARGE)
            picture.load()
            drawn = picture.convert("RGBA")
            drawn.thumbnail(_LARGEST)
    except UnidentifiedImageError as error:
        raise LogoRefusedError("This is no PNG, JPEG or WebP picture. Choose one.") from error
    except Image.DecompressionBombError as error:
        raise LogoRefusedError(_TOO_LARGE) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise LogoRefusedError("The picture is damaged. Save it anew, and choose it again.") from error
    made = io.BytesIO()
    drawn.save(made, "PNG", optimize=True)
    return made.getvalue()
