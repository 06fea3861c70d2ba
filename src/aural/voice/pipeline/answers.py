"""Stores the words of a turn that has ended as an answer. After that, its sound may be forgotten."""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from aural import lang
from aural.engine.message_data import Speech
from aural.platform.errors import StorageUnavailableError
from aural.room.conversation.live import LiveRoom
from aural.room.protocol.client import FrameError
from aural.sessions.conversation.live import FinishedError
from aural.sessions.conversation.space import FullError
from aural.sessions.service import NewAnswer, record_answer, record_heard
from aural.voice.pipeline.metrics import Stages
from aural.voice.pipeline.microphone import Microphone
from aural.voice.pipeline.session_time import SessionTime
from aural.voice.pipeline.turn import LEAD_MS, SpokenTurn
from aural.voice.stt.protocol import SttError, Transcription
from aural.voice.transports.protocol import MediaTransport
from aural.voice.vad.echo import without_echo

logger = logging.getLogger("aural.voice")
# A turn that has ended is stored even if the voice session closes meanwhile; closing waits for it this long.
ENDING_SECONDS = 30.0
# Silence is reported as `kept` in steps of this length.
KEEP_MS = 1000
# The most turns that may wait for the STT engine before the microphone has to wait.
MOST_ENDINGS = 4
FAILED = "The voice does not work right now. You can continue by typing, with the same questions."


class _OutrunError(Exception):
    """Another server process stored some of the same sound first."""


class Answers:
    """The answers of one voice session. `on_change` is called when a turn is settled, `on_answer` when it is stored.

    `find_unheard` returns the message of an open question that could not be said before the turn was over.
    """

    def __init__(
        self,
        room: LiveRoom,
        transport: MediaTransport,
        microphone: Microphone,
        stages: Stages,
        find_unheard: Callable[[], int | None],
        on_change: Callable[[], None],
        on_answer: Callable[[], None],
    ) -> None:
        self._room, self._transport, self._microphone, self._stages = room, transport, microphone, stages
        self._find_unheard, self._on_change, self._on_answer = find_unheard, on_change, on_answer
        self._in_order = asyncio.Lock()
        self.has_failed = False  # if so, nothing more is stored: the answer that failed must not be skipped
        self._endings: set[asyncio.Task[None]] = set()
        self._named = 0  # the first frame of the last answer

    @property
    def is_busy(self) -> bool:
        return bool(self._endings)

    def take(self, turn: SpokenTurn, end_ms: int) -> None:
        """Takes a turn that is over; its last sound was at `end_ms`."""
        turn.ended_at = time.monotonic()
        ending = asyncio.create_task(self._finish(turn, end_ms))
        self._endings.add(ending)
        ending.add_done_callback(self._ended)

    def _ended(self, ending: asyncio.Task[None]) -> None:
        self._endings.discard(ending)
        if not ending.cancelled() and ending.exception() is not None:
            logger.error("an answer failed", exc_info=ending.exception(), extra={"session_id": self._room.session_id})
        self._on_change()

    async def wait_if_behind(self) -> None:
        """Slows down a client that sends faster than the STT engine works, so that sound doesn't fill the memory."""
        while len(self._endings) >= MOST_ENDINGS:
            await asyncio.wait(self._endings, return_when=asyncio.FIRST_COMPLETED)

    async def settle(self) -> None:
        """Waits until all ended turns are stored or have failed."""
        if self._endings:
            await asyncio.wait(self._endings, timeout=ENDING_SECONDS)

    async def _finish(self, turn: SpokenTurn, end_ms: int) -> None:
        try:
            async with self._in_order:
                if not self.has_failed:
                    await self._store(turn, end_ms)
        except (SttError, StorageUnavailableError) as error:
            logger.warning("an answer was not kept: %s", error)
            self._fail(str(error))
        except Exception:
            self._fail(FAILED)
            raise
        finally:
            await turn.listener.close()

    def _fail(self, message: str) -> None:
        """Stops storing. The client sends the unstored sound again once the candidate switches voice back on."""
        self.has_failed = True
        self._transport.tell({"type": "voice", "on": False, "reason": "failed", "message": message})

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
                # If nothing was asked aloud before the turn, the candidate spoke during the greeting.
                unheard = self._find_unheard() if turn.question_id is None else None
                if unheard is not None:
                    await record_heard(self._room.session, unheard, "", 0)
                await self._store_words(turn, heard, end_ms)
        except (FinishedError, FullError, FrameError) as error:
            message = str(error) or "The interview is finished."
            self._transport.tell({"type": "error", "code": "CONFLICT", "message": message, "id": None})
            return
        self.keep(end_ms)
        self._stages.answered(turn.ended_at)
        self._room.tell_room()
        self._room.awake.set()
        self._on_answer()

    async def _store_words(self, turn: SpokenTurn, heard: Transcription, end_ms: int) -> None:
        """Stores each word once. When a client sends sound again, the server process that had the voice session before
        may have cut it into other turns and stored some of them meanwhile; then only the rest is stored here."""
        last = self._microphone.number_at(end_ms)
        if last == self._microphone.number_at(turn.start_ms):  # the turn is within one frame
            await self._keep_words(self._answer(turn, heard, 0, end_ms), end_ms)
            return
        while (known := kept_of(self._room, self._microphone.stream)) < last:
            answer = self._answer(turn, self._without(turn, heard, known), known, end_ms)
            if not answer.content:
                return
            with suppress(_OutrunError):
                await self._keep_words(answer, end_ms, partial(self._check, known))

    async def _keep_words(self, answer: NewAnswer, end_ms: int, check: Callable[[], None] = lambda: None) -> None:
        await record_answer(self._room.session, answer, check=check)
        assert answer.data is not None
        self._microphone.time.settle(end_ms, answer.data["speech"]["endMs"])

    def _check(self, known: int) -> None:
        if kept_of(self._room, self._microphone.stream) > known:
            raise _OutrunError

    def _without(self, turn: SpokenTurn, heard: Transcription, known: int) -> Transcription:
        """The words after the frame `known`. If the STT engine gives no times, all words, or none if most are known."""
        first, last = self._microphone.number_at(turn.start_ms) + 1, self._microphone.received
        if self._microphone.is_after(turn.start_ms, known):
            return heard
        if not heard.words:
            return heard if known < (first + last) // 2 else Transcription("")
        middles = {word: turn.start_ms + (word.start_ms + word.end_ms) // 2 for word in heard.words}
        left = tuple(word for word in heard.words if self._microphone.is_after(middles[word], known))
        space = " " if lang.is_spaced(self._room.session.plan.language) else ""
        return Transcription(space.join(word.text.strip() for word in left), left, heard.confidence)

    def _answer(self, turn: SpokenTurn, heard: Transcription, known: int, end_ms: int) -> NewAnswer:
        """Builds the answer. The same sound gets the same id, so that sound that is sent again is stored once."""
        first = max(self._microphone.number_at(turn.start_ms), known) + 1
        stream, last = self._microphone.stream, self._microphone.number_at(end_ms)
        spoken = turn.describe(heard, end_ms, self._microphone.time)
        speech: Speech = {**spoken, "stream": stream, "frames": [first, last]}
        name = str(first) if first > self._named else f"{first} {turn.start_ms}"  # two answers within one frame
        self._named = max(first, self._named)
        answer_id = str(uuid.uuid5(uuid.UUID(stream), name))
        return NewAnswer(answer_id, heard.text, {"speech": speech}, turn.question_id)

    def keep(self, at_ms: int) -> None:
        """Tells the client that it needn't resend the sound up to `at_ms`."""
        if self._microphone.keep_until(at_ms):
            self._transport.tell({"type": "kept", "seq": self._microphone.kept})

    def keep_silence(self) -> None:
        """Reports silence between two turns as kept, in steps, so that the client needn't keep sound without words."""
        quiet_ms = self._microphone.now_ms - LEAD_MS
        is_done = not self.is_busy and not self.has_failed
        if is_done and self._microphone.number_at(quiet_ms - KEEP_MS) > self._microphone.kept:
            self.keep(quiet_ms)

    async def close(self) -> None:
        await self.settle()
        for ending in list(self._endings):
            ending.cancel()
        await asyncio.gather(*self._endings, return_exceptions=True)


def list_spoken(room: LiveRoom) -> list[Speech]:
    """The stored `speech` data of each spoken answer in this session."""
    return [m.data["speech"] for m in room.session.messages if m.role == "user" and m.data and "speech" in m.data]


def kept_of(room: LiveRoom, stream: str) -> int:
    """The last frame of this stream whose words are in the transcript."""
    return max((spoken["frames"][1] for spoken in list_spoken(room) if spoken["stream"] == stream), default=0)


def open_time(room: LiveRoom) -> SessionTime:
    """The session's time, for a voice session that begins now."""
    began_at, clock = room.session.conversation.started_at, room.session.clock
    told_ms = max((spoken["endMs"] for spoken in list_spoken(room)), default=0)
    return SessionTime(lambda: clock.now() - began_at, told_ms)
