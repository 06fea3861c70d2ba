"""Text of others is never used as markup, code or a command, and no broken hash is used: no source contains a
call for either.
"""

from __future__ import annotations

import ast
import re

import httpx2
import pytest
from starlette.applications import Starlette

from aural.guard.http.headers import API_HEADERS, LOGO_HEADERS, PAGE_HEADERS, PICTURE_HEADERS
from aural.pages import dashboard_routes
from tests.house.source import ROOT, list_python, list_tracked

RAW = re.compile(
    r"dangerouslySetInnerHTML|\.(?:inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|srcdoc|srcDoc"
    r"|\beval\(|new Function\(|[\"'`]javascript:|DOMParser"
)
DANGEROUS = re.compile(
    r"os\.(?:system|popen)|.*\.create_subprocess_shell|eval|exec|(?:pickle|marshal|shelve)\.\w+|hashlib\.(?:md5|sha1)"
    r"|random\.(?:choice|choices|randbytes|getrandbits)"
)
# Both ends are ours: the child runs the same code under the same account.
OF_OUR_OWN = {"src/aural/guard/compute/__main__.py": ["pickle.loads", "pickle.dumps", "pickle.dumps"]}
SOURCES = [
    path
    for path in list_tracked()
    if path.is_relative_to(ROOT / "web/src") and path.suffix in (".ts", ".tsx") and ".test." not in path.name
]


def test_no_page_source_writes_raw_html_or_evaluates_text() -> None:
    assert len(SOURCES) > 200
    found = {str(path.relative_to(ROOT)): RAW.findall(path.read_text()) for path in SOURCES}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "text",
    ["<p dangerouslySetInnerHTML={x} />", "a.innerHTML = x", "eval(x)", "new Function(x)", "href='javascript:x'"],
)
def test_a_dangerous_page_source_is_found(text: str) -> None:
    assert RAW.search(text)


async def test_a_page_reflects_nothing_from_its_address() -> None:
    transport = httpx2.ASGITransport(Starlette(routes=dashboard_routes()))
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        plain = await client.get("/sign-in")
        hostile = await client.get("/<script>alert(1)<script>", params={"q": "</script><script>alert(1)</script>"})
    assert hostile.content == plain.content


def find_dangerous(text: str) -> list[str]:
    """Calls that run a shell, run text as code, load objects from bytes, use a broken hash, or draw insecure random
    values.
    """
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    named = [(ast.unparse(call.func), call) for call in calls]
    return [
        name for name, call in named if DANGEROUS.fullmatch(name) or any(each.arg == "shell" for each in call.keywords)
    ]


def test_server_sources_use_no_unlisted_shell_eval_or_broken_hash() -> None:
    paths = list_python("src")
    assert len(paths) > 200
    found = {str(path.relative_to(ROOT)): find_dangerous(path.read_text()) for path in paths}
    assert {name: calls for name, calls in found.items() if calls} == OF_OUR_OWN


@pytest.mark.parametrize(
    "text",
    ["os.system('ls')", "run(x, shell=True)", "eval(x)", "pickle.loads(x)", "hashlib.md5(x)", "random.choice(x)"],
)
def test_a_dangerous_call_is_found(text: str) -> None:
    assert find_dangerous(text)


def test_each_kind_of_response_has_strict_security_headers() -> None:
    for headers in (API_HEADERS, PAGE_HEADERS, PICTURE_HEADERS, LOGO_HEADERS):
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    page = dict(part.strip().partition(" ")[::2] for part in PAGE_HEADERS["Content-Security-Policy"].split(";"))
    assert page["script-src"] == page["style-src"] == page["connect-src"] == "'self'"
    assert page["base-uri"] == page["frame-ancestors"] == page["default-src"] == "'none'"  # includes object-src
    assert API_HEADERS["Cache-Control"] == "no-store"


def test_each_socket_of_the_pages_uses_the_scheme_of_its_page() -> None:
    """That is wss: under https:, where browsers refuse ws: as well (ASVS 4.4.1)."""
    texts = {path.name: path.read_text() for path in SOURCES}
    opening = {name for name, text in texts.items() if "new WebSocket(" in text}
    assert opening == {"connection.ts", "useLineTest.ts"}
    follows = 'const scheme = location.protocol === "https:" ? "wss" : "ws";'
    assert [name for name in opening if follows not in texts[name]] == []
    assert [name for name, text in texts.items() if re.search(r"[\"'`]wss?:", text)] == []
