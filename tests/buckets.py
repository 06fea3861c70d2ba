"""A server on loopback that speaks S3, for the tests that need a bucket."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from aural.platform.ids import new_id

AWAY: dict[str, Any] = {
    "media_url": "s3://away",
    "s3_endpoint": "http://127.0.0.1:9",
    "s3_access_key_id": "test",
    "s3_secret_access_key": "test",
}
"""Settings of a server that does not answer."""


class Buckets:
    def __init__(self, url: str) -> None:
        self._url = url

    def settings(self, folder: str = "") -> dict[str, Any]:
        """Creates a bucket, and returns the settings that name it."""
        name = f"b{new_id()}"
        urllib.request.urlopen(urllib.request.Request(f"{self._url}/{name}", method="PUT")).close()
        return {
            "media_url": f"s3://{name}/{folder}".rstrip("/"),
            "s3_endpoint": self._url,
            "s3_access_key_id": "test",
            "s3_secret_access_key": "test",
        }


@pytest.fixture(scope="session")
def buckets() -> Iterator[Buckets]:
    from moto.server import ThreadedMotoServer  # takes a second to import

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield Buckets(f"http://{host}:{port}")
    server.stop()
