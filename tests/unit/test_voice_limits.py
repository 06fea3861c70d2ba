"""Limits of the page that depend on the server's, and are written down on both sides."""

from __future__ import annotations

import re
from pathlib import Path

from aural.voice.endpointing.silence import HOLD_MS
from aural.voice.pipeline.answers import KEEP_MS
from aural.voice.pipeline.flow_control import MOST_QUEUED_BYTES
from aural.voice.pipeline.microphone import MAX_TURN_MS
from aural.voice.pipeline.turn import LEAD_MS
from aural.voice.stt.protocol import BYTES_PER_MS

AUDIO = Path(__file__).parents[2] / "web/src/room/voice/audio"
FRAME_MS, NUMBER_BYTES = 40, 4
TRANSCRIBING_MS = 60_000


def _read(name: str, pattern: str) -> int:
    (found,) = re.findall(pattern, (AUDIO / name).read_text())
    return int(found.replace("_", ""))


def test_the_page_has_room_for_the_longest_turn_until_it_is_in_the_transcript() -> None:
    page_ms = _read("kept.ts", r"MOST_FRAMES = \((\d+) \* 60 \* 1000\) / FRAME_MILLISECONDS;") * 60_000
    assert page_ms >= KEEP_MS + LEAD_MS + MAX_TURN_MS + TRANSCRIBING_MS
    assert page_ms // FRAME_MS * (NUMBER_BYTES + FRAME_MS * BYTES_PER_MS) <= MOST_QUEUED_BYTES


def test_a_muted_page_sends_silence_until_the_longest_wait_is_over() -> None:
    assert _read("driver.ts", r"MUTED_SILENCE = ([\d_]+);") > HOLD_MS
