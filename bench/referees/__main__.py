"""Checks the OpenAPI document with Redocly (`recommended-strict`, warnings are errors) and openapi-spec-validator.

Redocly is locked in the package.json of this folder and installed there on the first run, not by `make setup`. Nothing
is sent anywhere: its telemetry and its check for a newer version are switched off.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import orjson
from openapi_spec_validator import OpenAPIV31SpecValidator

from bench.npm_packages import NODE, install
from tools.openapi import dump

HERE = Path(__file__).parent
QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}


def main() -> None:
    redocly = install(HERE, "@redocly/cli") / "bin/cli.js"
    document = dump()
    problems = [f"openapi-spec-validator: {problem}" for problem in list_problems(document)]
    problems += [f"redocly: {problem}" for problem in lint(document, redocly)]
    operations = sum(len(methods) for methods in orjson.loads(document)["paths"].values())
    print("\n".join([*problems, f"{operations} operations, {len(problems)} problems"]))
    sys.exit(bool(problems))


def list_problems(document: bytes) -> list[str]:
    """The problems that openapi-spec-validator finds, including examples and defaults that violate their schemas."""
    found = OpenAPIV31SpecValidator(orjson.loads(document)).iter_errors()
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}" for error in found]


def lint(document: bytes, redocly: Path) -> list[str]:
    """The problems that Redocly finds, each with its rule and its place."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "openapi.json")
        path.write_bytes(document)
        command = [NODE / "node", redocly, "lint", "--extends", "recommended-strict", "--format", "json", path]
        settings = {**os.environ, **QUIET, "PATH": f"{NODE}:{os.environ['PATH']}"}
        done = subprocess.run(command, cwd=folder, capture_output=True, env=settings, check=False)
    said = orjson.loads(done.stdout)
    found = [f"{each['ruleId']} at {each['location'][0]['pointer']}: {each['message']}" for each in said["problems"]]
    if done.returncode and not found:
        raise RuntimeError(done.stderr.decode())
    return found


if __name__ == "__main__":
    main()
