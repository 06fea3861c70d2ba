"""The examples for proxies redirect pages to HTTPS, refuse programs over HTTP, and tell browsers to keep using
HTTPS.
"""

from __future__ import annotations

import re
import ssl
from ipaddress import ip_address

import pytest

from tests.abuse.test_inventory import ADDRESSES
from tests.docs.test_shell import read_blocks
from tests.house.source import ROOT

PAGES = {"", "assets", "docs", "favicon.svg", "i", "llms-full.txt", "llms.txt", "sandbox", "sso", "{path:path}"}
PROBES = {"healthz", "livez", "readyz"}  # a load balancer asks for them inside the network
LISTED = re.compile(r"\^/\(([a-z|]+)\)\(/\|\$\)")
KEPT = '"max-age=31536000; includeSubDomains"'


def read_example(language: str) -> str:
    """The first example in the page for this proxy."""
    return next(text for found, text in read_blocks(ROOT / "docs/deployment.md") if found == language)


@pytest.mark.parametrize("language", ["caddy", "nginx"])
def test_a_proxy_example_lists_every_path_refused_over_http_and_sets_hsts(language: str) -> None:
    text = read_example(language)
    firsts = {path.split("/")[1] for path in ADDRESSES} | {"api"}
    listed = LISTED.search(text)
    assert listed is not None
    assert set(listed[1].split("|")) == firsts - PAGES - PROBES
    assert KEPT in text
    assert ("ssl_protocols TLSv1.2 TLSv1.3;" in text) == (language == "nginx")  # Caddy supports no others


def test_a_proxy_allows_ciphers_with_forward_secrecy_only() -> None:
    """Caddy allows no others by default."""
    nginx, caddy = read_example("nginx"), read_example("caddy")
    listed = re.search(r"ssl_ciphers ([\w:-]+);", nginx)
    assert listed is not None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers(listed[1])
    names = {cipher["name"] for cipher in context.get_ciphers()}
    assert {name for name in names if not name.startswith("TLS_")} == set(listed[1].split(":"))
    assert [name for name in names if not re.fullmatch(r"(TLS_|ECDHE-).*(GCM|CHACHA20).*", name)] == []
    assert "ciphers" not in caddy


def test_a_proxy_has_a_certificate_that_browsers_trust() -> None:
    """By default, Caddy gets one from a public authority."""
    assert re.search(r"ssl_certificate /etc/letsencrypt/live/\S+/fullchain\.pem;", read_example("nginx"))
    assert not re.search(r"\btls\b", read_example("caddy"))


def test_unencrypted_traffic_stays_on_the_machine() -> None:
    page = (ROOT / "docs/deployment.md").read_text()
    reached = [read_example("nginx"), read_example("caddy"), *re.findall(r"^ExecStart=.*$", page, re.MULTILINE)]
    reached += re.findall(r"--publish \S+", page)
    places = [re.findall(r"(?:proxy_pass http://|reverse_proxy |--host |--publish )([\d.]+)", text) for text in reached]
    assert [len(found) for found in places] == [1, 1, 1, 1]
    assert [place for (place,) in places if not ip_address(place).is_loopback] == []
