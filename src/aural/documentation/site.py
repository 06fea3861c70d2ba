"""The documentation site: its pages with their frame, the search index, and the texts for language models."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template

from aural.documentation import INDEX, ROOT
from aural.documentation.markup import list_parts, render
from aural.documentation.reference import write_reference
from aural.documentation.sources import Page, read_pages, write_index, write_list
from aural.pages import find_asset

_FRAME = Template((Path(__file__).parent / "frame.html").read_text(encoding="utf-8"))
_FONTS = ("atkinson-hyperlegible-next-latin-wght-normal.woff2", "atkinson-hyperlegible-mono-latin-wght-normal.woff2")
_MISSING = Page(
    INDEX, "", "# No such page\n\nThis page doesn't exist, or no longer does. Use the list of pages or the search.\n"
)
_ABOUT = """# Aural

> {lead}

The REST API can do everything that the dashboard does. Each page is Markdown; <{url}/llms-full.txt> contains them all.
"""


class Site:
    """`public_url` is used in texts that are read outside a browser."""

    def __init__(self, public_url: str) -> None:
        self._public_url = public_url

    @cached_property
    def pages(self) -> dict[str, Page]:
        """The pages by name, in the order of the navigation. The first is the index."""
        pages = [*read_pages(), *write_reference(self._public_url)]
        return {page.name: page for page in (write_index(pages), *pages)}

    def html(self, name: str) -> str:
        """The HTML of a page."""
        return self._frame(self.pages[name])

    @property
    def missing(self) -> str:
        """The HTML shown instead of a missing page."""
        return self._frame(_MISSING)

    @property
    def search(self) -> list[dict[str, str]]:
        """The search index: each heading of each page, with the text below it."""
        return [entry for page in self._written for entry in _entries(page)]

    @property
    def llms(self) -> str:
        """The llms.txt file, in the format of llmstxt.org."""
        listed = write_list(self._written, lambda page: f"{self._public_url}{address_of(page.name)}.md")
        return f"{_ABOUT.format(lead=self.pages[INDEX].lead, url=self._public_url)}\n{listed}"

    @property
    def llms_full(self) -> str:
        """All pages, each after its URL."""
        return "\n".join(f"<!-- {self._public_url}{address_of(page.name)} -->\n\n{page.text}" for page in self._written)

    @property
    def _written(self) -> list[Page]:
        return [page for page in self.pages.values() if page.name != INDEX]

    def _frame(self, page: Page) -> str:
        rendered = render(page.text, page.name)
        headings = [part for part in rendered.parts if part.level == 2]
        values = {
            "title": escape(page.title),
            "lead": escape(page.lead),
            "assets": _assets(),
            "markdown": f"{ROOT}/{page.name}.md",
            "navigation": "".join(self._navigation(page.name)),
            "content": rendered.html,
            "contents": "".join(f'<li><a href="#{part.anchor}">{escape(part.title)}</a></li>' for part in headings),
        }
        return _FRAME.substitute(values)

    def _navigation(self, current: str) -> Iterator[str]:
        for section, pages in groupby(self._written, lambda page: page.section):
            links = "".join(_link(page, is_current=page.name == current) for page in pages)
            yield f"<h2>{escape(section)}</h2><ul>{links}</ul>"


def address_of(name: str) -> str:
    """The path of a page."""
    return ROOT if name == INDEX else posixpath.join(ROOT, name)


def _entries(page: Page) -> Iterator[dict[str, str]]:
    for part in list_parts(page.text):
        address = address_of(page.name) + (f"#{part.anchor}" if part.level > 1 else "")
        yield {"address": address, "page": page.title, "title": part.title, "text": part.text}


def _assets() -> str:
    """The tags for the styles and the script, which the web build writes."""
    styles, script = find_asset("docs.css"), find_asset("docs.js")
    if styles is None or script is None:  # not built yet: the pages are readable without them
        return ""
    fonts = [
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{find_asset(font)}">' for font in _FONTS
    ]
    # The script changes the page as soon as it runs. Browsers that support `blocking` run it before they show the page,
    # so that the page doesn't jump.
    code = f'<script type="module" blocking="render" src="{script}"></script>'
    return "\n".join([*fonts, f'<link rel="stylesheet" href="{styles}">', code])


def _link(page: Page, *, is_current: bool) -> str:
    mark = ' aria-current="page"' if is_current else ""
    return f'<li><a href="{address_of(page.name)}"{mark}>{escape(page.title)}</a></li>'
