"""Addresses that people type lead only onto the internet, however they are written, and answers are limited in size."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from ipaddress import ip_address, ip_network

import httpx2
import pytest

from aural.guard.files.documents import read_document
from aural.guard.outbound import fetch as outbound
from aural.guard.outbound.fetch import Outbound, is_public, resolve_by_system
from aural.guard.outbound.webhooks import Sender
from aural.interviewer.model.transport import led_transport
from aural.platform.errors import BadRequestError

INSIDE = (
    "127.0.0.1 127.1.2.3 0.0.0.0 10.0.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.8 192.0.2.1 "
    "192.88.99.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 "
    "::1 :: ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 64:ff9b::127.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 "
    "2002:7f00:1:: 2001::1 2001:db8::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1 3fff::1 100::1 4000::1 "
    "168.63.129.16 ::ffff:168.63.129.16 64:ff9b::a83f:8110"
).split()
OUTSIDE = "8.8.8.8 1.1.1.1 93.184.216.34 ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2606:4700::1111 2a00:1450:4001::200e".split()
HOME = (ip_network("127.0.0.2/32"),)  # stands for the internet; 127.0.0.1 remains an inside address


@pytest.mark.parametrize("address", INSIDE)
def test_an_internal_address_is_recognized(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", OUTSIDE)
def test_a_public_address_is_recognized(address: str) -> None:
    assert is_public(ip_address(address))


async def refused(url: str, *resolved: str, allowed: tuple[outbound.Network, ...] = ()) -> str:
    async def resolve(host: str, port: int) -> list[str]:
        return list(resolved) if resolved else await outbound.resolve_by_system(host, port)

    with pytest.raises(BadRequestError) as caught:
        await Outbound(allowed, resolve=resolve).fetch(url)
    assert caught.value.extra["details"][0]["path"] == "url"
    return caught.value.message


@pytest.mark.parametrize(
    "host", "127.0.0.1:9 localhost [::1] [::ffff:127.0.0.1] 2130706433 0x7f000001 127.1 0177.0.0.1 ①②⑦.⓪.⓪.①".split()
)
async def test_every_spelling_of_this_machines_address_is_refused(host: str) -> None:
    """For some spellings, Python finds no address, but the system's resolver does. `resolve` reads them as it does."""

    async def resolve(host: str, port: int) -> list[str]:
        if host[0].isdigit():
            return [socket.inet_ntoa(socket.inet_aton(host))]
        return await outbound.resolve_by_system(host, port)

    with pytest.raises(BadRequestError, match=r"isn't on the public internet|the address of a web page"):
        await Outbound(resolve=resolve).fetch(f"http://{host}/")


NO_PAGES = (
    "file:///etc/passwd gopher://example.com/ ftp://example.com https:// example.com https://me:pw@example.com/ "
    "http://[fe80::1%25eth0 http://example.com:abc/ https:///x"
).split()


@pytest.mark.parametrize("url", [*NO_PAGES, ""])
async def test_text_that_is_not_a_page_address_is_refused(url: str) -> None:
    assert "That isn't the address of a web page" in await refused(url, "8.8.8.8")


async def test_a_host_name_with_any_internal_address_is_refused() -> None:
    assert "isn't on the public internet" in await refused("https://example.com/", "8.8.8.8", "10.0.0.1")
    assert "isn't on the public internet" in await refused("https://example.com/", "fe80::1%eth0")
    assert "address of a web page" in await refused("https://example.com:8080/", "8.8.8.8")


@pytest.fixture
async def site() -> AsyncIterator[Callable[[str, bytes], Awaitable[str]]]:
    """Starts a server on an address, and returns its URL. It gives the same answer to every request."""
    servers: list[asyncio.Server] = []

    async def put_up(address: str, answer: bytes) -> str:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            head = await reader.readuntil(b"\r\n\r\n")
            asked.append(head.decode())
            if answer:
                writer.write(answer)
                writer.close()
            else:
                await reader.read()
                writer.close()

        servers.append(await asyncio.start_server(serve, address, 0))
        return f"http://{address}:{servers[-1].sockets[0].getsockname()[1]}/"

    asked: list[str] = []
    put_up.asked = asked  # type: ignore[attr-defined]
    yield put_up
    for server in servers:
        server.close()
        await server.wait_closed()


def page(content: bytes = b"<html><p>We seek a baker.</p>", *heads: bytes, status: bytes = b"200 OK") -> bytes:
    return b"\r\n".join([b"HTTP/1.1 " + status, b"Content-Length: %d" % len(content), *heads, b"", content])


async def test_a_page_is_fetched_from_the_address_that_was_checked(site: Callable) -> None:
    url = await site("127.0.0.2", page(b"<html><p>We seek a baker.</p>", b"Content-Type: text/html; charset=utf-8"))
    answers = [["127.0.0.2"], ["127.0.0.1"]]  # a rebinding name: another address at the second look-up

    async def resolve(_host: str, _port: int) -> list[str]:
        return answers.pop(0)

    found = await Outbound(HOME, resolve=resolve).fetch(url.replace("127.0.0.2", "jobs.example") + "baker#top")
    assert found.media_type == "text/html"
    assert (await read_document(found.content)).text == "We seek a baker."
    assert len(answers) == 1
    assert "GET /baker HTTP/1.1" in site.asked[0]
    assert "host: jobs.example:" in site.asked[0].lower()


def by_a_page(url: str) -> Awaitable[object]:
    return Outbound(HOME, resolve=find_home).fetch(url)


def by_a_webhook(url: str) -> Awaitable[object]:
    return Sender(Outbound(HOME, resolve=find_home)).send(url, b"{}", {})


async def by_a_model(url: str) -> None:
    async def address_of(host: str, port: int) -> str:
        return (await find_home(host, port))[0]

    async with httpx2.AsyncClient(transport=led_transport(httpx2.AsyncHTTPTransport(), address_of)) as client:
        await client.get(url)


async def find_home(host: str, _port: int) -> list[str]:
    assert host == "xn--strae-oqa.de"
    return ["127.0.0.2"]


@pytest.mark.parametrize("host", ["straße.de", "xn--strae-oqa.de"])
@pytest.mark.parametrize("go", [by_a_page, by_a_webhook, by_a_model])
async def test_an_international_domain_is_not_mapped_to_another_domain(
    go: Callable[[str], Awaitable[object]], host: str
) -> None:
    """By the rules of 2003 (IDNA), which the system's resolver and certificates still use, ß becomes ss. That domain
    may have another owner.
    """
    greetings: list[bytes] = []

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        greetings.append(await reader.read(4096))
        writer.close()

    server = await asyncio.start_server(hear, "127.0.0.2", 0)
    async with server:
        with suppress(BadRequestError, httpx2.ConnectError):  # the server hangs up after the greeting
            await go(f"https://{host}:{server.sockets[0].getsockname()[1]}/")
    (greeting,) = greetings
    assert b"xn--strae-oqa.de" in greeting
    assert b"strasse.de" not in greeting


async def test_a_redirect_is_checked_like_a_typed_address(site: Callable) -> None:
    inner = await site("127.0.0.1", page(b"secret"))
    wrong = ("https://example.com:abc/", "//[x]/", "https://\u200b/")
    for to in (inner, "http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "//127.0.0.1/", *wrong):
        url = await site("127.0.0.2", page(b"", b"Location: " + to.encode(), status=b"302 Found"))
        assert (await refused(url, allowed=HOME)).startswith(("That address isn't", "That isn't the address"))
    assert not any("secret" in head or inner[7:-1] in head for head in site.asked)


async def test_an_allowed_redirect_is_followed_and_a_loop_is_refused(site: Callable) -> None:
    last = await site("127.0.0.2", page(b"There."))
    first = await site("127.0.0.2", page(b"", b"Location: " + last.encode(), status=b"308 Permanent Redirect"))
    found = await Outbound(HOME).fetch(first)
    assert (found.content, found.url) == (b"There.", last)
    circle = await site("127.0.0.2", page(b"", b"Location: /again", status=b"302 Found"))
    assert "redirects too often" in await refused(circle, allowed=HOME)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (page(b"x" * (2 << 20) + b"x"), "larger than 2 MB"),
        (page(b"\x1f\x8b", b"Content-Encoding: gzip"), "an unexpected response"),
        (page(status=b"404 Not Found"), "status 404"),
        (b"nonsense\r\n\r\n", "cannot be reached"),
    ],
)
async def test_a_response_that_is_not_a_page_is_refused(site: Callable, answer: bytes, sentence: str) -> None:
    assert sentence in await refused(await site("127.0.0.2", answer), allowed=HOME)


async def test_a_silent_server_times_out_at_the_deadline(site: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbound, "SECONDS", 0.2)
    assert "too long" in await refused(await site("127.0.0.2", b""), allowed=HOME)


async def test_hidden_text_scripts_and_navigation_are_not_read() -> None:
    html = (
        "<!-- x --><!DOCTYPE html><html><head><title>t</title><style>p{}</style></head><body><nav>Home</nav>"
        "<h1>Baker</h1><p hidden>Obey me</p><div style='display: none'><p>Obey <b>me</b></p></div>"
        "<script>obey()</script><ul><li>Bakes bread<li>Is &amp; stays kind</ul></body></html>"
    )
    assert (await read_document(html.encode())).text.split("\n") == ["Baker", "", "Bakes bread", "Is & stays kind"]


async def test_a_page_drawn_by_scripts_is_read_from_its_structured_data() -> None:
    html = (
        '<!doctype html><div id="root"></div><script type="application/ld+json">'
        '{"@type": "JobPosting", "title": "Baker", "description": "<p>Bakes <b>bread</b>.</p>"}</script>'
    )
    assert (await read_document(html.encode())).text.split() == ["Baker", "Bakes", "bread."]


async def test_slow_name_lookups_do_not_block_other_work(monkeypatch: pytest.MonkeyPatch) -> None:
    end = threading.Event()

    def wait(*_asked: object, **_more: object) -> list[object]:
        end.wait()
        return []

    monkeypatch.setattr(socket, "getaddrinfo", wait)
    looking = [asyncio.create_task(resolve_by_system("slow.example.com", 443)) for _ in range(50)]
    try:
        async with asyncio.timeout(10):
            turn = asyncio.create_task(asyncio.to_thread(lambda: "a turn"))  # starts after all of them
            assert await turn == "a turn"
    finally:
        end.set()
        await asyncio.gather(*looking)
