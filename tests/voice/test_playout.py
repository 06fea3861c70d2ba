"""Sound that this server paces, and what comes of a track: no device, no network, no waiting."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pytest
from av import AudioFrame

from aural.voice.pipeline.playout import FRAME_BYTES, WAY_MS, Playout
from aural.voice.transports.reordering import Reordering
from aural.voice.transports.webrtc import _ice_server, _Pieces
from aural.voice.tts.protocol import BYTES_PER_MS

FRAMES_OF_THE_WAY = WAY_MS // 20


@pytest.fixture
def told() -> list[tuple[int, int]]:
    return []


@pytest.fixture
def playout(told: list[tuple[int, int]]) -> Playout:
    return Playout(lambda utterance, milliseconds: told.append((utterance, milliseconds)))


def sound(milliseconds: int) -> bytes:
    return b"\1" * (milliseconds * BYTES_PER_MS)


def test_sound_comes_out_in_frames_and_silence_after_it(playout: Playout) -> None:
    playout.play(1, sound(30))
    assert playout.next_frame() == sound(20)
    assert playout.next_frame() == sound(10).ljust(FRAME_BYTES, b"\0")
    assert playout.next_frame() == bytes(FRAME_BYTES)


def test_an_utterance_is_over_when_its_last_sound_has_arrived_and_once(
    playout: Playout, told: list[tuple[int, int]]
) -> None:
    playout.play(1, sound(40))
    playout.end(1)
    for _ in range(2 + FRAMES_OF_THE_WAY - 1):
        playout.next_frame()
    assert told == []
    for _ in range(20):
        playout.next_frame()
    assert told == [(1, 40)]


def test_a_pause_of_the_tts_is_no_end(playout: Playout, told: list[tuple[int, int]]) -> None:
    playout.play(1, sound(20))
    for _ in range(50):
        playout.next_frame()
    playout.play(1, sound(20))
    assert playout.next_frame() == sound(20)
    assert told == []


def test_what_is_cleared_is_silent_with_the_next_frame(playout: Playout, told: list[tuple[int, int]]) -> None:
    playout.play(1, sound(2000))
    for _ in range(50):
        playout.next_frame()
    playout.clear(1)
    assert playout.next_frame() == bytes(FRAME_BYTES)
    assert told == [(1, 1000 - WAY_MS)]
    playout.play(1, sound(40))  # it was made before the TTS engine heard of it
    playout.end(1)
    playout.clear(1)
    assert playout.next_frame() == bytes(FRAME_BYTES)
    assert told == [(1, 1000 - WAY_MS)]
    playout.play(2, sound(20))
    assert playout.next_frame() == sound(20)


def test_an_utterance_without_any_sound_is_over_too(playout: Playout, told: list[tuple[int, int]]) -> None:
    playout.end(1)
    for _ in range(FRAMES_OF_THE_WAY):
        playout.next_frame()
    assert told == [(1, 0)]


def test_the_rest_goes_to_another_line_once(playout: Playout, told: list[tuple[int, int]]) -> None:
    assert playout.take_rest() is None
    playout.play(1, sound(60))
    playout.next_frame()
    assert playout.take_rest() == (1, 20, sound(40), False)
    assert playout.take_rest() is None
    for _ in range(50):
        assert playout.next_frame() == bytes(FRAME_BYTES)
    assert told == []


def frame(at_ms: int) -> AudioFrame:
    made = AudioFrame(format="s16", layout="stereo", samples=960)
    made.planes[0].update(b"\0\x10" * 1920)
    made.sample_rate, made.pts, made.time_base = 48_000, at_ms * 48, Fraction(1, 48_000)
    return made


def milliseconds_of(pieces: list[bytes]) -> int:
    assert {len(piece) for piece in pieces} <= {40 * 32}
    return 40 * len(pieces)


def test_a_track_becomes_pieces_of_40_ms_at_16_khz() -> None:
    pieces = _Pieces()
    cut = [piece for at in range(50) for piece in pieces.cut(frame(at * 20), 1 + at * 0.02)]
    assert 920 <= milliseconds_of(cut) <= 1000  # the resampler holds a little back
    assert any(cut[0])


def test_what_was_lost_on_the_way_is_silence_so_that_the_time_stays_right() -> None:
    pieces = _Pieces()
    before = pieces.cut(frame(0), 1)
    after = pieces.cut(frame(520), 1.5)
    assert 480 <= milliseconds_of(before + after) <= 540
    assert b"".join(after).count(bytes(32)) >= 450


def test_sound_faster_than_the_clock_is_dropped() -> None:
    pieces = _Pieces()
    flood = [piece for at in range(1000) for piece in pieces.cut(frame(at * 20), 1)]
    assert 1900 <= milliseconds_of(flood) <= 2100
    holes = _Pieces()
    cut = [piece for at in range(1000) for piece in holes.cut(frame(at * 2000), 1)]
    assert milliseconds_of(cut) <= 2100


def order(*numbers: int) -> list[int]:
    buffer = Reordering()
    found = [buffer.add(Packet(number % 65536))[1] for number in numbers]
    return [frame.timestamp for frame in found if frame is not None]


@dataclass
class Packet:
    sequence_number: int
    _data: bytes = b""

    @property
    def timestamp(self) -> int:
        return self.sequence_number


def test_packets_in_order_go_on_at_once() -> None:
    assert order(7, 8, 9) == [7, 8, 9]
    assert order(65_534, 65_535, 65_536, 65_537) == [65_534, 65_535, 0, 1]


def test_a_late_packet_is_waited_for_and_a_lost_one_not_for_long() -> None:
    assert order(1, 3, 2, 4, 5) == [1, 2, 3, 4]
    assert order(1, 3, 4, 5, 6) == [1]
    assert order(1, 3, 4, 5, 6, 7, 8) == [1, 3, 4]
    assert order(1, 3, 4, 5, 6, 7, 2, 3, 8) == [1, 3, 4]
    assert order(1, 2, 2, 1, 3) == [1, 2, 3]


def test_a_stream_that_begins_anew_is_taken_as_it_is() -> None:
    assert order(1, 2, 40_000, 40_001) == [1, 2, 40_000, 40_001]


def test_a_relays_user_and_password_stand_in_its_address() -> None:
    relay = _ice_server("turn:ann:s3:cret@turn.example.com:3478?transport=udp")
    assert (relay.urls, relay.username, relay.credential) == (
        "turn:turn.example.com:3478?transport=udp",
        "ann",
        "s3:cret",
    )
    assert _ice_server("stun:stun.example.com:3478").username is None
