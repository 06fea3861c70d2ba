"""A report as a PDF: real text, with a title, an outline of its headings, and page numbers.

Its fonts have Latin, Greek, Cyrillic, Arabic, Hebrew, Chinese and Japanese characters. Any other character is drawn as
an empty box, and the last page says so.
"""

from __future__ import annotations

import logging
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from aural.reports.documents.document import LEFT_OUT, Document, Passage, Turn
from aural.reports.documents.text import (
    NEXT,
    NOT_SCORED,
    ai_words,
    clock,
    facts_of,
    human_words,
    quotes_of,
    reasons_of,
    speaker,
    words_of,
)

_FONTS = Path(__file__).parent / "fonts"
_MAIN, _BOLD, _EAST = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "AuralRecord.woff"  # the last includes the first
_MISSING = "\u25a1"
_MOST_WITHOUT_WIDTH = 4  # in a row: line breaking measures the whole line again for each one
BOXES = (
    f"Some characters of this report are not in the fonts of this file and are drawn as {_MISSING}. "
    "The Markdown and JSON files have them all."
)
_MARGIN, _LINE = 20, 5.4  # millimeters
_CELL, _LEVELS = (9, 3), 4  # width and height of a level's cell, and how many there are
_INK, _SOFT, _EDGE = (23, 32, 38), (84, 94, 100), (2, 87, 109)
_SIZE = {"title": 20, "heading": 13, "name": 11, "body": 10, "small": 8.5}


@cache
def _known(font: str) -> frozenset[int]:
    """The characters that a font has."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # slow to import, and needed for a PDF only

    with TTFont(_FONTS / font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def _characters(document: Document) -> frozenset[str]:
    return frozenset(repr(asdict(document)))


def _is_from_the_right(text: str) -> bool:
    """Whether the text runs right to left, decided by its first character with a direction, like dir=auto in HTML."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((direction for direction in directions if direction in ("L", "R", "AL")), "L") != "L"


def to_pdf(document: Document) -> bytes:
    """Takes up to a second of processor time: call it in a thread."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    page = _Page(document)
    page.title(document.who())
    for label, value in facts_of(document):
        page.fact(label, value)
    if document.note:
        page.note(document.note)
    _report(page, document)
    if document.suggestions:
        page.heading(NEXT)
        for each in document.suggestions:
            page.body(f"• {each.text}")
    if document.remark:
        page.heading(document.in_words("The candidate's remark"))
        page.quotes([("", document.remark)])
    if document.turns:
        page.heading("Transcript")
        for turn in document.turns:
            _turn(page, turn, document)
    return page.finish()


def _report(page: _Page, document: Document) -> None:
    if document.summary is not None:
        page.heading("Summary")
        _passages(page, [document.summary])
    if document.shows_criteria():
        page.heading("Criteria")
        _criteria(page, document)
    for heading, passages in document.sections_by_heading():
        page.heading(heading)
        _passages(page, passages)


def _criteria(page: _Page, document: Document) -> None:
    if not document.is_scored:
        page.body(NOT_SCORED)
    for part in document.criteria or ():
        page.name(part.name)
        if part.is_scored and not part.is_hidden:
            page.cells(part.level)
        for words in (*ai_words(part), *reasons_of(part)):
            page.body(words)
        for words in human_words(part):
            page.body(f"Person: {words}")
        page.quotes(quotes_of(part))


def _passages(page: _Page, passages: Iterable[Passage]) -> None:
    for passage in passages:
        page.body(passage.text)
        page.quotes(quotes_of(passage))


def _turn(page: _Page, turn: Turn, document: Document) -> None:
    page.name(f"{clock(turn.at - document.started_at)}  {speaker(turn, document.who())}")
    page.body(words_of(turn))
    if turn.original is not None:
        page.small(f"Corrected; originally: “{turn.original}”")
    if turn.is_left_out:
        page.small(document.in_words(LEFT_OUT))


def _cut(text: str, room: float, width_of: Callable[[str], float]) -> str:
    """The text, or its longest beginning that fits with an ellipsis."""
    if width_of(text) <= room:
        return text
    ends = range(len(text))
    return f"{text[: bisect_right(ends, room, key=lambda end: width_of(f'{text[:end]}…')) - 1]}…"


class _Page:
    """Writes texts of each kind, one below the other."""

    def __init__(self, document: Document) -> None:
        self._has_missing = False
        self._has_east = any(ord(character) not in _known(_MAIN) for character in _characters(document))
        self._pdf = self._open(document)

    def _open(self, document: Document) -> Any:
        from fpdf import FPDF  # slow to import, and needed for a PDF only

        label = self._drawable(f"{document.title} · {document.who()}")
        pages = "\0nb\0"  # replaced with the number of pages; no text contains it, unlike the default "{nb}"

        class Numbered(FPDF):
            def footer(self) -> None:
                self.set_y(-14)
                self.set_font("Main", size=_SIZE["small"])
                self.set_text_color(*_SOFT)
                number = f"   {self.page_no()} / {pages}"
                room = self.epw - self.get_string_width(number)
                self.cell(0, 5, f"{_cut(label, room, self.get_string_width)}{number}", align="C")

        pdf = Numbered(format="A4")
        pdf.alias_nb_pages(pages)
        pdf.set_margins(_MARGIN, _MARGIN)
        pdf.set_auto_page_break(True, _MARGIN + 4)
        pdf.add_font("Main", "", _FONTS / (_EAST if self._has_east else _MAIN))
        pdf.add_font("Main", "B", _FONTS / _BOLD)
        pdf.set_title(label)
        pdf.set_lang(document.language)
        pdf.set_creator("Aural")
        pdf.add_page()
        return pdf

    def _drawable(self, text: str) -> str:
        """The text with boxes for characters that no font has, and with long runs of zero-width characters cut."""
        drawn, narrow = [], 0
        for character in text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    "):
            code = ord(character)
            narrow = narrow + 1 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 0
            if narrow > _MOST_WITHOUT_WIDTH:
                continue
            if character == "\n" or code in _known(_EAST):
                drawn.append(character)
            elif character.isprintable():
                self._has_missing = True
                drawn.append(_MISSING)
        return "".join(drawn)

    def _write(self, text: str, size: str, *, bold: bool = False, ink: tuple[int, int, int] = _INK) -> None:
        drawn = self._drawable(text)
        has_bold = all(character == "\n" or ord(character) in _known(_BOLD) for character in drawn)
        self._pdf.set_font("Main", "B" if bold and has_bold else "", _SIZE[size])
        self._pdf.set_text_color(*ink)
        height = _LINE * _SIZE[size] / _SIZE["body"]
        side = "R" if _is_from_the_right(text) else "L"
        self._pdf.multi_cell(0, height, drawn, new_x="LMARGIN", new_y="NEXT", align=side)

    def title(self, text: str) -> None:
        self._pdf.start_section(self._drawable(text))
        self._write(text, "title", bold=True)
        self._pdf.ln(2)

    def heading(self, text: str) -> None:
        self._keep(24)
        self._pdf.ln(5)
        self._pdf.start_section(text, level=1)
        self._write(text, "heading", bold=True, ink=_EDGE)
        self._pdf.ln(1)

    def name(self, text: str) -> None:
        self._keep(16)
        self._pdf.ln(2)
        self._write(text, "name", bold=True)

    def fact(self, label: str, value: str) -> None:
        self._write(f"{label}: {value}", "body", ink=_SOFT)

    def note(self, text: str) -> None:
        self._pdf.ln(2)
        self._write(text, "body")

    def body(self, text: str) -> None:
        self._write(text, "body")

    def cells(self, level: int | None) -> None:
        """Draws four cells, as many of them filled as the level. The words below them say the same."""
        self._keep(2 * _LINE)
        self._pdf.set_draw_color(*_EDGE)
        self._pdf.set_fill_color(*_EDGE)
        top, (width, height) = self._pdf.get_y() + 1, _CELL
        for place in range(_LEVELS):
            style = "DF" if level is not None and place < level else "D"
            self._pdf.rect(self._pdf.l_margin + place * (width + 1), top, width, height, style=style)
        self._pdf.set_y(top + height + 1)

    def small(self, text: str) -> None:
        self._write(text, "small", ink=_SOFT)

    def quotes(self, quotes: Iterable[tuple[str, str]]) -> None:
        """Writes each quote indented, to mark it as the candidate's words, below the options chosen with it."""
        left = self._pdf.l_margin
        for chosen, quote in quotes:
            if chosen:
                self.small(chosen)
            self._pdf.set_left_margin(left + 5)
            self._pdf.set_x(left + 5)
            self._write(f"“{quote}”", "body", ink=_SOFT)
            self._pdf.set_left_margin(left)
            self._pdf.set_x(left)
            self._pdf.ln(1)

    def _keep(self, millimeters: float) -> None:
        """Starts a new page if fewer millimeters are left, so that a heading is never alone at the foot of a page."""
        if self._pdf.will_page_break(millimeters):
            self._pdf.add_page()

    def finish(self) -> bytes:
        if self._has_missing:
            self._pdf.ln(4)
            self._write(BOXES, "small", ink=_SOFT)
        return bytes(self._pdf.output())
