"""A candidate's voice without a sound card, and engines without models: each loudness stands for a sentence."""

from __future__ import annotations

import asyncio
import json
import struct
import uuid
from array import array
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from websockets.asyncio.client import ClientConnection

from aural.voice.stt.protocol import BYTES_PER_MS, SttError, Transcription, Word
from aural.voice.tts.protocol import BYTES_PER_MS as OUT_BYTES_PER_MS
from tests.waiting import PATIENCE_SECONDS

Frame = dict[str, Any]
FRAME_MS = 40
LOUDER = 100


def sound(sentence: int, milliseconds: int) -> bytes:
    """Speech for which the STT engine returns the sentence of this number; 0 is silence."""
    return array("h", [sentence * LOUDER] * (16 * milliseconds)).tobytes()


class Listener:
    def __init__(self, stt: FakeStt) -> None:
        self._stt = stt
        self._heard = bytearray()

    def feed(self, pcm: bytes) -> None:
        self._heard += pcm

    def pause(self) -> None:
        """Does nothing: recognition doesn't start early."""

    async def caption(self) -> str | None:
        return self._find().text or None

    async def result(self) -> Transcription:
        if self._stt.faults:
            raise self._stt.faults.pop()
        if self._stt.gate is not None:
            await self._stt.gate.wait()
        return self._find()

    def _find(self) -> Transcription:
        words: list[Word] = []
        at = 0
        for level, run in groupby(array("h", bytes(self._heard))):
            milliseconds = len(list(run)) // 16
            if level:
                text = f" {self._stt.sentences[level // LOUDER - 1]}"
                words.append(Word(text, at, at + milliseconds, self._stt.confidence))
            at += milliseconds
        text = "".join(word.text for word in words).strip()
        return Transcription(text, tuple(words), self._stt.confidence if words else None)

    async def close(self) -> None:
        """Does nothing."""


class FakeStt:
    name = "scripted"

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = sentences
        self.confidence = 0.9
        self.faults: list[SttError] = []
        self.gate: asyncio.Event | None = None

    def supports(self, language: str) -> bool:
        return language == "en"

    def listen(self, _language: str, _terms: tuple[str, ...] = ()) -> Listener:
        return Listener(self)

    async def warm_up(self) -> None: ...
    async def close(self) -> None: ...


class FakeTts:
    name = "scripted"
    credit = "scripted voice"
    milliseconds = 200

    def speaks(self, language: str) -> bool:
        return language == "en"

    async def speak(self, text: str, *, language: str, speed: float = 1.0) -> AsyncIterator[tuple[str, bytes]]:
        yield text, bytes(self.milliseconds * OUT_BYTES_PER_MS)

    async def prepare(self, texts: list[str], *, language: str, speed: float = 1.0) -> None: ...
    async def warm_up(self) -> None: ...
    async def close(self) -> None: ...


class Activity:
    """Treats every loud sound as speech. `open` counts the detectors in use."""

    interviewer_speaks = False
    open = 0

    def __init__(self) -> None:
        self._rest = b""
        Activity.open += 1

    def hear(self, pcm: bytes) -> list[float]:
        self._rest += pcm
        found = []
        while len(self._rest) >= 1024:
            window, self._rest = self._rest[:1024], self._rest[1024:]
            found.append(1.0 if any(window) else 0.0)
        return found

    def close(self) -> None:
        Activity.open -= 1


@dataclass
class Voice:
    """The client's side of a spoken interview. It reports every utterance as played at once, unless `plays` is off."""

    socket: ClientConnection
    stream: str = field(default_factory=lambda: str(uuid.uuid4()))
    heard: list[Frame] = field(default_factory=list)
    sounds: dict[int, int] = field(default_factory=dict)  # bytes of each utterance
    plays: bool = True
    number: int = 0
    sent: dict[int, bytes] = field(default_factory=dict)

    async def send(self, **frame: Any) -> None:
        await self.socket.send(json.dumps(frame))

    async def cut(self) -> None:
        """Drops the connection without a close handshake, which could take 10 s if much was not read."""
        self.socket.transport.abort()
        await self.socket.wait_closed()

    async def switch_on(self, **more: Any) -> Frame:
        await self.send(type="voice", on=True, stream=self.stream, **more)
        return await self.next("voice")

    async def next(self, kind: str, **like: Any) -> Frame:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                frame = await self._take()
                inner = frame.get(kind) if isinstance(frame.get(kind), dict) else {}
                assert inner is not None
                if frame["type"] == kind and all((frame | inner).get(key) == value for key, value in like.items()):
                    return frame

    async def _take(self) -> Frame:
        raw = await self.socket.recv()
        if isinstance(raw, bytes):
            utterance = struct.unpack_from("<I", raw)[0]
            self.sounds[utterance] = self.sounds.get(utterance, 0) + len(raw) - 4
            return {"type": "sound", "utterance": utterance}
        frame: Frame = json.loads(raw)
        self.heard.append(frame)
        if frame["type"] == "said" and self.plays:
            await self.played(frame["utterance"])
        return frame

    async def played(self, utterance: int, milliseconds: int | None = None, *, ended: bool = True) -> None:
        all_of_it = self.sounds.get(utterance, 0) // OUT_BYTES_PER_MS
        told = all_of_it if milliseconds is None else milliseconds
        await self.send(type="played", utterance=utterance, milliseconds=told, ended=ended)

    async def say(self, *parts: tuple[int, int]) -> None:
        """Sends parts of (sentence, milliseconds), one after the other; 0 is silence."""
        pcm = b"".join(sound(sentence, milliseconds) for sentence, milliseconds in parts)
        for start in range(0, len(pcm), FRAME_MS * BYTES_PER_MS):
            self.number += 1
            piece = pcm[start : start + FRAME_MS * BYTES_PER_MS].ljust(FRAME_MS * BYTES_PER_MS, b"\0")
            self.sent[self.number] = piece
            await self.send_frame(self.number)

    async def send_frame(self, number: int) -> None:
        await self.socket.send(struct.pack("<I", number) + self.sent[number])

    @property
    def states(self) -> list[str]:
        return [frame["state"] for frame in self.heard if frame["type"] == "state"]

    @property
    def said(self) -> list[str]:
        return [frame["text"] for frame in self.heard if frame["type"] == "utterance"]
