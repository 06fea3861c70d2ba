"""Determines a file's kind by its content, since its name or media type may claim anything."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from aural.guard.unpack import refusals
from aural.guard.unpack.refusals import Refused

MOST_ENTRIES = 1_000
MOST_UNPACKED_BYTES = 150 << 20  # of all parts together; a sheet with a million cells takes about a third
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PAGE = re.compile(
    rb"\s*+(?:<!--(?>.{0,2000}?-->)\s*+|<\?xml[^>]{0,200}\?>\s*+)*+<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"\x00\x00\x00\x0cJXL ", b"BM")


def kind_of(content: bytes) -> str:
    """Returns pdf, docx, xlsx, page or text. Raises Refused for everything else."""
    if not content.strip(b"\x00 \t\r\n"):
        raise Refused(refusals.EMPTY)
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(_ZIP):
        return _kind_of_archive(content)
    if content.startswith(_OLE):
        raise Refused(refusals.PASSWORD if _ENCRYPTED in content else refusals.OLD_OFFICE)
    if content.startswith(_PICTURES) or content[8:12] in (b"WEBP", b"avif", b"heic"):
        raise Refused(refusals.PICTURE)
    return "page" if _PAGE.match(content[:4096].lstrip(b"\xef\xbb\xbf")) else "text"


def _kind_of_archive(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if any(_leads_outside(name) for name in names):
        raise Refused(refusals.OUTSIDE)
    # A part can't be larger than the size that it declares: zipfile stops reading there.
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
        raise Refused(refusals.UNPACKS)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(refusals.PASSWORD)
    if any(name.startswith("word/document") for name in names):
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise Refused(refusals.UNKNOWN)


def _leads_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or parts[0].endswith(":")
