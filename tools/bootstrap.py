"""Fetches the pinned `uv` program with only Python's standard library.

    python3 tools/bootstrap.py .tools/uv

A bare Debian has neither pip nor venv nor curl. This downloads the wheel for this platform from the package index
that pip or uv is configured to use, compares it with the hash in this file, and extracts the program.
"""

import base64
import hashlib
import io
import json
import os
import platform
import subprocess
import sys
import time
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

VERSION = "0.13.8"
WHEELS = {  # (system, machine): (platform tag of the wheel, sha256 of the wheel)
    ("linux", "x86_64"): (
        "manylinux_2_17_x86_64.manylinux2014_x86_64",
        "e18a57b8b352eb7c8feb317b9f6f533c8f0ad9673fd6cf34bbe3cf1a9f6a8984",
    ),
    ("linux", "aarch64"): (
        "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
        "0b3e8b1a4f5e405e31e2ff33de8af4744831e9f7338539671efbd8c3c94e791d",
    ),
    ("musl", "x86_64"): (
        "musllinux_1_1_x86_64",
        "29451c60f5e8b07403e0a175d5229efc36b0289b34143ff4aaa499a5dd52553a",
    ),
    ("musl", "aarch64"): (
        "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
        "0b3e8b1a4f5e405e31e2ff33de8af4744831e9f7338539671efbd8c3c94e791d",
    ),
    ("darwin", "arm64"): (
        "macosx_11_0_arm64",
        "62b6943c7fd64fac6854f780bea6e0359e5a5bc3241f83ee357bb38276afac49",
    ),
    ("darwin", "x86_64"): (
        "macosx_10_12_x86_64",
        "b7124ca1956ec2e476a1003ea5715a15f0266afaec37f4dc9c6972ba8183e6d1",
    ),
    ("windows", "amd64"): (
        "win_amd64",
        "cfbc13020a64cdf2f116d2936824c38edbf41e5c07f1ea291baf02e31ebf3ed0",
    ),
}
PUBLIC_INDEX = "https://pypi.org/simple"
JSON_INDEX = "application/vnd.pypi.simple.v1+json"
TIMEOUT_SECONDS = 60
ATTEMPTS = 4


def find_wheel() -> tuple[str, str]:
    system = platform.system().lower()
    if system == "linux" and platform.libc_ver()[0] != "glibc":
        system = "musl"
    key = (system, platform.machine().lower())
    if key not in WHEELS:
        raise SystemExit(f"No uv is pinned for {key}: install uv {VERSION} yourself as .tools/uv and run make again.")
    tag, sha256 = WHEELS[key]
    return f"uv-{VERSION}-py3-none-{tag}.whl", sha256


def find_index() -> str:
    names = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")
    return next((os.environ[name] for name in names if os.environ.get(name)), PUBLIC_INDEX)


def fetch(url: str, accept: str = "*/*") -> bytes:
    """Downloads an address, with a few attempts, so that one failure of the index doesn't fail the whole setup."""
    parts = urllib.parse.urlsplit(url)
    request = urllib.request.Request(parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl())
    request.add_header("Accept", accept)
    if parts.username:
        pair = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        request.add_header("Authorization", "Basic " + base64.b64encode(pair.encode()).decode())
    for attempt in range(ATTEMPTS):
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
                return bytes(answer.read())
        except OSError as error:
            if attempt == ATTEMPTS - 1:
                raise SystemExit(f"Cannot download {request.full_url}: {error}") from error
            time.sleep(2**attempt)
    raise AssertionError("unreachable")


def find_url(filename: str) -> str:
    page = find_index().rstrip("/") + "/uv/"
    for file in json.loads(fetch(page, JSON_INDEX))["files"]:
        if file["filename"] == filename:
            return urllib.parse.urljoin(page, str(file["url"]))
    raise SystemExit(f"The package index has no {filename}.")


def install(target: Path) -> None:
    filename, sha256 = find_wheel()
    wheel = fetch(find_url(filename))
    if hashlib.sha256(wheel).hexdigest() != sha256:
        raise SystemExit(f"{filename} is not the file that was pinned: its sha256 differs.")
    program = "uv.exe" if os.name == "nt" else "uv"
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        content = archive.read(f"uv-{VERSION}.data/scripts/{program}")
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")  # so that a stopped download leaves no partial file
    unfinished.write_bytes(content)
    unfinished.chmod(0o755)
    unfinished.replace(target)


if __name__ == "__main__":
    destination = Path(sys.argv[1])
    install(destination)
    print(subprocess.run([destination, "--version"], check=True, capture_output=True, text=True).stdout.strip())
