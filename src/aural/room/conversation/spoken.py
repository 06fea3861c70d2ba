"""The room's interface to voice. `aural.voice` implements it, and `app` connects the two. Without voice, there is only
chat."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from aural.room.context import VoiceOffer
from aural.room.conversation.live import LiveRoom
from aural.room.protocol.client import DoneFrame, FrameError, PlayedFrame, RtcFrame, SpeedFrame, SwitchFrame, VoiceFrame
from aural.room.protocol.server import ServerFrame, VoiceRefusal

Control = DoneFrame | SwitchFrame | SpeedFrame | PlayedFrame | RtcFrame
SendFrame = Callable[[ServerFrame], None]
SendSound = Callable[[bytes], None]


class NoVoiceError(Exception):
    """This session can't use voice. The message explains why."""

    def __init__(self, reason: VoiceRefusal, text: str) -> None:
        super().__init__(text)
        self.reason = reason


class VoiceSession(Protocol):
    """One candidate's voice, from the frame that switched it on to the end of the socket."""

    async def sound(self, frame: bytes) -> None:
        """Handles a binary frame from the client. Raises FrameError."""
        ...

    async def control(self, frame: Control) -> None: ...

    def follow(self, frame: ServerFrame) -> None:
        """Handles a frame that the room sent to this client. `message` and `room` frames contain the text to speak."""
        ...

    async def farewell(self) -> None:
        """Waits until the candidate has heard the last words."""
        ...

    async def close(self) -> None: ...


class Voice(VoiceOffer, Protocol):
    """The voice of this server."""

    async def open(self, room: LiveRoom, asked: VoiceFrame, send: SendFrame, play: SendSound) -> VoiceSession:
        """Raises NoVoiceError."""
        ...


NO_VOICE = "Voice is off. Switch it on with a frame of the type voice."


class Spoken:
    """The voice of one socket. It is off until the client switches it on, and ends with the socket."""

    def __init__(self, voice: Voice | None, send: SendFrame, play: SendSound) -> None:
        self._voice, self._send, self._play = voice, send, play
        self._session: VoiceSession | None = None
        self._leaving: asyncio.Task[None] | None = None

    async def sound(self, frame: bytes) -> None:
        """Raises FrameError."""
        if self._session is None:
            raise FrameError(NO_VOICE)
        await self._session.sound(frame)

    async def handle(self, room: LiveRoom, frame: VoiceFrame | Control) -> None:
        """Raises FrameError."""
        if isinstance(frame, VoiceFrame):
            await self._switch(room, frame)
        elif self._session is None:
            raise FrameError(NO_VOICE)
        else:
            await self._session.control(frame)

    async def _switch(self, room: LiveRoom, frame: VoiceFrame) -> None:
        await self.close()
        if not frame.on:
            self._send({"type": "voice", "on": False, "reason": "asked", "message": "Voice is off."})
            return
        try:
            if self._voice is None:
                raise NoVoiceError("off", "This server has no voice. The interview continues by typing.")
            self._session = await self._voice.open(room, frame, self._send, self._play)
        except NoVoiceError as error:
            self._send({"type": "voice", "on": False, "reason": error.reason, "message": str(error)})

    def follow(self, frame: ServerFrame) -> None:
        if self._session is not None:
            self._session.follow(frame)

    def after_last_words(self, then: Callable[[], None]) -> None:
        """Calls `then` when the candidate has heard all words, or at once if voice is off."""
        if self._session is None:
            then()
        elif self._leaving is None:
            self._leaving = asyncio.create_task(self._session.farewell())
            self._leaving.add_done_callback(lambda _task: then())

    async def close(self) -> None:
        session, self._session = self._session, None
        if self._leaving is not None:
            self._leaving.cancel()
        if session is not None:
            await session.close()
