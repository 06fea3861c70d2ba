"""A child process for heavy work: a stalled model never stalls a session, and a crash fails only pending requests.

At most `most_waiting` requests wait here, the most urgent first. The child works on `lanes` requests at a time. Both
pipes carry frames: two lengths (uint32), then JSON, then bytes.
"""

from __future__ import annotations

import asyncio
import heapq
import json
import logging
import os
import struct
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from aural.platform.memory import keep_small

logger = logging.getLogger("aural.voice")
Values = dict[str, Any]
Work = Callable[[Values, bytes], tuple[Values, bytes]]
_LENGTHS = struct.Struct("<II")
_MAX_BYTES = 64 * 1024 * 1024
# A hundred times as long as the longest request, and longer than a model takes to load from a slow disk.
MOST_SECONDS = 30.0


class EngineError(Exception):
    """The child failed to handle this request, or it died. The next request starts it again."""


class EngineFullError(EngineError):
    """`most_waiting` requests are already waiting."""


@dataclass(order=True, slots=True)
class _Request:
    urgency: int  # lower is sooner
    number: int
    values: Values = field(compare=False)
    blob: bytes = field(compare=False)
    reply: asyncio.Future[tuple[Values, bytes]] = field(compare=False)
    asked_at: float = field(compare=False)  # by the event loop's clock
    deadline: asyncio.TimerHandle | None = field(default=None, compare=False)

    def settle_deadline(self) -> None:
        if self.deadline is not None:
            self.deadline.cancel()


class Engine:
    """The parent's side. It runs `module` as `python -m module`, which calls `serve`.

    `on_wait` is called with the seconds that each request of the highest urgency, 0, waited for a lane. A child that
    works on one request for longer than `most_seconds` is killed, because nothing else would free its lane.
    """

    def __init__(
        self,
        module: str,
        *arguments: str,
        lanes: int,
        most_waiting: int,
        on_wait: Callable[[float], None] = lambda _seconds: None,
        most_seconds: float = MOST_SECONDS,
    ) -> None:
        self._command = (sys.executable, "-m", module, *arguments)
        self._lanes, self._most_waiting, self._on_wait = lanes, most_waiting, on_wait
        self._most_seconds = most_seconds
        self._waiting: list[_Request] = []
        self._running: dict[int, _Request] = {}
        self._number = 0
        self._child: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._starting = asyncio.Lock()

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @property
    def pid(self) -> int | None:
        return None if self._child is None else self._child.pid

    async def ask(self, verb: str, values: Values, blob: bytes = b"", *, urgency: int = 0) -> tuple[Values, bytes]:
        """Returns the child's answer. Raises EngineError. A cancelled call drops its request if it is still waiting."""
        await self._ensure_child()
        if len(self._waiting) >= self._most_waiting:
            raise EngineFullError("Too many requests are waiting for this engine.")
        self._number += 1
        loop = asyncio.get_running_loop()
        request = _Request(urgency, self._number, {"verb": verb} | values, blob, loop.create_future(), loop.time())
        heapq.heappush(self._waiting, request)
        self._hand_out()
        try:
            return await request.reply
        finally:
            if request in self._waiting:
                self._waiting.remove(request)
                heapq.heapify(self._waiting)

    def _hand_out(self) -> None:
        loop = asyncio.get_running_loop()
        while self._child is not None and self._waiting and len(self._running) < self._lanes:
            request = heapq.heappop(self._waiting)
            if request.reply.done():
                continue
            assert self._child.stdin is not None
            self._running[request.number] = request
            if request.urgency == 0:
                self._on_wait(loop.time() - request.asked_at)
            request.deadline = loop.call_later(self._most_seconds, self._end_hung, self._child)
            self._child.stdin.write(pack({"id": request.number} | request.values, request.blob))

    def _end_hung(self, child: asyncio.subprocess.Process) -> None:
        logger.warning("%s took longer than %g s, and was restarted.", self._command[2], self._most_seconds)
        with suppress(ProcessLookupError):
            child.kill()

    async def _ensure_child(self) -> None:
        async with self._starting:
            if self._child is not None and self._child.returncode is None:
                return
            # One thread per lane: the lanes share the cores.
            environment = os.environ | {"OMP_NUM_THREADS": "1", "ORT_DISABLE_TELEMETRY": "1"}
            try:
                self._child = await asyncio.create_subprocess_exec(
                    *self._command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=environment
                )
            except OSError as error:
                raise EngineError(f"The engine could not be started: {error.strerror}.") from error
            self._reading = asyncio.create_task(self._read(self._child), name=f"engine {self._command[2]}")

    async def _read(self, child: asyncio.subprocess.Process) -> None:
        assert child.stdout is not None
        try:
            while True:
                values, blob = await _receive(child.stdout)
                request = self._running.pop(values.pop("id"), None)
                if request is not None:
                    request.settle_deadline()
                if request is not None and not request.reply.done():
                    if "error" in values:
                        request.reply.set_exception(EngineError(values["error"]))
                    else:
                        request.reply.set_result((values, blob))
                self._hand_out()
        except (asyncio.IncompleteReadError, ConnectionError):
            await child.wait()
            self._fail(f"The engine exited with status {child.returncode}.")

    def _fail(self, reason: str) -> None:
        """Fails all running and waiting requests. The next request starts another child."""
        lost, self._running = list(self._running.values()), {}
        for request in [*lost, *self._waiting]:
            request.settle_deadline()
            if not request.reply.done():
                request.reply.set_exception(EngineError(reason))
        self._waiting.clear()

    async def close(self) -> None:
        if self._child is not None and self._child.returncode is None:
            with suppress(ProcessLookupError):
                self._child.kill()
            await self._child.wait()
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        self._fail("The engine was closed.")


def pack(values: Values, blob: bytes) -> bytes:
    head = json.dumps(values).encode()
    return _LENGTHS.pack(len(head), len(blob)) + head + blob


async def _receive(stream: asyncio.StreamReader) -> tuple[Values, bytes]:
    head_bytes, blob_bytes = _LENGTHS.unpack(await stream.readexactly(_LENGTHS.size))
    values: Values = json.loads(await stream.readexactly(head_bytes))
    return values, await stream.readexactly(blob_bytes)


# --- in the child -----------------------------------------------------------------------------------------------------


def serve(verbs: dict[str, Work], lanes: int) -> None:
    """Answers requests until the parent is gone. An exception in a verb fails only that request."""
    keep_small()
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # libraries that print must not break the frames
    writing = threading.Lock()

    def work(number: int, values: Values, blob: bytes) -> None:
        try:
            done, sound = verbs[values.pop("verb")](values, blob)
        except Exception as error:  # noqa: BLE001 - the parent decides what it means
            done, sound = {"error": f"{type(error).__name__}: {error}"[:500]}, b""
        with writing, suppress(BrokenPipeError):
            answers.write(pack({"id": number} | done, sound))
            answers.flush()

    with ThreadPoolExecutor(lanes) as pool:
        while (request := _read_request(requests)) is not None:
            values, blob = request
            pool.submit(work, values.pop("id"), values, blob)
    with suppress(BrokenPipeError):  # the parent may no longer read
        answers.close()


def _read_request(stream: BinaryIO) -> tuple[Values, bytes] | None:
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head_bytes, blob_bytes = _LENGTHS.unpack(lengths)
    if max(head_bytes, blob_bytes) > _MAX_BYTES:
        return None
    return json.loads(stream.read(head_bytes)), stream.read(blob_bytes)
