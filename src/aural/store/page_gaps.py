"""Overwrites old bytes that SQLite leaves in the gaps of its pages.

`secure_delete` overwrites deleted cells, but not moved ones. When SQLite splits a page, it copies cells to another
page, and their old bytes stay in the gap between the first page's cell pointers and its cells. If the row is deleted
later, only the copy is overwritten. So after an erasure, the gaps of all pages are filled with zeros, through the
virtual table `sqlite_dbpage` (https://www.sqlite.org/dbpage.html).
https://www.sqlite.org/fileformat2.html#b_tree_pages describes the format of a page.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Engine, LargeBinary, bindparam, text

_AT_ONCE = 100
"""Pages per transaction, so that other writers wait only a few milliseconds."""
_POINTER_BYTES = 2
_FILE_HEADER_BYTES = 100
_HEADER_BYTES = {2: 12, 5: 12, 10: 8, 13: 8}
"""Header sizes by a B-tree page's first byte, its type: interior and leaf pages of indexes and tables."""
_MOST_PAGES = 1 << 24
"""Other pages begin with a four-byte page number, whose first byte is 0 in a file with fewer pages than this."""
_HAS_PAGES = "SELECT 1 FROM pragma_module_list WHERE name = 'sqlite_dbpage'"
_EVERY = "SELECT pgno, data FROM sqlite_dbpage"
PAGES = text("SELECT pgno, data FROM sqlite_dbpage WHERE pgno IN :numbers")
PAGES = PAGES.bindparams(bindparam("numbers", expanding=True))
WRITE = text("UPDATE sqlite_dbpage SET data = :page WHERE pgno = :number")
WRITE = WRITE.bindparams(bindparam("page", type_=LargeBinary))


def find_gap(number: int, page: bytes) -> slice | None:
    """The gap of a page, or None if the page has none or its gap is all zeros. `number` counts from 1."""
    start = _FILE_HEADER_BYTES if number == 1 else 0
    header_bytes = _HEADER_BYTES.get(page[start])
    if header_bytes is None:
        return None
    cells = int.from_bytes(page[start + 3 : start + 5], "big")
    begin = start + header_bytes + _POINTER_BYTES * cells
    end = int.from_bytes(page[start + 5 : start + 7], "big") or 1 << 16  # 0 means 65,536, which needs three bytes
    if not begin <= end <= len(page) or page.count(0, begin, end) == end - begin:
        return None
    return slice(begin, end)


def list_pages_with_gaps(engine: Engine) -> list[int] | None:
    """Reads the whole file and returns the numbers of the pages with gaps to clear.

    Returns None if single pages of this file can't be written safely.
    """
    with engine.connect() as connection:
        raw: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        if not _can_write_pages(raw):
            return None
        return [number for number, page in raw.execute(_EVERY) if find_gap(number, page) is not None]


def _can_write_pages(connection: sqlite3.Connection) -> bool:
    if sys.version_info >= (3, 12) and connection.getconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE):
        return False
    pages, has_maps = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "auto_vacuum"))
    if pages >= _MOST_PAGES or has_maps:  # pointer map pages can begin with the same bytes as B-tree pages
        return False
    return connection.execute(_HAS_PAGES).fetchone() is not None


def in_parts(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Splits page numbers into batches, one per transaction."""
    return (list(numbers[at : at + _AT_ONCE]) for at in range(0, len(numbers), _AT_ONCE))


def clear_gaps(pages: Iterable[tuple[int, bytes]]) -> list[dict[str, object]]:
    """The parameters of `WRITE` for the pages (number, content) that still have gaps to clear.

    Pages may have changed since they were listed.
    """
    cleared: list[dict[str, object]] = []
    for number, data in pages:
        gap = find_gap(number, data)
        if gap is not None:
            page = bytearray(data)
            page[gap] = bytes(gap.stop - gap.start)
            cleared.append({"number": number, "page": bytes(page)})
    return cleared
