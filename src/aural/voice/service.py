"""The voice of one server process: its engines, its slots and its open voice sessions."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from aural.engine.plan import Plan
from aural.interviewer.foreseen import foreseen_lines
from aural.platform.errors import StorageUnavailableError
from aural.room.access.services import find_speech_refusal
from aural.room.conversation.live import LiveRoom
from aural.room.conversation.spoken import NoVoiceError, SendFrame, SendSound
from aural.room.protocol.client import VoiceFrame
from aural.sessions.synthetic_voice_repository import note_voice
from aural.voice.admission import Admission
from aural.voice.endpointing.events import TurnDetector
from aural.voice.engines import Engines, terms_of
from aural.voice.pipeline.answers import FAILED, kept_of, list_spoken, open_time
from aural.voice.pipeline.metrics import Seen, Stages
from aural.voice.pipeline.microphone import Microphone
from aural.voice.pipeline.session import LiveVoiceSession
from aural.voice.stt.protocol import SttError
from aural.voice.transports.socket import SocketTransport
from aural.voice.tts.protocol import TtsError

logger = logging.getLogger("aural.voice")
MOST_PREPARED = 100
FULL = "The voice service is busy right now. You can continue by typing, with the same questions."
OFF = "This interview is in chat only."
LANGUAGE = "This server has no voice for the language of this interview. The interview continues by typing."


class VoiceService:
    """`new_detector` creates the turn detector that the candidate's page asks for."""

    def __init__(
        self,
        engines: Engines,
        admission: Admission,
        new_detector: Callable[[VoiceFrame, str], TurnDetector],
        seen: Seen | None = None,
    ) -> None:
        self._engines, self._admission, self._new_detector = engines, admission, new_detector
        self._sessions: set[LiveVoiceSession] = set()
        self._prepared: dict[str, asyncio.Task[None]] = {}  # by interview: synthesis of its fixed lines, ahead of time
        self._is_trying = False
        self.seen = seen or Seen(admission.load)

    def serves(self, language: str) -> bool:
        """Captions replace a TTS engine that lacks the language; nothing replaces an STT engine."""
        return self._engines.stt.supports(language)

    def speaks(self, language: str) -> bool:
        return self._engines.tts.speaks(language)

    def has_free_slot(self) -> bool:
        return self._admission.has_free()

    async def try_out(self, language: str, pcm: bytes) -> str | None:
        """Transcribes a microphone check. Returns None if it can't run now or the STT engine fails.

        Checks run one at a time, and only while a slot is free, so that no candidate in an interview waits for one.
        """
        if self._is_trying or not self.has_free_slot():
            return None
        self._is_trying = True
        listener = self._engines.stt.listen(language)
        try:
            listener.feed(pcm)
            return (await listener.result()).text
        except SttError as error:
            logger.warning("no caption for a microphone check: %s", error)
            return None
        finally:
            self._is_trying = False
            await listener.close()

    async def open(self, room: LiveRoom, asked: VoiceFrame, send: SendFrame, play: SendSound) -> LiveVoiceSession:
        """Raises NoVoiceError."""
        plan = room.session.plan
        if not plan.has_voice:
            raise NoVoiceError("off", OFF)
        if not self.serves(plan.language):
            raise NoVoiceError("language", LANGUAGE)
        refusal = await find_speech_refusal(room.context, room.session.organization_id, room.session_id)
        if refusal is not None:
            raise NoVoiceError("off", refusal)
        await self._end_former(room.session_id)
        slot = self._admission.take(is_back=asked.after > 0 or bool(list_spoken(room)))
        if slot is None:
            raise NoVoiceError("full", FULL)
        try:
            await self._warm_up(plan)
            await self._note_voice(room)
        except BaseException:
            slot.give_back()
            raise
        session = LiveVoiceSession(
            room,
            SocketTransport(send, play),
            self._engines,
            terms_of(plan),
            self._new_detector(asked, plan.language),
            Microphone(asked.stream, kept_of(room, asked.stream), open_time(room)),
            asked,
            Stages(self.seen),
            self._admission.may_caption,
            on_close=lambda session: self._closed(session, slot.give_back),
        )
        self._sessions.add(session)
        self._prepare(plan, asked.speed)
        send(session.describe())
        session.begin()
        return session

    async def _end_former(self, session_id: str) -> None:
        """Closes the candidate's earlier voice session, frees its slot and stores the turns that ended in it."""
        former = [session for session in self._sessions if session.room.session_id == session_id]
        await asyncio.gather(*(session.close() for session in former))

    async def _warm_up(self, plan: Plan) -> None:
        try:
            await asyncio.gather(self._engines.stt.warm_up(), self._engines.tts.warm_up())
        except (SttError, TtsError) as error:
            logger.warning("no voice: %s", error)
            raise NoVoiceError("failed", FAILED) from error

    async def _note_voice(self, room: LiveRoom) -> None:
        """Stores the voice's name before the first sound: recordings and exports of this session must state it."""
        tts = self._engines.tts
        if not tts.speaks(room.session.plan.language):
            return
        try:
            async with room.context.database.transaction() as transaction:
                await note_voice(transaction, room.session.organization_id, room.session_id, tts.credit)
        except StorageUnavailableError as error:
            raise NoVoiceError("failed", FAILED) from error

    def _prepare(self, plan: Plan, speed: float) -> None:
        """Starts to synthesize the fixed lines, at lower urgency than the interviewer's first words."""
        if plan.interview_id in self._prepared or not self._engines.tts.speaks(plan.language):
            return
        work = self._engines.tts.prepare(foreseen_lines(plan), language=plan.language, speed=speed)
        while len(self._prepared) >= MOST_PREPARED:
            self._prepared.pop(next(iter(self._prepared))).cancel()
        self._prepared[plan.interview_id] = asyncio.create_task(work)

    def _closed(self, session: LiveVoiceSession, give_back: Callable[[], None]) -> None:
        self._sessions.discard(session)
        give_back()

    async def close(self) -> None:
        await asyncio.gather(*(session.close() for session in list(self._sessions)))
        for preparing in self._prepared.values():
            preparing.cancel()
        self._admission.close()
        if self.seen.percentiles():
            logger.info("voice: how long each stage of a turn took, in seconds: %s", self.seen.percentiles())
        await asyncio.gather(*self._prepared.values(), return_exceptions=True)
