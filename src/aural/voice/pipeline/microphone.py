"""The candidate's microphone as one stream of numbered frames: what is known of it, and what must still be kept."""

from __future__ import annotations

import struct
from bisect import bisect_right
from typing import Any

from aural.room.conversation.frames import FrameError
from aural.voice.pipeline.session_time import SessionTime
from aural.voice.stt.protocol import BYTES_PER_MS

MAX_FRAME_MS = 2000
# A turn is at most so long; what goes on is the next turn.
MAX_TURN_MS = 15 * 60 * 1000
# Sound without numbers comes so much later than the word of it: on loopback 60 ms, and 160 ms once packets were lost;
# a browser's own sending comes on top. More only means that more is heard twice where the sound changes its line.
TRACK_MS = 300
_NUMBER = struct.Struct("<I")


class GapError(FrameError):
    """Frames are missing before this one; the client is told where to go on."""


class Microphone:
    """Sound since `kept`, in the order of its frames. Times are milliseconds since the first frame that came here."""

    def __init__(self, stream: str, kept: int, time: SessionTime | None = None) -> None:
        self.stream = stream
        self.time = time or SessionTime()  # told of by the session's clock
        self.kept = kept  # the last frame that need not be sent again
        self.received = kept
        self.now_ms = 0  # how much sound has come
        self._sound = bytearray()  # from `from_ms` to `now_ms`
        self.from_ms = 0
        self._ends: list[tuple[int, int]] = []  # (end in ms, number) of each frame that is held

    def describe(self) -> dict[str, Any]:
        """Where the client stands."""
        return {"stream": self.stream, "kept": self.kept, "received": self.received}

    def take(self, frame: bytes) -> bytes:
        """The frame's sound, in whole milliseconds; empty where the frame is known. Raises FrameError, GapError."""
        number, pcm = _parse(frame)
        if number <= self.received:
            return b""
        # What is missing before the first one was silence, which the line before told the client to forget.
        if number != self.received + 1 and self.now_ms:
            raise GapError(f"Sound frame {self.received + 1} is missing before {number}.")
        self.received = number
        self.hear(pcm)
        self._ends.append((self.now_ms, number))
        return pcm

    def hear(self, pcm: bytes) -> None:
        """Sound without a number; `mark` tells which of the client's frames it holds."""
        self.now_ms += len(pcm) // BYTES_PER_MS
        self._sound += pcm
        self.time.arrived(self.now_ms)

    def mark(self, number: int) -> None:
        """The client has recorded this frame, and its sound is on its way without a number."""
        last = self._ends[-1][1] if self._ends else self.kept
        if number <= last:
            return
        end_ms = self.now_ms + TRACK_MS
        if self._ends and self._ends[-1][0] == end_ms:
            self._ends.pop()
        self._ends.append((end_ms, number))

    def settle(self) -> None:
        """Sound has numbers again: what is surely heard is received, and the client goes on after it."""
        self.received = max(self.received, self.number_at(self.now_ms))
        self._ends = [(end_ms, number) for end_ms, number in self._ends if number <= self.received]

    def since(self, at_ms: int) -> bytes:
        """The sound from then on, as far back as it is held."""
        return bytes(self._sound[max(0, at_ms - self.from_ms) * BYTES_PER_MS :])

    def number_at(self, at_ms: int) -> int:
        """The last frame that ended by then."""
        found = bisect_right(self._ends, (at_ms, 1 << 32))
        return self._ends[found - 1][1] if found else self.kept

    def is_after(self, at_ms: int, number: int) -> bool:
        """Whether what was said then is later than this frame, which may be kept already."""
        return at_ms >= self.from_ms if number == self.kept else self.number_at(at_ms) >= number

    def keep_until(self, at_ms: int) -> bool:
        """Everything up to then is done with; whether that moved `kept`."""
        number = self.number_at(at_ms)
        if number <= self.kept:
            self._forget(at_ms - MAX_FRAME_MS)  # it came without numbers: older than any frame that is not complete
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
            "A sound frame holds whole milliseconds of PCM16 at 16,000 Hz, mono: 32 bytes each, at most 2,000 of them."
        )
    return number, pcm
