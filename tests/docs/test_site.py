"""The documentation as the server serves it: every page, every link, every error."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncIterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import httpx2
import pytest
import pytest_asyncio
from starlette.applications import Starlette

from aural.api.error_shapes import ERRORS
from aural.documentation import INDEX, ROOT
from aural.documentation.markup import anchor_of, list_parts, render
from aural.documentation.routes import documentation_routes
from aural.documentation.site import Site, address_of
from aural.documentation.sources import SECTIONS
from aural.guard.http.headers import PAGE_HEADERS
from aural.platform.errors import doc_url_of

DOCS = Path(__file__).parents[2] / "docs"
ABOUT_THE_SOURCE = {"ARCHITECTURE", "dependencies", "recipes"}
PUBLIC_URL = "https://aural.test"
SITE = Site(PUBLIC_URL)
NAMES = list(SITE.pages)


class Outline(HTMLParser):
    """The ids and links of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if tag == "a" else []


@cache
def outlines() -> dict[str, Outline]:
    """Outlines by the address of the page. Rendered on first use, so that collecting the tests stays fast in every
    worker.
    """
    return {address_of(name): Outline(SITE.html(name)) for name in NAMES}


@pytest_asyncio.fixture
async def client() -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(Starlette(routes=documentation_routes(PUBLIC_URL)))
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


def find_dead(links: list[str], address: str) -> list[str]:
    """The links that lead to none of our pages, or to no anchor on one. Links to other sites are not followed."""
    return [link for link in links if "://" not in link and not leads_somewhere(link, address)]


def leads_somewhere(link: str, address: str) -> bool:
    path, _, anchor = unquote(link).partition("#")
    if path.endswith(".md"):
        return path.removeprefix(f"{ROOT}/").removesuffix(".md") in NAMES
    outline = outlines().get(path or address)
    return outline is not None and (not anchor or anchor in outline.ids)


def test_every_document_is_a_served_page_or_is_about_the_source() -> None:
    listed = {name for names in SECTIONS.values() for name in names}
    assert {path.stem for path in DOCS.glob("*.md")} == listed | ABOUT_THE_SOURCE | {INDEX}


@pytest.mark.parametrize("address", [address_of(name) for name in NAMES])
def test_every_link_resolves_and_anchors_are_unique(address: str) -> None:
    outline = outlines()[address]
    assert find_dead(outline.links, address) == []
    assert [anchor for anchor, count in Counter(outline.ids).items() if count > 1] == []


def test_a_dead_link_is_found() -> None:
    links = ["/docs/none", "/docs/errors#none", "#none", "/docs/none.md", "/docs/errors#not_found", "/docs/errors.md"]
    assert find_dead(links, "/docs/api") == links[:4]


@pytest.mark.parametrize("name", NAMES)
def test_every_page_begins_with_its_title_and_lead(name: str) -> None:
    page = SITE.pages[name]
    assert page.title
    assert 8 < len(page.lead) < 250
    assert [part.title for part in list_parts(page.text) if part.level == 1] == [page.title]


@pytest.mark.parametrize("code", ERRORS)
def test_every_error_leads_to_its_explanation(code: str) -> None:
    address, _, anchor = doc_url_of(code, "").partition("#")
    assert anchor in outlines()[address].ids
    (entry,) = [part for part in list_parts(SITE.pages["errors"].text) if part.anchor == anchor]
    assert entry.text.startswith(f"Status {ERRORS[code].status}. ")


async def test_pages_are_served_as_html_and_as_markdown(client: httpx2.AsyncClient) -> None:
    for path, media_type in (
        ("/docs", "text/html"),
        ("/docs/errors", "text/html"),
        ("/docs/errors.md", "text/markdown"),
    ):
        response = await client.get(path)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == f"{media_type}; charset=utf-8"
        assert response.headers["Content-Security-Policy"] == PAGE_HEADERS["Content-Security-Policy"]
        assert "Errors" in response.text
    assert (await client.get("/docs/errors.md")).text == (DOCS / "errors.md").read_text()


@pytest.mark.parametrize("path", ["/docs/none", "/docs/none.md", "/docs/ARCHITECTURE", "/docs/api/"])
async def test_an_unknown_address_or_a_trailing_slash_returns_a_page_with_links(
    client: httpx2.AsyncClient, path: str
) -> None:
    response = await client.get(path)
    assert response.status_code == (200 if path == "/docs/api/" else 404)
    assert 'href="/docs/errors"' in response.text


async def test_an_unchanged_page_is_not_sent_again(client: httpx2.AsyncClient) -> None:
    first = await client.get("/docs/errors", headers={"Accept-Encoding": "gzip"})
    plain = await client.get("/docs/errors", headers={"Accept-Encoding": "identity"})
    assert first.text == plain.text
    again = await client.get("/docs/errors", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_llms_txt_lists_every_page_and_llms_full_txt_contains_them(client: httpx2.AsyncClient) -> None:
    text = (await client.get("/llms.txt")).text
    assert re.match(r"# Aural\n\n> \S.+\n\n", text)
    listed = re.findall(rf"^- \[[^\]]+\]\({PUBLIC_URL}(\S+)\): \S", text, re.MULTILINE)
    assert listed == [f"{ROOT}/{name}.md" for name in NAMES if name != INDEX]
    whole = (await client.get("/llms-full.txt")).text
    for path in listed:
        assert (await client.get(path)).text in whole


async def test_the_search_index_contains_headings_with_links_that_resolve(client: httpx2.AsyncClient) -> None:
    entries = (await client.get("/docs/search.json")).json()
    assert find_dead([entry["address"] for entry in entries], "") == []
    found = {entry["address"]: entry for entry in entries}
    assert found["/docs/errors#conflict"]["title"] == "CONFLICT"
    assert "Idempotency-Key" in found["/docs/errors#conflict"]["text"]
    assert found["/docs/errors"]["page"] == "Errors"


def test_html_in_text_and_code_is_escaped() -> None:
    rendered = render("# A <b>title</b>\n\n<script>alert(1)</script> and `<i>`\n\n```sh\necho '<&>'\n```\n", "page")
    assert not re.search(r"<(?:b|script|i)>", rendered.html)
    assert "echo '&lt;&amp;&gt;'" in rendered.html.replace("&#x27;", "'")


def test_examples_in_several_languages_form_one_block() -> None:
    text = "# A\n\n```sh\ncurl -sS x\n```\n\n```python\nx\n```\n\n```json\n{}\n```\n\n```sh\nmake\n```\n"
    html = render(text, "page").html
    assert html.count('<div class="examples">') == html.count("</div></div>") == 1
    assert re.findall(r'class="language">(\w+)', html) == ["curl", "Python"]


def test_anchors_follow_the_rules_of_code_hosting_sites() -> None:
    assert anchor_of("`POST /room/v1/entry`".strip("`")) == "post-roomv1entry"
    assert anchor_of("NOT_FOUND") == "not_found"
    html = render("# A\n\n## Same\n\n## Same\n", "page").html
    assert re.findall(r'id="([^"]+)"', html) == ["a", "same", "same-1"]
