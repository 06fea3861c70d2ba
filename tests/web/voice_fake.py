"""A spoken room with a faked server, and a microphone that is given to the page."""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from playwright.async_api import Page, WebSocketRoute

from tests.web.room_fake import INTERVIEW, FakeRoom, OpenPage, entry, send

SPOKEN: dict[str, Any] = INTERVIEW | {
    "channels": ["chat", "voice"],
    "voice": {"hasPlace": True, "pushToTalk": False},
}
RATE_OUT = 24_000
PIECE = 2_400
LOOP = 2 * RATE_OUT  # after which the interviewer's voice repeats
NOT_ACKNOWLEDGED = ("voice", "done", "talk", "mute", "speed", "played")

# A voice that never ends: a low tone that rises and falls like syllables, with a pause every three seconds.
MICROPHONE = """
(() => {
  const speak = () => {
    const context = new AudioContext();
    const tone = context.createOscillator();
    tone.frequency.value = 180;
    const gain = context.createGain();
    gain.gain.value = 0;
    const start = context.currentTime;
    for (let step = 0; step < 6000; step++) {
      const at = step * 0.1;
      const loud = at % 3 > 2.4 ? 0 : Math.abs(Math.sin(step * 1.3)) * Math.abs(Math.sin(step / 7 + 1)) * 0.4 + 0.01;
      gain.gain.linearRampToValueAtTime(window.isSilent ? 0 : loud, start + at);
    }
    const target = context.createMediaStreamDestination();
    tone.connect(gain).connect(target);
    tone.start();
    return target.stream;
  };
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    window.wanted = wanted;
    if (window.refusal) throw new DOMException("no", window.refusal);
    if (window.isAsking) await new Promise(() => {});
    return (window.microphone = speak());
  };
  navigator.mediaDevices.enumerateDevices = async () => [
    { kind: "audioinput", deviceId: "a", label: "Headset microphone" },
    { kind: "audioinput", deviceId: "b", label: "Built-in microphone" },
    { kind: "audiooutput", deviceId: "c", label: "Headset" },
    { kind: "audiooutput", deviceId: "d", label: "Built-in loudspeakers" },
  ];
})();
"""


@dataclass
class SpokenRoom(FakeRoom):
    """`voice` is the answer when the voice is switched on; with None, no answer comes."""

    entry: dict[str, Any] | None = field(default_factory=lambda: entry(interview=SPOKEN))
    voice: dict[str, Any] | None = field(default_factory=dict)
    sounds: list[bytes] = field(default_factory=list)
    state: dict[str, Any] | None = None  # the last state sent

    def _take(self, socket: WebSocketRoute, raw: str | bytes) -> None:
        self.arrived.set()
        if isinstance(raw, bytes):
            self.sounds.append(raw)
        elif (frame := json.loads(raw))["type"] not in NOT_ACKNOWLEDGED:
            self._hear(socket, frame)
        else:
            self.received.append(frame)
            if frame["type"] == "voice" and frame["on"]:
                self._answer(socket, frame["stream"])

    def _answer(self, socket: WebSocketRoute, stream: str) -> None:
        if self.voice is None:
            return
        on = {"on": True, "stream": stream, "kept": 0, "received": 0, "speaks": True}
        send(socket, {"type": "voice"} | on | {"rate": {"in": 16_000, "out": RATE_OUT}} | self.voice)
        if self.state is not None:  # a connection that comes back gets the state again
            send(socket, self.state)

    def tell(self, frame: dict[str, Any]) -> None:
        if frame["type"] == "state":
            self.state = frame
        super().tell(frame)

    def say(self, utterance: int, text: str, seconds: float = 0.0, seq: int | None = None) -> None:
        """Begins an utterance of the interviewer with this many seconds of sound."""
        self.tell({"type": "utterance", "utterance": utterance, "seq": seq, "text": text, "synthetic": True})
        self.tell({"type": "state", "state": "speaking"})
        for start in range(0, int(seconds * RATE_OUT), PIECE):
            self.sockets[-1].send(struct.pack("<I", utterance) + _syllables(start % LOOP, PIECE))

    def numbers(self) -> list[int]:
        """The numbers of the microphone's pieces, in the order of arrival."""
        return [int.from_bytes(sound[:4], "little") for sound in self.sounds]


@cache
def _syllables(start: int, count: int) -> bytes:
    def sample(at: int) -> int:
        loud = abs(math.sin(at / 3_300)) * abs(math.sin(at / 21_000 + 0.7))
        return round(9_000 * loud * math.sin(at * 2 * math.pi * 210 / RATE_OUT))

    return struct.pack(f"<{count}h", *(sample(start + index) for index in range(count)))


Prepare = Callable[[Page, SpokenRoom], Awaitable[None]]


async def open_spoken(open_page: OpenPage, fake: SpokenRoom, *, script: str = "", **options: Any) -> Page:
    """Opens the room by voice, as after a reload. `script` runs before the page's scripts."""
    fake.entry, fake.session = entry("resumable", interview=SPOKEN), "resumed"
    page = await open_page("", **options)
    await fake.attach(page)
    await page.add_init_script(MICROPHONE + script)
    await page.add_init_script("sessionStorage.setItem('aural.voice.mode.backend', 'voice')")
    await page.goto("/i/backend/room")
    return page


async def open_check(open_page: OpenPage, fake: SpokenRoom, *, script: str = "", **options: Any) -> Page:
    """Opens the check of sound and microphone, as after a reload."""
    fake.entry = entry("resumable", interview=fake.entry["interview"] if fake.entry else SPOKEN)
    page = await open_page("", **options)
    await fake.attach(page)
    await page.add_init_script(MICROPHONE + script)
    await page.goto("/i/backend/check")
    return page
