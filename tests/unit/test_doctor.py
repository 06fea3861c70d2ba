"""What `aural doctor` says of the clock and of where recordings lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from aural import doctor
from aural.store.media import MediaFolder


def list_trials(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*doctor*") if path.is_file()]


async def test_a_database_of_another_time_is_told(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    well = await doctor.examine(tmp_path, database_url)
    assert all(is_well for is_well, _ in well)
    assert any("clock" in sentence for _, sentence in well)
    if database_url.startswith("sqlite"):
        return
    monkeypatch.setenv("AURAL_EAR", "off")  # it was warmed up above

    async def tomorrow(_database: object) -> int:
        return doctor.SystemClock().now() + 86_400_000

    monkeypatch.setattr(doctor, "clock_of", tomorrow)
    (sentence,) = [sentence for is_well, sentence in await doctor.examine(tmp_path, database_url) if not is_well]
    assert sentence == "This host's clock and the database's are 86400 seconds apart. Set both by NTP."


async def test_where_recordings_lie_is_tried_and_left_as_it_was(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AURAL_EAR", "off")  # warming up a real one takes a second each time
    assert (True, "Recordings are stored in the data folder.") in await doctor.examine(tmp_path, database_url)
    assert list_trials(tmp_path) == []

    def full(_self: object, _target: str, _part: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(MediaFolder, "_put", full)
    told = [sentence for is_well, sentence in await doctor.examine(tmp_path, database_url) if not is_well]
    assert told == ["Recordings cannot be stored in the data folder. Check AURAL_MEDIA_URL and the AURAL_S3_ settings."]
