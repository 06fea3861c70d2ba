"""Sounds made in advance: available after a restart, complete or not at all, and limited in size."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aural.guard.files.marking import SYNTHETIC, mark_speech
from aural.guard.marks.certificates import mark_key
from aural.guard.marks.files import verify
from aural.guard.secrets import Secrets
from aural.voice.tts.cache import KeptSounds

PCM = bytes(range(256)) * 400
KEY = mark_key(Secrets("s" * 40))


def mark(wave: bytes) -> bytes:
    return mark_speech(wave, "hibari 1 heart", KEY)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_stored_sound_is_found_again(tmp_path: Path) -> None:
    key = KeptSounds.key("hibari 1 heart", "en", 1.0, "Thank you.")
    assert KeptSounds(tmp_path, mark).find(key) is None
    KeptSounds(tmp_path, mark).keep(key, PCM)
    assert KeptSounds(tmp_path, mark).has(key)
    assert KeptSounds(tmp_path, mark).find(key) == PCM
    assert [path.suffix for path in files(tmp_path)] == [".wav"]


def test_each_file_has_a_valid_mark(tmp_path: Path) -> None:
    KeptSounds(tmp_path, mark).keep("ab12", PCM)
    (path,) = files(tmp_path)
    with path.open("rb") as file:
        found = verify(file, "audio/wav", [KEY.root])
    assert (found.finding, found.source_type, found.voice) == ("valid", SYNTHETIC, "hibari 1 heart")


def test_a_sound_stored_without_a_mark_is_removed(tmp_path: Path) -> None:
    former = tmp_path / "ab" / "12.pcm"
    former.parent.mkdir()
    former.write_bytes(b"AURALPCM" + PCM)
    KeptSounds(tmp_path, mark).keep("cd34", PCM)
    assert not former.exists()


def test_if_one_of_two_files_of_a_sound_is_damaged_the_other_is_used(tmp_path: Path) -> None:
    for _ in range(2):
        KeptSounds(tmp_path, mark).keep("ab12", PCM)
    one, other = files(tmp_path)
    one.write_bytes(b"damaged")
    assert KeptSounds(tmp_path, mark).find("ab12") == PCM
    assert files(tmp_path) == [other]


def test_every_audible_difference_gives_another_key() -> None:
    wishes = [("e", "en", 1.0, "a"), ("f", "en", 1.0, "a"), ("e", "zh", 1.0, "a"), ("e", "en", 1.1, "a")]
    keys = {KeptSounds.key(*wish) for wish in [*wishes, ("e", "en", 1.0, "b")]}
    assert len(keys) == 5


@pytest.mark.parametrize("damage", [lambda c: c[:-1], lambda c: c[:-1] + b"?", lambda c: b"", lambda c: c + b"\0"])
def test_a_damaged_file_is_ignored_and_can_be_replaced(tmp_path: Path, damage: object) -> None:
    kept = KeptSounds(tmp_path, mark)
    kept.keep("ab12", PCM)
    path = files(tmp_path)[0]
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert kept.find("ab12") is None
    assert not kept.has("ab12")
    kept.keep("ab12", PCM)
    assert kept.find("ab12") == PCM


def test_the_least_recently_used_sound_is_deleted_first(tmp_path: Path) -> None:
    most = 4 * (len(PCM) + 4_000)
    kept = KeptSounds(tmp_path, mark, most)
    for number in range(4):
        kept.keep(f"ab{number}", PCM)
    for number, path in enumerate(sorted(files(tmp_path), key=lambda path: path.name)):
        os.utime(path, (1000 + number, 1000 + number))
    assert kept.find("ab0") == PCM  # just used again
    kept.keep("ab4", PCM)
    assert [kept.has(f"ab{number}") for number in range(5)] == [True, False, False, True, True]
    for number in range(5, 200):
        kept.keep(f"cd{number}", PCM)
        assert sum(path.stat().st_size for path in files(tmp_path)) <= most


def test_files_from_another_process_count_toward_the_limit(tmp_path: Path) -> None:
    most = 20 * len(PCM)
    one, other = KeptSounds(tmp_path, mark, most), KeptSounds(tmp_path, mark, most)
    for number in range(200):
        (one if number % 2 else other).keep(f"ab{number}", PCM)
    for number in range(64):
        one.keep(f"cd{number}", PCM)
    assert sum(path.stat().st_size for path in files(tmp_path)) <= most


def test_a_sound_that_is_too_large_is_not_stored(tmp_path: Path) -> None:
    KeptSounds(tmp_path, mark, len(PCM)).keep("ab1", PCM)
    KeptSounds(tmp_path, mark).keep("ab2", b"")
    assert files(tmp_path) == []


def test_an_unwritable_folder_only_prevents_storing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "voice").write_text("a file, and no folder")
    kept = KeptSounds(tmp_path / "voice", mark)
    kept.keep("ab1", PCM)
    assert kept.find("ab1") is None
    assert "cannot be cached" in caplog.text
