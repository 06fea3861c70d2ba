"""The examples of proxies: pages are sent on to HTTPS, programs are refused, and browsers are told to stay."""

from __future__ import annotations

import re

import pytest

from tests.abuse.test_inventory import ADDRESSES
from tests.docs.test_shell import read_blocks
from tests.house.source import ROOT

PAGES = {"", "assets", "docs", "favicon.svg", "i", "llms-full.txt", "llms.txt", "sandbox", "sso", "{path:path}"}
PROBES = {"healthz", "livez", "readyz"}  # asked by a balancer, on the inside
LISTED = re.compile(r"\^/\(([a-z|]+)\)\(/\|\$\)")
KEPT = '"max-age=31536000; includeSubDomains"'


@pytest.mark.parametrize("language", ["caddy", "nginx"])
def test_a_proxy_sends_pages_on_to_https_and_refuses_programs(language: str) -> None:
    text = next(text for found, text in read_blocks(ROOT / "docs/deployment.md") if found == language)
    firsts = {path.split("/")[1] for path in ADDRESSES} | {"api"}
    listed = LISTED.search(text)
    assert listed is not None
    assert set(listed[1].split("|")) == firsts - PAGES - PROBES
    assert KEPT in text
    assert ("ssl_protocols TLSv1.2 TLSv1.3;" in text) == (language == "nginx")  # Caddy has no others
