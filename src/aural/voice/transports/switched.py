"""Switches one candidate's sound between the room's socket and WebRTC, while that is connected.

Events always use the socket. An utterance stays until its end on the transport that it began on. This module doesn't
depend on aiortc, which is loaded with the first offer; if that fails, sound continues over the socket.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any

from aural.room.conversation.frames import FrameError
from aural.voice.pipeline.microphone import GapError, Microphone
from aural.voice.transports.protocol import MediaTransport

if TYPE_CHECKING:
    from aural.voice.transports.webrtc import RtcTransport

logger = logging.getLogger("aural.voice")
MOST_OFFER_BYTES = 64 * 1024
MOST_CANDIDATES = 64  # the server sends a packet to each
CONNECT_SECONDS = 10.0
OFF = "This server has no WebRTC. The sound goes by the room's own connection."
REFUSED = "That offer cannot be taken. The sound goes by the room's own connection."
UNREACHABLE = "No way was found for WebRTC. The sound goes by the room's own connection."
LOST = "WebRTC is gone. The sound goes by the room's own connection."
ASKED = "The sound goes by the room's own connection."
_MOST_NUMBER = 1 << 32


class SwitchedTransport:
    """`ice_servers`: None if WebRTC is off. `hear` is called with the sound from the track; `on_played` with each
    utterance sent over it, and the milliseconds of it that were heard."""

    def __init__(
        self,
        socket: MediaTransport,
        ice_servers: tuple[str, ...] | None,
        microphone: Microphone,
        hear: Callable[[bytes], Awaitable[None]],
        on_played: Callable[[int, int], None],
        spawn: Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]],
    ) -> None:
        self._socket, self._ice_servers, self._microphone = socket, ice_servers, microphone
        self._hear, self._on_played, self._spawn = hear, on_played, spawn
        self._rtc: RtcTransport | None = None
        self._is_connected = False
        self._is_heard = False  # the candidate's sound comes from the track
        self._track_utterance = 0  # the one that is sent over the track
        self._given_ms = 0  # of that one over the track, if the socket took over its rest
        self._offer: str | None = None
        self._answering: asyncio.Task[None] | None = None
        self._closing: set[asyncio.Task[None]] = set()

    # --- MediaTransport -----------------------------------------------------------------------------------------------

    def play(self, utterance: int, pcm: bytes) -> None:
        self._line(utterance).play(utterance, pcm)

    def clear(self, utterance: int) -> None:
        self._line(utterance).clear(utterance)

    def tell(self, frame: dict[str, Any]) -> None:
        utterance = frame.get("utterance", 0)
        if frame["type"] == "utterance" and self._is_connected:
            self._track_utterance, self._given_ms = utterance, 0
            frame = frame | {"rtc": True}
        self._line(utterance).tell(frame)

    def heard_ms(self, utterance: int, milliseconds: int) -> int | None:
        """The milliseconds that the client reports for the socket, plus those that the track played before. None while
        the utterance uses the track: this server paces that, and so knows how much was played."""
        if utterance != self._track_utterance:
            return milliseconds
        return None if self._rtc is not None else self._given_ms + milliseconds

    def _line(self, utterance: int) -> MediaTransport:
        return self._rtc if self._rtc is not None and utterance == self._track_utterance else self._socket

    # --- what the candidate asks for ----------------------------------------------------------------------------------

    def take(self, frame: dict[str, Any]) -> None:
        """Handles a frame `rtc`. Raises FrameError."""
        if "number" in frame:
            self._mark(frame["number"])
            return
        offer = frame.get("sdp")
        if offer is None:
            self._offer = None
            self._drop("asked", ASKED)
        elif not isinstance(offer, str):
            raise FrameError("sdp must be an offer, or null.")
        elif len(offer.encode(errors="replace")) > MOST_OFFER_BYTES or offer.count("a=candidate:") > MOST_CANDIDATES:
            self._tell_over("refused", REFUSED)
        else:
            self._offer = offer  # the newest counts
            self._leave()
            if self._answering is None or self._answering.done():
                self._answering = self._spawn(self._answer())

    def take_by_socket(self) -> None:
        """Call it when numbered sound came over the socket. Raises FrameError if sound comes over WebRTC."""
        if self._is_heard:
            raise FrameError('The sound comes by WebRTC. Say {"type": "rtc", "sdp": null} first.')

    def _mark(self, number: Any) -> None:
        if type(number) is not int or not 0 <= number < _MOST_NUMBER:
            raise FrameError("number must be that of the last frame of sound.")
        if self._rtc is None:
            self._tell_over("lost", LOST)
        elif self._is_heard:
            self._microphone.mark(number)
        elif number != self._microphone.received:
            raise GapError(f"Sound frame {self._microphone.received + 1} comes by the socket, before WebRTC is begun.")
        else:
            self._is_heard = True

    async def _take_sound(self, pcm: bytes) -> None:
        if self._is_heard:
            self._microphone.hear(pcm)
            await self._hear(pcm)

    # --- the connection -----------------------------------------------------------------------------------------------

    async def _answer(self) -> None:
        while self._offer is not None:
            offer, self._offer = self._offer, None
            self._leave()
            await self._until_closed()
            found = await self._connect(offer)
            if self._offer is not None:
                continue
            if isinstance(found, str):
                self._socket.tell({"type": "rtc", "sdp": found, "received": self._microphone.received})
            else:
                self._drop(*found)

    async def _connect(self, offer: str) -> str | tuple[str, str]:
        """The answer's SDP, or the reason why there is none, with a sentence for the candidate."""
        if self._ice_servers is None:
            return "unavailable", OFF
        try:
            from aural.voice.transports.webrtc import RtcTransport  # with the first offer: 30 MB, 0.1 s
        except ImportError as error:
            logger.warning("no WebRTC: %s", error)
            return "unavailable", OFF
        rtc = self._rtc = RtcTransport(self._socket, self._ice_servers, self._take_sound, self._on_played, self._spawn)
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                answer = await rtc.answer(offer)
        except TimeoutError:
            return "unavailable", UNREACHABLE
        except Exception as error:  # noqa: BLE001 - whatever a stranger's SDP does to its parser
            logger.warning("an offer was refused: %s", type(error).__name__)  # its text may contain an address
            return "refused", REFUSED
        self._spawn(self._watch(rtc))
        return answer

    async def _watch(self, rtc: RtcTransport) -> None:
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                is_connected = await rtc.until_connected()
        except TimeoutError:
            is_connected = False
        if self._rtc is not rtc:
            return
        if not is_connected:
            self._drop("unavailable", UNREACHABLE)
            return
        self._is_connected = True
        await rtc.until_over()
        if self._rtc is rtc:
            self._drop("lost", LOST)

    def _drop(self, reason: str, message: str) -> None:
        self._leave()
        self._tell_over(reason, message)

    def _tell_over(self, reason: str, message: str) -> None:
        received = self._microphone.received
        self._socket.tell({"type": "rtc", "sdp": None, "reason": reason, "message": message, "received": received})

    def _leave(self) -> None:
        """Switches the sound to the socket."""
        rtc, self._rtc, self._is_connected = self._rtc, None, False
        if self._is_heard:
            self._is_heard = False
            self._microphone.settle()
        if rtc is None:
            return
        closing = asyncio.create_task(rtc.close())
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)
        rest = rtc.take_rest()
        if rest is not None:
            self._say_rest(*rest)

    async def _until_closed(self) -> None:
        if self._closing:
            await asyncio.wait(self._closing)

    def _say_rest(self, utterance: int, given_ms: int, pcm: bytes, is_whole: bool) -> None:
        self._given_ms = given_ms
        if pcm:
            self._socket.play(utterance, pcm)
        if is_whole:
            self._socket.tell({"type": "said", "utterance": utterance})

    async def close(self) -> None:
        if self._answering is not None:
            self._answering.cancel()  # or it would start again what is ended here
            await asyncio.wait((self._answering,))
        self._leave()
        await self._until_closed()
