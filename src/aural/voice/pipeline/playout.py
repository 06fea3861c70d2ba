"""The interviewer's sound that is not yet sent, for a transport that this server paces in frames of 20 ms."""

from __future__ import annotations

from collections.abc import Callable

from aural.voice.tts.protocol import BYTES_PER_MS

FRAME_MS = 20
FRAME_BYTES = FRAME_MS * BYTES_PER_MS
# From here to the candidate's headphones: encoder, network, and the jitter buffer of the browser.
# research: the first sample came 70 to 90 ms after an event by the socket, on loopback.
WAY_MS = 160


class Playout:
    """`on_played` is called once per utterance with its number and an estimate of the milliseconds that were heard.
    Never has more sound than `Speaking` lets it run ahead."""

    def __init__(self, on_played: Callable[[int, int], None]) -> None:
        self._on_played = on_played
        self._utterance = 0
        self._sound = bytearray()
        self._given_ms = 0
        self._silent_ms = 0  # since the last sound of an utterance that was sent whole
        self._is_whole = True

    def play(self, utterance: int, pcm: bytes) -> None:
        if utterance != self._utterance:
            self._begin(utterance)
        elif self._is_over():
            return
        self._sound += pcm

    def _begin(self, utterance: int) -> None:
        self._utterance, self._given_ms, self._silent_ms, self._is_whole = utterance, 0, 0, False
        self._sound.clear()

    def end(self, utterance: int) -> None:
        """The utterance gets no more sound."""
        if utterance != self._utterance:
            self._begin(utterance)
        self._is_whole = True

    def clear(self, utterance: int) -> None:
        """Drops the rest of the utterance: the next frame is silent."""
        if utterance == self._utterance and not self._is_over():
            self._sound.clear()
            self._tell(max(0, self._given_ms - WAY_MS))

    def take_rest(self) -> tuple[int, int, bytes, bool] | None:
        """Hands over to another transport: the unfinished utterance, the milliseconds sent here, the remaining sound,
        and whether that is all of it. None if no utterance is unfinished."""
        if self._is_over():
            return None
        rest, self._sound, self._silent_ms = bytes(self._sound), bytearray(), WAY_MS
        return self._utterance, self._given_ms, rest, self._is_whole

    def next_frame(self) -> bytes:
        """The next 20 ms: PCM16, 24 kHz, mono."""
        frame = bytes(self._sound[:FRAME_BYTES])
        del self._sound[:FRAME_BYTES]
        self._given_ms += len(frame) // BYTES_PER_MS
        if not frame and self._is_whole and not self._is_over():
            self._silent_ms += FRAME_MS
            if self._is_over():
                self._tell(self._given_ms)
        return frame.ljust(FRAME_BYTES, b"\0")

    def _is_over(self) -> bool:
        return self._utterance == 0 or self._silent_ms >= WAY_MS

    def _tell(self, milliseconds: int) -> None:
        self._silent_ms = WAY_MS
        self._on_played(self._utterance, milliseconds)
