"""`aural media` says whether a file has a valid mark, also by its exit code."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from aural.cli.main import main
from aural.guard.files.marking import SYNTHETIC, mark_speech
from aural.guard.marks.certificates import mark_key
from aural.guard.secrets import Secrets
from aural.voice.tts.cache import to_wave

PCM = bytes(range(256)) * 100


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["media", *arguments])
    assert done.exit_code == code, done.output
    return done.output


def prepare(folder: Path) -> None:
    """Creates the database and the secret key, as a server does at its start."""
    assert CliRunner().invoke(main, ["migrate", "--data-dir", str(folder)]).exit_code == 0


def spoken(folder: Path, secret: str) -> Path:
    file = folder / "voice.wav"
    file.write_bytes(mark_speech(to_wave(PCM), "embedded heart", mark_key(Secrets(secret))))
    return file


def test_verify_tells_valid_altered_unmarked_and_foreign_files_apart(tmp_path: Path) -> None:
    data = ("--data-dir", str(tmp_path / "data"))
    prepare(tmp_path / "data")
    file = spoken(tmp_path, (tmp_path / "data" / "secret.key").read_text().strip())
    told = run("verify", str(file), *data)
    assert told.splitlines()[0] == "Marked and unchanged: it contains synthetic speech of this installation."
    assert "Voice: embedded heart" in told
    found = json.loads(run("verify", str(file), "--json", *data))
    assert (found["finding"], found["source_type"]) == ("valid", SYNTHETIC)
    content = bytearray(file.read_bytes())
    content[200] ^= 1
    file.write_bytes(content)
    told = run("verify", str(file), *data, code=4)
    assert told.startswith("Altered or damaged")
    assert "Failed checks: assertion.dataHash.mismatch" in told
    file.write_bytes(to_wave(PCM))
    assert run("verify", str(file), *data, code=3).startswith("Not marked")
    spoken(tmp_path, "o" * 40)
    assert "signed by another key" in run("verify", str(file), *data, code=5)


def test_a_file_is_verified_by_certificate_without_a_database(tmp_path: Path) -> None:
    data = ("--data-dir", str(tmp_path / "data"))
    prepare(tmp_path / "data")
    certificate = tmp_path / "aural.pem"
    certificate.write_text(run("certificate", *data))
    assert certificate.read_text() == run("certificate", "--all", *data)
    file = spoken(tmp_path, (tmp_path / "data" / "secret.key").read_text().strip())
    elsewhere = tmp_path / "nothing here"
    run("verify", str(file), "--certificate", str(certificate), "--data-dir", str(elsewhere))
    assert not elsewhere.exists()


def test_a_file_that_cannot_be_verified_is_reported_with_the_reason(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no media")
    told = run("verify", str(text), "--data-dir", str(tmp_path / "data"), code=1)
    assert "Only these files can be verified: .m4a, .m4v, .mp4, .wav, .webm" in told
    file, bad = spoken(tmp_path, "o" * 40), tmp_path / "bad.pem"
    bad.write_text("no certificate")
    told = run("verify", str(file), "--certificate", str(bad), code=1)
    assert "bad.pem" in told
