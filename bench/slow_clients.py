"""Measures how much 500 slow clients delay the requests of others: `python -m bench.slow_clients`.

Another process keeps 500 connections open: a third send a head byte by byte, a third stall in a body, and a third don't
read a large response. Each one that the server closes is opened again. Meanwhile, a caller sends one request after
another for 12 s, longer than the server waits for a head or a body. The 99th percentile of its response times must stay
below twice that without slow clients. Run this on an idle machine.
"""

from __future__ import annotations

import asyncio
import http.client
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.serving import Served, run, serving

SLOW, ROUNDS, SECONDS, MOST = 500, 5, 12, 2.0
SPREAD_SECONDS = 6  # less than the server waits, so all are open before the first is closed
_HOST = "Host: 127.0.0.1\r\n"
_HEAD = f"GET /livez HTTP/1.1\r\n{_HOST}X-Slow: {'x' * 100}"
_BODY = f"POST /room/v1/entry HTTP/1.1\r\n{_HOST}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"
_UNREAD = f"GET /api/v1/openapi.json HTTP/1.1\r\n{_HOST}\r\n" * 5


async def attack(port: int) -> None:
    """Keeps all slow connections open."""

    async def be_slow(number: int, pieces: list[str], reads: bool) -> None:
        await asyncio.sleep(SPREAD_SECONDS * number / SLOW)
        while True:
            with suppress(OSError):
                reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 10)
                for piece in pieces:
                    if writer.is_closing():  # the server closed it
                        break
                    writer.write(piece.encode())
                    await asyncio.sleep(1 if len(pieces) > 1 else 0)
                await (reader.read() if reads else writer.wait_closed())
                writer.transport.abort()

    ways = [(list(_HEAD), True), ([_BODY], True), ([_UNREAD], False)]
    await asyncio.gather(*(be_slow(number, *ways[number % len(ways)]) for number in range(SLOW)))


@contextmanager
def slow_clients(served: Served, port: int) -> Iterator[None]:
    command = [sys.executable, "-m", "bench.slow_clients", "--attack", str(port)]
    with subprocess.Popen(command) as process:
        while _count_connections(served) < SLOW:
            time.sleep(0.1)
        yield
        process.kill()


def _count_connections(served: Served) -> int:
    return len(list(Path(f"/proc/{served.process.pid}/fd").iterdir()))


def p99(port: int, key: str) -> float:
    """The 99th percentile of the caller's response times, in milliseconds."""
    connection, took = http.client.HTTPConnection("127.0.0.1", port, timeout=60), []
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        began = time.perf_counter()
        connection.request("GET", "/api/v1/interviews", headers={"Authorization": f"Bearer {key}"})
        response = connection.getresponse()
        response.read()
        took.append((time.perf_counter() - began) * 1000)
        if response.status != 200:
            raise RuntimeError(f"The caller got {response.status}.")
    connection.close()
    return statistics.quantiles(took, n=100)[-1]


def main() -> None:
    if sys.argv[1:2] == ["--attack"]:
        asyncio.run(attack(int(sys.argv[2])))
        return
    alone, among = [], []
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), AURAL_RATE_LIMIT_PER_MINUTE="0") as served:
        key = run("keys", "create", "--data-dir", folder).strip()
        port = int(served.url.rpartition(":")[2])
        for _ in range(ROUNDS):
            alone.append(p99(port, key))
            with slow_clients(served, port):
                among.append(p99(port, key))
    for name, found in (("alone", alone), (f"among {SLOW} slow clients", among)):
        middle, spread = statistics.median(found), f"{min(found):.1f} to {max(found):.1f}"
        print(f"{name:24} 99 % of responses within {middle:5.1f} ms ({spread})")
    ratio = statistics.median(among) / statistics.median(alone)
    print(f"{ratio:.2f}× (promised < {MOST:.0f}×)")
    if ratio >= MOST:
        sys.exit(1)


if __name__ == "__main__":
    main()
