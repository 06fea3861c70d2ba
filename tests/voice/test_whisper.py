"""What counts as a loop, what counts as speech, and how few window lengths exist."""

from __future__ import annotations

import pytest

from aural.voice.stt.whisper import Decoded, _cut_loop, _list_windows, _loops


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ([1, 2, 3, 4, 9] * 2, "in 1813, in 1813,"),
        ([7, 1, 2, 1, 2, 1, 2], "so the the the"),
        ([1, 2, 3], "Never. Never."),
        ([1, 2, 3], "la la la la la la la la la la la la la la la la la la"),
        (list(range(40)), "far more words than anybody says in two seconds"),
    ],
)
def test_repeated_or_endless_text_is_a_loop(tokens: list[int], text: str) -> None:
    assert _loops(tokens, 2.0, text)


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ([], ""),
        ([5], "Yes"),
        ([1, 2, 3, 4, 5, 6], "I think we moved it last year"),
        ([1, 2, 1, 2, 5, 6], "I think, I think we did"),
    ],
)
def test_ordinary_speech_is_not_a_loop(tokens: list[int], text: str) -> None:
    assert not _loops(tokens, 2.0, text)


def test_a_loop_is_cut_after_its_first_round() -> None:
    assert _cut_loop([8, 1, 2, 1, 2, 1, 2, 1, 2, 1], 4) == [8, 1, 2]
    assert _cut_loop([8, 1, 2, 1, 2, 1, 2], 4) == [8, 1, 2, 1, 2, 1, 2]


@pytest.mark.parametrize(
    ("text", "confidence", "no_speech", "logprob", "is_speech"),
    [
        ("OK.", 0.1, 0.25, -1.07, True),
        ("I see.", 0.5, 0.65, -0.5, True),
        ("...", 0.9, 0.1, -0.1, False),
        ("you", 0.24, 0.92, -0.64, False),
        ("I'm going to put the oil in the pan.", 0.32, 0.65, -1.51, False),
        ("Kubernetes, Kafka", 0.2, 0.8, -0.41, False),
        ("Kubernetes.", 0.0, 0.3, -1.15, False),
    ],
)
def test_words_invented_over_noise_are_detected_by_their_low_confidence(
    text: str, confidence: float, no_speech: float, logprob: float, is_speech: bool
) -> None:
    assert Decoded(text, [(text, 0, 100, confidence)], no_speech, logprob).is_speech == is_speech


def test_there_are_few_window_lengths() -> None:
    """Each length costs a megabyte for as long as the child lives."""
    windows = {window for ms in range(100, 28_000, 70) for window in _list_windows(ms / 1000)}
    assert len(windows) <= 27
    assert _list_windows(1.54) == [5, 8, 30]
    assert _list_windows(27.0) == [30]
