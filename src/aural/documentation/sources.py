"""The list of pages, in order, and their Markdown: files in `docs/`, which the wheel includes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from aural.documentation import INDEX
from aural.documentation.markup import plain

# All files in docs/, except those about the source code. A test checks that none is missing.
SECTIONS = {
    "Begin": ("guide", "concepts"),
    "Run it": ("deployment", "operations", "settings", "models", "voice", "quality", "security", "privacy"),
    "Build on it": (
        *("api", "clients", "test-mode", "webhooks", "ats", "agents", "interview-as-code", "errors"),
        *("room-protocol", "recording-protocol", "voice-protocol"),
    ),
}
_IN_THE_WHEEL = Path(__file__).parent / "sources"
_IN_A_CHECKOUT = Path(__file__).parents[3] / "docs"


@dataclass(frozen=True, slots=True)
class Page:
    """`name` is its path below /docs; `text` is Markdown that links to other pages as files, such as `api.md`."""

    name: str
    section: str
    text: str

    @property
    def title(self) -> str:
        return plain(self.text.partition("\n")[0].removeprefix("# "))

    @property
    def lead(self) -> str:
        """The first sentence of the first paragraph, which lists show as its description."""
        paragraph = self.text.partition("\n")[2].strip().partition("\n\n")[0]
        return re.split(r"(?<=[.:]) (?=[A-Z])", plain(paragraph), maxsplit=1)[0]


def read_pages() -> Iterator[Page]:
    """The handwritten pages. The API reference is generated (reference.py)."""
    for section, names in SECTIONS.items():
        for name in names:
            yield _read(name, section)


def write_index(pages: Iterable[Page]) -> Page:
    """The index, with a list of all other pages."""
    index = _read(INDEX, "")
    return replace(index, text=f"{index.text}\n{write_list(pages, lambda page: f'{page.name}.md')}")


def _read(name: str, section: str) -> Page:
    folder = _IN_THE_WHEEL if _IN_THE_WHEEL.is_dir() else _IN_A_CHECKOUT
    return Page(name, section, (folder / f"{name}.md").read_text(encoding="utf-8"))


def write_list(pages: Iterable[Page], address: Callable[[Page], str]) -> str:
    """Markdown: a heading for each section, and a line for each page."""
    lines: list[str] = []
    for section, group in groupby(pages, lambda page: page.section):
        lines += [f"## {section}", "", *(f"- [{page.title}]({address(page)}): {page.lead}" for page in group), ""]
    return "\n".join(lines)
