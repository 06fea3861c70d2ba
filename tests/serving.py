"""Starts `aural serve` in its own process, on a free port. It can start the installed command, as users do. Tests start
hundreds of servers, so most of these are forked from a process that has already imported it.

Other commands, which tests use to prepare data, run in this process, because their imports would cost more than they
do.
"""

from __future__ import annotations

import atexit
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from aural.cli.main import main
from tests import forking

COMMAND = Path(sys.executable).with_name("aural")
START_SECONDS = 60
_chance = random.SystemRandom()  # not seeded by any test: two workers must not choose alike
_given_out = ExitStack()
atexit.register(_given_out.close)
_running = threading.Lock()
_is_test = "PYTEST_VERSION" in os.environ


@dataclass
class Served:
    url: str
    data_dir: Path
    process: subprocess.Popen[str] | forking.Forked

    def kill(self) -> None:
        """Kills the server at once, as a power cut would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(START_SECONDS)


def run(*arguments: str, **settings: str) -> str:
    """Runs one `aural` command in this process, and returns its standard output. Fails with all of its output.

    The command runs in a thread, because it starts an event loop and many tests already run in one. No other command
    changes the environment or the outputs of the process meanwhile.
    """
    environment = dict.fromkeys(name for name in os.environ if name.startswith("AURAL_")) | settings
    with _running, ThreadPoolExecutor(1) as thread:
        done = thread.submit(CliRunner().invoke, main, arguments, env=environment).result()
    assert done.exit_code == 0, f"aural {' '.join(arguments)}: {done.exit_code}\n{done.output}\n{done.exception!r}"
    return done.stdout


def start(
    data_dir: Path,
    *,
    port: int | None = None,
    workers: int = 1,
    prefix: Sequence[str] = (),
    first: Callable[..., None] | None = None,
    given: Sequence[Any] = (),
    within_seconds: float = START_SECONDS,
    **settings: str,
) -> Served:
    """`prefix` is a command that replaces itself with the server, in the same process. `first(*given)` is called in the
    process before it serves; that process is always forked.
    """
    port = port or find_free_port()
    arguments = ["serve", "--host", "127.0.0.1", "--port", str(port), "--data-dir", str(data_dir)]
    arguments += ["--workers", str(workers)]
    path, environment = data_dir / "serve.log", forking.keep_foreign() | settings
    process: subprocess.Popen[str] | forking.Forked
    if first is not None or (_is_test and workers == 1 and not prefix):
        process = forking.launch(arguments, environment, path, first=first, given=given)
    else:
        with path.open("a") as log:
            command = [*prefix, COMMAND, *arguments]
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, text=True)
    served = Served(f"http://127.0.0.1:{port}", data_dir, process)
    try:
        _wait_until_healthy(served, within_seconds)
    except BaseException:
        served.kill()
        raise
    return served


@contextmanager
def serving(data_dir: Path, **settings: str) -> Iterator[Served]:
    served = start(data_dir, **settings)
    try:
        yield served
    finally:
        served.stop()


def find_free_port() -> int:
    """A port for a server that is started later, or again. It is below the ports that a system gives to clients (32,768
    and up on Linux, 49,152 elsewhere), or a connection of another test could take it meanwhile.

    No other test gets the same port, in this process or in another: the UDP port of the same number stays bound as long
    as this process lives.
    """
    while True:
        port = _chance.randrange(20_000, 30_000)
        namesake = socket.socket(type=socket.SOCK_DGRAM)
        try:
            namesake.bind(("127.0.0.1", port))
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", port))
        except OSError:
            namesake.close()
            continue
        _given_out.callback(namesake.close)
        return port


def _wait_until_healthy(served: Served, within_seconds: float) -> None:
    deadline = time.monotonic() + within_seconds
    while True:
        try:
            with urllib.request.urlopen(f"{served.url}/healthz", timeout=START_SECONDS):
                if served.process.poll() is None:
                    return
                raise OSError("another program answers there")
        except (OSError, urllib.error.URLError):
            try:
                served.process.wait(0.02)
            except subprocess.TimeoutExpired:
                if time.monotonic() < deadline:
                    continue
            log = (served.data_dir / "serve.log").read_text()
            raise RuntimeError(f"aural serve did not start ({served.process.poll()}):\n{log}") from None
