"""Draining: after SIGTERM, the server admits no new candidates, so load balancers and clients use another server."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from aural.platform.errors import DrainingError


class Draining:
    """Whether this process still admits candidates. The process stops `seconds` after SIGTERM, at once after Ctrl-C."""

    def __init__(self, seconds: float = 0) -> None:
        self._seconds = seconds
        self.has_begun = False

    def require_open(self) -> None:
        """Raises DrainingError once draining has begun."""
        if self.has_begun:
            raise DrainingError

    @contextmanager
    def on_sigterm(self) -> Iterator[None]:
        """Wraps the web server's signal handler, and passes the signal on to it when the time is up."""
        stop = signal.getsignal(signal.SIGTERM)
        if not callable(stop) or threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()

        def begin(number: int, frame: FrameType | None) -> None:
            if self.has_begun:  # a service manager signals this process and its parent, which signals it again
                return
            self.has_begun = True
            if self._seconds:
                loop.call_soon_threadsafe(loop.call_later, self._seconds, stop, number, None)
            else:
                stop(number, frame)

        signal.signal(signal.SIGTERM, begin)
        try:
            yield
        finally:
            signal.signal(signal.SIGTERM, stop)
