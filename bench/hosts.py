"""Two hosts on one machine: a network namespace and a server for each, a shared PostgreSQL and bucket, and a balancer.

Needs root and `ip`. The shared services have their own address, so that either host can be cut off.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.serving import COMMAND

CORE = "10.77.0.1"
NETWORKS = "10.77.0.0/16"
PORT = 8000
_CHUNK = 64 << 10
_LOOK_SECONDS = 1.0
_MOST_MISSES = 2


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@dataclass
class Host:
    """`source` is the folder of the code that the host runs; `ready` is its state at the balancer's last check."""

    number: int
    data_dir: Path
    source: Path
    settings: dict[str, str]
    workers: int
    process: subprocess.Popen[bytes] | None = None
    ready: bool = False
    lines: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def space(self) -> str:
        return f"aural-{self.number}"

    @property
    def address(self) -> str:
        return f"10.77.{self.number}.2"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AURAL_")}
        return kept | self.settings | {"PYTHONPATH": str(self.source / "src")}

    def start(self) -> None:
        command = ["ip", "netns", "exec", self.space, str(COMMAND), "serve", "--host", self.address]
        command += ["--port", str(PORT), "--data-dir", str(self.data_dir), "--workers", str(self.workers)]
        with (self.data_dir / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, cwd=self.source)

    def stop(self) -> None:
        """Stops the server as a service manager does; candidates in a room continue on another host."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def list_workers(self) -> list[int]:
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def cut(self, *, off: bool) -> None:
        ip("link", "set", f"au-{self.number}", "down" if off else "up")


@contextmanager
def network(count: int) -> Iterator[None]:
    """Creates the namespaces `aural-1` …, each with a link to the current one."""
    _clear(count)
    ip("addr", "add", f"{CORE}/32", "dev", "lo")  # stays up if a host is cut off
    for number in range(1, count + 1):
        space = f"aural-{number}"
        ip("netns", "add", space)
        ip("link", "add", f"au-{number}", "type", "veth", "peer", "name", "eth0", "netns", space)
        ip("addr", "add", f"10.77.{number}.1/24", "dev", f"au-{number}")
        ip("link", "set", f"au-{number}", "up")
        ip("-n", space, "addr", "add", f"10.77.{number}.2/24", "dev", "eth0")
        for device in ("lo", "eth0"):
            ip("-n", space, "link", "set", device, "up")
        ip("-n", space, "route", "add", "default", "via", f"10.77.{number}.1")
    try:
        yield
    finally:
        _clear(count)


def _clear(count: int) -> None:
    for words in (
        ("addr", "del", f"{CORE}/32", "dev", "lo"),
        *(("netns", "del", f"aural-{n}") for n in range(1, count + 1)),
    ):
        subprocess.run(["ip", *words], check=False, capture_output=True)


@dataclass
class Balancer:
    """Forwards each connection to the next host that is ready; cuts the connections to a host that no longer is."""

    hosts: list[Host]
    port: int = 0
    _next: int = 0

    async def run(self) -> None:
        server = await asyncio.start_server(self._take, "127.0.0.1", self.port, backlog=2048)
        async with server:
            await asyncio.gather(*(self._watch(host) for host in self.hosts))

    async def _watch(self, host: Host) -> None:
        misses = 0
        while True:
            is_well = await asyncio.to_thread(_is_ready, host)
            misses = 0 if is_well else misses + 1
            host.ready = is_well or (host.ready and misses < _MOST_MISSES)
            if not host.ready:
                for line in list(host.lines):
                    line.transport.abort()
            await asyncio.sleep(_LOOK_SECONDS)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._next += 1
        order = [self.hosts[(self._next + turn) % len(self.hosts)] for turn in range(len(self.hosts))]
        for host in sorted(order, key=lambda host: not host.ready):
            with suppress(OSError, TimeoutError):
                async with asyncio.timeout(1):
                    there, back = await asyncio.open_connection(host.address, PORT)
                await self._join(host, (reader, writer), (there, back))
                return
        writer.transport.abort()

    async def _join(self, host: Host, *ends: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
        (reader, writer), (there, back) = ends
        host.lines |= {writer, back}
        try:
            await asyncio.gather(_pipe(reader, back), _pipe(there, writer))
        finally:
            host.lines -= {writer, back}


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while chunk := await reader.read(_CHUNK):
            writer.write(chunk)
            await writer.drain()
    writer.close()


def _is_ready(host: Host) -> bool:
    try:
        with urllib.request.urlopen(f"http://{host.address}:{PORT}/healthz", timeout=2):
            return True
    except (OSError, urllib.error.URLError):
        return False
