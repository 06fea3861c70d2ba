"""Plain text and comma-separated values, in whatever encoding they were saved."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import pairwise

from aural.guard.unpack import refusals
from aural.guard.unpack.found import Found, Table, make_found
from aural.guard.unpack.refusals import Refused

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = ",;\t|"
_MOST_CELL_CHARACTERS = 100_000


def read_text(content: bytes) -> Found:
    return make_found(decode(content))


def read_rows(content: bytes, table: Table) -> None:
    text = decode(content)
    csv.field_size_limit(_MOST_CELL_CHARACTERS)
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=_separator_of(text)):
            table.add(row)
    except csv.Error as error:
        raise Refused(refusals.DAMAGED) from error


def decode(content: bytes) -> str:
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "")
    try:
        text = content.decode(encoding) if encoding else _guess(content)
    except UnicodeDecodeError as error:
        raise Refused(refusals.DAMAGED) from error
    if _is_binary(text):
        raise Refused(refusals.UNKNOWN)
    return text


def _guess(content: bytes) -> str:
    """Decodes as UTF-8 if possible, or else as GB 18030 if that yields Chinese text.

    Anything else is decoded as Windows-1252, the encoding of Western Office programs.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        chinese = content.decode("gb18030")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
    foreign = [character for character in chinese if not character.isascii()]
    han = sum("\u4e00" <= c <= "\u9fff" or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef" for c in foreign)
    # Decoded as Chinese, a lone accented character merges with the next one into what may look like a Chinese
    # character. In real Chinese texts, Chinese characters are adjacent.
    beside = sum(a > "\x7f" and b > "\x7f" for a, b in pairwise(chinese))
    if han * 10 >= len(foreign) * 9 and beside * 3 >= len(foreign):
        return chinese
    return content.decode("cp1252", "replace")


def _is_binary(text: str) -> bool:
    start = text[:4096]
    strange = sum((character < " " and character not in "\t\n\r\f") or character == "\ufffd" for character in start)
    return "\x00" in start or strange * 20 > len(start)


def _separator_of(text: str) -> str:
    """The separator that occurs most often in the first line, outside quotes."""
    first = text.lstrip().partition("\n")[0][:10_000]
    bare = "".join(first.split('"')[::2])
    return max(_SEPARATORS, key=bare.count)
