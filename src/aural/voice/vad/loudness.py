"""Judges a stretch of the microphone's sound by its loudness: where to cut it, and whether it may contain speech."""

from __future__ import annotations

from typing import Any

FRAME_BYTES = 640  # 20 ms
# The end of the stretch before a pause, which shows how loud the room is without speech.
_ROOM_FRAMES = 12
_QUIET = 40.0  # of 32,768: quieter sound isn't speech


def measure_frames(pcm: bytes) -> Any:
    """The root mean square of each 20 ms of 16-bit samples, as an array."""
    import numpy as np  # here, so that a server without voice doesn't load it

    whole = len(pcm) // FRAME_BYTES * FRAME_BYTES
    frames = np.frombuffer(pcm[:whole], np.int16).reshape(-1, FRAME_BYTES // 2).astype(np.float32)
    return np.sqrt((frames * frames).mean(axis=1)) if len(frames) else np.zeros(0, np.float32)


def may_hold_speech(after: bytes, before: bytes = b"") -> bool:
    """Whether `after` may contain speech. `before` ends with a pause that the voice activity detector found.

    If in doubt, the answer is yes: then the sound is recognized again, and nothing is lost.
    """
    levels = measure_frames(after)
    if not len(levels):
        return False
    loudest = float(levels.max())
    if loudest < _QUIET:
        return False
    spoken = measure_frames(before)
    if len(spoken) < 2 * _ROOM_FRAMES:
        return True
    room = float(spoken[-_ROOM_FRAMES:].max())
    # A "pause" nearly as loud as the speech before it says nothing about the room.
    return room > float(spoken.max()) / 6 or loudest > 1.8 * room + _QUIET


def find_quietest(pcm: bytes, last_ms: int) -> int:
    """Where to cut, in bytes: the middle of the quietest 200 ms within the last `last_ms`."""
    import numpy as np

    levels = measure_frames(pcm)
    first = max(0, len(levels) - last_ms // 20)
    if len(levels) - first < 10:
        return len(pcm) // 2 * 2
    sums = np.convolve(levels[first:], np.ones(10), "valid")
    return (first + int(np.argmin(sums)) + 5) * FRAME_BYTES
