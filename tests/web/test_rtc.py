"""The page's half of WebRTC with the server's own half of it: a real browser's connection, real packets, loopback."""

from __future__ import annotations

import asyncio
import json
import struct
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.async_api import Page, WebSocketRoute

from aural.voice.pipeline.microphone import Microphone
from aural.voice.transports.switched import SwitchedTransport
from aural.voice.tts.protocol import RATE
from tests.voice.peer import levels, tone
from tests.web import waiting
from tests.web.conftest import Profiles
from tests.web.voice_fake import SpokenRoom, open_spoken

# What leaves a volume of the page for the loudspeaker is looked at on its way.
ANALYSER = """
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (to, ...rest) {
  if (this instanceof GainNode && to instanceof AudioDestinationNode) {
    window.analyser = to.context.createAnalyser();
    connect.call(this, window.analyser);
  }
  return connect.call(this, to, ...rest);
};
"""
UNTIL_LOUDNESS = """async ([least, most]) => {
  const samples = new Float32Array(2048);
  for (;;) {
    window.analyser?.getFloatTimeDomainData(samples);
    const loudness = Math.max(...samples);
    if (window.analyser && loudness >= least && loudness <= most) return;
    await new Promise((settle) => setTimeout(settle, 10));
  }
}"""


@dataclass
class RtcRoom(SpokenRoom):
    """A spoken room whose sound goes by the server's own transport; `loud`: the microphone was heard by it."""

    voice: dict[str, Any] | None = field(default_factory=lambda: {"rtc": True})
    loud: asyncio.Event = field(default_factory=asyncio.Event)
    line: SwitchedTransport | None = None

    def _answer(self, socket: WebSocketRoute, stream: str) -> None:
        self.microphone = Microphone(stream, 0)
        self.line = SwitchedTransport(
            self, (), self.microphone, self._listen, lambda *_played: None, asyncio.create_task
        )
        super()._answer(socket, stream)

    def _take(self, socket: WebSocketRoute, raw: str | bytes) -> None:
        super()._take(socket, raw)
        if self.line is None:
            return
        if isinstance(raw, bytes):
            self.line.take_by_socket()
            self.microphone.take(raw)
        elif (frame := json.loads(raw))["type"] == "rtc":
            self.line.take(frame)

    async def _listen(self, pcm: bytes) -> None:
        if any(levels(pcm)):
            self.loud.set()

    def numbers_told(self) -> list[int]:
        return [frame["number"] for frame in self.frames("rtc") if "number" in frame]

    # --- the socket's side of the line ---

    def play(self, utterance: int, pcm: bytes) -> None:
        self.sockets[-1].send(struct.pack("<I", utterance) + pcm)

    def clear(self, utterance: int) -> None:
        self.tell({"type": "stop", "utterance": utterance})


async def until_loudness(page: Page, least: float, most: float = 1.0) -> None:
    async with asyncio.timeout(waiting.SECONDS):
        await page.evaluate(UNTIL_LOUDNESS, [least, most])


async def test_sound_goes_by_webrtc_where_it_is_offered_and_by_the_socket_where_that_is_lost(
    open_page: Profiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aioice.ice.get_host_addresses", lambda **_which: ["127.0.0.1"])
    fake = RtcRoom()
    page = await open_spoken(open_page, fake, script=ANALYSER, permissions=["microphone"])
    await fake.until(lambda: len(fake.numbers_told()) > 3)
    line = fake.line
    assert line is not None
    async with asyncio.timeout(waiting.SECONDS):
        await fake.loud.wait()
    told = fake.numbers_told()
    assert told[0] == fake.numbers()[-1]  # all up to there came by the socket, and nothing since
    assert told == sorted(set(told))

    line.tell({"type": "utterance", "utterance": 1, "seq": None, "text": "What broke?"})
    line.play(1, tone(RATE, 60_000))
    await until_loudness(page, 0.1)
    line.tell({"type": "duck", "utterance": 1, "on": True})
    await until_loudness(page, 0.01, 0.07)
    line.tell({"type": "duck", "utterance": 1, "on": False})
    await until_loudness(page, 0.1)

    assert line._rtc is not None
    await line._rtc._peer.close()
    by_socket = len(fake.sounds)
    await fake.until(lambda: len(fake.sounds) > by_socket)
    assert fake.numbers()[by_socket] == fake.microphone.received - (len(fake.sounds) - by_socket) + 1
    await fake.until(lambda: any(played["utterance"] == 1 for played in fake.frames("played")))  # the rest of it
    await line.close()
