"""No source, document or setting of the package contains a secret (ASVS 13.3.1)."""

from __future__ import annotations

import re

import pytest

from aural.guard.auth.tokens import is_api_key, new_api_key
from tests.house.source import ROOT, list_tracked

FOLDERS = ("src", "web/src", "docs", "clients", "tools", "requirements", ".ci")
SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA(?!EXAMPLE)[0-9A-Z]{16}\b|\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{20,}"
    r"|\bgh[pousr]_[A-Za-z0-9]{36}|\bwhsec_[A-Za-z0-9+/]{32,}=*|\bdlv_(?:test_)?[0-9A-Za-z]{38}\b"
)


def find_secrets(text: str) -> list[str]:
    """Texts that look like a secret. Of our own keys, only those that a server could have created."""
    return [found for found in SECRET.findall(text) if not found.startswith("dlv_") or is_api_key(found)]


def test_no_file_of_the_package_contains_a_secret() -> None:
    paths = [path for path in list_tracked() if path.relative_to(ROOT).as_posix().startswith(FOLDERS)]
    paths += [path for path in list_tracked() if path.parent == ROOT]
    found = {}
    for path in paths:
        try:
            found[str(path.relative_to(ROOT))] = find_secrets(path.read_text())
        except UnicodeDecodeError:
            continue  # pictures, weights and sounds
    assert len(found) > 1_000
    assert {name: secrets for name, secrets in found.items() if secrets} == {}


@pytest.mark.parametrize("secret", ["-----BEGIN RSA PRIVATE KEY-----", "AKIA" + "A1" * 8, "sk-" + "a1" * 12])
def test_a_secret_is_found(secret: str) -> None:
    assert find_secrets(f"KEY = '{secret}'") == [secret]
    assert find_secrets("key = 'dlv_" + "a" * 38 + "'") == []  # its checksum is wrong, so it is not a key
    key = new_api_key()
    assert find_secrets(f"key = '{key}'") == [key]
