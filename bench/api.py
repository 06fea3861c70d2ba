"""Measures the CPU time that the server process spends on a response of the REST API, as a multiple of a bare ASGI
response in the same run. The responses are a list of 20 interviews and a session of 42 messages, including key look-up
and rate limit, on both databases and with 1,000 and 100,000 interviews. `python -m bench.api` (`--quick`: only the
small databases).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import orjson

from aural.guard.auth.gate import issue_key
from aural.guard.secrets import Secrets
from aural.organizations.repository import list_projects, take_organization
from aural.platform.clock import SystemClock
from aural.store.database import open_database
from aural.store.migrate import migrate
from bench.filling import Owner, fill
from bench.processes import cpu_seconds
from tests import postgres
from tests.serving import find_free_port

SECRET = "b" * 40
REQUESTS_A_KEY = 50  # below the limit of 60 a minute
KEYS = 60
CONNECTIONS = 8
BARE_LAPS = 2  # process CPU time has a resolution of 10 ms, and a bare response takes 25 µs
ROUNDS = 3
START_SECONDS = 60
SIZES = {"small": (1_000, 476), "big": (100_000, 47_619)}  # interviews, sessions of 42 messages
TARGETS = {"sqlite": (20, 12), "postgres": (35, 25)}  # multiples of a bare response: (promise, aim)


@dataclass
class Measured:
    bare: float
    list_of_20: float
    session_of_42: float


async def _prepare(url: str) -> tuple[Owner, list[str]]:
    """Creates an organization and enough keys that none reaches its rate limit."""
    database, secrets, clock = open_database(url), Secrets(SECRET), SystemClock()
    acme = await take_organization(database, "Acme", clock.now())
    (project, *_) = await list_projects(database.read, acme.id)
    keys = []
    async with database.transaction() as transaction:
        for index in range((KEYS * ROUNDS + CONNECTIONS) * 2 + CONNECTIONS + 1):
            made = await issue_key(
                transaction, acme.id, secrets, user_id=acme.owner_id, name=str(index), role="OWNER", now=clock.now()
            )
            keys.append(made.key)
    await database.close()
    return Owner(acme.id, project.id), keys


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1)
    except (urllib.error.URLError, OSError):
        return False
    return True


@contextmanager
def _serving(url: str, data_dir: Path) -> Iterator[tuple[int, int]]:
    """Runs a server; yields its process id and port."""
    port = find_free_port()
    own = {name: value for name, value in os.environ.items() if not name.startswith("AURAL_")}
    told = {"AURAL_DATABASE_URL": url, "AURAL_DATA_DIR": str(data_dir), "AURAL_SECRET_KEY": SECRET}
    told["AURAL_PUBLIC_URL"] = told["AURAL_UPGRADE_URL"] = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([sys.executable, "-m", "bench.bare", str(port)], env=own | told)
    try:
        until = time.monotonic() + START_SECONDS
        while not _answers(port):
            if time.monotonic() > until or process.poll() is not None:
                raise RuntimeError(f"The measured server did not answer within {START_SECONDS} s.")
            time.sleep(0.1)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait()


async def _connection(port: int, path: str, keys: Iterator[str]) -> int:
    """Sends requests over one connection, using one key after another; returns the number of responses."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    count = 0
    for key in keys:
        request = f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nAccept: */*\r\n\r\n".encode()
        for _ in range(REQUESTS_A_KEY):
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            count += 1
    writer.close()
    await writer.wait_closed()
    return count


async def _cost(pid: int, port: int, path: str, keys: list[str]) -> float:
    """Microseconds of the server's CPU time for one response."""
    shared = iter(keys)
    before = cpu_seconds(pid)
    counts = await asyncio.gather(*(_connection(port, path, shared) for _ in range(CONNECTIONS)))
    return (cpu_seconds(pid) - before) / sum(counts) * 1e6


def _first_session(port: int, key: str) -> str:
    def ask(path: str) -> list[dict[str, str]]:
        url = f"http://127.0.0.1:{port}/api/v1{path}"
        request = urllib.request.Request(url, headers={"Authorization": f"Bearer {key}"})
        answer: list[dict[str, str]] = orjson.loads(urllib.request.urlopen(request).read())["data"]
        return answer

    return ask(f"/interviews/{ask('/interviews')[0]['id']}/sessions")[0]["id"]


async def _measure(pid: int, port: int, keys: list[str]) -> Measured:
    session = _first_session(port, keys[-1])
    paths = ("/bare", "/api/v1/interviews", f"/api/v1/sessions/{session}")
    unused = iter(keys)
    for path in paths:
        await _cost(pid, port, path, list(islice(unused, CONNECTIONS)))  # warm
    costs: dict[str, list[float]] = {path: [] for path in paths}
    for _ in range(ROUNDS):
        for path in paths:
            asking = keys * BARE_LAPS if path == "/bare" else list(islice(unused, KEYS))
            costs[path].append(await _cost(pid, port, path, asking))
    return Measured(*(min(costs[path]) for path in paths))


def _run(kind: str, url: str, size: str) -> Measured:
    migrate(url)
    owner, keys = asyncio.run(_prepare(url))
    fill(url, owner, *SIZES[size])
    with tempfile.TemporaryDirectory() as folder, _serving(url, Path(folder)) as (pid, port):
        found = asyncio.run(_measure(pid, port, keys))
    ratios = found.list_of_20 / found.bare, found.session_of_42 / found.bare
    print(
        f"{kind:9} {size:6} bare {found.bare:5.0f} µs   list of 20 {found.list_of_20:5.0f} µs = {ratios[0]:4.1f}×   "
        f"session of 42 {found.session_of_42:5.0f} µs = {ratios[1]:4.1f}×",
        flush=True,
    )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="skip the databases with 100,000 interviews")
    sizes = ["small"] if parser.parse_args().quick else list(SIZES)
    server = postgres.Server()
    try:
        databases = postgres.Databases(server.url, f"bench_{os.getpid()}", migrate)
        for kind, (promise, aim) in TARGETS.items():
            with tempfile.TemporaryDirectory() as folder:
                measured = {}
                for size in sizes:
                    url = f"sqlite:///{folder}/{size}.db" if kind == "sqlite" else databases.create(migrated=True)
                    measured[size] = _run(kind, url, size)
            print(f"{kind:9} promised ≤ {promise}×, aimed at {aim}×")
            if len(measured) > 1:
                growth = measured["big"].list_of_20 / measured["small"].list_of_20
                print(f"{kind:9} list at 100,000 interviews and 2,000,000 messages: {growth:.2f}× (promised ≤ 1.2×)")
        databases.close()
    finally:
        server.stop()


if __name__ == "__main__":
    main()
