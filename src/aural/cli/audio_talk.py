"""`aural talk --audio`: a voice client without a browser. It speaks recordings in real time and logs the events."""

from __future__ import annotations

import asyncio
import contextlib
import json
import struct
import sys
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TextIO

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from aural.cli.answerers import Frame
from aural.cli.talk import COMPLETED, FAILED, TURNED_AWAY, UNREACHABLE, Link, Talk, TurnedAwayError

RATE = 16_000
OUT_BYTES_PER_MS = 24_000 * 2 // 1000
FRAME_MS = 40
_FRAME_BYTES = RATE * 2 * FRAME_MS // 1000
_NUMBER = struct.Struct("<I")
REPORT_SECONDS = 0.25
Start = Literal["listening", "speaking"]


class RecordingError(Exception):
    """The recording can't be used. The message says why."""


def read_recording(path: Path) -> bytes:
    """The left channel of a WAV or FLAC file as PCM16, 16 kHz, mono. Raises RecordingError."""
    try:
        import av
        import av.error
        import numpy
    except ImportError as error:
        raise RecordingError("Reading recordings needs aural[voice], which is not installed.") from error
    resampler = av.AudioResampler("s16", "mono", RATE)
    parts: list[bytes] = []
    try:
        with av.open(str(path)) as container:
            for decoded in container.decode(audio=0):
                for frame in resampler.resample(_left(av, numpy, decoded)):
                    parts.append(frame.to_ndarray().tobytes())
            parts += [frame.to_ndarray().tobytes() for frame in resampler.resample(None)]
    except (av.error.FFmpegError, OSError, IndexError, ValueError) as error:
        raise RecordingError(f"{path.name} cannot be read as a recording: {error}.") from error
    return b"".join(parts)


def _left(av: Any, numpy: Any, decoded: Any) -> Any:
    samples = decoded.to_ndarray()
    channels = decoded.layout.nb_channels
    if not decoded.format.is_planar:
        samples = samples.reshape(-1, channels).T
    left = numpy.ascontiguousarray(samples[:1])
    frame = av.AudioFrame.from_ndarray(left, format=decoded.format.packed.name, layout="mono")
    frame.sample_rate = decoded.sample_rate
    return frame


class Silent:
    """A candidate who only speaks and types nothing."""

    name, email = "Voice client", "voice@example.com"
    revealed: list[str] = []  # noqa: RUF012

    def introduce(self, entry: Frame) -> None:
        """Agrees to the text as a whole."""

    async def answer(self, _room: Frame, _spoken: Frame) -> Frame:
        return {"type": "answer"}  # empty: nothing is sent


@dataclass(slots=True)
class Playback:
    """Simulates a loudspeaker, to know how much of an utterance it has played so far."""

    number: int
    began: float = 0.0
    until: float = 0.0  # when the sound received so far has been played
    gap: float = 0.0  # seconds of silence while waiting for more sound
    received_ms: int = 0
    is_said: bool = False

    def add(self, now: float, pcm: bytes) -> None:
        if not self.received_ms:
            self.began = self.until = now
        self.gap += max(0.0, now - self.until)
        milliseconds = len(pcm) // OUT_BYTES_PER_MS
        self.received_ms += milliseconds
        self.until = max(now, self.until) + milliseconds / 1000

    def played_ms(self, now: float) -> int:
        if not self.received_ms:
            return 0
        return max(0, min(self.received_ms, self.received_ms - round((self.until - now) * 1000)))


@dataclass(slots=True)
class AudioTalk(Talk):
    """Speaks one of the `recordings` each time the room listens. `is_once`: leaves after the first answer."""

    recordings: list[bytes] = field(default_factory=list)
    start: Start = "listening"
    is_once: bool = False
    write: Callable[[dict[str, object]], None] = lambda _event: None
    state: str = ""
    stream: str = field(default_factory=lambda: str(uuid.uuid4()))
    _begun: asyncio.Event = field(default_factory=asyncio.Event)
    _sound: bytes = b""  # the rest of the current recording
    _kept: dict[int, bytes] = field(default_factory=dict)  # frames that the server may ask for again
    _number: int = 0
    _next: int = 1  # the number of the next frame to send
    _to_send: asyncio.Event = field(default_factory=asyncio.Event)
    _is_on: bool = False
    _playback: Playback | None = None
    _started_at: float | None = None  # when the first sample was sent
    _early: list[tuple[float, dict[str, object]]] = field(default_factory=list)
    _answers: int = 0
    _played_seq: int = 0
    _seq_of: dict[int, int] = field(default_factory=dict)

    async def run(self) -> int:
        self._event("state", state="connecting")
        work = (self._speak(), self._stream(), self._report(), Talk.run(self))
        tasks = [asyncio.create_task(one) for one in work]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        except TurnedAwayError:
            self._event("state", state="walled")
            raise
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._flush()
        return 0

    # --- frames from the server ---------------------------------------------------------------------------------------

    def sounded(self, raw: bytes) -> None:
        number, pcm, now = _NUMBER.unpack_from(raw)[0], raw[_NUMBER.size :], self._now()
        playback = self._playback
        if playback is None or playback.number != number:
            return
        if not playback.received_ms:
            self._event("audio", utterance=number)
            message = self._message(number)
            if self.start == "speaking" and message is not None and message["kind"] == "question":
                self._begin_recording()
        playback.add(now, pcm)

    def _message(self, utterance: int) -> Frame | None:
        seq = self._seq_of.get(utterance)
        return next((m for m in self.messages if m["seq"] == seq), None)

    async def hear(self, socket: ClientConnection, frame: Frame) -> None:
        await Talk.hear(self, socket, frame)
        match frame["type"]:
            case "welcome":
                self._is_on, self._playback = False, None
                await self._send({"type": "voice", "on": True, "stream": self.stream, "after": self._played_seq})
            case "voice":
                self._switched(frame)
            case "state":
                self._saw_state(frame["state"])
            case "stop":
                await self._stop(frame["utterance"])
            case "kept":
                self._forget(frame["seq"])
            case _:
                self._note(frame)

    def _note(self, frame: Frame) -> None:
        match frame["type"]:
            case "utterance":
                self._playback = Playback(frame["utterance"])
                self._seq_of[frame["utterance"]] = frame["seq"] or 0
                self._event("interviewer", text=frame["text"])
            case "said" if self._playback is not None:
                self._playback.is_said = True
            case "duck" | "caption" | "turn_end":
                shown = ("on", "text", "final", "reason")
                self._event(frame["type"], **{name: frame[name] for name in shown if name in frame})
            case "message" if frame["message"]["role"] == "user":
                self._event("answer", text=frame["message"]["content"])
                self._answers += 1

    def _switched(self, frame: Frame) -> None:
        self._is_on = frame["on"]
        if not frame["on"]:
            raise TurnedAwayError(frame["message"])
        self._forget(frame["kept"])
        self._next = max(frame["received"] + 1, min(self._kept, default=0))
        self._to_send.set()

    def _forget(self, kept: int) -> None:
        self._kept = {number: raw for number, raw in self._kept.items() if number > kept}

    def _saw_state(self, state: str) -> None:
        self.state = state
        self._event("state", state=state)
        if state in ("listening", "closing") and self.start == "listening":
            self._begin_recording()

    def _begin_recording(self) -> None:
        if not self._sound and self.recordings:
            self._sound = self.recordings.pop(0)
            self._begun.set()

    # --- the loudspeaker ----------------------------------------------------------------------------------------------

    async def _stop(self, utterance: int) -> None:
        playback, self._playback = self._playback, None
        if playback is not None and playback.number == utterance:
            self._event("audio_stop", utterance=utterance)
            await self._tell_played(playback, ended=True)

    async def _report(self) -> None:
        while True:
            await asyncio.sleep(REPORT_SECONDS)
            playback = self._playback
            if playback is None:
                continue
            has_ended = playback.is_said and self._now() >= playback.until
            if has_ended:
                self._playback = None
                self._played_seq = max(self._played_seq, self._seq_of.get(playback.number, 0))
            await self._tell_played(playback, ended=has_ended)

    async def _tell_played(self, playback: Playback, *, ended: bool) -> None:
        played = playback.played_ms(self._now())
        frame = {"type": "played", "utterance": playback.number, "milliseconds": played, "ended": ended}
        await self._send(frame)

    # --- the microphone -----------------------------------------------------------------------------------------------

    async def _speak(self) -> None:
        """Sends the recordings, and silence between them, in real time. It starts with the first recording."""
        await self._begun.wait()
        began, sent = self._now(), 0
        self._started_at = began
        self._flush()
        while True:
            pcm, self._sound = self._sound[:_FRAME_BYTES], self._sound[_FRAME_BYTES:]
            await self._send_frame(pcm.ljust(_FRAME_BYTES, b"\0"))
            sent += 1
            if self.is_once and self._answers and not self._sound:
                return
            await asyncio.sleep(max(0.0, began + sent * FRAME_MS / 1000 - self._now()))

    async def _send_frame(self, pcm: bytes) -> None:
        self._number += 1
        self._kept[self._number] = _NUMBER.pack(self._number) + pcm
        self._to_send.set()

    async def _stream(self) -> None:
        """Sends the frames that the server hasn't received, in order, whenever there is a connection."""
        while True:
            await self._to_send.wait()
            self._to_send.clear()
            while self._is_on and (raw := self._kept.get(self._next)) is not None:
                self._next += 1
                await self._send_sound(raw)

    async def _send_sound(self, raw: bytes) -> None:
        if self.socket is not None:
            with suppress(ConnectionClosed):
                await self.socket.send(raw)

    # --- the log of events --------------------------------------------------------------------------------------------

    def _event(self, kind: str, **values: object) -> None:
        event, now = {"kind": kind, **values}, self._now()
        if self._started_at is None:
            self._early.append((now, event))
        else:
            self.write({"t": round(now - self._started_at, 3), **event})

    def _flush(self) -> None:
        """Writes the events from before the first sample, with negative times."""
        early, self._early = self._early, []
        began = self._started_at if self._started_at is not None else self._now()
        for at, event in early:
            self.write({"t": round(at - began, 3), **event})

    def _now(self) -> float:
        return asyncio.get_running_loop().time()


def writer_of(file: TextIO) -> Callable[[dict[str, object]], None]:
    def write(event: dict[str, object]) -> None:
        file.write(json.dumps(event, ensure_ascii=False) + "\n")
        file.flush()

    return write


async def speak_recordings(
    link: str, paths: Sequence[Path], events: Path | None, *, start: Start, is_once: bool
) -> tuple[int, str]:
    """Takes the interview by voice. Returns (exit code, error message or "")."""
    try:
        recordings = [read_recording(path) for path in paths]
        with contextlib.ExitStack() as stack:
            file = sys.stdout if events is None else stack.enter_context(events.open("w"))
            talk = AudioTalk(
                Link.parse(link),
                Silent(),
                lambda _message: None,
                recordings=recordings,
                start=start,
                is_once=is_once,
                write=writer_of(file),
            )
            await talk.run()
    except RecordingError as error:
        return FAILED, str(error)
    except TurnedAwayError as error:
        return TURNED_AWAY, str(error)
    except UNREACHABLE as error:
        return FAILED, f"The server cannot be reached ({type(error).__name__}). Is it running?"
    return COMPLETED, ""
