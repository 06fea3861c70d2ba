"""Markdown to HTML: headings with anchors, links between pages, and examples in several languages as tabs."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from aural.documentation import ROOT

_LANGUAGES = {"sh": "Shell", "python": "Python", "ts": "TypeScript"}


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with the text below it, up to the next heading."""

    level: int
    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    html: str
    parts: tuple[Part, ...]
    links: tuple[str, ...]  # URLs; those of other pages are paths below /docs


def render(text: str, page_name: str) -> Rendered:
    """Renders a page. Relative links in the text are resolved against `page_name`."""
    tokens = _MARKDOWN.parse(text)
    _name_headings(tokens)
    links = tuple(_lead_links(tokens, page_name))
    _join_examples(tokens)
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return Rendered(html, tuple(_list_parts(tokens)), links)


def list_parts(text: str) -> Iterator[Part]:
    """Splits a page at its headings. The first heading is its title."""
    tokens = _MARKDOWN.parse(text)
    _name_headings(tokens)
    return _list_parts(tokens)


def plain(text: str) -> str:
    """A line of Markdown as plain text."""
    return _words(_MARKDOWN.parseInline(text)[0])


def anchor_of(title: str) -> str:
    """The anchor of a heading, in the style of code hosts, so that links also work in the files there."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _name_headings(tokens: Sequence[Token]) -> None:
    seen: Counter[str] = Counter()
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            anchor = anchor_of(_words(following))
            token.attrSet("id", f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
            seen[anchor] += 1


def _lead_links(tokens: Sequence[Token], page_name: str) -> Iterator[str]:
    """Rewrites links between files to point to the pages. Yields the targets of all links."""
    for token in tokens:
        if token.type == "link_open":
            address = _lead(str(token.attrGet("href")), page_name)
            token.attrSet("href", address)
            yield address
        yield from _lead_links(token.children or (), page_name)


def _lead(address: str, page_name: str) -> str:
    parts = urlsplit(address)
    if parts.scheme or not parts.path.endswith(".md"):
        return address
    path = posixpath.normpath(posixpath.join(ROOT, posixpath.dirname(page_name), parts.path.removesuffix(".md")))
    return path + (f"#{parts.fragment}" if parts.fragment else "")


def _join_examples(tokens: Sequence[Token]) -> None:
    """Marks consecutive blocks of code in different languages as one example, which a page shows in tabs."""
    for is_code, run in groupby(tokens, lambda token: token.type == "fence" and token.info in _LANGUAGES):
        blocks = list(run)
        if is_code and len({block.info for block in blocks}) > 1:
            for block in blocks:
                block.meta = {"label": "curl" if block.content.startswith("curl") else _LANGUAGES[block.info]}
            blocks[0].meta["begins"] = blocks[-1].meta["ends"] = True


def _list_parts(tokens: Sequence[Token]) -> Iterator[Part]:
    heading, texts = tokens[0], list[str]()
    for token in tokens:
        if token.type == "heading_open" and texts:
            yield _part(heading, texts)
            heading, texts = token, []
        elif token.type == "inline":
            texts.append(_words(token))
    yield _part(heading, texts)


def _part(heading: Token, texts: Sequence[str]) -> Part:
    return Part(int(heading.tag[1:]), str(heading.attrGet("id")), texts[0], " ".join(texts[1:]))


def _words(inline: Token) -> str:
    texts = (
        token.content if token.type in ("text", "code_inline") else " " if token.type.endswith("break") else ""
        for token in inline.children or ()
    )
    return " ".join("".join(texts).split())


class _Renderer(RendererHTML):
    """Adds the pages' own markup to plain HTML. The methods are named after the tokens that they render."""

    def heading_open(self, tokens: Sequence[Token], at: int, *_: object) -> str:
        token, anchor = tokens[at], tokens[at].attrGet("id")
        link = "" if token.tag == "h1" else f'<a class="here" href="#{anchor}">'
        return f'<{token.tag} id="{anchor}">{link}'

    def heading_close(self, tokens: Sequence[Token], at: int, *_: object) -> str:
        tag = tokens[at].tag
        return f"</{tag}>\n" if tag == "h1" else f"</a></{tag}>\n"

    def table_open(self, *_: object) -> str:
        return '<div class="scrolls" role="group" aria-label="Table" tabindex="0"><table>\n'

    def table_close(self, *_: object) -> str:
        return "</table></div>\n"

    def fence(self, tokens: Sequence[Token], at: int, *_: object) -> str:
        token = tokens[at]
        label = f'<p class="language">{token.meta["label"]}</p>' if token.meta else ""
        begins = '<div class="examples">' if token.meta.get("begins") else ""
        ends = "</div>" if token.meta.get("ends") else ""
        code = f"<pre><code>{escape(token.content)}</code></pre>"
        return f'{begins}<div class="code">{label}{code}</div>{ends}\n'


_MARKDOWN = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table").disable("autolink")
