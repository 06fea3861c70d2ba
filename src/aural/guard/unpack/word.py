"""The text of a Word file (DOCX): paragraphs, tables and text boxes, with its headers and footers."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from aural.guard.unpack import refusals
from aural.guard.unpack.found import MOST_CHARACTERS, Found, make_found
from aural.guard.unpack.refusals import Refused

_MOST_PART_BYTES = 20 << 20
_PART = re.compile(r"word/(header\d*|document\d*|footnotes|footer\d*)\.xml")
_ORDER = ("header", "document", "footnotes", "footer")
_PIECES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_text(content: bytes) -> Found:
    texts: list[str] = []
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in _parts_of(archive):
            text, is_cut = _read_part(archive, name)
            if text.strip() not in texts:  # sections often repeat a header
                texts.append(text.strip())
            if is_cut:
                return make_found("\n\n".join(texts), is_cut=True)
    return make_found("\n\n".join(texts))


def _parts_of(archive: zipfile.ZipFile) -> list[str]:
    found = [entry for entry in archive.infolist() if _PART.fullmatch(entry.filename)]
    if any(entry.file_size > _MOST_PART_BYTES for entry in found):
        raise Refused(refusals.UNPACKS)
    names = [entry.filename for entry in found]
    return sorted(names, key=lambda name: next(n for n, part in enumerate(_ORDER) if name.startswith(f"word/{part}")))


def _read_part(archive: zipfile.ZipFile, name: str) -> tuple[str, bool]:
    pieces: list[str] = []
    length = 0
    with archive.open(name) as part:
        for piece in _pieces_of(part):
            pieces.append(piece)
            length += len(piece)
            if length > MOST_CHARACTERS:
                return "".join(pieces), True
    return "".join(pieces), False


def _pieces_of(part: object) -> Iterator[str]:
    fallbacks = 0  # these elements repeat a text box for old programs
    for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
        name = _name_of(element)
        if name == "Fallback":
            fallbacks += 1 if event == "start" else -1
        if event == "start" or fallbacks:
            continue
        if name == "r":
            yield from _run(element)
        elif name in ("p", "tr"):
            yield "\n"
        elif name == "tc":
            yield "\t"
        if name in ("p", "tr"):
            element.clear()


def _run(run: Element) -> Iterator[str]:
    """The text of one run, unless the run is hidden."""
    children = {_name_of(child): child for child in run}
    if "rPr" in children and any(_name_of(mark) == "vanish" for mark in children["rPr"]):
        return
    for child in run:
        name = _name_of(child)
        yield (child.text or "") if name == "t" else _PIECES.get(name, "")


def _name_of(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
