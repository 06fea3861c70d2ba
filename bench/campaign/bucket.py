"""An S3 bucket behind a proxy that can answer 503 or respond slowly, and a candidate whose recording goes there."""

from __future__ import annotations

import asyncio
import logging
import random
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Literal

import httpx2

from tests.media import cut, record
from tests.room.recorder import TYPE, WEBM, digest_of

NAME = "campaign"
SLICES = 60
_ERROR = b"<?xml version='1.0'?><Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>"
_BUSY = (
    b"HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b"
) % (len(_ERROR), _ERROR)
State = Literal["well", "busy", "slow"]


@contextmanager
def bucket() -> Iterator[int]:
    """Runs an S3-compatible server with one bucket; yields its port."""
    from moto.server import ThreadedMotoServer  # takes a second to import

    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # `verbose` still logs each request
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    port = server.get_host_and_port()[1]
    urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}/{NAME}", method="PUT")).close()
    try:
        yield port
    finally:
        server.stop()


class ShakyLine:
    """A proxy to the port `target`. While `busy`, it answers each connection with 503; while `slow`, it delays each."""

    def __init__(self, target: int, chance: random.Random) -> None:
        self.target, self.chance = target, chance
        self.state: State = "well"
        self._ends: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> ShakyLine:
        self._listener = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._listener.close()
        self.turn("well")

    @property
    def settings(self) -> dict[str, str]:
        return {
            "AURAL_MEDIA_URL": f"s3://{NAME}",
            "AURAL_S3_ENDPOINT": f"http://127.0.0.1:{self._listener.sockets[0].getsockname()[1]}",
            "AURAL_S3_ACCESS_KEY_ID": "test",
            "AURAL_S3_SECRET_ACCESS_KEY": "test",
        }

    def turn(self, state: State) -> None:
        """Changes the state for new connections, and aborts the open ones."""
        self.state = state
        for end in list(self._ends):
            end.transport.abort()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._ends.add(writer)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            if self.state == "busy":
                writer.write(_BUSY)
                await writer.drain()
                return
            if self.state == "slow":
                await asyncio.sleep(self.chance.uniform(0.5, 5))
            await self._pass_on(head, reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self._ends.discard(writer)
            writer.close()

    async def _pass_on(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self.target)
        back.write(head)
        try:
            ways = [asyncio.create_task(_pump(*way)) for way in ((reader, back), (there, writer))]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
        finally:
            back.close()


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while chunk := await source.read(1 << 16):
            target.write(chunk)
            await target.drain()


class Recording:
    """A candidate on camera, who sends each slice again until it is acknowledged, as the page does."""

    def __init__(self, url: str, slug: str) -> None:
        self.http = httpx2.AsyncClient(base_url=f"{url}/room/v1", timeout=90)
        self.slug, self.take, self.content = slug, str(uuid.uuid4()), record(4)
        self.sent = 0
        self.refused = 0

    async def run(self, pause: Any) -> None:
        """Sends the whole recording; awaits `pause` before each slice."""
        await self._enter()
        begun = {"slug": self.slug, "take": self.take, "track": "camera", "mimeType": WEBM}
        await self._persist("POST", "/recordings", json=begun)
        for piece in cut(self.content, SLICES):
            await pause()
            told = {"Upload-Offset": str(self.sent), "Content-Digest": digest_of(piece), "Content-Type": TYPE}
            path = f"/recordings/{self.take}?slug={self.slug}"
            answer = await self._persist("PATCH", path, content=piece, headers=self.headers | told)
            self.sent += len(piece)
            if answer.headers["upload-offset"] != str(self.sent):
                raise AssertionError(f"the server has {answer.headers['upload-offset']} of {self.sent} bytes")

    async def _enter(self) -> None:
        self.headers: dict[str, str] = {}
        entry = (await self._persist("POST", "/entry", json={"slug": self.slug, "token": None})).json()["data"]
        consent = {"version": entry["consent"]["version"], "language": "en", "accepted": True}
        person = {"name": "Mina", "email": "mina@example.com", "entrance": str(uuid.uuid4())}
        body = {"slug": self.slug, "token": None, "consent": consent | {"items": ["interview", "camera"]}, **person}
        data = (await self._persist("POST", "/sessions", json=body)).json()["data"]
        self.headers = {"Authorization": f"Bearer {data['personalUrl'].partition('token=')[2]}"}

    async def _persist(self, method: str, path: str, **more: Any) -> httpx2.Response:
        more.setdefault("headers", self.headers)
        while True:
            with suppress(httpx2.HTTPError):
                answer = await self.http.request(method, path, **more)
                if answer.status_code == 200:
                    return answer
                if answer.status_code < 500 and answer.status_code not in (403, 429):  # 403: the plan is used up
                    raise AssertionError(f"{path}: {answer.status_code} {answer.text}")
            self.refused += 1
            await asyncio.sleep(0.3)

    async def count_faults(self, target: int) -> int:
        """1 if the slices in the bucket, joined in order, differ from what was sent; otherwise 0."""
        await self.http.aclose()
        held = await asyncio.to_thread(read_objects, target)
        return int(held != self.content[: self.sent])


def read_objects(port: int) -> bytes:
    """The contents of all objects in the bucket, joined in the order of their names."""
    import boto3

    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
    client = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}", **keys)
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=NAME)
    names = sorted(one["Key"] for page in pages for one in page.get("Contents", ()))
    return b"".join(client.get_object(Bucket=NAME, Key=name)["Body"].read() for name in names)
