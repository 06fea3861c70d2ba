"""A house whose server has a voice but no models."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection

from aural.interviewer.foreseen import next_acknowledgement
from aural.room.protocol.client import VoiceFrame
from aural.voice.admission import Admission
from aural.voice.endpointing.detector import AdaptiveTurns
from aural.voice.engines import Engines
from aural.voice.load import BOUNDS, Load
from aural.voice.service import VoiceService
from aural.voice.slots import VoiceSlots
from tests.room.conftest import House, clock, open_house  # noqa: F401 - fixtures
from tests.voice.talking import Activity, FakeStt, FakeTts, Frame, Voice

SENTENCES = (
    "I rewrote the billing service in March because retries blocked its queue, and it took six weeks.",
    "I measured it every night for a month.",
    "Give me a minute.",
    "Mm-hmm.",
    "Sorry, can I stop you there? I have read the instructions already.",
)


@dataclass
class SpokenHouse:
    house: House
    stt: FakeStt
    tts: FakeTts
    service: VoiceService
    sockets: list[ClientConnection] = field(default_factory=list)
    browser: str = field(default_factory=lambda: str(uuid.uuid4()))  # so that a return is recognized at once

    async def open_socket(self, origin: str | None = None) -> ClientConnection:
        self.sockets.append(await self.house.open_socket(origin))
        return self.sockets[-1]

    async def enter(self, token: str, *, client: str | None = None, take_over: bool = False, after: int = 0) -> Voice:
        hello = {"type": "hello", "protocol": "aural.room/1", "ticket": await self.house.ticket(token), "after": after}
        voice = Voice(await self.open_socket())  # from here on, the server waits for `hello`
        await voice.send(**hello, client=client or self.browser, takeOver=take_over)
        await voice.next("welcome")
        return voice

    async def begin(self, *questions: Frame, **settings: Any) -> tuple[Voice, str]:
        """Lets a candidate send `hello`, with the voice still off. Returns the voice and the personal token."""
        interview = await self.house.interview(*questions, **{"voiceEnabled": True, **settings})
        started = (await self.house.start(interview["publicSlug"])).json()["data"]
        token = started["personalUrl"].partition("token=")[2]
        return await self.enter(token), token

    async def listening(self, *questions: Frame, **settings: Any) -> tuple[Voice, str]:
        """A candidate who has heard the first question."""
        voice, token = await self.begin(*questions, **settings)
        await voice.switch_on()
        await voice.next("state", state="listening")
        return voice, token


@pytest.fixture
def reports_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine, too, reports on played speech arrive in time to count."""
    monkeypatch.setattr("aural.voice.pipeline.speaking.GRACE_SECONDS", 3600)
    monkeypatch.setattr("aural.voice.pipeline.speaking.STOP_SECONDS", 3600)


@pytest.fixture
async def spoken(
    open_house: Callable[..., Awaitable[House]],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[SpokenHouse]:
    # On a busy machine, one more word could cover a reply. test_acknowledging.py tests that with a virtual clock.
    monkeypatch.setattr("aural.voice.pipeline.speaking.PATIENCE_SECONDS", 3600)
    house = await open_house()
    stt, tts = FakeStt(SENTENCES), FakeTts()

    async def predict_turn_end(_speech: bytes) -> float:
        return 0.99

    engines = Engines(stt, tts, Activity, predict_turn_end, next_acknowledgement)
    service = VoiceService(
        engines,
        Admission(VoiceSlots(house.server.settings.data_dir, 2), Load({"queue": BOUNDS["queue"]})),
        _new_detector,
    )
    house.server.rooms.context = replace(house.server.rooms.context, voice=service)
    house.server.rooms.voice = service
    spoken = SpokenHouse(house, stt, tts, service)
    yield spoken
    for socket in spoken.sockets:
        # The socket is aborted, because a close handshake behind unread data would arrive after 10 s or never.
        socket.transport.abort()
    await asyncio.gather(*(socket.wait_closed() for socket in spoken.sockets))


def _new_detector(asked: VoiceFrame, language: str) -> AdaptiveTurns:
    return AdaptiveTurns(language, push_to_talk=asked.push_to_talk)
