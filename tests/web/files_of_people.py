"""Files that name people, as spreadsheets, word processors and printers create them."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from fpdf import FPDF
from openpyxl import Workbook
from playwright.async_api import FilePayload

LIST = (
    "Full name,Mail address,Remarks,Shoe size\n"
    "Mina Sol,mina@example.com,Met at the fair,38\n"
    "Ada Byron,ada(at)example.com,,39\n"
    ",,Nobody at all,40\n"
    "Bo Lind,bo@example.com,,41\n"
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv(text: str = LIST) -> FilePayload:
    return {"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode()}


def xlsx(*rows: list[str]) -> FilePayload:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    held = BytesIO()
    book.save(held)
    return {"name": "people.xlsx", "mimeType": SHEET, "buffer": held.getvalue()}


def pdf(*lines: str) -> FilePayload:
    made = FPDF()
    made.add_page()
    made.set_font("helvetica", size=12)
    for line in lines:
        made.cell(0, 10, line, new_x="LMARGIN", new_y="NEXT")
    return {"name": "one.pdf", "mimeType": "application/pdf", "buffer": bytes(made.output())}


def docx(*lines: str) -> FilePayload:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    words = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    held = BytesIO()
    with ZipFile(held, "w") as made:
        made.writestr("word/document.xml", f"<w:document {space}><w:body>{words}</w:body></w:document>")
    return {"name": "two.docx", "mimeType": WORD, "buffer": held.getvalue()}
