"""Decodes a logo within limits and redraws it at a small size. No part of the original file is kept."""

from __future__ import annotations

import io
import warnings

from PIL import Image, UnidentifiedImageError, WebPImagePlugin

from aural.guard.unpack.refusals import DAMAGED_PICTURE, NO_PICTURE, TOO_MANY_PIXELS, Refused

_MOST_PIXELS = 16_000_000
_LARGEST = (480, 160)
_FORMATS = ("PNG", "JPEG", "WEBP")

Image.preinit()  # loads the PNG and JPEG readers, since no file can be opened later
_WEBP = WebPImagePlugin


def draw(content: bytes) -> bytes:
    """A PNG of at most 480 × 160 pixels. Raises Refused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)  # reads only the header
            if picture.width * picture.height > _MOST_PIXELS:
                raise Refused(TOO_MANY_PIXELS)
            picture.load()
            drawn = picture.convert("RGBA")
            drawn.thumbnail(_LARGEST)
    except UnidentifiedImageError as error:
        raise Refused(NO_PICTURE) from error
    except Image.DecompressionBombError as error:
        raise Refused(TOO_MANY_PIXELS) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refused(DAMAGED_PICTURE) from error
    made = io.BytesIO()
    drawn.save(made, "PNG", optimize=True)
    return made.getvalue()
