"""Recorded conversations through the real voice activity detector and the real smart-turn; only the words are given."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from aural.voice.child_process import Engine, EngineError
from aural.voice.endpointing.detector import AdaptiveTurns
from aural.voice.endpointing.events import BargedIn, Ducked, FloorHeld, TurnEnded, TurnEvent
from aural.voice.endpointing.smart_turn import completeness, log_mel
from aural.voice.vad.silero import WINDOW_BYTES, Activity, level_db
from bench.turns_offline import Item, Run, read_items

DATA = Path(__file__).parents[1] / "data" / "speech" / "turns"
MODEL = Path(sys.prefix) / "share" / "aural" / "models" / "smart-turn" / "smart-turn-v3.2-cpu.onnx"
ITEMS = {item.name: item for item in read_items(DATA)}


class Told:
    """Returns the true words, because other tests measure how well the STT engine recognizes them."""

    def __init__(self, item: Item) -> None:
        self._speech = [event for event in item.events("candidate") if event["type"] in ("speech", "barge-in")]

    def completeness(self, pcm: bytes) -> float:
        return completeness(pcm, MODEL)

    def words(self, pcm: bytes, until_ms: int) -> str:
        said: list[str] = []
        for event in self._speech:
            words = event["text"].split()
            share = (until_ms / 1000 - 0.3 - event["start"]) / (event["end"] - event["start"])
            said += words[: max(0, round(share * len(words)))]
        return " ".join(said)


def decide(name: str) -> list[tuple[float, TurnEvent]]:
    run = Run(ITEMS[name], AdaptiveTurns("en"), Told(ITEMS[name])).play()
    return [(now / 1000, event) for now, event in run.decided]


def test_a_pause_of_two_seconds_in_mid_phrase_does_not_end_the_turn() -> None:
    ends = [now for now, event in decide("t03-pauses") if isinstance(event, TurnEnded)]
    (true_end,) = ITEMS["t03-pauses"].truth["turnEnds"]
    assert len(ends) == 1
    assert true_end + 0.7 < ends[0] < true_end + 1.3


def test_a_requested_minute_is_given() -> None:
    decided = decide("t14-hold")
    ends = [now for now, event in decided if isinstance(event, TurnEnded)]
    assert [type(event) for _, event in decided].count(FloorHeld) == 1
    assert len(ends) == 1
    assert ends[0] > ITEMS["t14-hold"].truth["turnEnds"][0]


def test_a_real_interruption_lowers_and_stops_the_voice_in_time() -> None:
    decided = decide("t19-barge")
    (barge,) = (event for event in ITEMS["t19-barge"].events("candidate") if event["type"] == "barge-in")
    ducked = next(now for now, event in decided if isinstance(event, Ducked))
    stopped = next(now for now, event in decided if isinstance(event, BargedIn))
    assert ducked - barge["start"] <= 0.35
    assert stopped - barge["start"] <= 1.0


def test_the_detector_accepts_sound_in_pieces_of_any_length() -> None:
    pcm = ITEMS["t03-pauses"].pcm[: 200 * WINDOW_BYTES + 7]
    whole, pieces = Activity().hear(pcm), Activity()
    found = [p for at in range(0, len(pcm), 333) for p in pieces.hear(pcm[at : at + 333])]
    assert found == whole
    assert len(whole) == 200
    assert max(whole) > 0.9
    assert whole[10] < 0.1


def test_level_is_0_db_at_full_scale_and_minus_90_db_in_silence() -> None:
    assert level_db(b"\xff\x7f" * 512) == pytest.approx(0, abs=0.01)
    assert level_db(bytes(1024)) == -90


def test_smart_turn_hears_the_last_eight_seconds() -> None:
    pcm = ITEMS["t19-barge"].pcm
    assert log_mel(pcm).shape == (80, 800)
    assert (log_mel(pcm) == log_mel(pcm[-8 * 32_000 :])).all()
    assert log_mel(b"").shape == log_mel(pcm[:1001]).shape == (80, 800)


async def test_smart_turn_in_a_child_gives_the_same_results() -> None:
    pcm = ITEMS["t19-barge"].pcm[: int(5.58 * 32_000)]
    engine = Engine("aural.voice.endpointing.smart_turn", str(MODEL), lanes=1, most_waiting=2)
    try:
        values, _ = await engine.ask("complete", {}, pcm)
        assert values == {"completeness": pytest.approx(completeness(pcm, MODEL))}
        assert values["completeness"] > 0.5
        with pytest.raises(EngineError):
            await engine.ask("unknown", {}, pcm)
    finally:
        await engine.close()
