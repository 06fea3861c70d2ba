"""The text of a web page: its visible text, and the job description in its linked data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser

from aural.guard.unpack.found import Found, make_found
from aural.guard.unpack.plain import decode

_UNSEEN = frozenset("script style noscript template svg math head iframe object canvas select nav footer".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BREAKS = frozenset(
    "p div section article li tr h1 h2 h3 h4 h5 h6 br hr ul ol table dt dd header main blockquote".split()
)
_FEW = 200  # visible characters; a page with fewer is probably rendered by its scripts


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.data: list[str] = []  # scripts that contain linked data
        self._unseen: list[str] = []  # the open elements, from the first invisible one on
        self._is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").lower() for name, value in attrs}
        self._is_data = tag == "script" and given.get("type") == "application/ld+json"
        if tag in _BREAKS:
            self.pieces.append("\n")
        if tag not in _VOID and (self._unseen or tag in _UNSEEN or _is_hidden(given)):
            self._unseen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._is_data = False
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        if tag in _BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self.data.append(data)
        elif not self._unseen:
            self.pieces.append(" ".join(data.split("\n")) if data.strip() else " ")


def read_text(content: bytes) -> Found:
    reader = _read(decode(content))
    shown = _joined(reader)
    jobs = [_joined(_read(text)) for data in reader.data for text in _descriptions(data)]
    if len(shown.strip()) < _FEW:
        shown = "\n\n".join([shown, *jobs])
    return make_found(shown)


def _read(text: str) -> _Reader:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader


def _joined(reader: _Reader) -> str:
    return "\n".join(" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))


def _is_hidden(given: dict[str, str]) -> bool:
    style = given.get("style", "").replace(" ", "")
    return "hidden" in given or "display:none" in style or "visibility:hidden" in style


def _descriptions(data: str) -> Iterator[str]:
    """Titles and descriptions of jobs in linked data (schema.org)."""
    try:
        found: object = json.loads(data)
    except ValueError:
        return
    for item in found if isinstance(found, list) else [found]:
        if isinstance(item, dict) and item.get("@type") == "JobPosting":
            yield from (item[name] for name in ("title", "description") if isinstance(item.get(name), str))
