"""Speech that Whisper skipped is decoded separately and inserted in its place."""

from __future__ import annotations

from aural.voice.stt.protocol import BYTES_PER_MS
from aural.voice.stt.skipped import list_gaps, with_skipped
from aural.voice.stt.whisper import Decoded

PASSED_OVER = Decoded(
    "Drop the two.", [("Drop", 0, 9280, 0.2), ("the", 9280, 9640, 0.9), ("two.", 9640, 10_080, 0.9)], 0, -0.2
)
MISSING = Decoded("Ask not.", [("Ask", 0, 400, 0.8), ("not.", 400, 900, 0.9)], 0, -0.2)
SOUND = bytes(11_000 * BYTES_PER_MS)


def test_a_long_stretch_without_words_is_a_gap() -> None:
    assert list_gaps(PASSED_OVER.words, 11_000) == [(0, 0, 8280)]
    assert list_gaps([("One", 0, 400, 1.0), ("two", 1800, 2200, 1.0)], 2300) == []  # a pause of ordinary length
    assert list_gaps([("One", 0, 400, 1.0), ("two", 2000, 2400, 1.0)], 4000) == [(1, 400, 2000), (2, 2400, 4000)]


def test_the_words_of_a_gap_are_inserted_with_their_times() -> None:
    asked: list[int] = []

    def decode(pcm: bytes) -> Decoded:
        asked.append(len(pcm) // BYTES_PER_MS)
        return MISSING

    made = with_skipped(PASSED_OVER, SOUND, "en", decode, lambda _gap: True)
    assert asked == [8280]
    assert made.text == "Ask not. Drop the two."
    assert made.words[:3] == [("Ask", 0, 400, 0.8), ("not.", 400, 900, 0.9), ("Drop", 8280, 9280, 0.2)]
    assert with_skipped(PASSED_OVER, SOUND, "zh", decode, lambda _gap: True).text == "Asknot.Dropthetwo."


def test_silence_is_not_a_gap_and_words_invented_over_noise_stay_out() -> None:
    assert with_skipped(PASSED_OVER, SOUND, "en", lambda _pcm: MISSING, lambda _gap: False) is PASSED_OVER
    noise = Decoded("Thank you.", [("Thank", 0, 100, 0.1), ("you.", 100, 200, 0.1)], 0.9, -2.0)
    assert with_skipped(PASSED_OVER, SOUND, "en", lambda _pcm: noise, lambda _gap: True) is PASSED_OVER
