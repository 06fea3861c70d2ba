"""Reads the rows of an XLSX file's first visible sheet, one by one."""

from __future__ import annotations

import datetime
import warnings
import zipfile
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from aural.guard.unpack import refusals
from aural.guard.unpack.found import MOST_COLUMNS, Table
from aural.guard.unpack.refusals import Refused

_MOST_PART_BYTES = 20 << 20  # for parts that are read whole; sheets are read row by row
_MOST_EMPTY_ROWS = 10_000

warnings.simplefilter("ignore")
# Otherwise openpyxl reads all of a sheet that doesn't declare its size, and a declared size may be anything.
ReadOnlyWorksheet._get_size = lambda _sheet: None


def read_rows(content: bytes, table: Table) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        whole = [entry for entry in archive.infolist() if not entry.filename.startswith("xl/worksheets/")]
    if any(entry.file_size > _MOST_PART_BYTES for entry in whole if entry.filename.endswith((".xml", ".rels"))):
        raise Refused(refusals.UNPACKS)
    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise Refused(refusals.NO_TABLE)
    empty = 0
    for row in sheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS + 1):
        filled = max((at for at, value in enumerate(row, 1) if value is not None), default=0)
        cells = [_text_of(value) for value in row[:filled]]
        empty = 0 if filled else empty + 1
        if empty > _MOST_EMPTY_ROWS:
            break
        table.add(cells)


def _text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
