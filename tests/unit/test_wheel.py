"""The installed package is complete: all files of the package and of the built pages, including runtimes and fonts."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
# Files that run in the browser and that no other test would miss: a candidate loads them at certain questions.
NEEDED = (
    "index.html",
    "assets/pyodide.asm-*.wasm.gz",
    "assets/python_stdlib-*.zip",
    "assets/python.worker-*.js",
    "assets/emscripten-module-*.wasm.gz",
    "assets/javascript.worker-*.js",
    "assets/excalidraw-*/fonts/Excalifont/*.woff2",
    "assets/excalidraw-*/fonts/Xiaolai/*.woff2",
    "assets/atkinson-hyperlegible-next-latin-wght-normal-*.woff2",
    "assets/literata-latin-wght-normal-*.woff2",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return ZipFile(made)


@pytest.fixture(scope="module")
def names(wheel: ZipFile) -> set[str]:
    return set(wheel.namelist())


def test_no_font_is_included_twice(wheel: ZipFile) -> None:
    fonts = [entry for entry in wheel.infolist() if entry.filename.endswith(".woff2")]
    assert fonts
    counted = Counter((entry.CRC, entry.file_size) for entry in fonts)
    assert [entry.filename for entry in fonts if counted[entry.CRC, entry.file_size] > 1] == []


def test_the_wheel_has_keywords_and_classifiers(wheel: ZipFile) -> None:
    (path,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    told = wheel.read(path).decode()
    assert "\nKeywords: " in told
    assert "\nClassifier: Typing :: Typed\n" in told
    assert all(f"\nClassifier: Programming Language :: Python :: 3.{minor}\n" in told for minor in range(11, 15))


def test_the_wheel_has_exactly_the_files_of_the_package(names: set[str]) -> None:
    here = {path for path in (ROOT / "src").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    expected = {path.relative_to(ROOT / "src").as_posix() for path in here if path.suffix != ".pyc"}
    docs = {path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*") if path.is_file()}
    expected |= {f"aural/documentation/sources/{path.as_posix()}" for path in docs}
    assert {name for name in names if ".dist-info/" not in name} == expected


@pytest.mark.parametrize("pattern", NEEDED)
def test_the_wheel_has_the_files_that_run_in_the_browser(names: set[str], pattern: str) -> None:
    assert [name for name in names if fnmatch(name, f"aural/static/{pattern}")]
