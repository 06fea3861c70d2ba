"""Reads uploaded files, each in a child process that has only 4 seconds of processor time, little memory and no
network.

The content of a file determines its kind. A file that can't be read is refused as a whole, with a sentence that says
why, and no part of it is kept.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import sys
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from aural.guard.unpack.refusals import TOO_LARGE, TOO_LONG
from aural.platform.errors import UnreadableFileError

MOST_BYTES = 10 << 20
MOST_ROWS = 5_000
SECONDS = 60.0  # for an overloaded machine: the child's own limit is 4 seconds of processor time
MEDIA_TYPES = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/plain",
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text/html",
    "text/markdown",
    "application/msword",  # browsers derive this type and the next two from file names, whatever the content
    "application/vnd.ms-excel",
    "application/octet-stream",
)
_AT_ONCE = 2
_COMMAND = (sys.executable, "-P", "-m", "aural.guard.unpack")
_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "VIRTUAL_ENV")  # so that the child gets no secrets
_places: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Document:
    """The visible text of a file. `is_cut`: the file has more text than was read."""

    text: str
    is_cut: bool


async def read_document(content: bytes, media_type: str = "") -> Document:
    """The text of a PDF, DOCX, TXT, CSV, XLSX or HTML file. Raises UnreadableFileError.

    `media_type` is the sender's claim. It is never trusted: the content decides.
    """
    answer = await _open(content, {})
    return Document(answer["text"], answer["is_cut"])


async def read_table(content: bytes, media_type: str = "", most_rows: int = MOST_ROWS) -> list[list[str]]:
    """The rows of a CSV file, or of an XLSX file's first sheet, including the header row, without blank rows.

    Raises UnreadableFileError, including when there are more than `most_rows`.
    """
    return [cells for _, cells in await read_numbered_table(content, media_type, most_rows)]


async def read_numbered_table(
    content: bytes, media_type: str = "", most_rows: int = MOST_ROWS
) -> list[tuple[int, list[str]]]:
    """Like `read_table`, with the number of each row as a spreadsheet program shows it."""
    answer = await _open(content, {"mostRows": most_rows})
    return list(zip(answer["lines"], answer["rows"], strict=True))


async def draw_picture(content: bytes) -> bytes:
    """Redraws a PNG, JPEG or WebP picture as a PNG of at most 480 × 160 pixels. Raises UnreadableFileError."""
    answer = await _open(content, {"isLogo": True})
    return base64.b64decode(answer["picture"])


async def _open(content: bytes, asked: dict[str, int]) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise UnreadableFileError(f"The file is larger than {MOST_BYTES >> 20} MB. Choose a smaller one.")
    loop = asyncio.get_running_loop()
    async with _places.setdefault(loop, asyncio.Semaphore(_AT_ONCE)):
        answer = await _ask(json.dumps(asked).encode() + b"\n" + content)
    if "refused" in answer:
        raise UnreadableFileError(answer["refused"])
    return answer


async def _ask(given: bytes) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        *_COMMAND,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={name: os.environ[name] for name in _KEPT if name in os.environ} | {"OPENPYXL_LXML": "False"},
        cwd="/",
    )
    try:
        async with asyncio.timeout(SECONDS):
            written, _ = await process.communicate(given)
    except TimeoutError as error:
        raise UnreadableFileError(TOO_LONG) from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise UnreadableFileError(TOO_LONG if process.returncode < 0 else TOO_LARGE)
    answer: dict[str, object] = json.loads(written)
    return answer
