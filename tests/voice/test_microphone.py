"""The state of the microphone's stream, and which frames the client may discard."""

from __future__ import annotations

import struct

import pytest

from aural.room.protocol.client import FrameError
from aural.voice.pipeline.microphone import GapError, Microphone


def frame(number: int, milliseconds: int = 40, fill: int = 1) -> bytes:
    return struct.pack("<I", number) + bytes([fill, 0]) * (16 * milliseconds)


def test_time_advances_with_the_received_sound() -> None:
    microphone = Microphone("s", 0)
    assert len(microphone.take(frame(1))) == 1280
    microphone.take(frame(2, 100))
    assert (microphone.now_ms, microphone.received, microphone.kept) == (140, 2, 0)
    assert microphone.since(40) == frame(2, 100)[4:]
    assert microphone.since(-500) == frame(1)[4:] + frame(2, 100)[4:]


def test_resent_sound_is_taken_only_once() -> None:
    microphone = Microphone("s", 7)
    assert microphone.take(frame(7)) == b""
    assert microphone.take(frame(8))
    assert microphone.take(frame(8)) == b""
    assert microphone.now_ms == 40


def test_a_gap_is_refused_and_changes_nothing() -> None:
    microphone = Microphone("s", 3)
    microphone.take(frame(4))
    with pytest.raises(GapError, match="frame 5 is missing before 7"):
        microphone.take(frame(7))
    assert (microphone.received, microphone.now_ms) == (4, 40)


def test_silence_that_the_client_was_allowed_to_discard_is_not_missing() -> None:
    microphone = Microphone("s", 3)
    assert microphone.take(frame(6))
    assert (microphone.received, microphone.now_ms) == (6, 40)
    assert microphone.number_at(39) == 3
    assert microphone.keep_until(40)
    assert microphone.kept == 6


@pytest.mark.parametrize(
    "raw",
    [b"", b"\1\0\0", struct.pack("<I", 1), struct.pack("<I", 1) + b"\0" * 33, frame(1, 2001)],
    ids=["empty", "no number", "no sound", "half a millisecond", "too long"],
)
def test_an_invalid_sound_frame_is_refused_with_a_message(raw: bytes) -> None:
    with pytest.raises(FrameError, match="sound frame"):
        Microphone("s", 0).take(raw)


def test_only_complete_frames_are_finished() -> None:
    microphone = Microphone("s", 10)
    for number in range(11, 16):
        microphone.take(frame(number, fill=number))
    assert not microphone.keep_until(30)
    assert microphone.keep_until(90)
    assert microphone.kept == 12
    assert microphone.since(0) == b"".join(frame(n, fill=n)[4:] for n in (13, 14, 15))
    assert microphone.since(120) == b"".join(frame(n, fill=n)[4:] for n in (14, 15))
    assert not microphone.keep_until(90)
    assert [microphone.number_at(at) for at in (0, 119, 120, 160, 10_000)] == [12, 12, 13, 14, 15]


def test_a_time_is_after_a_frame_only_from_the_end_of_that_frame() -> None:
    microphone = Microphone("s", 0)
    for number in range(1, 11):
        microphone.take(frame(number))
    assert (microphone.is_after(199, 5), microphone.is_after(200, 5)) == (False, True)
    microphone.keep_until(200)
    assert (microphone.is_after(199, 5), microphone.is_after(200, 5)) == (False, True)
    assert (microphone.is_after(319, 8), microphone.is_after(320, 8)) == (False, True)
    assert microphone.from_ms == 200
