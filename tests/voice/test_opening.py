"""The voice of a deployment as it is installed here: real weights, real child processes."""

from __future__ import annotations

import logging
from array import array
from math import sin
from pathlib import Path

import pytest

from aural.settings import load_settings
from aural.voice.opening import TurnModel, open_speech
from aural.voice.tts.engine import start_engine

SECOND_OF_TONE = array("h", [int(8000 * sin(n / 20)) for n in range(16_000)]).tobytes()


async def test_smart_turn_returns_a_probability(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    engine = start_engine()
    try:
        completeness = await TurnModel(load_settings(data_dir=tmp_path), engine).complete(SECOND_OF_TONE)
    finally:
        await engine.close()
    assert completeness is not None
    assert 0 <= completeness <= 1
    assert not caplog.records


async def test_without_its_weights_smart_turn_returns_nothing(tmp_path: Path) -> None:
    engine = start_engine()
    settings = load_settings(data_dir=tmp_path, models_dir=tmp_path / "nothing")
    assert await TurnModel(settings, engine).complete(SECOND_OF_TONE) is None
    await engine.close()


async def test_a_server_hears_and_speaks_english_with_the_installed_weights(tmp_path: Path) -> None:
    speech = open_speech(load_settings(data_dir=tmp_path))
    assert speech.service is not None, speech.told
    assert speech.service.serves("en")
    assert speech.service.speaks("en")
    assert not speech.service.speaks("zh")
    await speech.close()


@pytest.mark.parametrize(
    ("given", "told"),
    [({"stt": "off"}, "AURAL_STT is off"), ({"models_dir": "/nonexistent"}, "aural models fetch")],
)
async def test_the_reason_for_a_missing_voice_is_given(tmp_path: Path, given: dict[str, str], told: str) -> None:
    speech = open_speech(load_settings(data_dir=tmp_path, **given))
    assert speech.service is None
    assert told in speech.told
    await speech.close()


async def test_without_a_tts_captions_are_shown(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    speech = open_speech(load_settings(data_dir=tmp_path, tts="off"))
    assert speech.service is not None
    assert not speech.service.speaks("en")
    assert "Captions are used instead" in speech.told
    await speech.close()
