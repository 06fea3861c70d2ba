"""The WebRTC transport: one audio track each way. Imported with the first offer, never at the server's start.

Only this module and `reordering` know WebRTC; events stay on the room's socket.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from fractions import Fraction
from typing import Any

from aiortc import MediaStreamTrack, RTCConfiguration, RTCIceServer, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, AudioResampler

from aural.voice.pipeline.playout import FRAME_MS, Playout
from aural.voice.stt.protocol import BYTES_PER_MS
from aural.voice.transports.protocol import MediaTransport
from aural.voice.transports.reordering import Reordering
from aural.voice.tts.protocol import RATE as OUT_RATE

logger = logging.getLogger("aural.voice")
IN_RATE = 16_000
PIECE_MS = 40
# The longest gap that is filled with silence, after sound was lost, or not sent because it was silent.
LONGEST_GAP_MS = 2000
# Live sound is never faster than the clock: sound that is further ahead than this is dropped.
MOST_AHEAD_MS = 2000
# For finding out the server's own addresses: aioice waits five seconds for a STUN or TURN server that doesn't answer.
LONGEST_ANSWER_SECONDS = 10.0
_STOPPED = ("failed", "closed", "disconnected")
Spawn = Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]


class OfferError(Exception):
    """The offer can't be accepted; the text says why."""


class RtcTransport:
    """One peer connection. `hear` is called with the candidate's sound: PCM16, 16 kHz, mono, 40 ms."""

    def __init__(
        self,
        socket: MediaTransport,
        ice_servers: tuple[str, ...],
        hear: Callable[[bytes], Awaitable[None]],
        on_played: Callable[[int, int], None],
        spawn: Spawn,
    ) -> None:
        # Always pass a list: without one, aiortc would ask a public STUN server.
        self._peer = RTCPeerConnection(RTCConfiguration(iceServers=[_ice_server(url) for url in ice_servers]))
        self._socket, self._hear, self._spawn = socket, hear, spawn
        self._playout = Playout(on_played)
        self._connected = asyncio.get_running_loop().create_future()
        self._over = asyncio.Event()
        self._track: MediaStreamTrack | None = None
        self._answering: asyncio.Task[str] | None = None
        self._hearing: asyncio.Task[None] | None = None
        self._peer.on("track", self._take_track)
        self._peer.on("connectionstatechange", self._changed)

    async def answer(self, offer: str) -> str:
        """The answer's SDP, with all ICE candidates. Raises OfferError, and whatever parsing the SDP raises."""
        self._answering = asyncio.create_task(self._answer(offer))
        return await asyncio.shield(self._answering)

    async def _answer(self, offer: str) -> str:
        await self._peer.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        ways = self._peer.getTransceivers()
        if self._track is None or len(ways) != 1 or self._peer.sctp is not None:
            raise OfferError("An offer has one section: audio, sent and received.")
        # A private attribute of aiortc: a test that loses packets fails if replacing it no longer has an effect.
        vars(ways[0].receiver)["_RTCRtpReceiver__jitter_buffer"] = Reordering()
        self._peer.addTrack(_Interviewer(self._playout))
        await self._peer.setLocalDescription(await self._peer.createAnswer())
        if ways[0].currentDirection != "sendrecv":
            raise OfferError("An offer has one section: audio, sent and received.")
        self._hearing = self._spawn(self._listen(self._track))
        return self._peer.localDescription.sdp

    async def until_connected(self) -> bool:
        """Waits for the connection. False if it failed."""
        return bool(await asyncio.shield(self._connected))

    async def until_over(self) -> None:
        await self._over.wait()

    # --- MediaTransport -----------------------------------------------------------------------------------------------

    def play(self, utterance: int, pcm: bytes) -> None:
        self._playout.play(utterance, pcm)

    def clear(self, utterance: int) -> None:
        self._playout.clear(utterance)
        self._socket.clear(utterance)

    def tell(self, frame: dict[str, Any]) -> None:
        self._socket.tell(frame)
        if frame["type"] == "said":
            self._playout.end(frame["utterance"])

    def take_rest(self) -> tuple[int, int, bytes, bool] | None:
        return self._playout.take_rest()

    # --- the connection -----------------------------------------------------------------------------------------------

    def _take_track(self, track: MediaStreamTrack) -> None:
        self._track = track

    def _changed(self) -> None:
        state = self._peer.connectionState
        if state == "connected" and not self._connected.done():
            self._connected.set_result(True)
        elif state in _STOPPED:
            self._stop()

    def _stop(self) -> None:
        if not self._connected.done():
            self._connected.set_result(False)
        self._over.set()

    async def _listen(self, track: MediaStreamTrack) -> None:
        """Passes on the track's sound until the track ends, for any reason; the connection is useless after that."""
        pieces, loop = _Pieces(), asyncio.get_running_loop()
        try:
            with suppress(MediaStreamError):
                while True:
                    frame = await track.recv()
                    assert isinstance(frame, AudioFrame)
                    for piece in pieces.cut(frame, loop.time()):
                        await self._hear(piece)
        finally:
            self._stop()

    async def close(self) -> None:
        """Call it once and don't cancel it: a connection that is closed halfway or while opening leaks its sockets."""
        self._stop()
        if self._answering is not None:
            await asyncio.wait((self._answering,), timeout=LONGEST_ANSWER_SECONDS)
            self._answering.cancel()
            await asyncio.gather(self._answering, return_exceptions=True)
        if self._hearing is not None:
            self._hearing.cancel()
        await self._peer.close()


class _Pieces:
    """Cuts the track's frames into pieces of 40 ms at 16 kHz."""

    def __init__(self) -> None:
        self._resampler = AudioResampler(format="s16", layout="mono", rate=IN_RATE)
        self._rest = bytearray()
        self._next: float | None = None  # where in the track the next frame should begin, in seconds
        self._began_at = 0.0
        self._heard_ms = 0

    def cut(self, frame: AudioFrame, now: float) -> list[bytes]:
        self._began_at = self._began_at or now
        room_ms = (now - self._began_at) * 1000 + MOST_AHEAD_MS - self._heard_ms
        gap_ms = min(self._gap_ms(frame), LONGEST_GAP_MS, int(room_ms))
        if room_ms <= 0:
            return []
        frame.pts = None  # so that the resampler doesn't fill gaps
        pcm = b"".join(bytes(part.planes[0])[: part.samples * 2] for part in self._resampler.resample(frame))
        pcm = bytes(gap_ms * BYTES_PER_MS) + pcm
        self._heard_ms += len(pcm) // BYTES_PER_MS
        self._rest += pcm
        size = PIECE_MS * BYTES_PER_MS
        whole = len(self._rest) // size * size
        pieces = [bytes(self._rest[at : at + size]) for at in range(0, whole, size)]
        del self._rest[:whole]
        return pieces

    def _gap_ms(self, frame: AudioFrame) -> int:
        if frame.pts is None or frame.time_base is None:
            return 0
        begins = float(frame.pts * frame.time_base)
        gap_ms = 0 if self._next is None else max(0, round((begins - self._next) * 1000))
        self._next = begins + frame.samples / frame.sample_rate
        return gap_ms


class _Interviewer(MediaStreamTrack):
    """The track with the interviewer's sound in real time, and silence in between."""

    kind = "audio"

    def __init__(self, playout: Playout) -> None:
        super().__init__()
        self._playout = playout
        self._count = 0
        self._began_at: float | None = None

    async def recv(self) -> AudioFrame:
        if self.readyState != "live":
            raise MediaStreamError
        now = asyncio.get_running_loop().time()
        if self._began_at is None:
            self._began_at = now
        await asyncio.sleep(max(0.0, self._began_at + self._count * FRAME_MS / 1000 - now))
        frame = AudioFrame(format="s16", layout="mono", samples=OUT_RATE * FRAME_MS // 1000)
        frame.planes[0].update(self._playout.next_frame())
        frame.sample_rate, frame.time_base = OUT_RATE, Fraction(1, OUT_RATE)
        frame.pts = self._count * frame.samples
        self._count += 1
        return frame


def _ice_server(url: str) -> RTCIceServer:
    """Splits `turn:user:password@host:port` into the parts that aiortc expects."""
    scheme, _, rest = url.partition(":")
    who, at, where = rest.rpartition("@")
    if not at:
        return RTCIceServer(url)
    user, _, password = who.partition(":")
    return RTCIceServer(f"{scheme}:{where}", username=user, credential=password)
