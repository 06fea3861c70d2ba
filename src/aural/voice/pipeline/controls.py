"""Parses and checks the client's frames that control its voice session."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from aural.room.conversation.frames import FrameError
from aural.voice.tts.protocol import FASTEST, SLOWEST

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")
_MOST = 1 << 31


@dataclass(slots=True)
class Controls:
    stream: str
    speed: float = 1.0
    push_to_talk: bool = False
    after: int = 0  # the last message that was already played to its end
    is_muted: bool = False


def read_controls(frame: dict[str, Any]) -> Controls:
    """Reads the frame `voice`. Raises FrameError."""
    stream, after = frame.get("stream"), frame.get("after", 0)
    if not isinstance(stream, str) or not _UUID.match(stream):
        raise FrameError("voice needs a stream: a UUID, the same as long as the sound continues.")
    if type(after) is not int or not 0 <= after < _MOST:
        raise FrameError("after must be the seq of a message, or 0.")
    push_to_talk = frame.get("pushToTalk", False)
    if not isinstance(push_to_talk, bool):
        raise FrameError("pushToTalk must be true or false.")
    return Controls(stream.lower(), read_speed({"value": frame.get("speed", 1.0)}), push_to_talk, after)


def read_speed(frame: dict[str, Any]) -> float:
    speed = frame.get("value")
    if isinstance(speed, bool) or not isinstance(speed, int | float) or not SLOWEST <= speed <= FASTEST:
        raise FrameError(f"The speed must be a number from {SLOWEST} to {FASTEST}.")
    return float(speed)


def read_switch(frame: dict[str, Any]) -> bool:
    on = frame.get("on")
    if not isinstance(on, bool):
        raise FrameError("on must be true or false.")
    return on


def read_played(frame: dict[str, Any]) -> tuple[int, int, bool]:
    """(utterance, milliseconds, whether it has ended)."""
    utterance, milliseconds, ended = frame.get("utterance"), frame.get("milliseconds"), frame.get("ended", False)
    for number in (utterance, milliseconds):
        if type(number) is not int or not 0 <= number < _MOST:
            raise FrameError("played names an utterance and its milliseconds, whole numbers from 0.")
    if not isinstance(ended, bool):
        raise FrameError("ended must be true or false.")
    return utterance, milliseconds, ended  # type: ignore[return-value]
