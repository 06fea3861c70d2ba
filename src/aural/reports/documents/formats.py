"""A session's report as a file, in each of its formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

import orjson

from aural.reports.documents.document import Document, without_name
from aural.reports.documents.pdf import to_pdf
from aural.reports.documents.text import to_captions, to_data, to_markdown, to_text

Format = Literal["pdf", "markdown", "json", "text", "vtt"]


def write(document: Document, format_name: Format, label: str | None) -> bytes:
    """The file's content. `label` replaces the person's name; None: the name is shown."""
    return _WRITERS[format_name](document if label is None else without_name(document, label))


def texts_of(document: Document) -> Iterator[str]:
    """All parts of the document that may be long: what was said, chosen, coded or drawn."""
    for turn in document.turns:
        yield from filter(None, (turn.text, turn.made, turn.original, *turn.chosen))


def _json(document: Document) -> bytes:
    return orjson.dumps({"data": to_data(document)}, option=orjson.OPT_INDENT_2)


_WRITERS: Mapping[Format, Callable[[Document], bytes]] = {
    "pdf": to_pdf,
    "markdown": lambda document: to_markdown(document).encode(),
    "json": _json,
    "text": lambda document: to_text(document).encode(),
    "vtt": lambda document: to_captions(document).encode(),
}
