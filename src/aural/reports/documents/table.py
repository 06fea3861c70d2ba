"""Sessions as a table for spreadsheets, one per row: CSV and XLSX. No cell is ever a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

# Characters that spreadsheets take as the start of a formula, including their full-width forms.
_FORMULA = re.compile(r"^[\s\u200b\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_CELL = 32_767  # characters, in XLSX
BOM = "\ufeff"  # without it, Excel reads the file in the machine's code page
# Columns whose cells are longer than their headings, in characters.
_WIDTHS = {
    "Session": 38,
    "Interview": 30,
    "Name": 24,
    "E-mail": 30,
    "Started (UTC)": 20,
    "Ended (UTC)": 20,
    "Summary": 60,
}
Cell = str | int | float | None


def harmless(text: str) -> str:
    """The text, preceded by an apostrophe if a spreadsheet would run it as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def csv_lines(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The rows as lines of CSV (RFC 4180), without a byte order mark."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return made.getvalue().encode()


class Workbook:
    """An XLSX file that is written row by row, so that only the last rows are in memory."""

    def __init__(self, title: str, head: Sequence[str]) -> None:
        from openpyxl import Workbook as Book  # slow to import, and needed for this file only
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        self._cell: Any = WriteOnlyCell
        self._book = Book(write_only=True)
        self._sheet = self._book.create_sheet(_sheet_name(title))
        self._sheet.freeze_panes = "A2"
        for at, name in enumerate(head, 1):  # before the first row: the file is written from top to bottom
            self._sheet.column_dimensions[get_column_letter(at)].width = _width(name)
        heading = [self._text(name) for name in head]
        for cell in heading:
            cell.font = Font(bold=True)
        self._sheet.append(heading)

    def append(self, rows: Iterable[Sequence[Cell]]) -> None:
        for row in rows:
            self._sheet.append([self._text(cell) if isinstance(cell, str) else cell for cell in row])

    def _text(self, text: str) -> Any:
        cell = self._cell(self._sheet, value="")
        cell.value = _FORBIDDEN.sub("\ufffd", text)[:LONGEST_CELL]
        cell.data_type = "s"  # text, whatever it begins with
        return cell

    def save(self, path: Path) -> None:
        self._book.save(path)


def _width(head: str) -> int:
    """A column's width in characters."""
    return _WIDTHS.get(head, min(max(len(head) + 2, 12), 40))


def _sheet_name(title: str) -> str:
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f']", " ", title)
    return " ".join(plain.split())[:31].strip() or "Sessions"
