"""The repository names no path of a machine and no private package index, and contains no large file."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.house.source import ROOT, list_tracked

BINARY = {".png", ".jpg", ".gif", ".webp", ".woff2", ".onnx", ".wav", ".ico", ".gz", ".flac"}
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|root|home/\w+|Users/\w+)/[\w.]")
INDEX = re.compile(r"https?://[^\s\"'`)]*(?:/simple\b|registry\.)[^\s\"'`)]*", re.IGNORECASE)
PUBLIC_INDEX = "https://pypi.org/simple"  # the bootstrap's default if nothing else is configured
INDEX_SETTINGS = (
    "UV_DEFAULT_INDEX",
    "UV_INDEX_URL",
    "UV_INDEX",
    "PIP_INDEX_URL",
    "PIP_EXTRA_INDEX_URL",
    "NPM_CONFIG_REGISTRY",
)
PUBLIC_HOSTS = {"pypi.org", "registry.npmjs.org", None}


def find_faults(text: str) -> list[str]:
    configured = {urlsplit(os.environ.get(name, "")).hostname for name in INDEX_SETTINGS} - PUBLIC_HOSTS
    faults = MACHINE_PATH.findall(text)
    faults += [address for address in INDEX.findall(text) if address != PUBLIC_INDEX]
    return faults + [host for host in configured if host and host in text]


def read(path: Path) -> str:
    return "" if path.suffix in BINARY else path.read_text(errors="replace")


def test_no_file_names_a_machine_or_a_package_index() -> None:
    paths = [path for path in list_tracked() if path != Path(__file__)]
    found = {str(path.relative_to(ROOT)): find_faults(read(path)) for path in paths}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "text",
    ["see /home/ann/aural", "cd /work/aural", "https://mirror.example/simple/uv", "https://registry.example/react"],
)
def test_a_machine_path_or_a_package_index_is_found(text: str) -> None:
    assert len(find_faults(text)) == 1


@pytest.mark.parametrize("text", ["https://pypi.org/simple", "api/work/items", "the folder web/home/", "/i/slug"])
def test_other_addresses_are_left_alone(text: str) -> None:
    assert find_faults(text) == []


def test_no_file_is_large() -> None:
    sizes = {str(path.relative_to(ROOT)): path.stat().st_size for path in list_tracked()}
    assert {name: size for name, size in sizes.items() if size > 1_500_000} == {}
