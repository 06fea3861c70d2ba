"""The room's interface to voice. `aural.voice` implements it and `app` connects the two. Without it, there is only
chat."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Protocol

from aural.room.context import VoiceOffer
from aural.room.conversation.frames import FrameError
from aural.room.conversation.live import LiveRoom

SendFrame = Callable[[dict[str, Any]], None]
SendSound = Callable[[bytes], None]


class NoVoiceError(Exception):
    """This session can't use voice. `reason` is `full`, `language`, `off` or `failed`; the text explains it."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason


class VoiceSession(Protocol):
    """One candidate's voice, from the frame that switched it on to the end of the socket."""

    async def sound(self, frame: bytes) -> None:
        """Takes a binary frame of the client. Raises FrameError."""
        ...

    async def control(self, frame: dict[str, Any]) -> None:
        """Takes a frame of the types `done`, `talk`, `mute`, `speed`, `played`, `rtc`. Raises FrameError."""
        ...

    def follow(self, frame: dict[str, Any]) -> None:
        """Takes a frame that the room sent to this client: `message` and `room` frames contain what is to be spoken."""
        ...

    async def farewell(self) -> None:
        """Waits until the last words were heard."""
        ...

    async def close(self) -> None: ...


class Voice(VoiceOffer, Protocol):
    """The voice of this server."""

    async def open(self, room: LiveRoom, asked: dict[str, Any], send: SendFrame, play: SendSound) -> VoiceSession:
        """`asked`: the client's frame `voice`. Raises NoVoiceError, FrameError."""
        ...


CONTROLS = frozenset({"done", "talk", "mute", "speed", "played", "rtc"})
NO_VOICE = "Voice is off. Switch it on with a frame of the type voice."


class Spoken:
    """The voice of one socket: off until the client switches it on, and gone with the socket."""

    def __init__(self, voice: Voice | None, send: SendFrame, play: SendSound) -> None:
        self._voice, self._send, self._play = voice, send, play
        self._session: VoiceSession | None = None
        self._leaving: asyncio.Task[None] | None = None

    async def sound(self, frame: bytes) -> None:
        """Raises FrameError."""
        if self._session is None:
            raise FrameError(NO_VOICE)
        await self._session.sound(frame)

    async def handle(self, room: LiveRoom, frame: dict[str, Any]) -> bool:
        """Whether the frame was one of the voice's. Raises FrameError."""
        if frame["type"] == "voice":
            await self._switch(room, frame)
            return True
        if frame["type"] not in CONTROLS:
            return False
        if self._session is None:
            raise FrameError(NO_VOICE)
        await self._session.control(frame)
        return True

    async def _switch(self, room: LiveRoom, frame: dict[str, Any]) -> None:
        await self.close()
        if frame.get("on") is not True:
            self._send({"type": "voice", "on": False, "reason": "asked", "message": "Voice is off."})
            return
        try:
            if self._voice is None:
                raise NoVoiceError("off", "This server has no voice. The interview continues by typing.")
            self._session = await self._voice.open(room, frame, self._send, self._play)
        except NoVoiceError as error:
            self._send({"type": "voice", "on": False, "reason": error.reason, "message": str(error)})

    def follow(self, frame: dict[str, Any]) -> None:
        if self._session is not None:
            self._session.follow(frame)

    def after_last_words(self, then: Callable[[], None]) -> None:
        """Calls `then` when all words were heard, or at once if voice is off."""
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
