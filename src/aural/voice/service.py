"""The voice of one server process: its engines, its places, and the lines that are open."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from aural.interview.plan import Plan
from aural.room.live import LiveRoom
from aural.room.spoken import NoVoiceError, SendFrame, SendSound
from aural.voice.controls import Controls, read_controls
from aural.voice.engines import Engines, terms_of
from aural.voice.hear import EarError
from aural.voice.line import VoiceLine
from aural.voice.metrics import Seen, Stages
from aural.voice.microphone import Microphone
from aural.voice.places import Places
from aural.voice.socket_transport import SocketTransport
from aural.voice.speak import RATE as OUT_RATE
from aural.voice.speak import MouthError
from aural.voice.turns import TurnDetector

logger = logging.getLogger("aural.voice")
FULL = "Voice is full right now. You can go on by typing, with the same questions."
OFF = "This interview goes by typing."
LANGUAGE = "There is no voice for the language of this interview here. It goes by typing."
FAILED = "The voice does not work right now. You can go on by typing, with the same questions."


class VoiceService:
    """`new_detector` makes one candidate's turn detector, by its controls. `ice_servers`: None without WebRTC."""

    def __init__(
        self,
        engines: Engines,
        places: Places,
        new_detector: Callable[[Controls, str], TurnDetector],
        ice_servers: tuple[str, ...] | None = None,
    ) -> None:
        self._engines, self._places, self._new_detector = engines, places, new_detector
        self.ice_servers = ice_servers
        self._lines: set[VoiceLine] = set()
        self.seen = Seen()

    def serves(self, language: str) -> bool:
        """Captions stand in for a mouth that lacks the language; nothing stands in for an ear."""
        return self._engines.ear.hears(language)

    def speaks(self, language: str) -> bool:
        return self._engines.mouth.speaks(language)

    def has_place(self) -> bool:
        return self._places.has_free()

    async def open(self, room: LiveRoom, asked: dict[str, Any], send: SendFrame, play: SendSound) -> VoiceLine:
        """Raises NoVoiceError, FrameError."""
        controls = read_controls(asked)
        plan = room.plan
        if not plan.has_voice:
            raise NoVoiceError("off", OFF)
        if not self.serves(plan.language):
            raise NoVoiceError("language", LANGUAGE)
        place = self._places.take()
        if place is None:
            raise NoVoiceError("full", FULL)
        try:
            await self._warm_up(plan)
        except BaseException:
            place.give_back()
            raise
        line = VoiceLine(
            room,
            SocketTransport(send, play),
            self._engines,
            terms_of(plan),
            self._new_detector(controls, plan.language),
            Microphone(controls.stream, kept_of(room, controls.stream)),
            controls,
            Stages(self.seen),
            on_close=lambda line: self._closed(line, place.give_back),
            ice_servers=self.ice_servers,
        )
        self._lines.add(line)
        send(self._opened(line, plan))
        line.begin()
        return line

    async def _warm_up(self, plan: Plan) -> None:
        try:
            await asyncio.gather(self._engines.ear.warm_up(), self._engines.mouth.warm_up())
        except (EarError, MouthError) as error:
            logger.warning("no voice: %s", error)
            raise NoVoiceError("failed", FAILED) from error

    def _opened(self, line: VoiceLine, plan: Plan) -> dict[str, Any]:
        return {
            "type": "voice",
            "on": True,
            "stream": line.microphone.stream,
            "kept": line.microphone.kept,
            "received": line.microphone.received,
            "rate": {"in": 16_000, "out": OUT_RATE},
            "speaks": self._engines.mouth.speaks(plan.language),
            "rtc": self.ice_servers is not None,
        }

    def _closed(self, line: VoiceLine, give_back: Callable[[], None]) -> None:
        self._lines.discard(line)
        give_back()

    async def close(self) -> None:
        await asyncio.gather(*(line.close() for line in list(self._lines)))


def kept_of(room: LiveRoom, stream: str) -> int:
    """The last frame of this stream whose words are in the transcript."""
    found = ((m.data or {}).get("speech", {}) for m in room.messages if m.role == "user")
    return max((speech["frames"][1] for speech in found if speech.get("stream") == stream), default=0)
