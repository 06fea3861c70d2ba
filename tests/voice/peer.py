"""A candidate's browser as far as WebRTC goes: a real peer on loopback, whose speech is a tone."""

from __future__ import annotations

import asyncio
import itertools
import math
from array import array
from collections.abc import AsyncIterator

from aiortc import AudioStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack
from av import AudioFrame

from aural.voice.tts.protocol import RATE as OUT_RATE
from tests.voice import talking
from tests.voice.talking import LOUDER, Voice
from tests.waiting import PATIENCE_SECONDS

LOUD = 500  # mean of the absolute samples; the tone has 5,000, and silence through Opus next to none
FRAME_MS = 20


def tone(rate: int, milliseconds: int) -> bytes:
    """1 kHz."""
    wave = [round(8000 * math.sin(2 * math.pi * 1000 * at / rate)) for at in range(rate // 1000)]
    return array("h", wave * milliseconds).tobytes()


def levels(pcm: bytes) -> bytes:
    """PCM16 at 16 kHz as the scripted STT engine knows it: the first sentence where it is loud, and else silence."""
    samples = array("h", pcm)
    flat = array("h")
    for at in range(0, len(samples), 160):
        part = samples[at : at + 160]
        flat.extend([LOUDER if sum(map(abs, part)) / len(part) > LOUD else 0] * len(part))
    return flat.tobytes()


class Listener(talking.Listener):
    def feed(self, pcm: bytes) -> None:
        super().feed(levels(pcm))


class FakeStt(talking.FakeStt):
    def listen(self, _language: str, _terms: tuple[str, ...] = ()) -> Listener:
        return Listener(self)


class Activity(talking.Activity):
    def hear(self, pcm: bytes) -> list[float]:
        return super().hear(levels(pcm))


class FakeTts(talking.FakeTts):
    async def speak(self, text: str, *, language: str, speed: float = 1.0) -> AsyncIterator[tuple[str, bytes]]:
        yield text, tone(OUT_RATE, self.milliseconds)


class Speech(AudioStreamTrack):
    """The microphone: a tone for as long as it was asked to speak, else silence, in real time."""

    def __init__(self) -> None:
        super().__init__()
        self._loud_frames = 0
        self._said = asyncio.Event()
        self.sent_ms = 0

    async def say(self, milliseconds: int) -> None:
        """Until all of it is on its way."""
        self._loud_frames = milliseconds // FRAME_MS
        self._said.clear()
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._said.wait()

    async def recv(self) -> AudioFrame:
        frame = await super().recv()  # it keeps the time
        assert isinstance(frame, AudioFrame)
        if self._loud_frames:
            frame.planes[0].update(tone(frame.sample_rate, FRAME_MS))
            self._loud_frames -= 1
            if not self._loud_frames:
                self._said.set()
        self.sent_ms += FRAME_MS
        return frame


class Peer:
    """The other end of one offer. `loud` is set while the interviewer is heard, and `quiet` while not."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self.connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.speech = Speech()
        self.connection.addTrack(self.speech)
        self.loud, self.quiet, self.closed = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.loud_ms = 0
        self._connected = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None
        self.connection.on("track", self._take_track)
        self.connection.on("connectionstatechange", self._changed)

    async def offer(self) -> str:
        await self.connection.setLocalDescription(await self.connection.createOffer())
        return str(self.connection.localDescription.sdp)

    async def ask(self) -> talking.Frame:
        await self._voice.send(type="rtc", sdp=await self.offer())
        return await self._voice.next("rtc")

    async def connect(self, *, begins: bool = True) -> talking.Frame:
        """From the offer until the candidate's sound goes by the track, or only could."""
        answer = await self.ask()
        await self.connection.setRemoteDescription(RTCSessionDescription(answer["sdp"], "answer"))
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._connected.wait()
        if begins:
            await self._voice.send(type="rtc", number=self._voice.number)
        return answer

    def lose(self, every: int) -> None:
        """Of the packets with sound, each so many-th is lost on the way."""
        transport, count = self.connection.getSenders()[0].transport, itertools.count(1)
        send = transport._send_rtp

        async def send_some(data: bytes) -> None:
            if next(count) % every:
                await send(data)

        transport._send_rtp = send_some  # type: ignore[method-assign]

    async def mark(self) -> int:
        """As many pieces of 40 ms as were sent by the track are recorded."""
        self._voice.number += self.speech.sent_ms // 40
        self.speech.sent_ms = 0
        await self._voice.send(type="rtc", number=self._voice.number)
        return self._voice.number

    def _changed(self) -> None:
        if self.connection.connectionState == "connected":
            self._connected.set()
        elif self.connection.connectionState in ("closed", "failed"):
            self.closed.set()

    def _take_track(self, track: MediaStreamTrack) -> None:
        self._listening = asyncio.create_task(self._listen(track))

    async def _listen(self, track: MediaStreamTrack) -> None:
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            assert isinstance(frame, AudioFrame)
            samples = array("h", bytes(frame.planes[0])[: frame.samples * 2 * len(frame.layout.channels)])
            is_loud = sum(map(abs, samples)) / len(samples) > LOUD
            self.loud_ms += FRAME_MS if is_loud else 0
            for event, is_so in ((self.loud, is_loud), (self.quiet, not is_loud)):
                event.set() if is_so else event.clear()

    async def close(self) -> None:
        await self.connection.close()
        if self._listening is not None:
            await self._listening
