"""Runs functions on long texts in a child process, since a search in a text blocks the whole Python interpreter.

Short texts are handled in a thread instead: a child takes a second to start, and up to 200 MB of memory until it ends.
Each child runs one function at a time. It may use 2 GiB of memory, and 120 seconds of processor time per call, and ends
after a minute without calls.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeVar, TypeVarTuple
from weakref import WeakKeyDictionary

from aural.guard.compute.__main__ import LENGTH_BYTES

LONG_TEXT = 4_000  # characters of one text: searches in shorter ones block the interpreter for 20 ms at most
LONG_IN_ALL = 100_000
SECONDS = 900.0  # for an overloaded machine: the child's own limit is 120 seconds of processor time
IDLE_SECONDS = 60.0
_COMMAND = (sys.executable, "-P", "-m", "aural.guard.compute")
_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "VIRTUAL_ENV")  # so that the child gets no secrets
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

Queue = Literal["reports", "exports"]
Given = TypeVarTuple("Given")
Result = TypeVar("Result")


class ComputingError(Exception):
    """The function needs too much time or memory: the child ended, didn't answer in time, or ran out of memory."""


class _Child:
    """One process, started when it is first needed. Its calls run one after another."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._process: Process | None = None
        self._ending: asyncio.TimerHandle | None = None

    async def call(self, order: bytes) -> Any:
        """Returns the function's result. Raises its exception, or ComputingError."""
        async with self._lock:
            if self._ending is not None:
                self._ending.cancel()
            process = await self._started()
            is_done = False
            try:
                async with asyncio.timeout(SECONDS):
                    answer = await _asked(process, order)
                is_done = True
            except (TimeoutError, asyncio.IncompleteReadError, ConnectionError) as error:
                raise ComputingError("The function takes too much time or memory.") from error
            finally:
                if not is_done:  # including when canceled, since no one awaits the answer anymore
                    await self._end()
            self._ending = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._retire)
        has_failed, result = await asyncio.to_thread(pickle.loads, answer)
        if isinstance(result, MemoryError):
            raise ComputingError("The function ran out of memory in the child process.") from result
        if has_failed:
            raise result
        return result

    async def _started(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | _ONE_THREAD
            self._process = await asyncio.create_subprocess_exec(
                *_COMMAND, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment, cwd="/"
            )
        return self._process

    def _retire(self) -> None:
        """Closes the child's standard input, so that it ends."""
        if self._process is not None and self._process.stdin is not None and not self._lock.locked():
            self._process.stdin.close()
            self._process = None

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()

    async def close(self) -> None:
        if self._ending is not None:
            self._ending.cancel()
        await self._end()


_children: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[Queue, _Child]] = WeakKeyDictionary()


def are_long(texts: Iterable[str]) -> bool:
    """Whether these texts are too long to be handled in a thread."""
    lengths = list(map(len, texts))
    return max(lengths, default=0) > LONG_TEXT or sum(lengths) > LONG_IN_ALL


async def compute(queue: Queue, function: Callable[[*Given], Result], *arguments: *Given) -> Result:
    """Runs `function(*arguments)` in this queue's child.

    The function must be defined at module level, and the arguments must be picklable. Raises the function's
    exception, or ComputingError.
    """
    order = await asyncio.to_thread(pickle.dumps, (function, arguments))
    children = _children.setdefault(asyncio.get_running_loop(), {})
    result: Result = await children.setdefault(queue, _Child()).call(order)
    return result


async def close() -> None:
    """Ends the children of this event loop."""
    for child in _children.pop(asyncio.get_running_loop(), {}).values():
        await child.close()


async def _asked(process: Process, order: bytes) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(len(order).to_bytes(LENGTH_BYTES) + order)
    await process.stdin.drain()
    length = int.from_bytes(await process.stdout.readexactly(LENGTH_BYTES))
    return await process.stdout.readexactly(length)
