"""`aural serve` without the second that each start spends on imports: the server is forked from a process that has
already imported everything.

The fork is an ordinary process with its own memory, files and signals. It can be killed, and it runs the same command
line as the installed command. Start time and memory are measured with the installed command, not with a fork.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

IMPORTED = (
    "aural.cli.main",
    "aural.cli.serve",
    "aural.app",
    "uvloop",
    "uvicorn.protocols.websockets.websockets_sansio_impl",
)
ROOT = Path(__file__).parents[1]
MOST_BYTES = 1 << 20  # of a request or an answer


class Forked:
    """The part of `subprocess.Popen` that tests use, for a process that another process forked."""

    def __init__(self, line: socket.socket) -> None:
        self._line, self._looking = line, threading.Lock()
        self.returncode: int | None = None
        self.pid = self._receive()

    def poll(self) -> int | None:
        return self._look(0)

    def wait(self, timeout: float | None = None) -> int:
        code = self._look(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(f"aural serve, process {self.pid}", timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _look(self, seconds: float | None) -> int | None:
        if self.returncode is None:
            has_news = select.poll()
            has_news.register(self._line, select.POLLIN)
            has_news.poll(None if seconds is None else seconds * 1000)
            with self._looking:  # several threads may wait for one process
                if self.returncode is None and has_news.poll(0):
                    self.returncode = self._receive()
                    self._line.close()
        return self.returncode

    def _receive(self) -> int:
        told = self._line.recv(MOST_BYTES)
        if not told:
            raise RuntimeError("The process that forks servers is gone.")
        return int(told)


def launch(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    log: Path,
    *,
    first: Callable[..., None] | None = None,
    given: Sequence[Any] = (),
) -> Forked:
    """Runs `aural ARGUMENTS` with this environment, and appends its outputs to `log`.

    The new process first calls `first(*given)`; `given` must be serializable as JSON.
    """
    line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    line.connect(_start())
    call = None if first is None else (first.__module__, first.__qualname__, list(given))
    line.send(json.dumps([list(arguments), dict(environment), str(log.absolute()), str(Path.cwd()), call]).encode())
    return Forked(line)


def keep_foreign() -> dict[str, str]:
    """The environment without Aural's settings, which must not reach a server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("AURAL_")}


@cache
def _start() -> str:
    """Starts the process that forks, and returns the path of its socket. It ends with this process."""
    folder = tempfile.TemporaryDirectory(prefix="aural-forking-")
    path = f"{folder.name}/socket"
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(path)
    listener.listen()
    command = [sys.executable, "-m", __name__, str(listener.fileno())]
    with listener:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, env=keep_foreign(), cwd=ROOT, pass_fds=[listener.fileno()]
        )

    def end() -> None:
        assert process.stdin is not None
        process.stdin.close()
        process.wait()
        folder.cleanup()

    atexit.register(end)
    return path


@dataclass
class _Forking:
    """The loop of the process that forks."""

    listener: socket.socket
    lines: dict[int, socket.socket]
    woken: tuple[socket.socket, socket.socket]

    def run(self) -> list[Any] | None:
        """In a forked process, returns the request that it must carry out. In the first process, returns None at the
        end.
        """
        waiting = select.poll()
        for source in (sys.stdin, self.listener, self.woken[0]):
            waiting.register(source, select.POLLIN)
        while True:
            ready = {descriptor for descriptor, _ in waiting.poll()}
            if sys.stdin.fileno() in ready:
                return None
            if self.woken[0].fileno() in ready:
                self.woken[0].recv(MOST_BYTES)
                self._tell_ends()
            if self.listener.fileno() in ready:
                line, _ = self.listener.accept()
                request: list[Any] = json.loads(line.recv(MOST_BYTES))
                pid = os.fork()
                if pid == 0:
                    line.close()
                    self._forget()
                    return request
                self.lines[pid] = line
                line.send(str(pid).encode())

    def _tell_ends(self) -> None:
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                pid, status = ended
                with self.lines.pop(pid) as line, suppress(OSError):  # the test may be over
                    line.send(str(os.waitstatus_to_exitcode(status)).encode())

    def _forget(self) -> None:
        """Closes and resets what the new process inherited and must not share."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for open_socket in (self.listener, *self.woken, *self.lines.values()):
            open_socket.close()


def _fork(descriptor: int) -> None:
    before = set(os.environ)
    for name in IMPORTED:
        importlib.import_module(name)
    set_by_imports = {name: value for name, value in os.environ.items() if name not in before}
    gc.collect()
    gc.freeze()  # keeps the imported modules in memory that the forks share
    woken = socket.socketpair()
    for end in woken:
        end.setblocking(False)
    signal.set_wakeup_fd(woken[1].fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    request = _Forking(socket.socket(fileno=descriptor), {}, woken).run()
    if request is not None:
        arguments, environment, *where = request
        _become(arguments, set_by_imports | environment, *where)


def _become(arguments: list[str], environment: dict[str, str], log: str, folder: str, call: list[Any] | None) -> None:
    from aural.cli.main import main

    with Path(os.devnull).open() as nothing, Path(log).open("a") as output:
        for place, file in enumerate((nothing, output, output)):
            os.dup2(file.fileno(), place)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["aural", *arguments]
    if call is not None:
        module, name, given = call
        getattr(importlib.import_module(module), name)(*given)
    main(arguments)


if __name__ == "__main__":
    _fork(int(sys.argv[1]))
