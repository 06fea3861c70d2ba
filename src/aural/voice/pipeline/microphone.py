"""The candidate's microphone as one stream of numbered frames, with the sound that must still be kept."""

from __future__ import annotations

import struct
from bisect import bisect_right

from aural.room.protocol.client import FrameError
from aural.voice.pipeline.session_time import SessionTime
from aural.voice.stt.protocol import BYTES_PER_MS

MAX_FRAME_MS = 2000
# The longest turn. If the candidate continues, the next turn begins.
MAX_TURN_MS = 15 * 60 * 1000
_NUMBER = struct.Struct("<I")


class GapError(FrameError):
    """Frames are missing before this one; the client has to continue from there."""


class Microphone:
    """Sound since `kept`, in frame order. Times are milliseconds since the first frame that arrived here."""

    def __init__(self, stream: str, kept: int, time: SessionTime | None = None) -> None:
        self.stream = stream
        self.time = time or SessionTime()  # converts the microphone's time into the session's
        self.kept = kept  # the last frame that the client needn't send again
        self.received = kept
        self.now_ms = 0  # how much sound has arrived
        self._sound = bytearray()  # from `from_ms` to `now_ms`
        self.from_ms = 0
        self._ends: list[tuple[int, int]] = []  # (end in ms, number) of each frame whose sound is kept

    def take(self, frame: bytes) -> bytes:
        """Adds a frame. Returns its sound in whole milliseconds; empty if it is known. Raises FrameError, GapError."""
        number, pcm = _parse(frame)
        if number <= self.received:
            return b""
        # Frames missing before the first one were silence, which the client forgot after `kept` on the last connection.
        if number != self.received + 1 and self.now_ms:
            raise GapError(f"Sound frame {self.received + 1} is missing before {number}.")
        self.received = number
        self.now_ms += len(pcm) // BYTES_PER_MS
        self._sound += pcm
        self.time.arrived(self.now_ms)
        self._ends.append((self.now_ms, number))
        return pcm

    def since(self, at_ms: int) -> bytes:
        """The sound from `at_ms` on, as far back as it is kept."""
        return bytes(self._sound[max(0, at_ms - self.from_ms) * BYTES_PER_MS :])

    def number_at(self, at_ms: int) -> int:
        """The last frame that ended by `at_ms`."""
        found = bisect_right(self._ends, (at_ms, 1 << 32))
        return self._ends[found - 1][1] if found else self.kept

    def is_after(self, at_ms: int, number: int) -> bool:
        """Whether sound at `at_ms` is later than the frame `number`, whose own sound may already be gone."""
        return at_ms >= self.from_ms if number == self.kept else self.number_at(at_ms) >= number

    def keep_until(self, at_ms: int) -> bool:
        """Forgets the sound up to `at_ms`. Returns whether that moved `kept`."""
        number = self.number_at(at_ms)
        if number <= self.kept:
            return False
        self.kept = number
        done_ms = max(end for end, known in self._ends if known <= number)
        self._ends = [(end, known) for end, known in self._ends if known > number]
        self._forget(done_ms)
        return True

    def _forget(self, until_ms: int) -> None:
        if until_ms > self.from_ms:
            self.time.settle(until_ms)
            del self._sound[: (until_ms - self.from_ms) * BYTES_PER_MS]
            self.from_ms = until_ms


def _parse(frame: bytes) -> tuple[int, bytes]:
    if len(frame) < _NUMBER.size:
        raise FrameError("A sound frame begins with its number.")
    number, pcm = _NUMBER.unpack_from(frame)[0], frame[_NUMBER.size :]
    if not pcm or len(pcm) % BYTES_PER_MS or len(pcm) > MAX_FRAME_MS * BYTES_PER_MS:
        raise FrameError(
            "A sound frame must contain whole milliseconds of PCM16 at 16,000 Hz, mono: 32 bytes each, at most 2,000 "
            "of them."
        )
    return number, pcm
