"""What the room needs of a voice. `voice` has one; `app` joins them. Without it, everything goes by typing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from aural.room.live import LiveRoom

SendFrame = Callable[[dict[str, Any]], None]
SendSound = Callable[[bytes], None]


class NoVoiceError(Exception):
    """No voice for this session; `reason` is `full`, `language`, `off` or `failed`, and the text says it in words."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(text)
        self.reason = reason


class Line(Protocol):
    """One candidate's voice, from the frame that switched it on to the end of the socket."""

    def sound(self, frame: bytes) -> None:
        """A binary frame of the client. Raises FrameError."""
        ...

    def control(self, frame: dict[str, Any]) -> None:
        """A frame of the types `done`, `talk`, `mute`, `speed`, `played`. Raises FrameError."""
        ...

    def follow(self, frame: dict[str, Any]) -> None:
        """A frame that the room sent to this client: `message` and `room` say what there is to be spoken."""
        ...

    async def close(self) -> None: ...


class Voice(Protocol):
    """The voice of this server."""

    def serves(self, language: str) -> bool:
        """Whether an interview in this language can be spoken and heard here."""
        ...

    def has_place(self) -> bool:
        """Whether one more can be heard without anybody waiting longer."""
        ...

    async def open(self, room: LiveRoom, asked: dict[str, Any], send: SendFrame, play: SendSound) -> Line:
        """`asked`: the client's frame `voice`. Raises NoVoiceError, FrameError."""
        ...
