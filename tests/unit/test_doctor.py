"""What `aural doctor` says about the clock, a renamed setting, and the storage of recordings and drawings."""

from __future__ import annotations

from pathlib import Path

import pytest

from aural.cli import doctor
from aural.platform.clock import iso
from aural.store.files import Folder
from aural.store.media import MediaFolder
from tests.buckets import Buckets
from tests.buckets import buckets as buckets
from tests.clocks import START


def list_trials(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*doctor*") if path.is_file()]


async def test_a_database_whose_clock_differs_is_reported(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    well = await doctor.examine(tmp_path, postgres_url)
    assert all(is_well for is_well, _ in well)
    assert (True, "This host's clock and the database's agree.") in well
    monkeypatch.setenv("AURAL_STT", "off")  # it was warmed up above

    async def tomorrow(_database: object) -> int:
        return doctor.SystemClock().now() + 86_400_000

    monkeypatch.setattr(doctor, "clock_of", tomorrow)
    (sentence,) = [sentence for is_well, sentence in await doctor.examine(tmp_path, postgres_url) if not is_well]
    assert sentence == "This host's clock and the database's are 86400 seconds apart. Set both with NTP."


async def test_sqlite_shares_this_hosts_clock_whose_time_is_reported(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURAL_STT", "off")
    monkeypatch.setattr(doctor.SystemClock, "now", lambda _self: START)
    findings = await doctor.examine(tmp_path, sqlite_url)
    assert all(is_well for is_well, _ in findings)
    assert (True, f"The clock says {iso(START)}.") in findings


async def test_a_setting_under_its_old_name_is_reported(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURAL_EAR", "off")
    findings = await doctor.examine(tmp_path, sqlite_url)
    assert [text.partition(".")[0] for _, text in findings if "AURAL_EAR" in text] == [
        "Rename these settings: AURAL_EAR to AURAL_STT"
    ]
    assert (True, "Speech to text is off: AURAL_STT is off.") in findings


async def test_settings_without_effect_are_warnings_and_a_voice_without_its_key_fails(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"STT": "off", "PUBLC_URL": "https://a.example", "MODEL_BASE_URL": "http://127.0.0.1:9", "TTS": "openai"}
    for name, value in given.items():
        monkeypatch.setenv(f"AURAL_{name}", value)
    told = [each for each in await doctor.examine(tmp_path, sqlite_url) if not each[0]]
    key = "AURAL_TTS_API_KEY is needed for OpenAI, or AURAL_TTS_BASE_URL for another server."
    assert told == [
        (None, "Unknown settings, which have no effect: AURAL_PUBLC_URL (did you mean AURAL_PUBLIC_URL?)."),
        (None, "AURAL_MODEL_BASE_URL has no effect without AURAL_MODEL."),
        (False, f"Text to speech is off. {key}"),
    ]


async def test_the_storage_of_recordings_is_tested_and_left_as_it_was(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURAL_STT", "off")  # warming up a real one takes a second each time
    assert (True, "Recordings and drawings are stored in the data folder.") in await doctor.examine(
        tmp_path, database_url
    )
    assert list_trials(tmp_path) == []

    def full(_self: object, _target: str, _part: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(MediaFolder, "_put", full)
    told = [sentence for is_well, sentence in await doctor.examine(tmp_path, database_url) if not is_well]
    check = f"Check that the disk of {tmp_path} isn't full, and that this account may write there."
    assert told == [f"Recordings and drawings cannot be stored in the data folder. {check}"]


async def test_a_bucket_is_tested_and_earlier_drawings_in_the_folder_are_reported(
    sqlite_url: str, tmp_path: Path, buckets: Buckets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURAL_STT", "off")
    given = buckets.settings("aural")
    for name, value in given.items():
        monkeypatch.setenv(f"AURAL_{name.upper()}", value)
    told = await doctor.examine(tmp_path, sqlite_url)
    assert (True, f"Recordings and drawings are stored in {given['media_url']}.") in told
    assert not any("before the bucket" in sentence for _, sentence in told)
    await Folder(tmp_path / "files").put(bytes(32), b"a drawing")
    told = await doctor.examine(tmp_path, sqlite_url)
    assert any("before the bucket" in sentence and ": 1 files" in sentence for _, sentence in told)
    monkeypatch.setenv("AURAL_S3_ENDPOINT", "http://127.0.0.1:9")
    told = [each for each in await doctor.examine(tmp_path, sqlite_url) if not each[0]]
    assert [sentence.partition(" in ")[0] for _, sentence in told] == ["Recordings and drawings cannot be stored"]
