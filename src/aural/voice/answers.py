"""What becomes of a turn that has ended: its words are stored as an answer, and then its sound may be forgotten."""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

from aural.room.frames import AnswerFrame, FrameError
from aural.room.live import FinishedError, FullError, LiveRoom
from aural.room.socket import store_answer
from aural.voice.echo import without_echo
from aural.voice.hear import EarError, Heard
from aural.voice.metrics import Stages
from aural.voice.microphone import Microphone
from aural.voice.transport import MediaTransport
from aural.voice.turn import SpokenTurn

logger = logging.getLogger("aural.voice")
# What has been said to its end is stored although the line is gone.
ENDING_SECONDS = 30.0


class Answers:
    """One line's. `on_change` is told when a turn is done with; `on_answer` when it became an answer."""

    def __init__(
        self,
        room: LiveRoom,
        transport: MediaTransport,
        microphone: Microphone,
        stages: Stages,
        on_change: Callable[[], None],
        on_answer: Callable[[], None],
    ) -> None:
        self._room, self._transport, self._microphone, self._stages = room, transport, microphone, stages
        self._on_change, self._on_answer = on_change, on_answer
        self._in_order = asyncio.Lock()
        self._endings: set[asyncio.Task[None]] = set()
        self._named = 0  # the first frame of the last answer

    @property
    def is_busy(self) -> bool:
        return bool(self._endings)

    def take(self, turn: SpokenTurn, end_ms: int) -> None:
        """The turn is over; its last sound was at `end_ms`."""
        turn.ended_at = time.monotonic()
        ending = asyncio.create_task(self._finish(turn, end_ms))
        self._endings.add(ending)
        ending.add_done_callback(self._ended)

    def _ended(self, ending: asyncio.Task[None]) -> None:
        self._endings.discard(ending)
        if not ending.cancelled() and ending.exception() is not None:
            logger.error("an answer failed", exc_info=ending.exception(), extra={"session_id": self._room.session_id})
        self._on_change()

    async def _finish(self, turn: SpokenTurn, end_ms: int) -> None:
        try:
            async with self._in_order:
                await self._store(turn, end_ms)
        except EarError as error:
            logger.warning("the ear failed: %s", error)
            self._transport.tell({"type": "voice", "on": False, "reason": "failed", "message": str(error)})
        finally:
            await turn.listener.close()

    async def _store(self, turn: SpokenTurn, end_ms: int) -> None:
        with self._stages.measure("recognition"):
            heard = await turn.listener.result()
        self._transport.tell({"type": "caption", "text": heard.text, "final": True})
        is_echo = turn.is_over is not None and not without_echo(heard.text, turn.is_over)
        if not heard.text or is_echo:
            self._transport.tell({"type": "nothing_heard"})
            self.keep(end_ms)
            return
        try:
            with self._stages.measure("storing"):
                await store_answer(self._room, self._answer(turn, heard, end_ms))
        except (FinishedError, FullError, FrameError) as error:
            self._transport.tell({"type": "error", "code": "CONFLICT", "message": str(error), "id": None})
            return
        self.keep(end_ms)
        self._stages.answered_at = turn.ended_at
        self._room.tell_room()
        self._room.awake.set()
        self._on_answer()

    def _answer(self, turn: SpokenTurn, heard: Heard, end_ms: int) -> AnswerFrame:
        """The same sound has the same id, so that what is sent again is stored once."""
        first, last = self._microphone.number_at(turn.start_ms) + 1, self._microphone.number_at(end_ms)
        stream = self._microphone.stream
        speech: dict[str, Any] = turn.describe(heard) | {"stream": stream, "frames": [first, last]}
        name = str(first) if first > self._named else f"{first} {turn.start_ms}"  # two answers within one frame
        self._named = max(first, self._named)
        answer_id = str(uuid.uuid5(uuid.UUID(stream), name))
        return AnswerFrame(answer_id, heard.text, {"speech": speech}, turn.question_id)

    def keep(self, at_ms: int) -> None:
        """The client need not send again what it sent until then."""
        if self._microphone.keep_until(at_ms):
            self._transport.tell({"type": "kept", "seq": self._microphone.kept})

    async def close(self) -> None:
        if self._endings:
            await asyncio.wait(self._endings, timeout=ENDING_SECONDS)
        for ending in list(self._endings):
            ending.cancel()
        await asyncio.gather(*self._endings, return_exceptions=True)
