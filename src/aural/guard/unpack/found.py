"""The contents of a file, in the form that the child process returns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from aural.guard.unpack import refusals
from aural.guard.unpack.refusals import Refused

MOST_CHARACTERS = 200_000
MOST_TABLE_CHARACTERS = 4_000_000
MOST_COLUMNS = 100
# Invisible characters, which could hide words in a text: controls, soft hyphens, zero widths, bidi marks, tags.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_GAPS = re.compile(r"(?<![ \t])[ \t]*+\n(?:[ \t]*+\n)++")


@dataclass(frozen=True, slots=True)
class Found:
    """The text of a file. `is_cut`: the file has more text than was read."""

    text: str
    is_cut: bool = False


def clean(text: str) -> str:
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def make_found(text: str, *, is_cut: bool = False) -> Found:
    """Cleans the text and cuts it to the limit. Raises Refused if no text is left."""
    text = _GAPS.sub("\n\n", clean(text)).strip()
    if not any(character.isalnum() for character in text):
        raise Refused(refusals.NO_TEXT)
    return Found(text[:MOST_CHARACTERS].rstrip(), is_cut or len(text) > MOST_CHARACTERS)


@dataclass(slots=True)
class Table:
    """Collects the rows that aren't blank, within limits. Raises Refused at the first row beyond them."""

    most_rows: int
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)  # each row's number, counting blank rows
    _seen: int = 0
    _characters: int = 0

    def add(self, cells: list[str]) -> None:
        self._seen += 1
        row = [clean(cell).strip() for cell in cells]
        while row and not row[-1]:
            row.pop()
        if not row:
            return
        if len(row) > MOST_COLUMNS:
            raise Refused(refusals.TOO_MANY_COLUMNS)
        if len(self.rows) >= self.most_rows:
            raise Refused(refusals.too_many_rows(self.most_rows))
        self._characters += sum(map(len, row))
        if self._characters > MOST_TABLE_CHARACTERS:
            raise Refused(refusals.TOO_LARGE)
        self.rows.append(row)
        self.lines.append(self._seen)

    def finished(self) -> list[list[str]]:
        if not self.rows:
            raise Refused(refusals.EMPTY)
        return self.rows
